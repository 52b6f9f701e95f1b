"""The search: letters folded alike in both languages it is written in, an index of small files that loses nothing."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from tests.conftest import ROOT

from intlgraph.publishing.site import searching
from intlgraph.publishing.site.folding import folded, words
from intlgraph.publishing.site.searching import SIZE, Findable, Index, shard

SCRIPTS = ROOT / "src" / "intlgraph" / "rendering" / "scripts"
WORDS = (
    "Växjö", "MALMÖ", "Ångström", "Łódź", "Straße", "İstanbul", "ΟΔΥΣΣΕΥΣ", "Ærø", "œuvre", "naïve café", "ﬁsk",
    "An Giang (tỉnh)", "Vushtrri/Vučitrn", "212000-0662", "“UBC”, 2008–2012", "東京都", "القاهرة", "תל אביב", "ﬃ ⅷ ①",
    "e\u0301\u0323", "किताब", "o'Neill", "a_b", "\U0001d4d0\U0001d4d1", "👩‍🌾 odling", "ẞ", "",
)  # fmt: skip


def node() -> str:
    """Return Node.js, which runs the scripts of the site as a browser does."""
    found = shutil.which("node")
    if not found:
        pytest.skip("no node here: the browser tests search too, but do not go through every letter")
    return found


def scripted(program: str, *values: object) -> object:
    """Return what a module prints as JSON that gets these values as JSON on its standard input."""
    text = f"const given = JSON.parse(await new Response(process.stdin).text());\n{program}"
    ran = subprocess.run(
        [node(), "--input-type=module", "-e", text],
        input=json.dumps(values), capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def letters() -> list[str]:
    """Return every letter that Unicode has a name for in this Python, and more: all that is assigned."""
    found = (chr(number) for number in range(sys.maxunicode + 1))
    return [each for each in found if unicodedata.category(each) not in ("Cn", "Cs", "Co")]


def test_python_and_the_script_fold_every_letter_alike() -> None:
    assigned = letters()
    given = [*WORDS, *(f"a{each}b" for each in assigned)]
    module = (SCRIPTS / "folding.js").as_uri()
    program = f"const {{ folded, words }} = await import('{module}');\n"
    program += "console.log(JSON.stringify(given[0].map((each) => [folded(each), words(each)])));"
    theirs = scripted(program, given)
    ours = [[folded(each), words(each)] for each in given]
    assert isinstance(theirs, list)
    different = [(each, one, other) for each, one, other in zip(given, ours, theirs, strict=True) if one != other]
    assert different == []
    assert len(given) - len(WORDS) > 140_000


def test_python_and_the_script_name_the_files_of_the_index_alike() -> None:
    given = ["", "va", "con", "ж1", "東", "\U0001d4d0", "ö"]
    program = f"const {{ file }} = await import('{(SCRIPTS / 'finding.js').as_uri()}');\n"
    program += "console.log(JSON.stringify(given[0].map(file)));"
    assert scripted(program, given) == [shard(each) for each in given]


@pytest.fixture
def index() -> Index:
    return Index(sqlite3.connect(":memory:"))


def written(index: Index, folder: Path) -> dict[str, dict[str, object]]:
    """Write an index in Swedish and return its shards by their beginnings."""
    found = {}
    for beginning, contents in index.shards(["sv", "en"]):
        assert beginning not in found
        (folder / shard(beginning)).write_bytes(contents["sv"])
        found[beginning] = json.loads(contents["sv"])
    return found


def found(folder: Path, *asked: str) -> list[dict[str, object]]:
    """Ask the script of the site in an index that lies in a folder, read as a browser fetches."""
    program = f"""
import {{ readFile }} from 'node:fs/promises';
const {{ Index }} = await import('{(SCRIPTS / "finding.js").as_uri()}');
let fetched = 0;
globalThis.fetch = async (address) => {{
  fetched += 1;
  const text = await readFile(address, 'utf8');
  return {{ ok: true, json: async () => JSON.parse(text) }};
}};
const answers = [];
for (const text of given[0]) {{
  const index = new Index(new URL('{folder.as_uri()}/'));
  fetched = 0;
  const {{ hits, whole }} = await index.find(text);
  answers.push({{ whole, fetched, hits: hits.map(({{ page, by, rank }}) => [page.address, page.name, by, rank]) }});
}}
console.log(JSON.stringify(answers));
"""
    answers = scripted(program, asked)
    assert isinstance(answers, list)
    return answers


def addresses(answer: dict[str, object]) -> list[str]:
    hits = answer["hits"]
    assert isinstance(hits, list)
    return [each[0] for each in hits]


def test_the_best_come_first_and_other_names_are_told(index: Index, tmp_path: Path) -> None:
    index.add(Findable("m/vaxjo/", {"sv": "Växjö kommun", "en": "Växjö Municipality"}, {"sv": "kommun"}, ("0780",), 90))
    index.add(Findable("p/vaxjo/", {"sv": "Växjö"}, {"sv": "plats"}, (), 5))
    index.add(Findable("x/plan/", {"sv": "Plan för Växjö"}, {"sv": "plan"}, (), 500))
    index.add(Findable("x/bo/", {"": "Växjöbostäder"}, {"sv": "organisation"}, ("Vidingehem",), 1))
    written(index, tmp_path)
    whole, reversed_, code, english, alias, split, nothing, empty = found(
        tmp_path, "vaxjo", "kommun väx", "0780", "VÄXJÖ municip", "vidinge", "municipality kommun", "vaxjo malmo", "  -"
    )
    assert addresses(whole) == ["p/vaxjo/", "m/vaxjo/", "x/bo/", "x/plan/"]
    assert addresses(reversed_) == addresses(code) == addresses(english) == ["m/vaxjo/"]
    assert code["hits"] == [["m/vaxjo/", "Växjö kommun", "0780", 0]]
    assert english["hits"] == [["m/vaxjo/", "Växjö kommun", "Växjö Municipality", 1]]
    assert alias["hits"] == [["x/bo/", "Växjöbostäder", "Vidingehem", 1]]
    assert split["hits"] == [["m/vaxjo/", "Växjö kommun", "Växjö Municipality", 3]]
    assert addresses(nothing) == addresses(empty) == []


def test_a_large_index_is_small_files_that_lose_nothing(index: Index, tmp_path: Path) -> None:
    """Every thing is found by every one of its words once enough is written, with few and small files."""
    chance = random.Random(7)
    parts = ("va", "xjö", "kom", "ber", "lin", "sta", "nord", "sö", "der", "ång", "ka", "ri", "to", "lund", "жи")
    names = {
        f"t/{number}/": f"Kommun {''.join(chance.choices(parts, k=3)).title()} {''.join(chance.choices(parts, k=2))}"
        for number in range(8 * SIZE)
    }
    told = {where: words(name) for where, name in names.items()}
    for address, name in names.items():
        index.add(Findable(address, {"sv": name}, {"sv": "sak"}, (), chance.randrange(100)))
    shards = written(index, tmp_path)
    assert len(shards) > 100
    for beginning, each in shards.items():
        pages = each["pages"]
        assert isinstance(pages, list)
        assert len(pages) <= SIZE
        below = {page[0] for page in pages}
        expected = {where for where, said in told.items() if any(word.startswith(beginning) for word in said)}
        assert below <= expected
        assert (below == expected) or not each["whole"]
        assert bool(each["further"]) <= (not each["whole"])
    sample = chance.sample(sorted(names), 100)
    answers = found(tmp_path, *(names[each] for each in sample))
    for address, answer in zip(sample, answers, strict=True):
        same = {each for each, said in told.items() if said == told[address]}
        assert same <= set(addresses(answer))
        assert answer["whole"] is True
    common, unknown = found(tmp_path, "kommun", "kommunqq")
    assert common["whole"] is False
    assert len(addresses(common)) == SIZE
    assert (unknown["whole"], unknown["hits"]) == (True, [])
    assert max(path.stat().st_size for path in tmp_path.iterdir()) < 40_000


def test_an_index_of_a_few_things_is_one_file(index: Index, tmp_path: Path) -> None:
    index.add(Findable("m/x/", {"sv": "Växjö"}, {}))
    assert written(index, tmp_path) == {
        "": {"whole": True, "further": "", "kinds": [""], "pages": [["m/x/", "Växjö", 0, 0]]}
    }


def test_more_of_one_word_than_a_shard_holds_has_an_end(index: Index, tmp_path: Path) -> None:
    for number in range(SIZE + 1):
        index.add(Findable(f"m/{number}/", {"sv": "x" * 300}, {}))
    shards = written(index, tmp_path)
    assert max(map(len, shards)) == searching._DEEPEST
    assert not any(each["whole"] for each in shards.values())
    exact, longer = found(tmp_path, "x" * 200, "x" * 201)
    assert len(addresses(exact)) == SIZE
    assert addresses(longer) == []


def test_names_without_letters_and_long_names_do_no_harm(index: Index, tmp_path: Path) -> None:
    index.add(Findable("m/a/", {"sv": "—"}, {}))
    index.add(Findable("m/b/", {"sv": " "}, {}, ("", "</script>")))
    index.add(Findable("m/c/", {"sv": "ord " * 3000}, {}))
    index.add(Findable("m/c/", {"sv": "en gång till"}, {}))
    whole = written(index, tmp_path)[""]
    assert [page[0] for page in whole["pages"]] == ["m/b/", "m/c/"]  # type: ignore[attr-defined]
    assert (tmp_path / shard("")).stat().st_size < 1000

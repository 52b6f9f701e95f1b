"""The lists: facets that the ontology declares, and what the script makes of them, held to what the data says."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode
from tests.conftest import ROOT, TINY

from intlgraph import pipeline
from intlgraph.errors import DataError
from intlgraph.project import Project, load
from intlgraph.publishing import site
from intlgraph.publishing.site import choosing, faceting, inventory
from intlgraph.publishing.site.addresses import SiteAddresses
from intlgraph.publishing.site.faceting import Division
from intlgraph.publishing.site.inventory import Entered, sort_key
from intlgraph.publishing.site.listing import SIZE, Lists, Sort
from intlgraph.query.wording import Wording
from intlgraph.rendering.description import Description, Interval, Link
from intlgraph.rendering.html import Renderer
from intlgraph.rendering.html import lists as html_lists
from intlgraph.store import Store, generations, oxigraph

CHOOSING = ROOT / "src" / "intlgraph" / "rendering" / "scripts" / "choosing.js"
COUNTRY = "https://w3id.org/intlgraph/concept/facet/country"
PERIOD = "https://w3id.org/intlgraph/concept/facet/period"
FACETED = ("municipality", "network", "partnership", "person", "place", "project")


def published(folder: Path, source: Path) -> tuple[Project, Store, Path]:
    for part in ("data", "ontology"):
        shutil.copytree(source / part, folder / part)
    shutil.copy(source / "intlgraph.toml", folder)
    return written(folder)


def written(folder: Path) -> tuple[Project, Store, Path]:
    project = load(folder)
    pipeline.build(project)
    store = oxigraph.open_read_only(generations.current(project.build) / "store")
    out = folder / "public"
    out.mkdir()
    site.write(project, store, out, lambda code, **values: None)
    return project, store, out


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Store, Path]:
    """Publish this repository's publication."""
    return published(tmp_path_factory.mktemp("own"), ROOT)


def scripted(program: str, *values: object) -> Any:
    """Return what a program that knows the script of the lists prints as JSON."""
    found = shutil.which("node")
    if not found:
        pytest.skip("no node here: the browser tests choose from lists too, but not at random")
    text = f"const given = JSON.parse(await new Response(process.stdin).text());\n{program}"
    text = f"const {{ chosen, csv, fitting, json }} = await import('{CHOOSING.as_uri()}');\n{text}"
    ran = subprocess.run(
        [found, "--input-type=module", "-e", text],
        input=json.dumps(values), capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


class Facets(HTMLParser):
    """The facets that a list shows without scripts: by key and value, how many."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.counts: dict[tuple[str, str], int] = {}
        self.room: dict[str, str | None] = {}
        self._facet = self._value = ""
        self._counting = False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self._facet = given.get("data-facet") or self._facet
        self._value = given.get("data-value") or self._value
        self._counting = given.get("class") == "count"
        if "data-facets" in given:
            self.room = given

    def handle_data(self, data: str) -> None:
        if self._counting and self._facet and self._value:
            self.counts[self._facet, self._value] = int(data)
        self._counting = False


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_compact_file_says_what_the_whole_list_says(own: tuple[Project, Store, Path], language: str) -> None:
    """The script makes the same CSV and the same JSON of all things, byte for byte, as were published."""
    _, _, out = own
    folders = sorted(path.parent for path in (out / language).glob("*/list.facets.json"))
    assert {each.name for each in folders} >= set(FACETED)
    for folder in folders:
        choice = json.loads((folder / "list.facets.json").read_text("utf-8"))
        whole = (folder / "list.json").read_text("utf-8")
        table = (folder / "list.csv").read_bytes().decode("utf-8")
        made = scripted(
            "const [c, w] = given; console.log(JSON.stringify([csv(c, c.things), json(w, c, c.things)]));",
            choice,
            whole,
        )
        assert made == [table, whole], folder.name
        for thing, each in zip(choice["things"], json.loads(whole), strict=True):
            assert choice["base"] + thing[0] == each["iri"]
            assert (folder / thing[1] / "index.html").is_file()
        names = [sort_key(thing[2] or choice["base"] + thing[0], language) for thing in choice["things"]]
        assert names == sorted(names)


@pytest.mark.parametrize("kind", FACETED)
def test_the_counts_without_scripts_are_those_of_the_data(own: tuple[Project, Store, Path], kind: str) -> None:
    _, _, out = own
    folder = out / "sv" / kind
    listed = json.loads((folder / "list.json").read_text("utf-8"))
    expected = Counter(
        (faceting.key(facet), faceting.key(value))
        for each in listed
        for facet, values in each["facets"].items()
        for value in values
    )
    shown = Facets((folder / "index.html").read_text("utf-8")).counts
    assert shown == expected
    assert expected


def test_facets_are_reached_through_statements(own: tuple[Project, Store, Path]) -> None:
    """Countries, networks, goals and certainty are what the rows say, asked in another way."""
    _, store, out = own
    base = load(ROOT).base
    rows = """
SELECT DISTINCT ?thing ?value WHERE {
  { ?row a intl:LocationStatement ; intl:thing ?thing ; intl:place ?value }
  UNION { ?row a intl:LocationStatement ; intl:thing ?thing ; intl:place ?place . ?place intl:within ?value }
  ?value dcterms:type <https://w3id.org/intlgraph/concept/place-kind/country> }"""
    assert reached(out, "municipality", "country") == pairs(store, rows, f"{base}/id/municipality/")
    rows = """
SELECT DISTINCT ?thing ?value WHERE { ?row a org:Membership ; org:member ?thing ; org:organization ?value .
  ?value a intl:Network }"""
    assert reached(out, "municipality", "network") == pairs(store, rows, f"{base}/id/municipality/")
    rows = "SELECT DISTINCT ?thing ?value WHERE { ?row a intl:GoalAlignment ; intl:thing ?thing ; intl:goal ?value }"
    assert reached(out, "project", "goal") == pairs(store, rows, f"{base}/id/project/")
    rows = "SELECT DISTINCT ?thing ?value WHERE { ?row ?any ?thing ; intl:certainty ?value }"
    assert reached(out, "project", "certainty") == pairs(store, rows, f"{base}/id/project/")


def reached(out: Path, kind: str, facet: str) -> set[tuple[str, str]]:
    listed = json.loads((out / "sv" / kind / "list.json").read_text("utf-8"))
    found = {
        (each["iri"], value)
        for each in listed
        for iri, values in each["facets"].items()
        for value in values
        if faceting.key(iri) == facet
    }
    assert found
    return found


def pairs(store: Store, text: str, start: str) -> set[tuple[str, str]]:
    cells = store.select(text).rows
    found = {(one.value, two.value) for one, two in cells if isinstance(one, NamedNode) and isinstance(two, NamedNode)}
    return {(one, two) for one, two in found if one.startswith(start)}


def fits(thing: Sequence[Any], wanted: Sequence[set[int]]) -> bool:
    return all(not those or those & set(values) for those, values in zip(wanted, thing[4], strict=True))


def test_values_of_a_facet_are_or_facets_are_and_and_counts_tell_what_a_click_would_give() -> None:
    chance = random.Random(3)
    sizes = (2, 5, 9)
    choice = {
        "base": "https://example.org/id/x/", "columns": [],
        "facets": [
            {"key": f"f{n}", "values": [[f"v{v}", f"V{v}"] for v in range(size)]} for n, size in enumerate(sizes)
        ],
        "things": [
            [str(n), f"{n}/", f"N{n}", "", [sorted(chance.sample(range(size), chance.randint(0, 2))) for size in sizes]]
            for n in range(300)
        ],
    }  # fmt: skip
    asked = [
        [
            (f"f{facet}", f"v{value}")
            for facet, size in enumerate(sizes)
            for value in range(size)
            if chance.random() < 0.2
        ]
        for _ in range(40)
    ] + [[("f0", "unknown")], [("other", "v1")], []]
    program = """
const [choice, asked] = given;
console.log(JSON.stringify(asked.map((pairs) => {
  const wanted = chosen(choice, new URLSearchParams(pairs));
  const { hits, counts } = fitting(choice, wanted);
  return { wanted: wanted.map((each) => [...each]), hits: hits.map(([iri]) => iri), counts };
})));"""
    things: list[Any] = choice["things"]  # type: ignore[assignment]
    for pairs_, answer in zip(asked, scripted(program, choice, asked), strict=True):
        wanted = [{int(v[1:]) for f, v in pairs_ if f == f"f{n}" and v != "unknown"} for n in range(len(sizes))]
        assert [set(each) for each in answer["wanted"]] == wanted
        assert answer["hits"] == [thing[0] for thing in things if fits(thing, wanted)]
        for facet, size in enumerate(sizes):
            others = [those if n != facet else set() for n, those in enumerate(wanted)]
            left = [thing for thing in things if fits(thing, others)]
            assert answer["counts"][facet] == [sum(v in thing[4][facet] for thing in left) for v in range(size)]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([("2008-01-01", "2012-12-31")], {"2000/2009", "2010/2019"}),
        ([("2008-01-01", "")], {"2000/2009"}),
        ([("", "2031-05-01")], {"2030/2039"}),
        ([("1290-01-01", "2020-01-01")], {f"{y}/{y + 9}" for y in range(1290, 2021, 10)}),
        ([("-0044-03-15", "-0031-01-01")], {"-50/-41", "-40/-31"}),
        ([("-9000-01-01", "2020-01-01")], {"-9000/-8991", "2020/2029"}),
        ([("", "")], None),
        ([], None),
    ],
)
def test_times_touch_decades(times: Sequence[tuple[str, str]], expected: set[str] | None) -> None:
    own = Link("https://example.org/id/x/a", {}, "x")
    bars = tuple(Interval(own, {}, first, last) for first, last in times)
    thing = Description(own, (), {}, (), intervals=bars)
    division = Division(PERIOD, years=10)
    found = faceting.reached(oxigraph.in_memory([]), [thing], {"x": [division]})
    assert found == {own.iri: {} if expected is None else {PERIOD: tuple(sorted(expected))}}


def test_groups_of_years_have_names() -> None:
    called = faceting.called(oxigraph.in_memory([]), ["1990/1999", "-50/-41", "2008"])
    assert called == {"1990/1999": {"": "1990–1999"}, "-50/-41": {"": "−50–−41"}, "2008": {"": "2008"}}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    for part in ("data", "ontology"):
        shutil.copytree(TINY / part, tmp_path / "tiny" / part)
    shutil.copy(TINY / "intlgraph.toml", tmp_path / "tiny")
    return tmp_path / "tiny"


DECLARED = """
<https://data.example.org/nordby/ns#Festival> <https://w3id.org/intlgraph/ns#facet>
  <https://data.example.org/nordby/ns#organizer> , <https://data.example.org/nordby/facet/with> .
<https://data.example.org/nordby/facet/with> a <http://www.w3.org/2004/02/skos/core#Concept> ;
  <http://www.w3.org/2004/02/skos/core#prefLabel> "arrangörens nätverk"@sv , "network of the organiser"@en ;
  <https://w3id.org/intlgraph/ns#facetPath> "{path}" .
"""
PATH = "<https://data.example.org/nordby/ns#organizer>/^org:member/org:organization"


def declare(root: Path, path: str) -> None:
    with (root / "ontology" / "festival.ttl").open("a", encoding="utf-8") as file:
        file.write(DECLARED.replace("{path}", path))


def test_a_publication_declares_facets_of_its_own(tiny: Path) -> None:
    declare(tiny, PATH)
    _, _, out = written(tiny)
    shown = Facets((out / "sv" / "festival" / "index.html").read_text("utf-8"))
    assert shown.counts == {
        ("organizer", "nordby"): 1,
        ("organizer", "nastanvik"): 1,
        ("with", "gron-farja"): 1,
        ("with", "sma-stader"): 1,
    }
    head = (out / "en" / "festival" / "list.csv").read_text("utf-8-sig").splitlines()[0]
    assert head == "iri,name,summary,network of the organiser,organizer"


@pytest.mark.parametrize("path", ["^org:member/", "org:member } ?thing ?any ?value {"])
def test_a_path_that_cannot_be_read_is_told_as_a_fault_of_the_ontology(tiny: Path, path: str) -> None:
    declare(tiny, path)
    with pytest.raises(DataError) as raised:
        written(tiny)
    assert [each.code for each in raised.value.problems] == ["facet-path"]
    for language in ("sv", "en"):
        assert path in raised.value.problems[0].text(language)


@pytest.fixture
def many() -> Iterator[tuple[Lists, inventory.Inventory]]:
    """Give a list of two pages, its things under one of two values, or under none, or both."""
    values = ("https://example.org/a/one", "https://example.org/b/one")
    with inventory.opened(("sv",)) as listed:
        for number in range(SIZE + 2):
            those = [value for at, value in enumerate(values) if number >> at & 1]
            iri = f"https://example.org/id/x/{number}"
            listed.add(Entered("x", f"x/{number}/", iri, {"sv": f'"=cmd|,{number:03}'}, facets={PERIOD: tuple(those)}))
        yield Lists(Wording({}, {}), {}, {}), listed


def test_a_list_of_many_pages_is_chosen_from_as_a_whole(
    many: tuple[Lists, inventory.Inventory], tmp_path: Path
) -> None:
    lists, listed = many
    sort = Sort({"sv": "X"}, {}, (Division(PERIOD, {"sv": "slag"}),), ())
    pages = list(lists.pages(listed, "x", sort, "sv"))
    assert [len(page.entries) for page in pages] == [SIZE, 2]
    for page in pages:
        (facet,) = page.facets
        assert [(count.key, count.count) for count in facet.counts] == [
            ("one", 251), ("https://example.org/b/one", 250),
        ]  # fmt: skip
    project, store = load(TINY), oxigraph.in_memory([])
    renderer = Renderer(project, SiteAddresses(project, store, lists.wording))
    rooms = [Facets(html_lists.page(renderer, page, "sv")).room["data-facets"] for page in pages]
    assert rooms == ["./", "../../"]
    with (tmp_path / "list").open("wb") as file:
        choosing.write(lists, "https://example.org/id/x/", listed, "x", sort, "sv", file)
    choice = json.loads((tmp_path / "list").read_text("utf-8"))
    assert len(choice["things"]) == SIZE + 2
    assert Counter(len(thing[4][0]) for thing in choice["things"]) == {0: 126, 1: 251, 2: 125}
    with (tmp_path / "csv").open("wb") as file:
        lists.csv(listed, "x", sort, "sv", file)
    made = scripted("console.log(JSON.stringify(csv(given[0], given[0].things)));", choice)
    assert made.encode() == (tmp_path / "csv").read_bytes()


def test_the_script_gets_a_sentence_for_everything_it_says(own: tuple[Project, Store, Path]) -> None:
    _, _, out = own
    for language in ("sv", "en"):
        room = Facets((out / language / "project" / "index.html").read_text("utf-8")).room
        said: Mapping[str, str] = json.loads(room["data-said"] or "")
        used = set(re.findall(r"this\.said\.(\w+)", CHOOSING.with_name("facets.js").read_text("utf-8")))
        assert used == set(said)
        assert all(said.values())

"""`evidence reanchor`: passages move with their words and their surroundings, or everything stays as it is."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.conftest import Command
from tests.evidence.conftest import TEXTS, Nordby

from intlgraph.errors import CommandError, DataError
from intlgraph.evidence.anchors import anchor
from intlgraph.evidence.cells import changed
from intlgraph.evidence.documents import digest
from intlgraph.evidence.reanchor import Reanchored, reanchor

OLD = TEXTS["natverk"]


def move(nordby: Nordby, new: str, *, partial: bool = False) -> Reanchored:
    """Reanchor to a new text and put it in the place of the old one."""
    path = nordby.root / "natverk-2.txt"
    path.write_bytes(new.encode())
    done = reanchor(nordby.project, nordby.documents / "natverk.txt", path, partial=partial)
    if done.files:
        path.rename(nordby.documents / path.name)
    return done


def everything(nordby: Nordby) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((nordby.root / "data").rglob("*.csv"))}


EDITS: dict[str, Callable[[str], str]] = {
    "insertion before": lambda text: "Nytt 2024: en rad som inte fanns.\n\n" + text,
    "insertion in the middle": lambda text: text.replace("Små städer", "Ett stycke om Nordby kommun.\n\nSmå städer"),
    "deletion": lambda text: text.replace(", i korthet ett “nätverk för gröna färjor”", ""),
    "moved paragraph": lambda text: (
        text[: (first := text.index("Öarnas"))]
        + text[(second := text.index("Små städer")) : (last := text.index("Senast"))]
        + text[first:second]
        + text[last:]
    ),
    "the same words once more": lambda text: text + "\nNordby kommun gick med i mer än så. Öarnas färjenätverk\n",
    "nothing": lambda text: text,
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_passages_move_and_the_check_stays_green(edit: str, nordby: Nordby) -> None:
    new = EDITS[edit](OLD)
    assert (new != OLD) == (edit != "nothing")
    done = move(nordby, new)
    assert done.problems == ()
    assert (done.moved > 0) == (edit not in ("nothing", "the same words once more"))
    assert done.moved + done.kept == 15
    assert nordby.check().problems == ()
    with (nordby.tables / "documents.csv").open(encoding="utf-8", newline="") as file:
        entry = next(row for row in csv.DictReader(file) if row["id"] == "natverk")
    assert entry["file"] == "natverk-2.txt"
    assert (entry["characters"], entry["sha256"]) == (str(len(new)), digest(new.encode()))


@pytest.mark.parametrize(
    ("new", "lost"),
    [
        (OLD.replace("i mars 2019", "i april 2019"), "gick med i nätverket i mars 2019"),
        (OLD.replace("Även Sjöåkerö är med", "Sjöåkerö är också med"), "Även Sjöåkerö"),
        (OLD.replace("tolv länder", "tolvtal länder"), "tolv länder"),
    ],
)
def test_a_change_inside_a_passage_changes_nothing_and_is_listed(new: str, lost: str, nordby: Nordby) -> None:
    before = everything(nordby)
    done = move(nordby, new)
    assert done.files == ()
    assert done.problems
    assert {problem.code for problem in done.problems} == {"passage-lost"}
    assert any(lost in str(problem.values["words"]) for problem in done.problems)
    assert all(problem.place.row and problem.place.column for problem in done.problems)
    assert everything(nordby) == before


def test_a_part_can_be_moved_and_the_check_finds_the_rest(nordby: Nordby) -> None:
    done = move(nordby, "Nytt.\n" + OLD.replace("Även Sjöåkerö", "Sjöåkerö"), partial=True)
    assert done.lost == 2
    assert done.files
    left = {(problem.place.file, problem.place.row) for problem in done.problems}
    found = {(problem.place.file, problem.place.row) for problem in nordby.check().problems}
    assert left <= found
    assert left == {("data/tables/memberships.csv", 3), ("data/tables/names.csv", 4)}


def test_a_passage_that_would_be_taken_for_another_stops_a_part_too(nordby: Nordby) -> None:
    text = "Ett hus.\nTvå hus."
    nordby.rows["counts"] = {
        "one": ["one", "network/ferries", "1", "natverk:0-3", "stated", ""],
        "two": ["two", "network/ferries", "2", "natverk:9-12", "stated", ""],
    }
    for table in nordby.rows:
        if table not in ("counts", "documents"):
            nordby.rows[table] = {}
    nordby.cell("documents", "natverk", "sha256", digest(text.encode()))
    (nordby.documents / "natverk.txt").write_text(text, "utf-8")
    (nordby.root / "data" / "passages.csv").unlink()
    nordby.write()
    before = everything(nordby)
    done = move(nordby, "Två hus.", partial=True)
    assert {problem.code for problem in done.problems} == {"passage-lost", "passage-in-the-way"}
    assert done.files == ()
    assert everything(nordby) == before


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "Windows-1252, semicolon, CRLF": lambda text: _semicolons(text, "\r\n").encode("cp1252"),
    "UTF-8 with a mark, all cells quoted": lambda text: codecs.BOM_UTF8 + _quoted(text).encode(),
    "UTF-16, tabs": lambda text: codecs.BOM_UTF16_BE + _tabs(text).encode("utf-16-be"),
    "declared delimiter": lambda text: ("sep=;\r\n" + _semicolons(text, "\r\n")).encode(),
    "no line end, empty columns, blank rows": lambda text: (text.rstrip("\n") + "\n,,\n\n").encode()[:-1],
}


def _semicolons(text: str, end: str) -> str:
    return end.join(";".join(_cell(cell, ";") for cell in row) for row in csv.reader(text.splitlines())) + end


def _tabs(text: str) -> str:
    return "\n".join("\t".join(row) for row in csv.reader(text.splitlines())) + "\n"


def _quoted(text: str) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in csv.reader(text.splitlines())) + "\n"


def _cell(cell: str, delimiter: str) -> str:
    return f'"{cell}"' if delimiter in cell else cell


@pytest.mark.parametrize("way", WRITTEN)
def test_every_byte_but_the_offsets_stays(way: str, nordby: Nordby) -> None:
    ways = dict.fromkeys(("memberships", "names", "counts", "documents"), WRITTEN[way])
    if "blank" in way:
        ways.pop("documents")
    nordby.write(ways)
    before = everything(nordby)
    done = move(nordby, "Ny rad.\n" + OLD)
    assert done.problems == ()
    assert nordby.check().problems == ()
    after = everything(nordby)
    for name in ("memberships.csv", "names.csv", "counts.csv"):
        encoding = {"Windows": "cp1252", "UTF-16,": "utf-16"}.get(way.split("-1252")[0].split(" ")[0], "utf-8")
        old, new = before[name].decode(encoding), after[name].decode(encoding)
        assert old != new
        assert _without_offsets(new) == _without_offsets(old)
        assert after[name][:4] == before[name][:4]


def _without_offsets(text: str) -> str:
    return re.sub(r"natverk:\d+-\d+", "natverk", text)


def test_only_the_wanted_columns_are_touched() -> None:
    table = b'id,passage,note\n1,"d:3-9; d:12-14",d:3-9\n2," d:3-9 ","a ""d:3-9"", b"\n'
    after = changed(table, "utf-8", ["passage"], lambda cell: cell.value.replace("d:3-9", "d:13-19"))
    assert after == b'id,passage,note\n1,"d:13-19; d:12-14",d:3-9\n2," d:13-19 ","a ""d:3-9"", b"\n'
    quoted = changed(b"id,file\n1,x\n", "utf-8", ["file"], lambda cell: 'a, "b"')
    assert quoted == b'id,file\n1,"a, ""b"""\n'


def test_a_document_cited_by_a_similar_name_is_left_alone(nordby: Nordby) -> None:
    nordby.rows["documents"]["ett-natverk"] = ["ett-natverk", "other.txt", "other", "10", ""]
    (nordby.documents / "other.txt").write_text("Tolv länder med hav", "utf-8")
    nordby.cell("counts", "countries", "passage", nordby.rows["counts"]["countries"][3] + ";ett-natverk:0-15")
    nordby.write_and_check()
    assert move(nordby, "Ny rad.\n" + OLD).problems == ()
    assert ";ett-natverk:0-15" in (nordby.tables / "counts.csv").read_text("utf-8")


def test_a_workbook_is_not_rewritten(nordby: Nordby) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "counts"
    with (nordby.tables / "counts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append(row)
    (nordby.tables / "counts.csv").unlink()
    workbook.save(nordby.tables / "counts.xlsx")
    before = everything(nordby)
    with pytest.raises(DataError) as caught:
        move(nordby, "Ny rad.\n" + OLD)
    assert [problem.code for problem in caught.value.problems] == ["workbook-not-rewritten"]
    assert everything(nordby) == before


def test_the_old_text_must_be_a_recorded_version(nordby: Nordby, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("another text", "utf-8")
    with pytest.raises(CommandError) as unknown:
        reanchor(nordby.project, other, other)
    assert unknown.value.problems[0].code == "document-of-no-hash"
    with pytest.raises(DataError) as differs:
        reanchor(nordby.project, other, other, "natverk")
    assert differs.value.problems[0].code == "document-differs"
    with pytest.raises(CommandError) as named:
        reanchor(nordby.project, other, other, "natverket")
    assert named.value.problems[0].code == "document-unknown"
    other.write_bytes("på".encode("cp1252"))
    with pytest.raises(DataError) as text:
        reanchor(nordby.project, nordby.documents / "natverk.txt", other)
    assert text.value.problems[0].code == "text-not-utf8"


def test_a_passage_that_is_wrong_already_is_not_carried_on(nordby: Nordby) -> None:
    nordby.cell("counts", "members", "passage", "natverk:0-90000")
    nordby.write()
    with pytest.raises(DataError) as caught:
        move(nordby, "Ny rad.\n" + OLD)
    assert [problem.code for problem in caught.value.problems] == ["passage-beyond-end"]


def test_a_passage_with_another_hash_is_not_carried_on(nordby: Nordby) -> None:
    path = nordby.root / "data" / "passages.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace(text[text.index("natverk,0,15,") + 13 :][:64], "0" * 64), "utf-8")
    with pytest.raises(DataError) as caught:
        move(nordby, "Ny rad.\n" + OLD)
    assert [problem.code for problem in caught.value.problems] == ["passage-differs"]


def test_a_disk_that_says_no_leaves_everything(nordby: Nordby, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(nordby)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target).name == "names.csv":
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space left"):
        move(nordby, "Ny rad.\n" + OLD)
    assert everything(nordby) == before
    assert not list(nordby.root.rglob("*.new"))


def test_repeated_words_are_told_apart_by_what_stands_around_them() -> None:
    old = "Alvik har ett kontor i Bryssel.\nBodal har ett kontor i Bryssel.\n"
    new = "Cedby har ett kontor i Bryssel.\nBodal har ett kontor i Bryssel.\nAlvik har ett kontor i Bryssel.\n"
    start = old.index("Bryssel")
    found = anchor(old, start, start + 7, new)
    assert found.candidates == 3
    assert found.start == new.rindex("Bryssel")


def test_two_places_that_cannot_be_told_apart_are_none() -> None:
    old = "Alvik\nNätverket har sitt kontor i Bryssel.\nBodal\n"
    line = "Nätverket har sitt kontor i Bryssel."
    start = old.index("Bryssel")
    assert anchor(old, start, start + 7, f"Cedby\n{line}\nDalen\n").start is not None
    found = anchor(old, start, start + 7, f"Cedby\n{line}\nDalen\n{line}\nEkeby\n")
    assert (found.start, found.candidates) == (None, 2)


def test_words_that_moved_into_another_sentence_are_not_followed() -> None:
    old = "Nordby kommun gick med i föreningen 2019 och betalar avgift."
    new = "Föreningen bildades i staden Alvik 2019 av tre andra kommuner."
    start = old.index("2019")
    assert anchor(old, start, start + 4, new).start is None
    assert anchor(old, 0, 6, "Nordbys nya sida").candidates == 0


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_command_tells_what_it_did(language: str, nordby: Nordby, command: Command, tmp_path: Path) -> None:
    new = tmp_path / "ny.txt"
    new.write_text(OLD.replace("tolv länder", "13 länder"), "utf-8")
    given = [
        "evidence",
        "reanchor",
        nordby.documents / "natverk.txt",
        new,
        "--project",
        nordby.root,
        "--lang",
        language,
    ]
    ran = command(*given)
    assert ran.code == 1
    assert "data/tables/counts.csv:3, passage" in ran.err
    new.write_text("Ny.\n" + OLD, "utf-8")
    ran = command(*given)
    assert (ran.code, ran.err) == (0, "")
    assert "15" in ran.out
    assert "data/tables/memberships.csv" in ran.out
    again = command(*given)
    assert again.code == 2
    assert command("evidence", "reanchor", new, tmp_path / "none.txt", "--project", nordby.root).code == 2

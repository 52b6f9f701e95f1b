"""Bad input: one readable message with file, row, column and a hint, in both languages; and nothing is lost.

Every case is broken into a publication that has been built once; after the failure the old build still answers.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Command, Publication

COUNT = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a org:Membership }"

Break = Callable[[Publication], None]


def edit(table: str, old: str, new: str) -> Break:
    return lambda tiny: tiny.edit(table, old, new)


def append(table: str, row: str) -> Break:
    return lambda tiny: tiny.write(table, tiny.read(table).rstrip("\r\n") + "\r\n" + row + "\r\n")


def file(name: str, content: str | bytes) -> Break:
    def write(tiny: Publication) -> None:
        data = content.encode() if isinstance(content, str) else content
        (tiny.root / name).parent.mkdir(exist_ok=True)
        (tiny.root / name).write_bytes(data)

    return write


def recode(table: str, encoding: str) -> Break:
    return lambda tiny: file(f"data/tables/{table}", tiny.read(table).encode(encoding))(tiny)


def without_column(table: str, heading: str) -> Break:
    def drop(tiny: Publication) -> None:
        rows = [line.split(";") for line in tiny.read(table).splitlines()]
        place = rows[0].index(heading)
        tiny.write(table, "\r\n".join(";".join(row[:place] + row[place + 1 :]) for row in rows) + "\r\n")

    return drop


ROW = "ny-rad;municipality/nordby;network/gron-farja;member;;2021;;beslut-2021-14;stated;"

CASES: dict[str, tuple[Break, str, str, str]] = {
    # what is broken: how, the place, words of the message, words of the hint
    "missing column": (
        without_column("festivals.csv", "arrangör"),
        "data/tables/festivals.csv:1",
        "organizer / arrangör",
        "",
    ),
    "unknown column": (
        edit("networks.csv", "id;namn;", "id;benämning;"),
        "data/tables/networks.csv:1, benämning",
        "benämning",
        "",
    ),
    "doubled column": (
        edit("festivals.csv", "nätverk;första", "arrangör;första"),
        "data/tables/festivals.csv:1, arrangör",
        "arrangör",
        "",
    ),
    "unknown foreign key": (
        edit(
            "memberships.csv",
            "aldershamn-gron-farja;municipality/aldershamn",
            "aldershamn-gron-farja;municipality/aldersham",
        ),
        "data/tables/memberships.csv:4, medlem",
        "aldersham",
        "aldershamn",
    ),
    "reference of another class": (
        edit("festivals.csv", ";municipality/nastanvik;", ";network/gron-farja;"),
        "data/tables/festivals.csv:3, arrangör",
        "network/gron-farja",
        "municipality",
    ),
    "reference without class": (
        edit("festivals.csv", ";municipality/nastanvik;", ";nastanvik;"),
        "data/tables/festivals.csv:3, arrangör",
        "nastanvik",
        "municipality/nastanvik",
    ),
    "unknown concept": (
        edit("memberships.csv", ";board-member;", ";boardmember;"),
        "data/tables/memberships.csv:3, roll",
        "boardmember",
        "board-member",
    ),
    "bad date": (
        edit("memberships.csv", ";2021-04;", ";april 2021;"),
        "data/tables/memberships.csv:2, från",
        "april 2021",
        "2019-04",
    ),
    "month 13": (
        edit("memberships.csv", ";2021-04;", ";2021-13;"),
        "data/tables/memberships.csv:2, från",
        "2021-13",
        "",
    ),
    "day number of Excel": (
        edit("memberships.csv", ";2021-04;", ";43500;"),
        "data/tables/memberships.csv:2, från",
        "43500",
        "2019-02-04",
    ),
    "month of Excel": (
        edit("memberships.csv", ";2021-04;", ";aug-14;"),
        "data/tables/memberships.csv:2, från",
        "aug-14",
        "2014-08",
    ),
    "formula": (
        edit("municipalities.csv", "nastanvik;Nästanvik", "nastanvik;=A2&B2"),
        "data/tables/municipalities.csv:5, namn",
        "=A2&B2",
        "",
    ),
    "error value": (
        edit("municipalities.csv", "nastanvik;Nästanvik", "nastanvik;#SAKNAS!"),
        "data/tables/municipalities.csv:5, namn",
        "#SAKNAS!",
        "",
    ),
    "duplicate key": (
        append("memberships.csv", ROW.replace("ny-rad", "nordby-gron-farja")),
        "data/tables/memberships.csv:7, id",
        "nordby-gron-farja",
        "",
    ),
    "required cell": (
        edit("festivals.csv", "varmarknaden;Vårmarknaden – en dag vid ån", "varmarknaden;"),
        "data/tables/festivals.csv:3, namn",
        "",
        "",
    ),
    "bad slug": (
        edit("festivals.csv", "varmarknaden;", "Vår marknad;"),
        "data/tables/festivals.csv:3, id",
        "Vår marknad",
        "",
    ),
    "not a number": (
        edit("festivals.csv", ";1200;", ";många;"),
        "data/tables/festivals.csv:2, besökare",
        "många",
        "",
    ),
    "bad passage": (
        edit("festivals.csv", "udde.;festivalsidan;", "udde.;festivalsidan:9-3;"),
        "data/tables/festivals.csv:2, ställe",
        "festivalsidan:9-3",
        "",
    ),
    "row too short": (
        append("memberships.csv", "kort;municipality/nordby;network/gron-farja"),
        "data/tables/memberships.csv:7",
        "3",
        "",
    ),
    "row too long": (
        append("memberships.csv", ROW + ";ett;två"),
        "data/tables/memberships.csv:7",
        "12",
        "",
    ),
    "value under no heading": (
        edit("municipalities.csv", "nastanvik;Nästanvik;;festivalsidan;;;", "nastanvik;Nästanvik;;festivalsidan;;anm;"),
        "data/tables/municipalities.csv:5",
        "anm",
        "",
    ),
    "stray quote": (
        append("memberships.csv", ROW.replace("ny-rad", '"ny"-rad')),
        "data/tables/memberships.csv:7",
        "",
        "",
    ),
    "unclosed quote": (
        append("memberships.csv", ROW.replace("ny-rad", '"ny-rad')),
        "data/tables/memberships.csv:7",
        "",
        "",
    ),
    "cell of 100 MB": (
        append("memberships.csv", ROW + "x" * 100_000_000),
        "data/tables/memberships.csv:7",
        "",
        "",
    ),
    "quoted cell of many lines and 100 MB": (
        append("memberships.csv", ROW + '"' + ("x" * 99 + "\r\n") * 1_000_000),
        "data/tables/memberships.csv:7",
        "",
        "",
    ),
    "wrong encoding": (
        recode("municipalities.csv", "cp850"),
        "data/tables/municipalities.csv:",
        "UTF-8",
        "UTF-8",
    ),
    "mixed encodings": (
        lambda tiny: file(
            "data/tables/networks.csv",
            tiny.read("networks.csv").encode("cp1252") + "x;Å;;;;;\r\n".encode(),
        )(tiny),
        "data/tables/networks.csv:4",
        "UTF-8",
        "UTF-8",
    ),
    "not text": (
        file("data/tables/networks.csv", b"id;namn\r\n\x00\x01\x02;x\r\n"),
        "data/tables/networks.csv:2",
        "",
        "CSV",
    ),
    "empty table": (file("data/tables/networks.csv", b""), "data/tables/networks.csv", "", ""),
    "unknown table": (
        file("data/tables/network.csv", "id\r\n"),
        "data/tables/network.csv",
        "network.csv",
        "networks.csv",
    ),
    "a workbook that is none": (file("data/tables/mer.xlsx", "no zip"), "data/tables/mer.xlsx", "", ".xlsx"),
    "a kind of spreadsheet that is not read": (file("data/tables/mer.ods", ""), "data/tables/mer.ods", ".ods", ".xlsx"),
    "metadata that are not JSON": (
        file("data/tables/festivals.csv-metadata.json", '{"@context": '),
        "data/tables/festivals.csv-metadata.json",
        "",
        "",
    ),
    "a group of metadata that is not JSON": (
        file("data/tables/metadata.json", '{"tables": ['),
        "data/tables/metadata.json",
        "",
        "",
    ),
    "metadata that are not UTF-8": (
        file("data/tables/festivals.csv-metadata.json", '{"titles": "ä"}'.encode("cp1252")),
        "data/tables/festivals.csv-metadata.json",
        "",
        "UTF-8",
    ),
    "ontology that is not Turtle": (
        file("ontology/festival.ttl", "@prefix x: <http://x/> .\nx:a x:b\n"),
        "ontology/festival.ttl:",
        "",
        "",
    ),
    "context that is not JSON": (file("ontology/context.jsonld", "{"), "ontology/context.jsonld:1", "", ""),
    "rule that is not SPARQL": (
        file("ontology/rules/x.rq", "CONSTRUCT {"),
        "ontology/rules/x.rq:1",
        "",
        "",
    ),
    "no data folder": (lambda tiny: shutil.rmtree(tiny.root / "data"), "data/tables", "", "data/tables"),
}


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_explained_and_loses_nothing(
    case: str, language: str, tiny: Publication, command: Command, tmp_path: Path
) -> None:
    out = tmp_path / "public"
    assert command("publish", "--project", tiny.root, "--out", out).code == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    break_it, place, words, hint = CASES[case]
    break_it(tiny)

    ran = command("publish", "--project", tiny.root, "--out", out, "--lang", language)

    assert ran.code == 1, ran.err
    head, _, tail = ran.err.partition("\n")
    assert head.startswith({"en": f"Error: {place}", "sv": f"Fel: {place}"}[language]), ran.err
    assert words in head
    assert tail.startswith("    ")
    assert hint in tail
    assert "Traceback" not in ran.err
    assert str(tiny.root) not in ran.err, "messages name files as the publication does"
    others = [line for line in tail.splitlines() if not line.startswith(" ")]
    assert all(line.startswith(head.split(place)[0] + place.split(",")[0]) for line in others), ran.err
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert "5" in command("query", "--project", tiny.root, "-e", COUNT, "--format", "csv").out


def test_all_problems_of_all_tables_are_reported_together(tiny: Publication, command: Command) -> None:
    tiny.edit("memberships.csv", ";2021-04;", ";2021-13;")
    tiny.edit("memberships.csv", ";board-member;", ";boardmember;")
    tiny.edit("festivals.csv", ";1200;", ";många;")
    tiny.edit("networks.csv", "id;namn;", "id;benämning;")
    ran = command("build", "--project", tiny.root)
    assert ran.code == 1
    for place in (
        "memberships.csv:2, från",
        "memberships.csv:3, roll",
        "festivals.csv:2, besökare",
        "networks.csv:1, benämning",
    ):
        assert f"data/tables/{place}" in ran.err


def test_a_lock_file_is_a_note_and_stops_nothing(tiny: Publication, command: Command) -> None:
    (tiny.tables / "~$networks.xlsx").write_bytes(b"\x05Anna")
    (tiny.tables / ".~lock.networks.csv#").write_text("x")
    ran = command("build", "--project", tiny.root)
    assert ran.code == 0
    assert ran.err.count("Note: ") == 2
    assert "networks.xlsx" in ran.err


def test_settings_report_everything_at_once(tiny: Publication, command: Command) -> None:
    (tiny.root / "intlgraph.toml").write_text(
        '[publication]\nbase = "data.example.org/"\ntitel = "x"\nevidence = "passages"\nlanguages = "sv"\n'
        '[publisher]\nname = "x"\n[licences]\ndata = "CC0"\n'
    )
    ran = command("build", "--project", tiny.root)
    assert ran.code == 2
    for setting in ("base", "titel", "title", "evidence", "languages"):
        assert f"intlgraph.toml, publication.{setting}: " in ran.err
    assert "publisher.name" in ran.err
    assert "publisher.iri" in ran.err
    assert "licences.data" in ran.err


@pytest.mark.parametrize(
    ("content", "place"),
    [("[publication\nbase = 1", "intlgraph.toml:1:13"), ("base = 'å'".encode("cp1252"), "intlgraph.toml")],
)
def test_settings_that_cannot_be_read(content: str | bytes, place: str, tiny: Publication, command: Command) -> None:
    file("intlgraph.toml", content)(tiny)
    ran = command("build", "--project", tiny.root)
    assert ran.code == 2
    assert ran.err.startswith(f"Error: {place}: ")


def test_no_publication_and_no_folder(tmp_path: Path, command: Command) -> None:
    assert command("build", "--project", tmp_path).code == 2
    ran = command("build", "--project", tmp_path / "nowhere")
    assert ran.code == 2
    assert "nowhere" in ran.err


def test_a_query_before_any_build(tiny: Publication, command: Command) -> None:
    ran = command("query", "--project", tiny.root, "-e", COUNT)
    assert ran.code == 1
    assert "intlgraph build" in ran.err


def test_publishing_into_a_folder_of_somebody_else_is_refused(
    tiny: Publication, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("years of work")
    ran = command("publish", "--project", tiny.root, "--out", tmp_path / "home")
    assert ran.code == 2
    assert (tmp_path / "home" / "thesis.txt").read_text() == "years of work"
    (tmp_path / "file").write_text("x")
    assert command("publish", "--project", tiny.root, "--out", tmp_path / "file").code == 2


def test_no_traceback_without_debug(tiny: Publication, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr("intlgraph.tables.publication.convert", fail)
    ran = command("build", "--project", tiny.root)
    assert (ran.code, "Traceback" in ran.err) == (3, False)
    assert "nobody thought of this" in ran.err
    with pytest.raises(ZeroDivisionError):
        command("build", "--project", tiny.root, "--debug")


FULL = """
import resource, sys
from intlgraph.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
main(sys.argv[1:])
"""

KILLED = """
import os, signal, sys
import intlgraph.pipeline
from intlgraph.cli import main
owner, name = intlgraph.pipeline, sys.argv[1].split(".")
for part in name[:-1]:
    owner = getattr(owner, part)
setattr(owner, name[-1], lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
main(sys.argv[2:])
"""


def published(tiny: Publication, command: Command, out: Path) -> dict[Path, bytes]:
    assert command("publish", "--project", tiny.root, "--out", out).code == 0
    return {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_a_full_disk_says_so_and_the_last_build_still_answers(
    tiny: Publication, command: Command, tmp_path: Path
) -> None:
    """No file may grow beyond 30 kB in the process, as on a disk that fills up while it writes."""
    before = published(tiny, command, tmp_path / "public")
    arguments = ["publish", "--project", str(tiny.root), "--out", str(tmp_path / "public"), "--lang", "en"]
    ran = subprocess.run([sys.executable, "-c", FULL, *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 3, ran.stderr
    assert ran.stderr.startswith("Error: ")
    assert "full" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert {path: path.read_bytes() for path in (tmp_path / "public").rglob("*") if path.is_file()} == before
    assert "5" in command("query", "--project", tiny.root, "-e", COUNT, "--format", "csv").out


@pytest.mark.parametrize(
    "stage",
    ["publication.convert", "oxigraph.writing", "rules.derive", "rules.write", "dumps.write", "about.write_readme"],
)
def test_a_kill_in_the_middle_leaves_the_last_build(
    stage: str, tiny: Publication, command: Command, tmp_path: Path
) -> None:
    before = published(tiny, command, tmp_path / "public")
    tiny.write("memberships.csv", tiny.read("memberships.csv").splitlines()[0] + "\r\n" + ROW + "\r\n")
    arguments = ["publish", "--project", str(tiny.root), "--out", str(tmp_path / "public")]
    ran = subprocess.run([sys.executable, "-c", KILLED, stage, *arguments], capture_output=True, check=False)
    assert ran.returncode == -signal.SIGKILL
    assert {path: path.read_bytes() for path in (tmp_path / "public").rglob("*") if path.is_file()} == before
    assert "5" in command("query", "--project", tiny.root, "-e", COUNT, "--format", "csv").out
    assert command(*arguments).code == 0
    assert "1" in command("query", "--project", tiny.root, "-e", COUNT, "--format", "csv").out
    assert {path.name for path in tmp_path.iterdir()} == {"tiny", "public"}


def things(tiny: Publication, keys: str, rows: str, about: str = "../../id/thing/{id}") -> None:
    """Add a table of one's own with foreign keys."""
    columns = '[{"name": "id", "titles": "id"}, {"name": "above", "titles": "above"}, {"name": "in", "titles": "in"}]'
    schema = f'{{"aboutUrl": "{about}", "primaryKey": "id", "foreignKeys": [{keys}], "columns": {columns}}}'
    metadata = f'{{"@context": "http://www.w3.org/ns/csvw", "url": "things.csv", "tableSchema": {schema}}}'
    (tiny.tables / "things.csv-metadata.json").write_text(metadata)
    (tiny.tables / "things.csv").write_text(rows)


OWN = '{"columnReference": "above", "reference": {"resource": "things.csv", "columnReference": "id"}}'
BUILT_IN = '{"columnReference": "in", "reference": {"resource": "networks.csv", "columnReference": "id"}}'


def test_foreign_keys_reach_the_same_table_and_tables_of_other_metadata(tiny: Publication, command: Command) -> None:
    things(tiny, f"{OWN}, {BUILT_IN}", "id,above,in\nb,,gron-farja\na,b,sma-stader\n")
    assert command("build", "--project", tiny.root).code == 0
    things(tiny, f"{OWN}, {BUILT_IN}", "id,above,in\nb,,gron-frja\na,c,sma-stader\n")
    ran = command("build", "--project", tiny.root)
    assert ran.code == 1
    assert "data/tables/things.csv:2, in: No row is called gron-frja in networks.csv" in ran.err
    assert "data/tables/things.csv:3, above: No row is called c in things.csv" in ran.err


def test_an_address_of_a_column_that_is_not_there(tiny: Publication, command: Command) -> None:
    things(tiny, "", "id,above,in\na,,\n", about="../../id/thing/{idd}")
    ran = command("build", "--project", tiny.root)
    assert ran.code == 1
    assert "data/tables/things.csv-metadata.json, id: " in ran.err
    assert "{idd}" not in ran.err
    assert "Did you mean id?" in ran.err


@pytest.mark.parametrize(
    ("table", "old", "new", "place", "words"),
    [
        ("municipalities.csv", "Nordby kommun", "Nordby\x0bkommun", "municipalities.csv:2, namn", "U+000B"),
        (
            "documents.csv",
            "https://www.nordby.example/asiktsfestivalen",
            "http://[bad/",
            "documents.csv:3, adress",
            "[bad",
        ),
        ("memberships.csv", ";2021-04;", ";[..2021,2022..];", "memberships.csv:2, från", "[..2021,2022..]"),
    ],
)
def test_what_cannot_be_published_is_told_where_it_stands(
    table: str, old: str, new: str, place: str, words: str, tiny: Publication, command: Command
) -> None:
    tiny.edit(table, old, new)
    ran = command("build", "--project", tiny.root)
    assert ran.code == 1
    assert f"data/tables/{place}: " in ran.err
    assert words in ran.err


def test_a_link_that_leads_nowhere_is_no_table(tiny: Publication, command: Command) -> None:
    (tiny.tables / "festivals.csv").unlink()
    (tiny.tables / "festivals.csv").symlink_to("/nowhere")
    ran = command("build", "--project", tiny.root)
    assert (ran.code, "data/tables/festivals.csv" in ran.err) == (1, True)


def test_a_dataset_of_a_class_that_no_table_has(tiny: Publication, command: Command, tmp_path: Path) -> None:
    settings = (tiny.root / "intlgraph.toml").read_text("utf-8")
    (tiny.root / "intlgraph.toml").write_text(settings.replace('["festival"]', '["festvial"]'), "utf-8")
    ran = command("publish", "--project", tiny.root, "--out", tmp_path / "public")
    assert ran.code == 2
    assert "datasets.festivals.classes" in ran.err
    assert "Did you mean festival?" in ran.err


@pytest.mark.parametrize("inside", ["data/tables/public", "build/public", "data"])
def test_publishing_into_what_the_build_reads_or_writes_is_refused(
    inside: str, tiny: Publication, command: Command
) -> None:
    assert command("publish", "--project", tiny.root, "--out", tiny.root / inside).code == 2

"""The bench: what it generates, that the peer does the same work, and what it writes. No test looks at a time."""

from __future__ import annotations

import csv
import doctest
import importlib
import json
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from bench.__main__ import main, measure
from bench.generate import counts, generate
from bench.measure import ROOT, BenchError, Measured, middle, run
from bench.ours import quads
from bench.peer import bounds, build
from bench.report import Row, row, table, write
from bench.stages import STAGES, Case, Stage

from intlgraph import dates

SMALL = 2_000
KEYS = {"stage", "size", "tool", "cpu_seconds", "seconds", "peak_mb", "per_second"}


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bench") / "publication"
    generate(root, SMALL)
    return root


@pytest.fixture(scope="module")
def triples(publication: Path) -> set[str]:
    return set(build(publication).serialize(format="nt").splitlines())


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def cells(root: Path, column: str) -> list[str]:
    found = []
    for path in sorted((root / "data" / "tables").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [line[column] for line in csv.DictReader(file) if line.get(column)]
    return found


def test_the_same_seed_gives_the_same_bytes(publication: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again", SMALL)
    generate(tmp_path / "other", SMALL, seed=1)
    assert files(tmp_path / "again") == files(publication)
    assert files(tmp_path / "other") != files(publication)


@pytest.mark.parametrize("size", [SMALL, 10_000])
def test_a_size_is_what_it_says(tmp_path: Path, size: int) -> None:
    generate(tmp_path / "it", size)
    assert len(build(tmp_path / "it")) == pytest.approx(size, rel=0.1)


def test_sizes_grow_in_proportion() -> None:
    hundred, million = counts(100_000), counts(1_000_000)
    assert [round(large / small) for small, large in zip(hundred, million, strict=True)] == [10] * len(hundred)


def test_what_makes_tables_hard_is_there(tmp_path: Path) -> None:
    root = tmp_path / "it"
    generate(root, 20_000)
    moments = {re.sub(r"2[1-4]$", "S", re.sub(r"[012]\d(?!\d)", "n", text[4:])) for text in cells(root, "start")}
    assert len(moments) > 8  # forms of dates
    assert any("X" in text for text in cells(root, "start"))
    assert any(text.startswith("[..") for text in cells(root, "date"))
    assert set(cells(root, "certainty")) == {"stated", "implied", "heading", "inferred"}
    assert any(text.count(";") == 2 for text in cells(root, "passage"))
    assert any(re.fullmatch("register-[0-9]+", text) for text in cells(root, "passage"))
    assert set("åäöÅÄÖ") & set("".join(cells(root, "name_sv")))
    assert any('"' in text for text in cells(root, "pledge_sv"))
    members = cells(root, "organization")
    sizes = sorted((members.count(network) for network in set(members)), reverse=True)
    assert sum(sizes[: len(sizes) // 5]) > len(members) / 2  # a fifth of the networks has most of the members


def test_the_peer_makes_the_same_triples(publication: Path, triples: set[str], tmp_path: Path) -> None:
    made = quads(publication, tmp_path)
    lines = [line for path in tmp_path.glob("*.nq") for line in path.read_text("utf-8").splitlines()]
    own = {re.sub(r" <[^<>]*/graph/[a-z]+> \.$", " .", line) for line in lines}
    assert own == {line for line in triples if line}
    assert made == len(lines) == len(own)


def test_the_peer_reads_dates_as_we_do(tmp_path: Path) -> None:
    generate(tmp_path / "it", 20_000)
    written = {text for column in ("start", "end", "date") for text in cells(tmp_path / "it", column)}
    assert len(written) > 300
    for text in sorted(written):
        time = dates.parse(text)
        assert bounds(text) == (time.earliest or "", time.latest or ""), text


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def peak(code: str) -> float:
    """Measure from a small process, as `make bench` does: a child begins with the peak of its parent."""
    measuring = f"from bench.measure import run; print(run({python(code)!r}, cores=1).peak_mb)"
    return float(subprocess.run(python(measuring), cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def test_a_measurement_is_the_childs_own() -> None:
    said = "print('{\"triples\": 5}')"
    assert peak(f"x = bytearray(200_000_000); x[::4096] = b'x' * len(x[::4096]); {said}") > 200 > peak(said) > 1
    small = run(python(said), cores=1)
    assert small.cpu_seconds > 0 < small.seconds
    assert small.triples == 5


def test_a_part_that_the_child_timed_itself_counts_alone() -> None:
    measured = run(python('print(\'{"triples": 5, "seconds": 0.5, "cpu_seconds": 0.25}\')'))
    assert (measured.seconds, measured.cpu_seconds) == (0.5, 0.25)


def test_a_child_that_fails_is_told_about() -> None:
    with pytest.raises(BenchError, match=r"exit 1\n(.*\n)*ValueError: no"):
        run(python("raise ValueError('no')"))


def test_the_median_is_taken() -> None:
    runs = [Measured(cpu, 2 * cpu, 10, 7) for cpu in (3.0, 1.0, 2.0)]
    assert middle(runs) == Measured(2.0, 4.0, 10, 7)


def test_tools_that_do_not_do_the_same_work_are_not_compared() -> None:
    def told(number: int) -> Stage:
        commands = {
            tool: lambda _, n=n: python(f"print('{{\"triples\": {n}}}')") for tool, n in (("ours", 3), ("x", number))
        }
        return Stage("made-up", "", commands)

    same = list(measure([1000], [told(3)], 1, len))
    assert [(one.stage, one.size, one.tool) for one in same] == [("made-up", 1000, "ours"), ("made-up", 1000, "x")]
    with pytest.raises(BenchError, match="made-up at 1000"):
        list(measure([1000], [told(4)], 1, len))


def test_what_is_prepared_is_found_and_every_run_begins_with_an_empty_folder() -> None:
    seen: list[Case] = []

    def prepare(case: Case) -> tuple[str, ...]:
        return python(f"open({str(case.ready / 'it')!r}, 'w'); print('{{\"triples\": 0}}')")

    def command(case: Case) -> tuple[str, ...]:
        seen.append(case)
        assert (case.ready / "it").exists()
        assert list(case.out.iterdir()) == []
        return python(f"open({str(case.out / 'made')!r}, 'w'); print('{{\"triples\": 1}}')")

    list(measure([1000], [Stage("made-up", "", {"ours": command}, {"ours": prepare})], 2, len))
    assert len({case.out for case in seen}) == 2
    assert not seen[0].publication.exists()


ROWS = [
    Row("dump", 10_000, "ours", 0.1, 0.2, 50.0, 50_000.0),
    Row("dump", 10_000, "rdflib", 1.0, 1.0, 100.0, 10_000.0),
]


def test_rows_have_the_keys_and_no_others(tmp_path: Path) -> None:
    write(ROWS, tmp_path / "build" / "bench.json")
    written = json.loads((tmp_path / "build" / "bench.json").read_text("utf-8"))
    assert written == [asdict(one) for one in ROWS]
    assert all(set(one) == KEYS for one in written)


def test_triples_a_second_are_of_wall_clock() -> None:
    assert row("dump", 10_000, "ours", Measured(1.0, 2.0, 50.0, 10_100)).per_second == 5050


def test_the_table_is_aligned_and_says_the_ratios() -> None:
    lines = table(ROWS).splitlines()
    assert [len(line) for line in lines] == [len(lines[0])] * 4
    assert [line.split()[:3] for line in lines[:2]] == [["stage", "size", "tool"], ["dump", "10000", "ours"]]
    assert lines[0].endswith("triples/s")
    assert lines[3].split() == ["ours/rdflib", "0.1x", "0.2x", "0.5x", "5x"]


def test_every_stage_has_our_side_and_a_peer_and_says_what_it_measures() -> None:
    assert {"tables-to-quads", "tables-to-store", "dump-turtle"} <= {stage.name for stage in STAGES}
    assert len({stage.name for stage in STAGES}) == len(STAGES)
    for stage in STAGES:
        assert stage.note
        assert "ours" in stage.commands
        assert len(stage.commands) > 1
        assert set(stage.prepare) <= set(stage.commands)


def test_the_command_prints_the_table_and_writes_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "--stages", "dump-turtle", "--out", str(tmp_path / "bench.json")]) == 0
    out, progress = capsys.readouterr()
    assert "ours/rdflib" in out
    assert "dump-turtle: from data at rest" in out
    assert "10000: dump-turtle, ours, 1 of 1" in progress
    rows = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert [one["tool"] for one in rows] == ["ours", "rdflib"]
    assert all(set(one) == KEYS and one["per_second"] > 0 for one in rows)


@pytest.mark.parametrize("wrong", [["--sizes", "5k"], ["--stages", "x"], ["--runs", "0"]])
def test_a_wrong_option_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2
    assert wrong[0] in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py")))
def test_examples_in_the_documentation_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"bench.{name}")).failed == 0

"""What differs: by thing and in lines, whatever the files are written in."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.changes.conftest import BASE, ID, NAME, naming, network, replaces, withdrawn, write
from tests.conftest import TINY, Command

from intlgraph import graphs
from intlgraph.changes import comparing, diff, telling
from intlgraph.changes.changed import Difference
from intlgraph.changes.snapshots import opened, sources_of
from intlgraph.errors import CommandError, DataError
from intlgraph.formats import GRAPH_FORMATS
from intlgraph.lines import blocks
from intlgraph.project import load

OLD = (
    network("a", "Alfa") | network("b", "Beta") | network("c", "Ceta") | naming("1", "a", "Aa") | naming("2", "b", "Bb")
)


def differ(tmp_path: Path, old: set[str], new: set[str]) -> Difference:
    one, two = write(tmp_path / "one", {"tables": old}), write(tmp_path / "two", {"tables": new})
    return diff.of_files(sources_of(one), sources_of(two), ("one", "two"), load(TINY))


def test_a_new_a_changed_a_renamed_a_withdrawn_and_a_vanished_thing(tmp_path: Path) -> None:
    new = network("a", "Alpha") | naming("1", "a", "Aa") | naming("3", "a", "Aaa")  # changed
    new |= network("bb", "Beta") | naming("2", "bb", "Bb") | replaces("bb", "b")  # renamed, the statement follows
    new |= network("d", "Delta") | withdrawn("network/c", "Nedlagt.")
    old = OLD | network("e", "Epsilon")
    found = differ(tmp_path, old, new)
    assert {(thing.iri.removeprefix(f"{ID}/network/"), thing.what) for thing in found.things} == {
        ("a", "changed"),
        ("bb", "renamed"),
        ("c", "withdrawn"),
        ("d", "added"),
        ("e", "vanished"),
    }
    changed, renamed = found.of("changed")[0], found.of("renamed")[0]
    assert [(v.property, [x.term for x in v.removed], [x.term for x in v.added]) for v in changed.values] == [
        (NAME[1:-1], ['"Alfa"@sv'], ['"Alpha"@sv'])
    ]
    assert [(each.added, each.removed, each.changed) for each in changed.statements] == [(1, 0, 0)]
    assert renamed.formerly == f"{ID}/network/b"
    assert not renamed.values  # only its address is another
    assert not renamed.statements
    assert found.of("withdrawn")[0].reason == {"sv": "Nedlagt."}
    assert found.renamed == {f"{ID}/network/b": f"{ID}/network/bb"}


def test_a_statement_that_moves_from_one_thing_to_another_is_told_of_both(tmp_path: Path) -> None:
    moved = (OLD - naming("1", "a", "Aa")) | naming("1", "c", "Aa")
    things = {thing.iri: thing.statements for thing in differ(tmp_path, OLD, moved).things}
    assert set(things) == {f"{ID}/network/a", f"{ID}/network/c"}


def test_a_removed_statement_is_no_vanished_thing(tmp_path: Path) -> None:
    found = differ(tmp_path, OLD, OLD - naming("1", "a", "Aa"))
    assert [(thing.what, thing.statements[0].removed) for thing in found.things] == [("changed", 1)]


def test_in_words_in_both_languages(tmp_path: Path) -> None:
    found = differ(tmp_path, OLD, (OLD - network("a", "Alfa")) | network("a", "Alpha"))
    assert telling.as_text(found, "sv").splitlines() == [
        "Från one till two: 1 tripplar tillkom, 1 försvann.",
        "",
        "Ändrade (1):",
        "  Alpha (nätverk)",
        "    namn: ”Alfa” → ”Alpha”",
    ]
    assert "    name: “Alfa” → “Alpha”" in telling.as_text(found, "en")
    assert "Inget skiljer" in telling.as_text(differ(tmp_path, OLD, OLD), "sv")


def test_the_patch_turns_one_into_the_other(tmp_path: Path) -> None:
    new = (OLD | network("d", "Delta")) - naming("2", "b", "Bb")
    lines = telling.as_patch(differ(tmp_path, OLD, new)).splitlines()[1:-1]
    state = {f"{triple} <{BASE}/graph/tables> ." for triple in OLD}
    for line in lines:
        (state.remove if line.startswith("D ") else state.add)(line[2:])
    assert state == {f"{triple} <{BASE}/graph/tables> ." for triple in new}


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("packed", [False, True])
def test_any_syntax_against_a_build(form: object, packed: bool, tmp_path: Path) -> None:
    known = next(each for each in GRAPH_FORMATS if each == form)
    folder = write(tmp_path / "quads", {"tables": OLD})
    quads = list(graphs.parse(folder / "tables.nq", GRAPH_FORMATS[2]))
    if not known.holds_graphs:
        content = graphs.serialise([quad.triple for quad in quads], known)
    else:
        random.Random(3).shuffle(quads)
        content = "".join(graphs.lines(quads)).encode() if known.name == "nquads" else graphs.serialise(quads, known)
    path = tmp_path / f"dump.{known.extension}{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(content) if packed else content)
    assert not diff.of_files([path], sources_of(folder), ("dump", "build"), load(TINY))
    write(folder, {"tables": OLD | network("d", "Delta")})
    assert len(diff.of_files([path], sources_of(folder), ("dump", "build"), load(TINY)).added) == 2


def test_sorted_lines_that_are_not_canonical_differ_in_nothing_but_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text('<http://e/s> <http://e/p> "\\u00e5" .\n<http://e/s>  <http://e/q> "1" .\n')
    (tmp_path / "b.nt").write_text('<http://e/s> <http://e/p> "å" .\n<http://e/s> <http://e/q> "2" .\n')
    found = diff.of_files([tmp_path / "a.nt"], [tmp_path / "b.nt"], ("a", "b"))
    assert (found.removed, found.added) == (
        ('<http://e/s> <http://e/q> "1" .',),
        ('<http://e/s> <http://e/q> "2" .',),
    )


def test_blank_nodes_are_compared_by_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        '<http://e/s> <http://e/p> [ <http://e/q> 1 ], [ <http://e/q> 2 ; <http://e/r> "x" ] .'
    )
    (tmp_path / "b.ttl").write_text("<http://e/s> <http://e/p> _:z, _:y . _:z <http://e/q> 3 . _:y <http://e/q> 1 .")
    found = diff.of_files([tmp_path / "a.ttl"], [tmp_path / "b.ttl"], ("a", "b"))
    assert (len(found.removed), len(found.added)) == (3, 2)  # the node of 1 is in both
    same = diff.of_files([tmp_path / "a.ttl"], [tmp_path / "a.ttl"], ("a", "a"))
    assert not same


TERMS = st.sampled_from([f"<http://e/{n}>" for n in range(6)])
Lines = set[tuple[str, str, str]]
LINES = st.sets(st.tuples(TERMS, TERMS, st.one_of(TERMS, st.text(max_size=3).map(lambda text: json.dumps(text)))))


@settings(max_examples=150, deadline=None)
@given(LINES, LINES, st.integers(1, 60))
def test_comparing_finds_what_sets_find(
    tmp_path_factory: pytest.TempPathFactory, one: Lines, other: Lines, size: int
) -> None:
    folder = tmp_path_factory.mktemp("compared")
    told = []
    for name, triples in (("one", one), ("other", other)):
        lines = {" ".join(triple).encode("utf-8", "replace").decode() + " .\n" for triple in triples}
        (folder / f"{name}.nt").write_text("".join(sorted(lines)), "utf-8", newline="\n")
        told.append({line[:-1] for line in lines})
    with (
        pytest.MonkeyPatch.context() as patch,
        opened([folder / "one.nt"], "1") as a,
        opened([folder / "other.nt"], "2") as b,
    ):
        patch.setattr(comparing, "blocks", lambda path: blocks(path, size))
        found = comparing.compare(a, b)
    assert (set(found.removed), set(found.added)) == (told[0] - told[1], told[1] - told[0])


def test_files_that_cannot_be_compared_are_clear_errors(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("")
    (tmp_path / "b.ttl").write_text("<a> <b>")
    (tmp_path / "c.nq.gz").write_bytes(gzip.compress(b"<http://e/s> <http://e/p> 1 .\n" * 9)[:-9])
    (tmp_path / "d").mkdir()
    for name, code in (("a.xyz", "changes-ending"), ("b.ttl", "rdf-syntax"), ("c.nq.gz", "changes-cut")):
        with pytest.raises((CommandError, DataError)) as failed:
            diff.of_files([tmp_path / name], [tmp_path / name], ("x", "y"))
        assert failed.value.problems[0].code == code
    with pytest.raises(CommandError):
        sources_of(tmp_path / "d")


def test_the_command(tmp_path: Path, command: Command) -> None:
    one = write(tmp_path / "one", {"tables": OLD})
    two = write(tmp_path / "two", {"tables": OLD | network("d", "Delta")})
    ran = command("diff", one, two, "--lang", "sv", "--project", TINY)
    assert (ran.code, "Delta (nätverk)" in ran.out) == (0, True)
    told = json.loads(command("diff", one, two, "--format", "json", "--project", TINY).out)
    assert (told["triples"], told["things"][0]["what"]) == ({"added": 2, "removed": 0}, "added")
    assert command("diff", one, two, "--format", "removed", "--project", TINY).out == ""
    missing = command("diff", one, "3.0", "--project", TINY)
    assert (missing.code, "3.0" in missing.err) == (2, True)

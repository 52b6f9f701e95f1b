"""Releases: whole or not at all, a chain that shows every tampering, and people who can be forgotten."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pyoxigraph import Quad
from tests.changes.conftest import BASE, ID, NAME, ONTOLOGY, START, World, naming, network, person, replaces, withdrawn

from intlgraph import changes, graphs
from intlgraph.changes import feed, manifest, people, releases, versions
from intlgraph.errors import CommandError, DataError, IntlgraphError
from intlgraph.formats import graph_format
from intlgraph.rendering.releases import Retired

ONE = network("a", "Alfa") | network("b", "Beta") | naming("1", "a", "Aa")
TWO = network("a", "Alpha") | network("c", "Ceta") | withdrawn("network/b")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def code(error: pytest.ExceptionInfo[IntlgraphError]) -> str:
    return error.value.problems[0].code


def test_a_release_holds_everything_but_people_and_its_hash_can_be_checked_by_hand(
    world: World, tmp_path: Path
) -> None:
    import hashlib

    made = world.freeze(ONE, person("anna", "Anna Andersson"))
    assert made
    folder = world.project.root / "releases" / "1"
    data = gzip.decompress((folder / "data.nq.gz").read_bytes())
    lines = {f"{each} <{BASE}/graph/tables> ." for each in ONE}
    lines |= {f"{each} <{BASE}/graph/ontology> ." for each in ONTOLOGY}
    assert data.decode().splitlines() == sorted(lines)
    assert hashlib.sha256(data).hexdigest() == made.release.files["data"].sha256
    told = b"".join(content for name, content in files(folder).items() if not name.startswith("people"))
    assert b"anna" not in told
    assert b"anna" not in data


def test_nothing_changed_no_release(world: World) -> None:
    assert world.freeze(ONE)
    before = files(world.project.root / "releases")
    assert world.freeze(ONE) is None
    assert files(world.project.root / "releases") == before
    assert world.freeze(ONE, person("anna", "Anna Andersson"))  # people are a change, too


def test_a_thing_that_vanished_is_an_error_and_nothing_is_written(world: World) -> None:
    world.freeze(ONE | network("d", "Delta"))
    before = files(world.project.root)
    with pytest.raises(DataError) as failed:
        world.freeze(network("a", "Alfa"))
    assert [problem.values["reference"] for problem in failed.value.problems] == ["network/b", "network/d"]
    assert code(failed) == "release-vanished"
    assert files(world.project.root / "releases").keys() == {
        name[9:] for name in before if name.startswith("releases/")
    }


def test_a_person_may_go_without_a_word(world: World) -> None:
    world.freeze(ONE, person("anna", "Anna Andersson"))
    made = world.freeze(ONE)
    assert made
    assert made.people.activities == (("delete", f"{ID}/person/anna"),)


def test_what_changed_stands_in_the_release_in_words_and_as_lines(world: World) -> None:
    world.freeze(ONE)
    made = world.freeze(TWO)
    assert made
    folder = world.project.root / "releases" / "2"
    graph = f"<{BASE}/graph/tables> ."
    assert (folder / "added.nq").read_text("utf-8").splitlines() == sorted(f"{each} {graph}" for each in TWO - ONE)
    assert (folder / "removed.nq").read_text("utf-8").splitlines() == sorted(f"{each} {graph}" for each in ONE - TWO)
    assert "Tillbakadragna (1):" in (folder / "changes.sv.txt").read_text("utf-8")
    assert "Withdrawn (1):" in (folder / "changes.en.txt").read_text("utf-8")
    assert made.release.withdrawn == (f"{ID}/network/b",)
    assert made.release.things == (
        ("create", f"{ID}/network/c"),
        ("update", f"{ID}/network/a"),
        ("delete", f"{ID}/network/b"),
    )


def change(name: str, how: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(how((folder / name).read_bytes()))


def recompressed(content: bytes) -> bytes:
    return gzip.compress(gzip.decompress(content).replace(b"Alfa", b"Olfa"))


TAMPERED: dict[str, tuple[Callable[[Path], object], str]] = {
    "data edited": (change("1/data.nq.gz", recompressed), "release-altered"),
    "data cut": (change("1/data.nq.gz", lambda content: content[:-12]), "changes-cut"),
    "data gone": (lambda folder: (folder / "1/data.nq.gz").unlink(), "file-missing"),
    "words edited": (change("2/changes.sv.txt", lambda content: content + b"!"), "release-altered"),
    "people edited": (
        change("1/people.nq.gz", lambda c: gzip.compress(b"<http://e/s> <http://e/p> 1 .\n")),
        "release-altered",
    ),
    "description edited": (change("2/release.json", lambda c: c.replace(b'"2"', b'"2" ')), ""),
    "date edited": (change("2/release.json", lambda c: c.replace(b"T09:", b"T10:")), "release-sealed"),
    "no JSON": (change("2/release.json", lambda content: content[:-9]), "release-unreadable"),
    "another shape": (change("2/release.json", lambda content: b"[]"), "release-unreadable"),
    "field gone": (change("2/release.json", lambda c: c.replace(b'"things"', b'"thongs"')), "release-unreadable"),
    "first release gone": (lambda folder: (folder / "1/release.json").unlink(), "release-unreadable"),
    "renamed folder": (lambda folder: (folder / "2").rename(folder / "3"), "release-sealed"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_tampering_is_a_clear_error_and_publishing_stops(case: str, world: World, tmp_path: Path) -> None:
    world.freeze(ONE, person("anna", "Anna Andersson"))
    world.freeze(TWO)
    tamper, expected = TAMPERED[case]
    tamper(world.project.root / "releases")
    if not expected:  # space in JSON means nothing, and is no tampering
        assert changes.write(world.project, changes.checked(world.project), tmp_path / "public")
        return
    with pytest.raises(DataError) as failed:
        changes.write(world.project, changes.checked(world.project), tmp_path / "public")
    assert code(failed) == expected
    for language in ("sv", "en"):
        assert failed.value.problems[0].text(language)
        assert failed.value.problems[0].place.file


def test_resealing_an_old_release_breaks_the_chain(world: World, tmp_path: Path) -> None:
    world.freeze(ONE)
    world.freeze(TWO)
    path = world.project.root / "releases" / "1"
    forged = manifest.sealed(replace(manifest.read(path), date="2020-01-01T00:00:00Z"))
    manifest.write(forged, manifest.read_people(path), path)
    with pytest.raises(DataError) as failed:
        releases.history(world.project)
    assert code(failed) == "release-chain"


def test_two_branches_that_released_apart_are_found_out(world: World) -> None:
    world.freeze(ONE)
    world.freeze(TWO)
    (world.project.root / "releases" / "2").rename(world.project.root / "other")
    world.freeze(ONE | network("x", "Xi"), version="2b")
    (world.project.root / "other").rename(world.project.root / "releases" / "2")
    with pytest.raises(DataError) as failed:
        releases.history(world.project)
    assert code(failed) == "release-fork"


@pytest.mark.parametrize("version", ["../x", ".hidden", "a b", "ö", "x" * 65, "1/2"])
def test_names_that_cannot_be_one(version: str, world: World) -> None:
    with pytest.raises(CommandError) as failed:
        world.freeze(ONE, version=version)
    assert code(failed) == "release-version"
    assert not (world.project.root / "releases").exists()


def test_a_name_that_is_taken_and_a_clock_that_goes_backwards(world: World) -> None:
    world.freeze(ONE, version="A1")
    for values, expected in (({"version": "a1"}, "release-exists"), ({"now": START - timedelta(1)}, "release-clock")):
        with pytest.raises(CommandError) as failed:
            world.freeze(TWO, **values)
        assert code(failed) == expected


def test_releases_of_one_day_are_numbered(world: World) -> None:
    for number, triples in enumerate((ONE, ONE | network("x", "Xi"))):
        when = START + timedelta(minutes=number)
        made = releases.freeze(world.project, _quads(world, triples), "", when, world.describe)
        assert made
        world.made.append(made)
    assert [each.release.version for each in world.made] == ["2026-11-23", "2026-11-23.2"]


def _quads(world: World, triples: set[str]) -> Path:
    from tests.changes.conftest import write

    return write(world.quads, {"tables": triples})


def test_the_same_input_and_time_give_the_same_bytes(world: World, tmp_path: Path) -> None:
    from tests.changes.conftest import new_world

    other = new_world(tmp_path / "other", ONTOLOGY)
    for each in (world, other):
        each.freeze(ONE, person("anna", "Anna Andersson"))
        each.freeze(TWO)
        changes.write(each.project, changes.checked(each.project), each.project.root / "public")
    assert files(world.project.root) == files(other.project.root)


def test_a_person_is_forgotten_everywhere_and_the_chain_holds(world: World, tmp_path: Path) -> None:
    berit = person("berit", "Berit Berg")
    seat = {f'<{ID}/seat/1> {NAME} "x"', f"<{ID}/seat/1> <http://e/of> <{ID}/person/anna>"}
    seat |= {f"<{ID}/seat/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/Seat>"}
    world.freeze(ONE, person("anna", "Anna Andersson") | berit | seat)
    ever = {f"<{ID}/network/a> <http://e/ever> <{ID}/person/anna>"}  # what a rule says of a thing that stays
    world.freeze(TWO, person("anna", "Anna A") | berit | ever)
    root = world.project.root / "releases"
    seals = [release.seal for release in releases.history(world.project)]
    assert people.forget(world.project, releases.history(world.project), "person/anna", root) == 2
    assert [release.seal for release in releases.history(world.project)] == seals
    changes.write(world.project, changes.checked(world.project), tmp_path / "public")
    told = b"".join(
        gzip.decompress(content) if name.endswith(".gz") else content
        for folder in (root, tmp_path / "public")
        for name, content in files(folder).items()
    )
    assert b"anna" not in told.lower()
    assert b"seat/1" not in told
    assert b"Berit Berg" in told
    with pytest.raises(CommandError) as failed:
        people.forget(world.project, releases.history(world.project), "person/anna", root)
    assert code(failed) == "release-unknown-person"


def test_people_that_were_taken_away_leave_the_rest_to_be_checked(world: World, tmp_path: Path) -> None:
    world.freeze(ONE, person("anna", "Anna Andersson"))
    for name in ("people.json", "people.nq.gz"):
        (world.project.root / "releases" / "1" / name).unlink()
    assert changes.write(world.project, changes.checked(world.project), tmp_path / "public")


def test_what_lies_beside_a_release_is_not_published(world: World, tmp_path: Path) -> None:
    world.freeze(ONE)
    (world.project.root / "releases" / "1" / "note.txt").write_text("hush")
    changes.write(world.project, changes.checked(world.project), tmp_path / "public")
    assert not list((tmp_path / "public").rglob("note.txt"))


def test_old_addresses_lead_on_or_are_gone(world: World) -> None:
    world.freeze(ONE)
    world.freeze(network("a", "Alfa") | network("b2", "Beta") | replaces("b2", "b"))
    world.freeze(network("b3", "Beta") | replaces("b3", "b2") | withdrawn("network/a"))
    world.freeze(network("b3", "Beta") | network("a", "Alfa igen"))
    found = changes.retired(world.quads, releases.history(world.project))
    b3 = f"{ID}/network/b3"
    day = f"{START:%Y-%m-%d}"
    assert found == (Retired(f"{ID}/network/b", b3, day), Retired(f"{ID}/network/b2", b3, day))
    date = '"2025-12-31"^^<http://www.w3.org/2001/XMLSchema#date>'
    since = f"<{ID}/network/a> <http://purl.org/dc/terms/modified> {date}"
    world.freeze(network("b3", "Beta") | withdrawn("network/a") | {since})
    [gone] = [each for each in changes.retired(world.quads, releases.history(world.project)) if not each.new]
    assert gone == Retired(f"{ID}/network/a", "", "2025-12-31", {"sv": "Borta."})


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def test_the_chain_of_versions_in_the_words_of_dcat(world: World) -> None:
    world.freeze(ONE)
    world.freeze(TWO)
    text = "".join(f"{each} .\n" for each in versions.chain(world.project, releases.history(world.project)))
    said = set(graphs.parse(text.encode(), graph_format("ntriples")))
    triples = {(_value(q.subject), q.predicate.value.rpartition("#")[2], _value(q.object)) for q in said}
    one, two = f"{BASE}/releases/1/", f"{BASE}/releases/2/"
    assert {(two, "prev", one), (two, "previousVersion", one), (one, "version", "1")} <= triples
    assert {(f"{BASE}/dataset/all", "hasVersion", one), (two, "isVersionOf", f"{BASE}/dataset/all")} <= triples
    assert any(name == "versionNotes" and subject == two for subject, name, _ in triples)
    assert not [quad for quad in said if "_:" in str(quad.subject)]
    assert all(isinstance(quad, Quad) for quad in said)


def test_pages_of_the_feed_have_no_blank_nodes_and_say_what_is_kept(world: World, tmp_path: Path) -> None:
    world.freeze(ONE)
    world.freeze(TWO)
    known = [(release, releases.check(world.project, release)) for release in releases.history(world.project)]
    feed.write(world.project, known, tmp_path)
    pages = sorted((tmp_path / "things").glob("*.trig"))
    assert [path.name for path in pages] == ["2-1.trig", "index.trig"]  # all of the first has changed since
    text = "".join(path.read_text("utf-8") for path in pages)
    assert "LatestVersionSubset" in text
    assert not [
        quad
        for path in pages
        for quad in graphs.parse(path, graph_format("trig"), base=f"{BASE}/f/")
        if "_:" in str(quad)
    ]

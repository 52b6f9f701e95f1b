"""Release, edit, release: `diff` and `follow` tell the same story, and a copy equals what was published."""

from __future__ import annotations

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.changes.conftest import BASE, ID, ONTOLOGY, START, World, naming, network, new_world, person, withdrawn
from tests.conftest import Command

from intlgraph import changes
from intlgraph.changes import copies
from intlgraph.changes.follow import Fetched, address_of, follow, from_disk
from intlgraph.changes.statements import triple_of
from intlgraph.errors import CommandError, DataError, IntlgraphError, RemoteError

SLUGS = ("a", "b", "c", "d")


def publish(world: World) -> Path:
    out = world.project.root / "public"
    shutil.rmtree(out, ignore_errors=True)
    changes.write(world.project, changes.checked(world.project), out)
    return out / "feed" / "things"


def brought(source: Path, into: Path, **how: bool) -> copies.Report:
    address = address_of(str(source))
    return follow(address, into, from_disk(address), **how)


def copied(folder: Path) -> set[str]:
    return {triple_of(line) for line in (folder / copies.COPY).read_text("utf-8").split("\n") if line}


State = dict[str, tuple[str, frozenset[str]]]
STATES = st.lists(
    st.dictionaries(
        st.sampled_from(SLUGS), st.tuples(st.sampled_from("xyz"), st.frozensets(st.sampled_from("123"), max_size=3))
    ),
    min_size=1,
    max_size=5,
)


def triples(state: State, gone: set[str]) -> tuple[set[str], set[str]]:
    """Return the data of a state, and the tombstones of what is gone; a statement belongs to the last that has it."""
    data: set[str] = set()
    owners = {name: slug for slug in sorted(state) for name in state[slug][1]}
    for slug, (name, _) in state.items():
        data |= network(slug, name)
    for name, slug in owners.items():
        data |= naming(name, slug, "n")
    return data, {triple for slug in gone for triple in withdrawn(f"network/{slug}")}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STATES, st.sets(st.integers(0, 5)), st.sampled_from((250, 1)))
def test_release_edit_release_diff_and_follow_tell_the_same_story(
    tmp_path_factory: pytest.TempPathFactory, states: list[State], followed: set[int], page: int
) -> None:
    folder = tmp_path_factory.mktemp("story")
    world = new_world(folder / "world", ONTOLOGY)
    seen: set[str] = set()
    before: set[str] = set()
    told: dict[str, set[str]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("intlgraph.changes.feed._PAGE", page)
        for number, state in enumerate(states):
            data, tombstones = triples(state, seen - set(state))
            seen |= set(state)
            made = world.freeze(data | tombstones)
            assert (made is None) == (number > 0 and data | tombstones == before)
            if made and made.difference:
                graph = f" <{BASE}/graph/tables> ."
                assert set(made.difference.added) == {each + graph for each in (data | tombstones) - before}
                assert set(made.difference.removed) == {each + graph for each in before - (data | tombstones)}
                stories = {thing.iri: thing.what for thing in made.difference.things}
                kinds = {"added": "create", "withdrawn": "delete", "changed": "update"}
                assert {(kinds[what], iri) for iri, what in stories.items()} == set(made.release.things)
            before = data | tombstones
            for what, iri in made.release.things if made else ():
                told.setdefault(iri, set()).add(what)
            if not world.made:
                continue
            feed = publish(world)
            if number in followed or number == len(states) - 1:
                had = set(_things(folder / "copy"))
                report = brought(feed, folder / "copy")
                assert copied(folder / "copy") == data  # the copy that was kept up to date
                assert set(report.added) == {f"{ID}/network/{slug}" for slug in state} - had
                assert set(report.removed) == had - {f"{ID}/network/{slug}" for slug in state}
                brought(feed, folder / f"fresh{number}")
                assert copied(folder / f"fresh{number}") == data  # one that begins now
                again = brought(feed, folder / "copy")
                assert again == copies.Report(unchanged=len(state))


def _things(folder: Path) -> list[str]:
    path = folder / copies.COPY
    lines = path.read_text("utf-8").split("\n")[:-1] if path.exists() else []
    return [line.rsplit(" ", 2)[1][1:-1] for line in lines]


def test_people_are_told_by_reference_only(world: World, tmp_path: Path) -> None:
    world.freeze(network("a", "Alfa"), person("anna", "Anna Andersson"))
    feed = publish(world)
    text = "".join(path.read_text("utf-8") for path in feed.glob("*.trig"))
    assert f"as:object <{ID}/person/anna>" in text
    assert "Anna" not in text
    brought(feed, tmp_path / "copy")
    assert copied(tmp_path / "copy") == network("a", "Alfa")


def test_descriptions_of_datasets_have_a_feed_of_their_own(world: World, tmp_path: Path) -> None:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset>"
    part = f"<{BASE}/dataset/all> <http://purl.org/dc/terms/temporal> <{BASE}/dataset/all#period>"
    period = f'<{BASE}/dataset/all#period> <http://www.w3.org/ns/dcat#startDate> "1990"'

    def describe(release: object) -> set[str]:
        said = {f"<{BASE}/dataset/all> {kind}", part, period}
        return said | {f'<{BASE}/dataset/all> <http://purl.org/dc/terms/title> "{len(world.made)}"'}

    world.describe = describe
    for number in range(2):
        world.freeze(network("a", f"Alfa {number}"))
        publish(world)
        report = brought(world.project.root / "public" / "feed" / "datasets", tmp_path / "copy")
    assert report.updated == (f"{BASE}/dataset/all",)
    world.made.pop()
    assert copied(tmp_path / "copy") == describe(None)


@pytest.fixture
def two(world: World, tmp_path: Path) -> tuple[World, Path, Path]:
    """A feed of two releases, followed up to the first."""
    world.freeze(network("a", "Alfa") | network("b", "Beta"))
    brought(publish(world), tmp_path / "copy")
    world.freeze(network("a", "Alpha") | network("c", "Ceta") | naming("1", "c", "cc") | withdrawn("network/b"))
    return world, publish(world), tmp_path / "copy"


def whole(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_feed_cut_short_anywhere_is_an_error_and_the_copy_stays(two: tuple[World, Path, Path]) -> None:
    _, feed, copy = two
    before = whole(copy)
    for page in (feed / "index.trig", feed / "2-1.trig"):
        content = page.read_bytes()
        ends = (at for at, byte in enumerate(content[:-1]) if byte == ord("\n"))
        for at in sorted({*range(0, len(content) - 1, 11), *ends}):
            page.write_bytes(content[:at])
            with pytest.raises(DataError):
                brought(feed, copy)
            assert whole(copy) == before
        page.write_bytes(content)
    page.unlink()
    with pytest.raises(DataError) as failed:
        brought(feed, copy)
    assert failed.value.problems[0].code == "feed-page"
    assert whole(copy) == before
    page.write_bytes(content)
    assert brought(feed, copy).added == (f"{ID}/network/c",)
    assert not (copy / "incoming").exists()


def test_a_page_that_ends_before_what_is_said_of_its_last_thing_is_cut(world: World, tmp_path: Path) -> None:
    world.freeze(network("a", "Alfa"))
    page = publish(world) / "1-1.trig"
    text = page.read_text("utf-8")
    page.write_text(text[: text.index(" {\n")].rpartition("\n")[0] + "\n", "utf-8")
    with pytest.raises(DataError) as failed:
        brought(page.parent, tmp_path / "copy")
    assert failed.value.problems[0].code == "feed-cut"


def test_a_broken_run_is_taken_up_where_it_was(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intlgraph.changes.feed._PAGE", 1)
    world.freeze(set().union(*(network(slug, slug) for slug in SLUGS)))
    address = address_of(str(publish(world)))
    disk, asked = from_disk(address), list[str]()

    def failing(page: str) -> Fetched:
        asked.append(page)
        if len(asked) == 4:
            raise RemoteError.of("feed-unreachable", address=page, cause="down")
        return disk(page)

    with pytest.raises(RemoteError):
        follow(address, tmp_path, failing)
    assert not (tmp_path / copies.COPY).exists()
    asked.append("not the fourth any more")
    report = follow(address, tmp_path, failing)
    assert len(report.added) == 4
    assert len(asked) == 4 + 1 + 3  # the index again, and the two pages that were missing
    assert asked[-2:] == [each for each in asked[-2:] if each not in asked[1:3]]


def test_pages_that_can_hold_nothing_new_are_not_read(two: tuple[World, Path, Path]) -> None:
    world, feed, copy = two
    brought(feed, copy)
    world.freeze(network("a", "Alpha") | network("c", "Sita") | withdrawn("network/b"))
    feed = publish(world)
    address, asked = address_of(str(feed)), list[str]()
    disk = from_disk(address)
    follow(address, copy, lambda page: asked.append(page) or disk(page))  # type: ignore[func-returns-value]
    assert [each.rpartition("/")[2] for each in asked] == ["index.trig", "2-1.trig", "3-1.trig"]


def test_deletions_that_are_forgotten_lead_to_a_copy_made_anew(two: tuple[World, Path, Path]) -> None:
    world, _, copy = two
    data = network("a", "Alpha") | network("c", "Ceta") | withdrawn("network/b")
    world.freeze(data | network("z", "Zeta"), now=START + timedelta(days=900))
    feed = publish(world)
    assert "as:Delete" not in "".join(path.read_text("utf-8") for path in feed.glob("*.trig"))
    report = brought(feed, copy)
    assert report.removed == (f"{ID}/network/b",)
    assert copied(copy) == network("a", "Alpha") | network("c", "Ceta") | network("z", "Zeta")


def test_a_copy_that_was_changed_or_follows_another_feed(two: tuple[World, Path, Path], tmp_path: Path) -> None:
    _, feed, copy = two
    shutil.copytree(feed, tmp_path / "elsewhere")
    with pytest.raises(CommandError):
        brought(tmp_path / "elsewhere", copy)
    (copy / copies.COPY).write_text("")
    with pytest.raises(DataError) as failed:
        brought(feed, copy)
    assert failed.value.problems[0].code == "copy-altered"
    (copy / "state.json").write_text("{")
    with pytest.raises(DataError) as failed:
        brought(feed, copy)
    assert failed.value.problems[0].code == "copy-state"


def test_a_kill_between_copy_and_state_is_mended(
    two: tuple[World, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, feed, copy = two
    replace = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if target.name == "state.json":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            brought(feed, copy)
    report = brought(feed, copy)
    assert report == copies.Report(unchanged=2)
    assert copied(copy) == network("a", "Alpha") | network("c", "Ceta") | naming("1", "c", "cc")


HEAD = """@prefix ldes: <https://w3id.org/ldes#> . @prefix tree: <https://w3id.org/tree#> .
@prefix as: <https://www.w3.org/ns/activitystreams#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<#Feed> a ldes:EventStream ; tree:view <> ; tree:member <#1> .
"""
LINKED = HEAD + "<> tree:relation <#r> . <#1> a as:Delete ; as:object <x> . "
ODD = {
    "no stream": ("<a> <b> <c> .", "feed-none"),
    "no activity": (HEAD, "feed-member"),
    "nothing said": (HEAD + "<#1> a as:Create ; as:object <x> .", "feed-payload"),
    "a blank thing": (HEAD + "<#1> a as:Delete ; as:object [] .", "feed-member"),
    "no time": (HEAD + '<#1> a as:Delete ; as:object <x> ; as:published "yesterday" .', "feed-time"),
    "a page on the disk": (LINKED + "<#r> tree:node <../x.trig> .", "feed-elsewhere"),
    "a page on the web": (LINKED + "<#r> tree:node <http://e/x.trig> .", "feed-elsewhere"),
    "a page of no name": (LINKED, "feed-relation"),
    "not RDF": ("<html>", "rdf-syntax"),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_feeds(case: str, tmp_path: Path) -> None:
    content, expected = ODD[case]
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed" / "index.trig").write_text(content, "utf-8")
    with pytest.raises(IntlgraphError) as failed:
        brought(tmp_path / "feed", tmp_path / "copy")
    assert failed.value.problems[0].code == expected
    assert failed.value.problems[0].text("sv")


def test_activities_without_time_or_at_one_moment_and_blank_nodes(tmp_path: Path) -> None:
    (tmp_path / "feed.trig").write_text(
        HEAD.replace("<#1> .", "<#2>, <#1>, <#3> .")
        + """<#1> a as:Update ; as:object <http://e/x> ; as:published "2026-01-01T00:00:00Z"^^xsd:dateTime .
        <#2> a as:Create ; as:object <http://e/x> ; as:published "2026-01-01T00:00:00Z"^^xsd:dateTime .
        <#3> as:object <http://e/y> .
        <#1> { <http://e/x> <http://e/p> 2 . } <#2> { <http://e/x> <http://e/p> 1 . }
        <#3> { <http://e/y> <http://e/p> [ <http://e/q> 3 ] . }"""
    )
    report = brought(tmp_path / "feed.trig", tmp_path / "copy")
    assert (len(report.added), len(copied(tmp_path / "copy"))) == (2, 3)
    assert any(
        triple.endswith('"2"^^<http://www.w3.org/2001/XMLSchema#integer>') for triple in copied(tmp_path / "copy")
    )
    before = whole(tmp_path / "copy")
    assert brought(tmp_path / "feed.trig", tmp_path / "copy") == copies.Report(unchanged=2)
    assert whole(tmp_path / "copy") == before


def test_pages_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    for one, other in (("index", "b"), ("b", "index")):
        text = HEAD.replace("<#1>", f"<#{one}>") + f"<> tree:relation <#r> . <#r> tree:node <{other}.trig> ."
        text += f"<#{one}> a as:Create ; as:object <http://e/{one}> . <#{one}> {{ <http://e/{one}> <http://e/p> 1 }}"
        (tmp_path / f"{one}.trig").write_text(text)
    assert len(brought(tmp_path, tmp_path / "copy").added) == 2


def test_the_command(two: tuple[World, Path, Path], tmp_path: Path, command: Command) -> None:
    _, feed, copy = two
    ran = command("follow", feed, "--into", copy, "--lang", "sv")
    assert (ran.code, ran.out.split(" Kopian")[0]) == (0, "1 ting är nya, 1 ändrade, 1 borttagna och 0 som förut.")
    assert command("follow", tmp_path / "nowhere", "--into", copy).code == 2
    down = command("follow", "http://127.0.0.1:9/feed.trig", "--into", tmp_path / "new")
    assert (down.code, "Traceback" in down.err) == (3, False)


def test_random_orders_of_the_same_lines_give_one_copy(tmp_path: Path) -> None:
    lines = sorted(network("a", "Alfa") | naming("1", "a", "x"))
    told = set()
    for seed in range(3):
        random.Random(seed).shuffle(lines)
        copies.seed(tmp_path / str(seed), lines)
        told.add((tmp_path / str(seed) / copies.COPY).read_bytes())
    assert len(told) == 1

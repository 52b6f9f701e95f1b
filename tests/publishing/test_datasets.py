"""The selection of a dataset, held to a plain reading of the same files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlgraph.errors import ProjectError
from intlgraph.iris import Iris
from intlgraph.project import Dataset
from intlgraph.publishing import datasets
from intlgraph.publishing.datasets import holds_data, select, selection

Write = Callable[[Path, Mapping[str, Iterable[str]]], Path]

BASE = "https://example.org/x"
IRIS = Iris(BASE)
PASSAGE = "<https://w3id.org/intlgraph/ns#passage>"
SELECTOR = "<http://www.w3.org/ns/oa#hasSelector>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def thing(path: str) -> str:
    return f"<{BASE}/id/{path}>"


ROWS = [
    f'{thing("network/ubc")} {LABEL} "UBC"',
    f"{thing('membership/a')} <http://e/member> {thing('network/ubc')}",
    f"{thing('membership/a')} {PASSAGE} {thing('document/d#char=1,2')}",
    f"{thing('membership/b')} {PASSAGE} {thing('document/e')}",
    f"{thing('event/x')} {PASSAGE} {thing('document/d#char=3,4')}",
    f"{thing('document/d#char=1,2')} {SELECTOR} {thing('selector/d-1-2')}",
    f"{thing('document/d#char=3,4')} {SELECTOR} {thing('selector/d-3-4')}",
    f'{thing("selector/d-1-2")} <http://www.w3.org/ns/oa#start> "1"',
    f'{thing("selector/d-3-4")} <http://www.w3.org/ns/oa#start> "3"',
    f'{thing("document/d")} {LABEL} "D"',
    f'{thing("document/e")} {LABEL} "names {thing("document/d#char=3,4")[1:-1]} in a text"',
]


def dataset(*classes: str, graphs: tuple[str, ...] = ()) -> Dataset:
    return Dataset("one", {}, {}, classes, graphs)


def subjects(quads: Path, *classes: str) -> set[str]:
    return {line.split(" ")[0] for line in select(quads, dataset(*classes), IRIS)}


def test_a_slice_holds_its_things_their_passages_and_the_selectors_of_these(tmp_path: Path, write_quads: Write) -> None:
    quads = write_quads(tmp_path, {"tables": ROWS})
    assert subjects(quads, "membership") == {
        thing("membership/a"),
        thing("membership/b"),
        thing("document/d#char=1,2"),
        thing("selector/d-1-2"),
    }
    assert subjects(quads, "network") == {thing("network/ubc")}


def test_evidence_may_stand_in_another_graph(tmp_path: Path, write_quads: Write) -> None:
    quads = write_quads(tmp_path, {"a": ROWS[5:], "tables": ROWS[:5]})
    assert thing("selector/d-1-2") in subjects(quads, "membership")
    named = selection(quads, dataset("membership", graphs=("tables",)), IRIS)
    assert {line.split(" ")[0] for line in named.quads()} == {thing("membership/a"), thing("membership/b")}


def test_documents_come_with_all_passages_and_their_selectors(tmp_path: Path, write_quads: Write) -> None:
    quads = write_quads(tmp_path, {"tables": ROWS})
    assert subjects(quads, "document") == {
        row.split(" ")[0] for row in ROWS if "document/" in row or "selector/" in row
    } - {thing(path) for path in ("membership/a", "membership/b", "event/x")}
    assert subjects(quads, "document") == subjects(quads, "document", "selector")


def test_a_class_is_not_the_beginning_of_another(tmp_path: Path, write_quads: Write) -> None:
    rows = [f'{thing(f"{kind}/a")} {LABEL} "a"' for kind in ("net", "network", "network-kind", "networks")]
    quads = write_quads(tmp_path, {"tables": rows})
    assert subjects(quads, "network") == {thing("network/a")}
    assert subjects(quads, "absent") == set()


def test_the_ontology_and_people_are_left_out_unless_named(tmp_path: Path, write_quads: Write) -> None:
    names = ("derived", "derived-people", "editorial", "links", "ontology", "people", "tables")
    quads = write_quads(tmp_path, {name: [f'<http://e/{name}> {LABEL} "x"'] for name in names})
    found = [line.split("> ")[0] for line in select(quads, dataset(), IRIS)]
    assert found == [f"<http://e/{name}" for name in ("derived", "editorial", "links", "tables")]
    assert [name for name in names if holds_data(name)] == ["derived", "editorial", "links", "tables"]
    named = list(select(quads, dataset(graphs=("people", "ontology")), IRIS))
    assert [line.split(">")[0] for line in named] == ["<http://e/ontology", "<http://e/people"]


def test_a_graph_that_is_not_there_is_an_error(tmp_path: Path, write_quads: Write) -> None:
    quads = write_quads(tmp_path, {"tables": ROWS})
    with pytest.raises(ProjectError) as caught:
        selection(quads, dataset(graphs=("tabels",)), IRIS)
    (problem,) = caught.value.problems
    assert problem.code == "dataset-graph"
    assert problem.hint() == "Name some of these: tables."
    assert problem.place.text() == "intlgraph.toml, datasets.one.graphs"


def test_one_triple_in_two_graphs_is_two_quads_and_one_triple(tmp_path: Path, write_quads: Write) -> None:
    quads = write_quads(tmp_path, {"tables": ROWS[:2], "editorial": ROWS[:1]})
    chosen = selection(quads, dataset(), IRIS)
    assert len(list(chosen.quads())) == 3
    assert list(chosen.triples()) == sorted(ROWS[:2])
    assert [(name, list(inside.triples())) for name, inside in chosen.graphs()] == [
        (f"{BASE}/graph/editorial", ROWS[:1]),
        (f"{BASE}/graph/tables", sorted(ROWS[:2])),
    ]


def test_an_empty_build_and_an_empty_file_give_nothing(tmp_path: Path, write_quads: Write) -> None:
    assert list(select(tmp_path, dataset(), IRIS)) == []
    quads = write_quads(tmp_path, {"tables": [], "derived": []})
    assert list(select(quads, dataset(), IRIS)) == []
    assert list(select(quads, dataset("network"), IRIS)) == []


LINE_ENDS = "\r\u0085\u2028\u2029\x1c\x0b"
PATHS = st.sampled_from(
    [
        "net/a",
        "network/a",
        "network/a-b",
        "network/ab",
        "networks/a",
        "document/d",
        "document/d#char=1,2",
        "document/d#char=3,4",
        "selector/d-1-2",
        "selector/d-3-4",
        "zoo/å",
        "a/😀",
        "network/",
    ]
)
OBJECTS = st.one_of(
    PATHS.map(thing),
    st.text(alphabet=f"ab <>@^.#å\U0001f600{LINE_ENDS}", max_size=5).map(lambda text: f'"{text}"'),
    st.sampled_from(['"a"@sv', '"a"', '"a"@s', '"a"^^<http://e/t>', f'"x {thing("document/d#char=1,2")}"']),
)
TRIPLES = st.builds(lambda s, p, o: f"{thing(s)} <http://e/{p}> {o}", PATHS, st.sampled_from("pq"), OBJECTS)
CLASSES = st.sets(st.sampled_from(["net", "network", "document", "selector", "zoo", "none"]), max_size=3)


def plain(graphs: Mapping[str, Iterable[str]], classes: Iterable[str]) -> list[tuple[str, str]]:
    """Select by the definition: everything in memory, one step after another."""
    rows = {(triple, graph) for graph, triples in graphs.items() for triple in triples}
    if not classes:
        return sorted(rows)
    start = tuple(f"<{BASE}/id/{name}/" for name in classes)
    chosen = {row for row in rows if row[0].startswith(start)}
    for target in (f"<{BASE}/id/document/", f"<{BASE}/id/selector/"):
        pointed = {row[0].split(" ", 2)[2] for row in chosen}
        wanted = {o for o in pointed if o.startswith(target) and ("#" in o or "selector" in target)}
        if "selector" in target:
            sources = {row for row in chosen if row[0].startswith(f"<{BASE}/id/document/")}
            wanted &= {row[0].split(" ", 2)[2] for row in sources}
        chosen |= {row for row in rows if row[0].split(" ", 1)[0] in wanted}
    return sorted(chosen)


@given(
    st.dictionaries(st.sampled_from(["a", "b", "c"]), st.lists(TRIPLES, max_size=25), max_size=3),
    CLASSES,
    st.integers(1, 400),
)
def test_the_selection_is_what_the_definition_says(
    write_quads: Write, graphs: dict[str, list[str]], classes: set[str], block: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(datasets, "_BLOCK", block)  # blocks of a line or a few: the seams between them are the risk
        chosen = selection(write_quads(Path(folder), graphs), dataset(*sorted(classes)), IRIS)
        expected = plain(graphs, classes)
        quads = [f"{triple} <{BASE}/graph/{graph}> .\n" for triple, graph in expected]
        assert list(chosen.quads()) == sorted(quads)
        assert list(chosen.triples()) == sorted({triple for triple, _ in expected})

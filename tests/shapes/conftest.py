"""What the examples are held against: our shapes, our ontology, and the two engines.

Most examples are run together, each moved to a base IRI of its own, since an engine takes as long for one as for all.
Whatever does not come out as the example says is run once more alone, and that decides: rules that look across a whole
publication may see two examples as one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import pytest
from tests.shapes.examples import BASE, Example, as_quads, background, collect, shape_files, tripped

from intlgraph.namespaces import RDF
from intlgraph.validation import shapes as reading
from intlgraph.validation.engines import engine
from intlgraph.validation.results import Data, Result
from intlgraph.validation.shapes import Shape, Shapes

Bound = Callable[[str], Shapes]
Found = Callable[[Example, str], frozenset[Result]]
_MOVED: Final = re.compile(rf"<{re.escape(BASE)}([0-9]+)/")
_UNMOVED: Final = -1
_NOBODYS: Final = -2


@pytest.fixture(scope="session")
def bound() -> Bound:
    """Return our shapes as they bind a publication with a setting of `evidence`, each read once."""
    read: dict[str, Shapes] = {}

    def with_evidence(evidence: str) -> Shapes:
        if evidence not in read:
            read[evidence] = reading.read(shape_files(evidence))
        return read[evidence]

    return with_evidence


@pytest.fixture(scope="session")
def found(bound: Bound, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Return what an engine, by name, finds in an example with all our shapes."""
    folder = tmp_path_factory.mktemp("examples")
    ontology = folder / "ontology.nq"
    ontology.write_bytes(b"".join(map(as_quads, background())))
    together: dict[tuple[str, str], dict[int, frozenset[Result]]] = {}
    places = {example: place for place, example in enumerate(collect())}

    def run(
        name: str, evidence: str, content: Iterable[bytes], only: frozenset[str] | None = None
    ) -> frozenset[Result]:
        data = folder / "data.nq"
        data.write_bytes(b"".join(content))
        return engine(name).run(Data((data,), (ontology,)), bound(evidence), only).results

    def run_together(name: str, evidence: str) -> frozenset[Result]:
        shapes = bound(evidence)
        content = {other: _moved(other, place) for other, place in places.items() if other.evidence == evidence}
        if name != "reference":
            return run(name, evidence, content.values())
        sweeping = frozenset(iri for iri in shapes.roots if _sweeping(shapes.nodes[iri]))
        results = run(name, evidence, content.values(), frozenset(shapes.roots) - sweeping)
        return results | run(name, evidence, _for_sweeping(content), sweeping)

    def find(example: Example, name: str) -> frozenset[Result]:
        key = name, example.evidence
        if key not in together:
            together[key] = _sorted_out(run_together(*key))
        results = together[key].get(places[example], frozenset()) | together[key].get(_UNMOVED, frozenset())
        alone = not example.path.read_text("utf-8").count(BASE) or tripped(results) != example.expected
        return run(*key, [as_quads(example.path)]) if alone else results

    return find


def _sweeping(shape: Shape) -> bool:
    return any(target.kind == "subjects-of" and target.term == f"<{RDF}type>" for target in shape.targets)


def _for_sweeping(content: Mapping[Example, bytes]) -> Iterator[bytes]:
    """Yield what the shapes that look at every node are held against by the reference, which takes long over each.

    The examples made for them are moved as always. All others stay where they were written and become one graph,
    in which what most of them share is there once. These shapes forbid single triples, so the graph breaks
    nothing if and only if no example in it does; what it breaks counts against every example.
    """
    for example, moved in content.items():
        yield moved if example.family == "personal-data" else as_quads(example.path)


def _moved(example: Example, place: int) -> bytes:
    return as_quads(example.path).replace(f"<{BASE}id/".encode(), f"<{BASE}{place}/id/".encode())


def _sorted_out(results: Iterable[Result]) -> dict[int, frozenset[Result]]:
    """Return the results by the place of the example that they are about."""
    by_place: dict[int, set[Result]] = defaultdict(set)
    for result in results:
        match = _MOVED.match(result.focus)
        unmoved = result.focus.startswith(f"<{BASE}id/")
        by_place[int(match[1]) if match else _UNMOVED if unmoved else _NOBODYS].add(result)
    return {place: frozenset(some) for place, some in by_place.items()}

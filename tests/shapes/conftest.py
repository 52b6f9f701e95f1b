"""What the examples are held against: our shapes, our ontology, and the two engines.

Most examples are run together, each moved to a base IRI of its own, since an engine takes as long for one as for all.
Whatever does not come out as the example says is run once more alone, and that decides: rules that look across a whole
publication may see two examples as one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
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

    def run(name: str, evidence: str, content: Iterable[bytes]) -> frozenset[Result]:
        shapes, data = bound(evidence), folder / "data.nq"
        data.write_bytes(b"".join(content))
        if name != "reference":
            return engine(name).run(Data((data,), (ontology,)), shapes).results
        # What looks at every node there is takes the reference minutes on the ontology, and needs nothing from it.
        sweeping = frozenset(iri for iri in shapes.roots if _sweeping(shapes.nodes[iri]))
        results = engine(name).run(Data((data,), (ontology,)), shapes, frozenset(shapes.roots) - sweeping).results
        return results | engine(name).run(Data((data,)), shapes, sweeping).results

    def find(example: Example, name: str) -> frozenset[Result]:
        key = name, example.evidence
        if key not in together:
            content = [_moved(other, place) for other, place in places.items() if other.evidence == example.evidence]
            together[key] = _sorted_out(run(*key, content))
        results = together[key].get(places[example], frozenset())
        alone = not example.path.read_text("utf-8").count(BASE) or tripped(results) != example.expected
        return run(*key, [as_quads(example.path)]) if alone else results

    return find


def _sweeping(shape: Shape) -> bool:
    return any(target.kind == "subjects-of" and target.term == f"<{RDF}type>" for target in shape.targets)


def _moved(example: Example, place: int) -> bytes:
    return as_quads(example.path).replace(f"<{BASE}id/".encode(), f"<{BASE}{place}/id/".encode())


def _sorted_out(results: Iterable[Result]) -> dict[int, frozenset[Result]]:
    """Return the results by the place of the example that they are about."""
    by_place: dict[int, set[Result]] = defaultdict(set)
    for result in results:
        match = _MOVED.match(result.focus)
        by_place[int(match[1]) if match else -1].add(result)
    return {place: frozenset(some) for place, some in by_place.items()}

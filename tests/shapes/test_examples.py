"""Every constraint of our shapes is shown by an example that breaks it and nothing else, in both engines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.shapes.conftest import Bound, Found
from tests.shapes.examples import NS, ROOT, Example, background, collect, components, reported, tripped

from intlgraph.validation.shapes import Shape
from intlgraph.validation.vocabulary import SH

COLLECTED = collect()
LANGUAGES = {"sv", "en"}


@pytest.mark.parametrize("example", COLLECTED, ids=lambda example: example.name)
def test_an_example_trips_what_it_is_named_for_and_nothing_else(example: Example, found: Found) -> None:
    results = found(example, "fast")
    assert tripped(results) == example.expected, sorted(results)


# One test and not one for each example: the reference takes a minute, which several processes would each spend.
def test_the_reference_finds_the_same_in_every_example(found: Found) -> None:
    assert COLLECTED
    results = {example: sorted(found(example, "reference")) for example in COLLECTED}
    assert {example.name: some for example, some in results.items() if tripped(some) != example.expected} == {}


def test_every_folder_has_examples_of_both_kinds_and_the_name_of_a_file_of_shapes() -> None:
    folders = {path.name for path in (ROOT / "tests" / "shapes").iterdir() if path.is_dir() and path.name[0] != "_"}
    counted = Counter((example.family, bool(example.shape)) for example in COLLECTED)
    assert folders, "no examples were found"
    assert {(folder, kind) for folder in folders for kind in (True, False)} == set(counted)
    assert min(counted.values()) > 0
    files = {path.relative_to(ROOT / "shapes").with_suffix("").as_posix() for path in (ROOT / "shapes").rglob("*.ttl")}
    assert folders <= {file.replace("/", "-") for file in files}


def test_every_constraint_has_an_example_that_breaks_it(bound: Bound) -> None:
    wanted = {
        (shape.iri, component)
        for evidence in ("passage", "document")
        for shape in reported(bound(evidence))
        for component in components(shape)
    }
    shown = {(example.shape, example.component) for example in COLLECTED if example.shape}
    assert sorted(f"{iri.removeprefix(NS)} {name.removeprefix(SH)}" for iri, name in wanted - shown) == []
    assert sorted(f"{iri.removeprefix(NS)} {name.removeprefix(SH)}" for iri, name in shown - wanted) == []


def test_every_shape_that_reports_speaks_both_languages(bound: Bound) -> None:
    shapes = {shape.iri: shape for evidence in ("passage", "document") for shape in reported(bound(evidence))}
    assert len(shapes) > 100
    assert [iri for iri, shape in sorted(shapes.items()) if not _speaks(shape)] == []


def _speaks(shape: Shape) -> bool:
    if shape.path:
        laid_out = shape.properties.keys() >= {f"{SH}order", f"{SH}group"}
        return laid_out and all(shape.texts(f"{SH}{name}").keys() >= LANGUAGES for name in ("name", "message"))
    return not components(shape) or shape.texts(f"{SH}message").keys() >= LANGUAGES


def test_every_shape_has_a_name_of_ours(bound: Bound) -> None:
    for evidence in ("passage", "document"):
        assert [iri for iri, shape in bound(evidence).nodes.items() if not iri.startswith(NS) or shape.anonymous] == []


def test_every_example_is_small_and_stands_on_the_base_of_examples() -> None:
    for example in COLLECTED:
        text = example.path.read_text("utf-8")
        assert "<https://data.example.org/id/" in text, example.name
        assert len(text.splitlines()) < 100, example.name


def test_the_examples_are_where_they_are_looked_for() -> None:
    every = sorted(Path(__file__).parent.rglob("*.ttl"))
    assert [example.path for example in COLLECTED] == every


def test_every_class_of_statements_is_held_to_what_all_statements_have(bound: Bound) -> None:
    display = ox.NamedNode("https://w3id.org/intlgraph/ns#display")
    statement = ox.NamedNode("https://w3id.org/intlgraph/concept/display/statement")
    terms = (quad for path in background() for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    classes = {str(quad.subject) for quad in terms if (quad.predicate, quad.object) == (display, statement)}
    shape = bound("passage").nodes[f"{NS}Statement"]
    assert len(classes) > 25
    assert {target.term for target in shape.targets if target.kind == "class"} == classes


def test_evidence_is_asked_for_as_the_publication_says(bound: Bound) -> None:
    by_passage, by_document = {"Statement-certainty-given", "Statement-evidence"}, {"Statement-document"}
    asked = {"passage": by_passage, "document": by_document, "none": set[str]()}
    for evidence, names in asked.items():
        properties = bound(evidence).nodes[f"{NS}Statement"].parameters[f"{SH}property"]
        found = {term.value.removeprefix(NS) for term in properties if isinstance(term, ox.NamedNode)}
        assert found & (by_passage | by_document) == names

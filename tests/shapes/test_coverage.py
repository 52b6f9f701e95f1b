"""Every property that the tables can give a class has a property shape where the shapes speak of that class."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox
import pytest
from tests.shapes.conftest import Bound
from tests.shapes.examples import ROOT, background

from intlgraph.namespaces import CONCEPT, DCTERMS, INTL, PREFIXES, RDF, RDFS
from intlgraph.validation.shapes import Shape, Shapes
from intlgraph.validation.vocabulary import SH

TABLES = json.loads((ROOT / "data" / "tables" / "metadata.json").read_text("utf-8"))["tables"]
VIEWER = "http://datashapes.org/dash#viewer"
WITHDRAWN = "http://purl.org/adms/status/Withdrawn"
# Where a column gives other properties than the one that it names.
PASSAGES = {f"{INTL}passage", f"{DCTERMS}source"}


def _expanded(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


def _given(column: Mapping[str, object]) -> set[str]:
    """Return the properties that a column can give."""
    # The earliest and the latest day go with a time, whatever has it (time.ttl), and no page shows them.
    if f"{INTL}edtf" in column:
        return {f"{INTL}{column[f'{INTL}edtf']}"}
    if column.get(f"{INTL}passages") and "propertyUrl" not in column:
        return PASSAGES
    # An identifier is a part of the address, and a file name is for the press.
    return {_expanded(str(column["propertyUrl"]))} if "propertyUrl" in column else set()


def _tables() -> Iterator[tuple[str, set[str], set[str]]]:
    """Give each table: its address, the classes of its rows, and the properties that these can have."""
    for table in TABLES:
        columns = table["tableSchema"]["columns"]
        given = [(_given(column), column) for column in columns]
        types = {_expanded(column["valueUrl"]) for some, column in given if some == {f"{RDF}type"}}
        if any(column.get("valueUrl") == WITHDRAWN for _, column in given):
            continue  # what is withdrawn has no class, and a test of its own
        yield table["url"], types, {name for some, _ in given for name in some} - {f"{RDF}type"}


@lru_cache(maxsize=1)
def _supers() -> Mapping[str, frozenset[str]]:
    """Return each class of the ontology with those above it."""
    above: dict[str, set[str]] = {}
    for path in background():
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if str(quad.predicate) == f"<{RDFS}subClassOf>":
                above.setdefault(str(quad.subject), set()).add(str(quad.object))
    found: dict[str, frozenset[str]] = {}
    for one in above:
        reached, todo = {one}, [one]
        while todo:
            new = above.get(todo.pop(), set()) - reached
            reached |= new
            todo += new
        found[one] = frozenset(reached)
    return found


def _spoken_of(shapes: Shapes, classes: set[str]) -> set[str]:
    """Return the properties on which there are property shapes for things of the classes."""
    paths = {part.path for part in _parts(shapes, {f"<{name}>" for name in classes})}
    return {one for path in paths if "/<" not in path for one in re.findall(r"<([^>]*)>", path)}


def _parts(shapes: Shapes, terms: set[str]) -> Iterator[Shape]:
    """Give the property shapes of the shapes that have the classes, or classes above them, as their targets."""
    terms = terms | {above for name in terms for above in _supers().get(name, ())}
    seen: set[str] = set()
    for iri in shapes.roots:
        shape = shapes.nodes[iri]
        if any(target.kind == "class" and target.term in terms for target in shape.targets):
            parts = (shapes.nodes[term.value] for term in shape.parameters.get(f"{SH}property", ()))
            for part in (shape, *parts):
                if part.path and part.iri not in seen:
                    seen.add(part.iri)
                    yield part


@pytest.mark.parametrize(("table", "classes", "properties"), list(_tables()), ids=[each[0] for each in _tables()])
def test_what_a_table_says_is_looked_at(table: str, classes: set[str], properties: set[str], bound: Bound) -> None:
    assert classes, f"{table} types nothing"
    assert sorted(properties - _spoken_of(bound("none"), classes)) == []


def test_what_is_withdrawn_is_looked_at(bound: Bound) -> None:
    (table,) = (each for each in TABLES if each["url"] == "withdrawn.csv")
    given = {name for column in table["tableSchema"]["columns"] for name in _given(column)}
    (shape,) = (each for each in bound("none").nodes.values() if each.iri.endswith("#Withdrawn"))
    parts = (bound("none").nodes[term.value] for term in shape.parameters[f"{SH}property"])
    assert {f"<{name}>" for name in given} <= {part.path for part in parts}


def test_the_schemes_of_the_columns_are_those_of_the_shapes(bound: Bound) -> None:
    shapes = bound("none")
    lists = (term for shape in shapes.nodes.values() for term in shape.parameters.get(f"{SH}in", ()))
    allowed = {getattr(member, "value", "") for term in lists for member in shapes.statements.members(term) or ()}
    for table in TABLES:
        for column in table["tableSchema"]["columns"]:
            value = str(column.get("valueUrl", ""))
            if value.startswith(CONCEPT) and not column.get("virtual"):
                scheme, _, _ = value.rpartition("/")
                assert scheme in allowed, (table["url"], column["name"])


def test_a_page_shows_each_property_once_and_in_a_place_of_its_own(bound: Bound) -> None:
    shapes = bound("passage")
    classes = {target.term for iri in shapes.roots for target in shapes.nodes[iri].targets if target.kind == "class"}
    assert len(classes) > 40
    for name in sorted(classes):
        shown = [part for part in _parts(shapes, {name}) if VIEWER in part.properties]
        assert shown, name
        places = Counter(tuple(part.properties[f"{SH}{key}"][0].value for key in ("group", "order")) for part in shown)
        paths = Counter(part.path for part in shown)
        assert [each for each, times in (*places.items(), *paths.items()) if times > 1] == [], name

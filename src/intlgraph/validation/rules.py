"""The shapes as a report speaks of them: what each is called, and which shapes with targets lead to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import RDFS
from intlgraph.validation.report import Rule, Text
from intlgraph.validation.results import Result
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.vocabulary import SH

__all__ = ["rules"]

_NAMES = (f"{SH}name", f"{RDFS}label")


def rules(results: Iterable[Result], shapes: Shapes) -> Mapping[str, Rule]:
    """Return the shapes with targets, and the shapes and SPARQL constraints that results name, by their IRIs."""
    found = {iri: _rule(iri, shapes) for iri in shapes.roots}
    for result in sorted(results):
        if result.shape not in found:
            found[result.shape] = _rule(result.shape, shapes)
        if result.constraint and result.constraint not in found:
            found[result.constraint] = _constraint(result, shapes, found[result.shape])
    return found


def _rule(iri: str, shapes: Shapes) -> Rule:
    shape = shapes.nodes.get(iri)
    if shape is None:
        raise KeyError(iri)
    name: Text = next((texts for each in _NAMES if (texts := shape.texts(each))), {})
    own = "" if shape.anonymous else iri
    return Rule(own, name, shape.texts(f"{SH}message"), shape.path, shape.place, _roots(iri, shapes))


def _constraint(result: Result, shapes: Shapes, shape: Rule) -> Rule:
    """Return a SPARQL constraint as a rule of its own; a blank node keeps no address."""
    node = NamedNode(result.constraint)
    texts = [
        {
            value.language or "": value.value
            for value in shapes.statements.values(node, each)
            if isinstance(value, Literal)
        }
        for each in (f"{SH}message", f"{RDFS}label", f"{RDFS}comment")
    ]
    anonymous = result.constraint in shapes.names.values()
    name = texts[1] or texts[2] or shape.name
    return Rule("" if anonymous else result.constraint, name, texts[0], shape.path, shape.place, shape.roots)


def _roots(iri: str, shapes: Shapes) -> tuple[str, ...]:
    """Return the shapes with targets from which a shape is reached, itself first if it is one."""
    waiting, seen = [iri], set[str]()
    found: list[str] = []
    while waiting:
        here = waiting.pop(0)
        if here in seen or here not in shapes.nodes:
            continue
        seen.add(here)
        shape = shapes.nodes[here]
        if shape.targets and not shape.deactivated:
            found.append(here)
        waiting += shape.parents
    return tuple(found)

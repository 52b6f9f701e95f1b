"""Subsets: the triples of a shapes graph that some of its shapes with targets need, and those shapes below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from intlgraph.namespaces import RDF, XSD
from intlgraph.validation.shapes import Shape, Shapes
from intlgraph.validation.vocabulary import SH, TARGETS

__all__ = ["below", "reachable", "select"]

_TYPE: Final = f"{RDF}type"
_KINDS: Final = frozenset({f"{SH}NodeShape", f"{SH}PropertyShape"})
_FLAGS: Final = frozenset(
    f"{SH}{name}" for name in ("uniqueLang", "closed", "deactivated", "qualifiedValueShapesDisjoint")
)
_TRUE: Final = Literal("true", datatype=NamedNode(f"{XSD}boolean"))  # SHACL asks for this term, not for this value
_PREDICATES: Final = {kind: predicate for predicate, kind in TARGETS.items()}


def select(shapes: Shapes, roots: Iterable[str]) -> tuple[Triple, ...]:
    """Return the shapes graph in which only these roots have targets, with every target spelt out.

    A class that is its own shape gets an explicit target.
    """
    chosen = frozenset(roots)
    kept = [triple for triple in shapes.triples if _stays(triple, shapes.nodes, chosen)]
    kept += [_target(iri, target.kind, target.term) for iri in sorted(chosen) for target in shapes.nodes[iri].targets
             if target.kind != "advanced"]  # fmt: skip
    return tuple(dict.fromkeys(kept))


def _stays(triple: Triple, nodes: Mapping[str, Shape], chosen: frozenset[str]) -> bool:
    subject = triple.subject
    if triple.predicate.value in _FLAGS and triple.object != _TRUE:
        return False
    if not isinstance(subject, NamedNode) or subject.value not in nodes:
        return True
    predicate = triple.predicate.value
    if predicate == _TYPE:
        return isinstance(triple.object, NamedNode) and triple.object.value in _KINDS
    if predicate == _PREDICATES["advanced"]:
        return subject.value in chosen
    return predicate not in TARGETS


def _target(iri: str, kind: str, term: str) -> Triple:
    (target,) = _terms(term)
    return Triple(NamedNode(iri), NamedNode(_PREDICATES[kind]), target)


def _terms(text: str) -> Iterator[NamedNode | BlankNode | Literal | Triple]:
    for quad in parse(f"<s:s> <p:p> {text} .".encode(), format=RdfFormat.N_TRIPLES):
        yield quad.object


def below(shapes: Shapes, roots: Iterable[str]) -> Iterator[Shape]:
    """Yield the roots, and every shape that they mention, however deep."""
    children: dict[str, list[str]] = {}
    for shape in shapes.nodes.values():
        for parent in shape.parents:
            children.setdefault(parent, []).append(shape.iri)
    waiting = [iri for iri in sorted(roots) if iri in shapes.nodes]
    seen = set(waiting)
    while waiting:
        iri = waiting.pop()
        yield shapes.nodes[iri]
        new = [child for child in children.get(iri, ()) if child not in seen]
        seen.update(new)
        waiting += new


def reachable(triples: Iterable[Triple], roots: Iterable[str], without: frozenset[str]) -> tuple[Triple, ...]:
    """Return the triples that can be walked to from the roots, not along (nor with) some predicates."""
    about: dict[object, list[Triple]] = {}
    for triple in triples:
        if triple.predicate.value not in without:
            about.setdefault(triple.subject, []).append(triple)
    waiting: list[object] = [NamedNode(iri) for iri in roots]
    seen = set(waiting)
    kept: list[Triple] = []
    while waiting:
        for triple in about.get(waiting.pop(), ()):
            kept.append(triple)
            if triple.object not in seen:
                seen.add(triple.object)
                waiting.append(triple.object)
    return tuple(kept)

"""SPARQL constraints as set queries on a store, for the shapes that they can be trusted with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from intlgraph import graphs
from intlgraph.formats import graph_format
from intlgraph.lines import any_of, blocks
from intlgraph.namespaces import RDF, RDFS
from intlgraph.store.base import Term
from intlgraph.store.oxigraph import OxigraphStore, in_memory
from intlgraph.validation.engines import filling, scope, setquery, single
from intlgraph.validation.engines.prepared import Prepared, TypedLiteral
from intlgraph.validation.engines.setquery import SetQuery
from intlgraph.validation.engines.single import Single
from intlgraph.validation.engines.subset import below
from intlgraph.validation.engines.trust import is_direct
from intlgraph.validation.queries import predicates_of, prologue, with_path
from intlgraph.validation.results import Data, Result
from intlgraph.validation.shapes import Shape, Shapes
from intlgraph.validation.targets import Target
from intlgraph.validation.vocabulary import SH

__all__ = ["BySets", "run"]

_SPARQL = f"{SH}sparql"
_TYPE, _SUBCLASS = f"{RDF}type", f"{RDFS}subClassOf"


@dataclass(frozen=True, slots=True)
class BySets:
    """What set queries found, and for each root that they are not to be trusted with the reason: a code and a value."""

    results: frozenset[Result] = frozenset()
    doubts: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Constraint:
    root: Shape
    shape: Shape
    iri: str
    query: SetQuery
    predicates: frozenset[str] | None
    single: Single | None


def run(prepared: Prepared, shapes: Shapes, roots: Iterable[str]) -> BySets:
    """Return what the SPARQL constraints of some roots find in the data.

    Raises `DataError` when the prepared file cannot be loaded, and what the store raises.
    """
    doubts: dict[str, tuple[str, str]] = {}
    trusted: list[_Constraint] = []
    for root in roots:
        constraints = []
        for shape, iri in _constraints(shapes, root):
            constraint = _constraint(shapes, shapes.nodes[root], shape, iri)
            if constraint is None:
                doubts[root] = ("reference-sparql", "")
            elif prepared.booleans and constraint.query.compares:  # the store has no order of true and false
                doubts[root] = ("reference-order", "")
            elif constraint.single is None and (rewritten := _rewritten(prepared, constraint.predicates)):
                doubts[root] = ("reference-rewritten", rewritten)
            else:
                constraints.append(constraint)
        if root not in doubts:
            trusted += constraints
    if not trusted:
        return BySets(doubts=doubts)
    singles = [each for each in trusted if each.single]
    others = [each for each in trusted if not each.single]
    found = scope.about(_of_singles(prepared, singles, shapes), Data((prepared.file,), canonical=True), shapes)
    if others:
        store = _loaded(prepared, others)
        found |= {result for each in others for result in _found(store, each, shapes)}
    return BySets(found, doubts)


def _of_singles(prepared: Prepared, constraints: Sequence[_Constraint], shapes: Shapes) -> frozenset[Result]:
    """Return what constraints on single triples find, whoever has the triple."""
    by_query = {each.single: each for each in constraints if each.single}
    texts = {query: filling.templates(shapes, each.iri, each.shape.iri) for query, each in by_query.items()}
    solutions = single.ask(prepared, list(by_query)) if by_query else ()
    return frozenset(_result(solution, by_query[query], texts[query]) for query, solution in solutions)


def _constraints(shapes: Shapes, root: str) -> Iterator[tuple[Shape, str]]:
    for shape in below(shapes, [root]):
        if is_direct(shape, root, shapes) and not shape.deactivated:
            for value in shape.parameters.get(_SPARQL, ()):
                if isinstance(value, NamedNode):
                    off = shapes.statements.values(value, f"{SH}deactivated")
                    if not any(flag.value in ("true", "1") for flag in off):
                        yield shape, value.value


def _constraint(shapes: Shapes, root: Shape, shape: Shape, iri: str) -> _Constraint | None:
    selects = shapes.statements.values(NamedNode(iri), f"{SH}select")
    if len(selects) != 1 or not isinstance(selects[0], Literal):
        return None
    start, text = prologue(shapes.statements, NamedNode(iri)), with_path(selects[0].value, shape.path)
    query = setquery.of(start, text)
    if query is None or (query.walks_nothing and any(target.kind == "node" for target in root.targets)):
        return None
    return _Constraint(root, shape, iri, query, predicates_of(start, text), single.of(start, text))


def _rewritten(prepared: Prepared, predicates: frozenset[str] | None) -> str:
    """Return a literal that a constraint may read and that the store would write in another way; empty when none is."""
    store = pyoxigraph.Store()
    node = NamedNode("urn:x:x")
    for each in sorted(prepared.literals, key=_by_text):
        if predicates is None or each.predicate in predicates:
            literal = Literal(each.lexical, datatype=NamedNode(each.datatype))
            store.clear()
            store.add(Quad(node, node, literal))
            if next(iter(store)).object != literal:
                return each.text
    return ""


def _by_text(literal: TypedLiteral) -> str:
    return literal.text


def _loaded(prepared: Prepared, constraints: Sequence[_Constraint]) -> OxigraphStore:
    """Return a store of the triples that the constraints can read: with their predicates, of their classes."""
    if any(each.predicates is None for each in constraints):
        return _store(prepared.file, blank=prepared.blank)
    read = frozenset[str]().union(*(each.predicates or () for each in constraints))
    targets = {target for each in constraints for target in each.root.targets}
    along = {target.term for target in targets if target.kind in ("subjects-of", "objects-of")}
    classes = {target.term for target in targets if target.kind == "class"} | {f"<{iri}>" for iri in read}
    wanted = {f"<{_SUBCLASS}> ", *(f"<{iri}> " for iri in read), *(f"{term} " for term in along)}
    if f"<{_TYPE}> " not in wanted:
        above = scope.superclasses([prepared.file], frozenset({prepared.file}))
        wanted |= {f"<{_TYPE}> {name} " for name in scope.below(above, classes)}
    pattern = re.compile(rb"\n([<_][^ ]*+ %b[^\n]*+)" % any_of(wanted))
    file = prepared.file.with_name("relevant.nq")
    with file.open("wb") as out:
        for block in blocks(prepared.file):
            if found := pattern.findall(b"\n" + block):
                out.write(b"\n".join(found) + b"\n")
    return _store(file, blank=prepared.blank)


def _store(file: Path, *, blank: bool) -> OxigraphStore:
    """Return a store of a file; where it has blank nodes, loaded the slow way, which keeps their labels."""
    if blank:
        return in_memory(graphs.parse(file, graph_format("nquads")))
    store = in_memory()
    store.load([file])
    return store


def _found(store: OxigraphStore, constraint: _Constraint, shapes: Shapes) -> Iterator[Result]:
    texts = filling.templates(shapes, constraint.iri, constraint.shape.iri)
    for target in constraint.root.targets:
        for each in _spelt_out(store, target):
            answer = store.select(constraint.query.text(each))
            for row in answer.rows:
                yield _result(dict(zip(answer.variables, row, strict=True)), constraint, texts)


def _spelt_out(store: OxigraphStore, target: Target) -> Iterator[Target]:
    """Yield a target, or for a class one for each class below it: many small queries, which the optimiser likes."""
    if target.kind != "class":
        yield target
        return
    for (name,) in store.select(f"SELECT DISTINCT ?class {{ ?class <{_SUBCLASS}>* {target.term} }}").rows:
        if isinstance(name, NamedNode):
            yield Target("class", str(name))


def _result(row: Mapping[str, Term | None], constraint: _Constraint, texts: tuple[Literal, ...]) -> Result:
    focus, value, path = row["this"], row.get("value"), row.get("path")
    if value is None and not constraint.shape.path:
        value = focus
    return Result(
        focus=str(focus),
        path=str(path) if isinstance(path, NamedNode) else constraint.shape.path,
        value="" if value is None else str(value),
        component=f"{SH}SPARQLConstraintComponent",
        severity=constraint.shape.severity,
        shape=constraint.shape.iri,
        constraint=constraint.iri,
        messages=filling.filled(
            texts, {name: _plain(term) for name, term in {**row, "value": value}.items() if term is not None}
        ),
    )


def _plain(term: Term) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else str(term)

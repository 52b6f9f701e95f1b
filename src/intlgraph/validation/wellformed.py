"""Whether a shapes graph is valid SHACL: the syntax rules of the Recommendation (appendix A), each as a problem.

Engines pass over much of what is wrong in a shapes graph, and then report that the data conforms. So everything that
could make a constraint silently do nothing is refused here, before any engine sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, Literal, NamedNode

from intlgraph.errors import Problem
from intlgraph.namespaces import RDF, XSD
from intlgraph.validation import queries
from intlgraph.validation.kinds import KINDS, MEMBERS, is_language, is_lenient, is_string, nearest, short
from intlgraph.validation.paths import PathError, render
from intlgraph.validation.patterns import broken, dialects, may_run_forever
from intlgraph.validation.statements import NIL, TYPE, Node, Statements, Term
from intlgraph.validation.targets import children, shape_nodes
from intlgraph.validation.vocabulary import (
    DATATYPES,
    KNOWN,
    LISTS_OF_SHAPES,
    NOT_RUN,
    OBSOLETE,
    RULES,
    SH,
    SHAPE_EXPECTING,
    Rule,
)
from intlgraph.validation.written import Written

__all__ = ["check"]

_PATH, _SPARQL = f"{SH}path", f"{SH}sparql"


def check(statements: Statements, written: Written) -> tuple[Problem, ...]:
    """Return everything that is wrong with a shapes graph, errors and warnings, in the order of its nodes."""
    properties = frozenset(value for _, value in statements.having(f"{SH}property"))
    graph = _Graph(statements, written, shape_nodes(statements), properties)
    found: dict[tuple[str, str], Problem] = {}
    for problem in graph.problems():
        found.setdefault((problem.code, str(sorted(problem.values.items(), key=str))), problem)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Graph:
    """One shapes graph while it is looked through."""

    statements: Statements
    written: Written
    shapes: frozenset[Node]
    properties: frozenset[Term]

    def problems(self) -> Iterator[Problem]:
        for node, said in self.statements.about.items():
            yield from self._terms(node, said)
            for key, values in said.items():
                if key in RULES:
                    yield from self._values(node, key, RULES[key], values)
            if node in self.shapes:
                yield from self._shape(node, said)
            yield from self._details(node, said)
        yield from self._components()
        yield from self._circles()

    def _problem(self, code: str, node: Node, term: Term | str | None = None, **values: object) -> Problem:
        about = NamedNode(term) if isinstance(term, str) else term
        if term is not None:
            values.setdefault("term", short(term))
        return Problem(code, {"shape": self.called(node), **values}, self.written.place(node, about))

    def _warning(self, code: str, node: Node, term: Term | str | None = None, **values: object) -> Problem:
        return replace(self._problem(code, node, term, **values), severity="warning")

    def called(self, node: Node) -> str:
        """Return what a message calls a node: its name, or for one without a name where it hangs and its path."""
        named = self.written.above(node)
        if named == node or isinstance(named, Literal):
            return short(node)
        for value in self.statements.values(node, _PATH):
            try:
                path = re.sub(r"<[^>]*>", lambda match: short(match[0][1:-1]), render(self.statements, value))
                return f"{short(named)}, {path}"
            except PathError:
                break
        return short(named)

    def _terms(self, node: Node, said: Mapping[str, tuple[Term, ...]]) -> Iterator[Problem]:
        for key, values in said.items():
            objects = [value.value for value in values if isinstance(value, NamedNode)]
            for term in [key, *objects]:
                if term in NOT_RUN and term == key:
                    yield self._warning("shapes-not-run", node, term)
                elif term in OBSOLETE:
                    yield self._warning("shapes-term-obsolete", node, term, now=OBSOLETE[term])
                elif term.startswith(SH) and term != SH and term not in KNOWN and not self._declared(term):
                    near = nearest(term, KNOWN)
                    code = "shapes-term-unknown-near" if near else "shapes-term-unknown"
                    tell = self._problem if self._matters(node) else self._warning
                    yield tell(code, node, term, **({"nearest": near} if near else {}))

    def _matters(self, node: Node) -> bool:
        """Return whether a node is a shape or a part of one; whatever else stands in a file of shapes is only data."""
        return node in self.shapes or isinstance(node, BlankNode) or any(self._queried(node))

    def _queried(self, node: Node) -> Iterator[Term]:
        yield from self.statements.values(node, f"{SH}select")
        yield from self.statements.values(node, f"{SH}ask")
        yield from self.statements.values(node, f"{SH}declare")

    def _declared(self, term: str) -> bool:
        return NamedNode(term) in self.statements.about

    def _values(self, node: Node, key: str, rule: Rule, values: tuple[Term, ...]) -> Iterator[Problem]:
        if rule.single and len(values) > 1:
            yield self._problem("shapes-several", node, key, values=", ".join(map(short, values)))
        for value in values:
            if rule.code in MEMBERS:
                members = self.statements.members(value)
                if members is None or not all(map(MEMBERS[rule.code], members)):
                    yield self._problem(rule.code, node, key, found=short(value))
                elif rule.code == "shapes-not-list-of-shapes" and not members:
                    yield self._problem("shapes-list-empty", node, key)
            elif not KINDS[rule.code](value):
                tell = self._warning if is_lenient(rule.code, value) else self._problem
                yield tell(rule.code, node, key, found=short(value))

    def _shape(self, node: Node, said: Mapping[str, tuple[Term, ...]]) -> Iterator[Problem]:
        kinds = {value.value for value in said.get(TYPE, ()) if isinstance(value, NamedNode)}
        paths = said.get(_PATH, ())
        expected = f"{SH}PropertyShape" in kinds or node in self.properties
        if len(paths) > 1:
            yield self._problem("shapes-several", node, _PATH, values=", ".join(map(short, paths)))
        elif paths and f"{SH}NodeShape" in kinds:
            yield self._problem("shapes-path-on-node", node, _PATH)
        elif not paths and expected:
            yield self._warning("shapes-path-missing", node)
        elif not paths:
            yield from (
                self._problem("shapes-on-property-only", node, key)
                for key in said
                if key in RULES and RULES[key].on_property and not self._counts_nothing(key, said)
            )
        for path in paths:
            yield from self._path(node, path)
        yield from self._qualified(node, said)
        for key in (f"{SH}pattern", f"{SH}flags"):
            if key in said and f"{SH}pattern" not in said:
                yield self._problem("shapes-flags-alone", node, key)
        yield from self._patterns(node, said)

    def _counts_nothing(self, key: str, said: Mapping[str, tuple[Term, ...]]) -> bool:
        """Return whether a part of a qualified count stands alone, which is told as such (W3C's qualified-001)."""
        return key.startswith(f"{SH}qualified") and f"{SH}qualifiedValueShape" not in said

    def _path(self, node: Node, path: Term) -> Iterator[Problem]:
        try:
            render(self.statements, path)
        except PathError as error:
            yield self._problem(error.code, node, _PATH, found=short(error.node))
        else:
            if isinstance(path, BlankNode) and self.statements.values(path, f"{RDF}first"):
                others = [key for key in self.statements.about[path] if key.startswith(SH)]
                yield from (self._warning("path-also", node, key) for key in others)

    def _qualified(self, node: Node, said: Mapping[str, tuple[Term, ...]]) -> Iterator[Problem]:
        counts = [key for key in (f"{SH}qualifiedMinCount", f"{SH}qualifiedMaxCount") if key in said]
        if f"{SH}qualifiedValueShape" in said and not counts:
            yield self._problem("shapes-qualified-uncounted", node, f"{SH}qualifiedValueShape")
        if f"{SH}qualifiedValueShape" not in said:
            for key in (*counts, *(key for key in (f"{SH}qualifiedValueShapesDisjoint",) if key in said)):
                yield self._warning("shapes-qualified-unsaid", node, key)

    def _patterns(self, node: Node, said: Mapping[str, tuple[Term, ...]]) -> Iterator[Problem]:
        flags = "".join(value.value for value in said.get(f"{SH}flags", ()))
        if unknown := re.sub("[smixq]", "", flags):
            yield self._problem("shapes-flags", node, f"{SH}flags", flags=unknown)
            return
        for value in filter(is_string, said.get(f"{SH}pattern", ())):
            pattern = value.value
            if wrong := broken(pattern, flags):
                cause, at = wrong
                yield self._problem("shapes-pattern-broken", node, f"{SH}pattern", pattern=pattern, cause=cause, at=at)
            elif "rust" not in dialects(pattern, flags) and may_run_forever(pattern, flags):
                yield self._problem("shapes-pattern-forever", node, f"{SH}pattern", pattern=pattern)

    def _details(self, node: Node, said: Mapping[str, tuple[Term, ...]]) -> Iterator[Problem]:
        for value in said.get(f"{SH}datatype", ()):
            if isinstance(value, NamedNode) and value.value.startswith((XSD, RDF)) and value.value not in DATATYPES:
                near = nearest(value.value, DATATYPES, 0.0)
                yield self._problem("shapes-datatype", node, value, nearest=near)
        for value in said.get(f"{SH}languageIn", ()):
            for tag in self.statements.members(value) or ():
                if is_string(tag) and not is_language(tag.value):
                    yield self._problem("shapes-language", node, f"{SH}languageIn", found=tag.value)
        for key in sorted(SHAPE_EXPECTING | LISTS_OF_SHAPES) if node in self.shapes else ():
            yield from self._referred(node, key, said.get(key, ()))
        for value in said.get(f"{SH}entailment", ()):
            yield self._problem("shapes-entailment", node, f"{SH}entailment", found=short(value))
        for constraint in said.get(_SPARQL, ()):
            if not isinstance(constraint, Literal):
                yield from self._query(node, constraint, ())
        for declaration in said.get(f"{SH}declare", ()):
            for key in (f"{SH}prefix", f"{SH}namespace"):
                if not self.statements.values(declaration, key):
                    yield self._problem("shapes-prefix", node, f"{SH}declare", missing=short(key))

    def _referred(self, node: Node, key: str, values: tuple[Term, ...]) -> Iterator[Problem]:
        for value in values:
            for child in (self.statements.members(value) or ()) if key in LISTS_OF_SHAPES else (value,):
                if isinstance(child, NamedNode) and child != NIL and child not in self.statements.about:
                    yield self._problem("shapes-missing", node, child, by=short(key))

    def _query(self, node: Node, constraint: Node, bound: tuple[str, ...], *, ask: bool = False) -> Iterator[Problem]:
        key = f"{SH}ask" if ask else f"{SH}select"
        texts = self.statements.values(constraint, key)
        if len(texts) != 1:
            yield self._problem("shapes-sparql-texts", node, key, count=len(texts))
            return
        paths = self.statements.values(node, _PATH)
        try:
            path = render(self.statements, paths[0]) if paths else ""
        except PathError:
            path = ""
        start = queries.prologue(self.statements, constraint)
        for problem in queries.problems(start, texts[0].value, path, bound, ask=ask):
            yield self._problem(problem.code, constraint, key, **problem.values)

    def _components(self) -> Iterator[Problem]:
        for component in sorted(self.statements.instances(f"{SH}ConstraintComponent"), key=str):
            said = self.statements.about.get(component, {})
            names = []
            for parameter in said.get(f"{SH}parameter", ()):
                paths = self.statements.values(parameter, _PATH)
                if len(paths) != 1 or not isinstance(paths[0], NamedNode):
                    yield self._problem("shapes-parameter", component, f"{SH}parameter")
                else:
                    names.append(re.split(r"[/#]", paths[0].value)[-1])
            for key in (f"{SH}validator", f"{SH}nodeValidator", f"{SH}propertyValidator"):
                for value in said.get(key, ()):
                    if not isinstance(value, Literal) and self.statements.about.get(value):
                        yield from self._query(component, value, tuple(names), ask=key == f"{SH}validator")

    def _circles(self) -> Iterator[Problem]:
        done: set[Node] = set()
        told: set[frozenset[Node]] = set()
        for start in self.statements.about:
            if start in self.shapes and start not in done:
                for circle in self._walk(start, done):
                    if frozenset(circle) not in told:
                        told.add(frozenset(circle))
                        names = " > ".join(self.called(node) for node in circle)
                        yield self._problem("shapes-recursive", circle[0], circle=names)

    def _walk(self, start: Node, done: set[Node]) -> Iterator[tuple[Node, ...]]:
        trail: list[Node] = [start]
        waiting: list[Iterator[Term]] = [children(self.statements, start)]
        while trail:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
                done.add(trail.pop())
            elif isinstance(child, Literal):
                continue
            elif child in trail:
                yield (*trail[trail.index(child) :], child)
            elif child not in done:
                trail.append(child)
                waiting.append(children(self.statements, child))

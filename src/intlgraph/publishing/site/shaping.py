"""Shapes in words: what SHACL asks of the data, as clauses that a reader understands in any language of the pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import PREFIXES, RDFS
from intlgraph.rendering.description import Link, Text
from intlgraph.rendering.vocabulary import Clause, Piece, Point, Rule, Told
from intlgraph.store.results import shortened
from intlgraph.validation.shapes import Shape, Shapes
from intlgraph.validation.showing import kind_of_value, phrase
from intlgraph.validation.statements import Term
from intlgraph.validation.vocabulary import SH
from intlgraph.validation.words import Words

__all__ = ["Shaping"]

_SCHEME: Final = f"{PREFIXES['skos']}inScheme"
_IRI: Final = re.compile(r"<([^<>]*)>")
_TARGETS: Final[Mapping[str, str]] = {
    "class": "rule-target-class",
    "node": "rule-target-node",
    "subjects-of": "rule-target-subjects",
    "objects-of": "rule-target-objects",
    "advanced": "rule-target-advanced",
}
_COUNTS: Final = ("minCount", "maxCount")
_KINDS: Final[Mapping[str, str]] = {
    "class": "rule-class",
    "node": "rule-node",
    "not": "rule-not",
    "or": "rule-or",
    "and": "rule-and",
    "xone": "rule-xone",
}
"""Parameters whose values are classes or shapes; of the last three lists of shapes."""

_TERMS: Final[Mapping[str, str]] = {
    "in": "rule-in",
    "languageIn": "rule-language-in",
    "hasValue": "rule-has-value",
    "minInclusive": "rule-min-inclusive",
    "minExclusive": "rule-min-exclusive",
    "maxInclusive": "rule-max-inclusive",
    "maxExclusive": "rule-max-exclusive",
    "minLength": "rule-min-length",
    "maxLength": "rule-max-length",
    "equals": "rule-equals",
    "disjoint": "rule-disjoint",
    "lessThan": "rule-less-than",
    "lessThanOrEquals": "rule-less-than-or-equals",
}
"""Parameters whose values are terms, or lists of them."""

_NODE_KINDS: Final[Mapping[str, str]] = {
    "IRI": "node-iri",
    "BlankNode": "node-blank",
    "Literal": "node-literal",
    "BlankNodeOrIRI": "node-thing",
    "BlankNodeOrLiteral": "node-blank-or-literal",
    "IRIOrLiteral": "node-iri-or-literal",
}
_SILENT: Final = frozenset({"property", "flags", "ignoredProperties", "qualifiedValueShape", "sparql", *_COUNTS})
"""Parameters that other parameters tell of, or that are told of apart."""

_LISTS: Final = frozenset({"in", "languageIn", "or", "and", "xone", "ignoredProperties"})


@dataclass(frozen=True, slots=True)
class Shaping:
    """Puts the shapes of a publication into words; `names` are those of classes, properties and concepts, by IRI."""

    shapes: Shapes
    names: Mapping[str, Text]

    def told(self, iri: str) -> Told:
        """Return a shape in words, with all that it asks of the properties of a thing."""
        shape = self.shapes.nodes[iri]
        targets = tuple(
            Clause(_TARGETS[kind], {"values": tuple(map(self._named, terms))}) for kind, terms in _by_kind(shape)
        )
        return Told(
            self.link(iri), _anchor(iri), shape.place.file, targets, self._points([shape]), tuple(self._rules(shape))
        )

    def link(self, iri: str) -> Link:
        """Return a link to a shape, by its own name."""
        shape = self.shapes.nodes[iri]
        return Link(iri, shape.texts(f"{RDFS}label") or shape.texts(f"{SH}name") or {"": _local(iri)})

    def clauses(self, shape: Shape) -> tuple[Clause, ...]:
        """Return what one shape asks of its values, without what it asks of their properties: how many comes first."""
        return (*self._counts(shape), *self._kinds(shape), *self._rest(shape))

    def _rules(self, shape: Shape) -> Iterator[Rule]:
        """Yield what is asked of each property; shapes that go along the same property are told together."""
        groups: dict[str, list[Shape]] = {}
        children = (self.shapes.nodes.get(value.value) for value in shape.parameters.get(f"{SH}property", ()))
        for each in children:
            if each is not None and not each.deactivated:
                groups.setdefault(_about(each) or each.iri, []).append(each)
        for about, several in groups.items():
            first = next((each for each in several if each.path == f"<{about}>"), several[0])
            iri = about if _about(first) else ""
            names = first.texts(f"{SH}name") or self.names.get(about) or {"": shortened(iri) or _short(first.path)}
            yield Rule(Link(iri, names), self._points(several))

    def _points(self, several: Iterable[Shape]) -> tuple[Point, ...]:
        found = []
        for shape in several:
            clauses = self.clauses(shape)
            if clauses:
                found.append(Point(clauses, tuple(self._messages(shape)), _severity(shape)))
        return tuple(found)

    def _messages(self, shape: Shape) -> Iterator[Text]:
        """Yield what is said when a shape does not hold: by the shape, and by each of its queries that says more."""
        told = [shape.texts(f"{SH}message")]
        for constraint in shape.parameters.get(f"{SH}sparql", ()):
            values = self.shapes.statements.values(constraint, f"{SH}message")
            told.append({each.language or "": each.value for each in values if isinstance(each, Literal)})
        for number, text in enumerate(told):
            if text and text not in told[:number]:
                yield text

    def _counts(self, shape: Shape) -> Iterator[Clause]:
        least, most = (_number(shape, name) for name in _COUNTS)
        if least is None and most is None:
            return
        values = {"least": _text(least or 0), "most": _text(most or 0)}
        if most is None:
            if least:
                yield Clause("rule-at-least-one" if least == 1 else "rule-at-least", values)
        elif most == 0:
            yield Clause("rule-none")
        elif least == most:
            yield Clause("rule-exactly-one" if most == 1 else "rule-exactly", values)
        elif least:
            yield Clause("rule-between", values)
        else:
            yield Clause("rule-at-most-one" if most == 1 else "rule-at-most", values)

    def _kinds(self, shape: Shape) -> Iterator[Clause]:
        for name, code in _KINDS.items():
            for value in shape.parameters.get(f"{SH}{name}", ()):
                members = (self.shapes.statements.members(value) or ()) if name in _LISTS else (value,)
                joined = "list-and" if name == "and" else "list-or"
                yield Clause(code, {"values": tuple(map(self._kind, members))}, joined)

    def _rest(self, shape: Shape) -> Iterator[Clause]:
        for key, values in shape.parameters.items():
            name = key.removeprefix(SH)
            if name in _SILENT or name in _KINDS:
                continue
            members = self._members(name, values)
            if name in _TERMS:
                code = "rule-in-scheme" if name == "in" and _steps(shape.path)[-1:] == [_SCHEME] else _TERMS[name]
                yield Clause(code, {"values": tuple(map(self._named, members))})
            else:
                yield from self._special(shape, name, members)
        if shape.parameters.get(f"{SH}sparql"):
            yield Clause("rule-sparql")

    def _special(self, shape: Shape, name: str, values: tuple[Term, ...]) -> Iterator[Clause]:
        """Yield the clauses of parameters that are told of in a way of their own."""
        kinds: tuple[Piece, ...]
        if name == "datatype":
            yield Clause("rule-datatype", {"values": tuple(kind_of_value(_value(each), Words()) for each in values)})
        elif name == "nodeKind":
            kinds = tuple(phrase(_NODE_KINDS[_value(each).removeprefix(SH)]) for each in values)
            yield Clause("rule-datatype", {"values": kinds})
        elif name == "pattern":
            flags = "".join(_value(each) for each in shape.parameters.get(f"{SH}flags", ()))
            code = "rule-pattern-any-case" if "i" in flags else "rule-pattern"
            yield Clause(code, {"pattern": tuple({"": _value(each)} for each in values)})
        elif name == "uniqueLang":
            yield from (Clause("rule-unique-lang") for each in values if _value(each) in ("true", "1"))
        elif name == "closed":
            yield from self._closed(shape, values)
        elif name in ("qualifiedMinCount", "qualifiedMaxCount"):
            kinds = tuple(map(self._kind, shape.parameters.get(f"{SH}qualifiedValueShape", ())))
            code = "rule-qualified-min" if name == "qualifiedMinCount" else "rule-qualified-max"
            yield Clause(code, {"number": tuple({"": _value(each)} for each in values), "values": kinds})
        elif name == "qualifiedValueShapesDisjoint":
            yield from (Clause("rule-qualified-disjoint") for each in values if _value(each) in ("true", "1"))
        else:
            yield Clause("rule-own", {"values": ({"": shortened(name)}, *map(self._named, values))}, "list-and")

    def _closed(self, shape: Shape, values: tuple[Term, ...]) -> Iterator[Clause]:
        besides = self._members("ignoredProperties", shape.parameters.get(f"{SH}ignoredProperties", ()))
        if any(_value(each) in ("true", "1") for each in values):
            code = "rule-closed-but" if besides else "rule-closed"
            yield Clause(code, {"values": tuple(map(self._named, besides))}, "list-and")

    def _members(self, name: str, values: Iterable[Term]) -> tuple[Term, ...]:
        if name not in _LISTS:
            return tuple(values)
        return tuple(member for each in values for member in self.shapes.statements.members(each) or ())

    def _kind(self, term: Term) -> Piece:
        """Return what a class or a shape is called; of a shape without a name, what it asks for."""
        shape = self.shapes.nodes.get(_value(term))
        if shape is None:
            return self._named(term)
        classes = shape.parameters.get(f"{SH}class", ())
        if names := shape.texts(f"{RDFS}label") or shape.texts(f"{SH}name"):
            return Link(_value(classes[0]) if len(classes) == 1 else shape.iri, names)
        clauses = self._inner(shape)
        return Clause("rule-all", {"values": clauses}, "list-and") if clauses else self._named(term)

    def _inner(self, shape: Shape) -> tuple[Clause, ...]:
        """Return what a shape without a name asks for, of its values and of their properties."""
        of_properties = (
            Clause("rule-property", {"name": (rule.about,), "values": point.clauses}, "list-and")
            for rule in self._rules(shape)
            for point in rule.points
        )
        return (*self.clauses(shape), *of_properties)

    def _named(self, term: Term | str) -> Piece:
        """Return a term as something that can be gone to, or as the text that it is."""
        if isinstance(term, Literal):
            return {"": term.value}
        iri = _value(term)
        if iri in self.shapes.nodes:
            return self.link(iri)
        return Link(iri, self.names.get(iri) or {"": shortened(iri)})


def _short(path: str) -> str:
    """Return a path as short as it can be written.

    >>> _short("(<http://www.w3.org/ns/org#role>|^<http://e/b>)")
    '(org:role|^<http://e/b>)'
    """
    return _IRI.sub(lambda match: _bracketed(match[1]), path)


def _bracketed(iri: str) -> str:
    short = shortened(iri)
    return f"<{iri}>" if short == iri else short


def _by_kind(shape: Shape) -> Iterator[tuple[str, tuple[str | Literal, ...]]]:
    for kind in _TARGETS:
        terms = tuple(match[1] for each in shape.targets if each.kind == kind and (match := _IRI.match(each.term)))
        if terms:
            yield kind, terms


def _about(shape: Shape) -> str:
    """Return the property that a shape is about: that of its path, or the first where the rest only looks at it."""
    steps = _steps(shape.path)
    return steps[0] if len(steps) == 1 or steps[1:] == [_SCHEME] else ""


def _steps(path: str) -> list[str]:
    """Return the predicates of a path that is one, or a plain sequence of several; of any other none.

    >>> _steps("<http://e/a>"), _steps("(<http://e/a>/<http://e/b>)"), _steps("^<http://e/a>")
    (['http://e/a'], ['http://e/a', 'http://e/b'], [])
    """
    if not re.fullmatch(r"<[^<>]*>|\(<[^<>]*>(?:/<[^<>]*>)+\)", path):
        return []
    return _IRI.findall(path)


def _severity(shape: Shape) -> str:
    found = shape.severity.removeprefix(SH).lower()
    return found if found in ("warning", "info") else "violation"


def _number(shape: Shape, name: str) -> int | None:
    return next((int(_value(each)) for each in shape.parameters.get(f"{SH}{name}", ())), None)


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term).removeprefix("_:")


def _text(number: int) -> tuple[Text, ...]:
    return ({"": str(number)},)


def _local(iri: str) -> str:
    return re.split(r"[/#:]", iri.rstrip("/#"))[-1]


def _anchor(iri: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", _local(iri))

"""Which results are about one fault: so that it is told once, however many shapes it trips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Final

from pyoxigraph import NamedNode

from intlgraph.validation.results import Result
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.vocabulary import LISTS_OF_SHAPES, SH
from intlgraph.validation.words import Words

__all__ = ["Group", "component", "gather", "severity", "share", "starts"]

_TELLING: Final = (
    *("MinCount", "NodeKind", "Datatype", "Class", "In", "HasValue", "QualifiedMinCount", "MaxCount", "UniqueLang"),
    *("QualifiedMaxCount", "LanguageIn", "Pattern", "MinLength", "MaxLength", "MinInclusive", "MinExclusive"),
    *("MaxInclusive", "MaxExclusive", "Closed", "LessThan", "LessThanOrEquals", "Equals", "Disjoint", "SPARQL"),
)
"""Components in the order in which they tell what is wrong: what is missing cannot be of the wrong kind."""

_LEAST_TELLING: Final = ("Not", "Xone", "Or", "And", "Node")
_NESTING: Final = ("Node", "And", "Or", "Xone", "QualifiedMinCount")
_TOO_MANY: Final = ("MaxCount", "QualifiedMaxCount", "UniqueLang")
_IN_THE_VALUE: Final = ("Class", "In", "NodeKind", "HasValue")
"""What is wrong with a value wherever it is used: a code that no list has is one fault in a hundred rows."""

_IN_ORDER = attrgetter(*(each.name for each in fields(Result) if each.compare))
"""The order of results, as a key: many times faster than to compare them one with another."""

_FIRST_OF_SEQUENCE = re.compile(r"\(*(<[^>]*>)/")
_SEVERITIES: Final = {f"{SH}Violation": 0, f"{SH}Warning": 1, f"{SH}Info": 2}


@dataclass(frozen=True, slots=True)
class Group:
    """Results about one fault, the most telling first. `about` is the property it is about, `value` the value."""

    focus: str
    about: str
    value: str
    results: tuple[Result, ...]

    @property
    def main(self) -> Result:
        """The result that tells most."""
        return self.results[0]


def component(result: Result) -> str:
    """Return the local name of the kind of constraint: `MinCount`; of one that SHACL does not have, its IRI."""
    return result.component.removeprefix(SH).removesuffix("ConstraintComponent")


def severity(result: Result) -> int:
    """Return 0 for a violation, 1 for a warning, 2 for information; one of somebody's own is taken as a violation."""
    return _SEVERITIES.get(result.severity, 0)


def starts(path: str) -> str:
    """Return the first predicate of a sequence (a term), and of any other path nothing.

    >>> starts("(<http://e/kind>/<http://e/inScheme>)"), starts("(<http://e/a>|<http://e/b>)")
    ('<http://e/kind>', '')
    """
    match = _FIRST_OF_SEQUENCE.match(path)
    return match[1] if match else ""


def gather(results: Iterable[Result], shapes: Shapes, words: Words) -> tuple[Group, ...]:
    """Return the results in groups, those of one focus node about the same thing together."""
    by_thing: dict[tuple[str, str], list[Result]] = {}
    for result in sorted(results, key=_IN_ORDER):
        by_thing.setdefault((result.focus, starts(result.path) or result.path), []).append(result)
    groups = []
    for (focus, about), found in by_thing.items():
        parts = _of_property(focus, about, found, words) if about else _of_node(found)
        groups += [_group(focus, about, part, words) for part in parts]
    return tuple(_absorbed(groups, shapes))


def _of_property(focus: str, about: str, results: list[Result], words: Words) -> Iterator[list[Result]]:
    """Part the results about one property: each value, what is too many, and what is missing, are faults of their own.

    What a sequence of properties misses (`kind / inScheme`) is wrong with the value that the first one has.
    """
    values: dict[str, list[Result]] = {}
    many, missing, rest = list[Result](), list[Result](), dict[str, list[Result]]()
    for result in results:
        if result.value and result.path == about:
            values.setdefault(result.value, []).append(result)
        elif component(result) in _TOO_MANY:
            many.append(result)
        elif component(result) not in _TELLING or component(result) == "SPARQL":
            rest.setdefault(result.constraint or result.shape, []).append(result)
        else:
            missing.append(result)
    through = [result for result in missing if result.path != about]
    if through and values:
        values[min(values)] += through
        missing = [result for result in missing if result.path == about]
    if missing and len(values) == 1 and len(words.values.get((focus, about), "?")) == 1:
        values[min(values)] += missing
        missing = []
    yield from (part for part in (*values.values(), many, missing, *rest.values()) if part)


def _of_node(results: list[Result]) -> Iterator[list[Result]]:
    """Part the results about the node itself: what a node must be is one thing, each wider condition one more."""
    parts: dict[tuple[str, ...], list[Result]] = {}
    for result in results:
        kind = component(result)
        own = kind not in _TELLING or kind == "SPARQL"
        parts.setdefault((result.value, *((result.constraint or result.shape, kind) if own else ())), []).append(result)
    yield from parts.values()


def _group(focus: str, about: str, results: list[Result], words: Words) -> Group:
    # One is as often as not all there is, and dataclasses are slow to compare.
    ordered = tuple(
        sorted(results, key=lambda each: (severity(each), _telling(each), each)) if results[1:] else results
    )
    value = next((each.value for each in ordered if each.value and each.path == about), "")
    known = words.values.get((focus, about), ())
    if not value and len(known) == 1 and component(ordered[0]) == "HasValue":
        value = known[0]
    return Group(focus, about, value, ordered)


def _telling(result: Result) -> int:
    kind = component(result)
    if kind in _TELLING:
        return _TELLING.index(kind)
    return len(_TELLING) + (1 + _LEAST_TELLING.index(kind) if kind in _LEAST_TELLING else 0)


def _absorbed(groups: list[Group], shapes: Shapes) -> Iterator[Group]:
    """Yield the groups without those that only say that a node breaks a shape whose own results are told too."""
    by_focus: dict[str, list[Group]] = {}
    for group in groups:
        by_focus.setdefault(group.focus, []).append(group)
    taken: dict[int, list[Result]] = {}
    left = []
    for group in groups:
        target = _explaining(group, by_focus, shapes)
        if target is None:
            left.append(group)
        else:
            taken.setdefault(id(target), []).extend(group.results)
    for group in left:
        more = tuple(sorted(taken.get(id(group), ())))
        yield Group(group.focus, group.about, group.value, group.results + more) if more else group


def _explaining(group: Group, by_focus: Mapping[str, list[Group]], shapes: Shapes) -> Group | None:
    """Return the group that says why: of the value, by a shape inside the one that this group's results name."""
    if not all(component(each) in _NESTING for each in group.results):
        return None
    inside = frozenset[str]().union(*(_inside(each, shapes) for each in group.results))
    for other in by_focus.get(group.value or group.focus, ()):
        if other is not group and any(each.shape in inside for each in other.results):
            return None if all(component(each) in _NESTING for each in other.results) else other
    return None


def _inside(result: Result, shapes: Shapes) -> frozenset[str]:
    """Return the shapes that a result's constraint holds nodes to, and those inside them."""
    found: set[str] = set()
    waiting = [result.shape]
    properties = {"Node": ["node"], "QualifiedMinCount": ["qualifiedValueShape"]}
    first = True
    while waiting:
        here = waiting.pop()
        names = properties.get(component(result), [component(result).lower()]) if first else None
        new = set(_children(here, names, shapes)) - found
        found |= new
        waiting += new
        first = False
    return frozenset(found)


def _children(iri: str, names: list[str] | None, shapes: Shapes) -> Iterator[str]:
    shape = shapes.nodes.get(iri)
    for predicate, values in shape.parameters.items() if shape else ():
        if names is None or predicate.removeprefix(SH) in names:
            for value in values:
                members = shapes.statements.members(value) if predicate in LISTS_OF_SHAPES else (value,)
                yield from (each.value for each in members or () if isinstance(each, NamedNode))


def share(groups: Iterable[Group], parameters: Mapping[Group, str]) -> tuple[tuple[Group, ...], ...]:
    """Return the groups put together that say the same of the same value: of a code that is in no list, say.

    `parameters` tells what is demanded of the value (the class, the list), as a text to be compared.
    """
    together: dict[tuple[object, ...], list[Group]] = {}
    for number, group in enumerate(groups):
        kind = component(group.main)
        key: tuple[object, ...] = (number,)
        elsewhere = kind != "HasValue" or group.main.path != group.about
        if group.value and group.about and kind in _IN_THE_VALUE and elsewhere:
            key = (group.value, kind, parameters.get(group, ""), severity(group.main))
        together.setdefault(key, []).append(group)
    return tuple(tuple(each) for each in together.values())

"""Typed parameters: what somebody wrote on the command line becomes terms, or an error that says what would fit.

The type of a parameter is one of the functions `thing`, `date`, `concept`, `integer`, `text` and `choice` below. None
of them lets what was written into the text of a query other than as a term of its own.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph import dates
from intlgraph.errors import IntlgraphError, Place, Problem, QueryError
from intlgraph.namespaces import CONCEPT, PREFIXES, XSD, Display, Intl
from intlgraph.query import things
from intlgraph.query.binding import Bound
from intlgraph.query.labels import names_of
from intlgraph.store import Store
from intlgraph.store.base import named_node

__all__ = ["TYPES", "Asker", "Given", "Parameter", "bind", "choice", "concept", "date", "integer", "text", "thing"]

Terms = Mapping[str, Literal | NamedNode]

_FIRST, _LAST = "0001-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as its query declares it.

    `classes` (of a thing; prefixed names) and `scheme` (of a concept) limit what may be given, `choices` name all
    values and their order. `many` takes several values, `always` belongs to every query, and `unsaid` also lets through
    that of which nothing is said.
    """

    name: str
    type: str
    text: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    default: tuple[str, ...] = ()
    many: bool = False
    unsaid: bool = False
    always: bool = False
    classes: tuple[str, ...] = ()
    scheme: str = ""
    choices: tuple[str, ...] = ()

    def variables(self) -> frozenset[str]:
        """Return the variables that the parameter fills: its own name, and for a date also its first and last day."""
        ends = _ENDS if TYPES[self.type] is date else ()
        return frozenset((self.name, *(f"{self.name}{end}" for end in ends)))


@dataclass(frozen=True, slots=True)
class Asker:
    """Where names are looked up, and in which language candidates are listed."""

    store: Store
    language: str


@dataclass(frozen=True, slots=True)
class Given:
    """One value as it was written, for which parameter, and by whom."""

    text: str
    parameter: Parameter
    asker: Asker


def bind(asker: Asker, parameters: Sequence[Parameter], given: Mapping[str, Sequence[str]]) -> Bound:
    """Return the terms of what is given, defaults filled in.

    Raises `QueryError` with every parameter that is unknown, missing, given twice or does not fit its type.
    """
    known = {parameter.name: parameter for parameter in parameters}
    problems = [_unknown(name, tuple(known)) for name in given if name not in known]
    bound: dict[str, list[Terms]] = {}
    for name, parameter in known.items():
        said = tuple(given.get(name, ())) or parameter.default
        if not said and parameter.required:
            problems.append(Problem("parameter-missing", {"parameter": name}))
        if len(said) > 1 and not parameter.many:
            problems.append(Problem("parameter-twice", {"parameter": name}))
            continue
        try:
            values = [_terms(Given(each, parameter, asker)) for each in said]
        except IntlgraphError as error:
            problems += [Problem(each.code, each.values, Place(f"-p {name}")) for each in error.problems]
            continue
        if values:
            bound[name] = values + ([{name: Literal("")}] if parameter.unsaid else [])
    if problems:
        raise QueryError(problems)
    return bound


def _terms(given: Given) -> Terms:
    found = TYPES[given.parameter.type](given)
    return {given.parameter.name + end: term for end, term in found.items()}


def thing(given: Given) -> Terms:
    """Read a thing, given by a name or an alias in any language, by its slug, or by its IRI.

    Where a name fits a thing with a page of its own and also what is said of it (a heading), the thing is meant.
    """
    parts = (each.partition(":") for each in given.parameter.classes)
    classes = [PREFIXES[prefix] + local for prefix, _, local in parts]
    store, language = given.asker.store, given.asker.language
    found = things.find(store, given.text, language, classes)
    entities = [each.iri for each in found if len(found) > 1 and _entities(store).intersection(each.classes)]
    if len(entities) == 1:
        return {"": named_node(entities[0])}
    return {"": named_node(things.one(store, given.text, language, classes).iri)}


def _entities(store: Store) -> frozenset[str]:
    """Return the classes whose things have a page of their own."""
    rows = store.select(f"SELECT ?class WHERE {{ ?class <{Intl.DISPLAY}> <{Display.ENTITY}> }}").rows
    return frozenset(cell.value for (cell,) in rows if isinstance(cell, NamedNode))


def date(given: Given) -> Terms:
    """Read a date in EDTF: what was written, and the first and the last day that it can mean."""
    try:
        time = dates.parse(given.text)
    except dates.DateError as error:
        raise QueryError([Problem(error.code, error.values)]) from error
    day = NamedNode(f"{XSD}date")
    ends = (time.earliest or _FIRST, time.latest or _LAST)
    return {"": Literal(time.edtf)} | {end: Literal(text, datatype=day) for end, text in zip(_ENDS, ends, strict=True)}


def concept(given: Given) -> Terms:
    """Read a concept of the scheme, given by its code or by its name in any language."""
    store, scheme = given.asker.store, given.parameter.scheme
    node = named_node(scheme if "://" in scheme else CONCEPT + scheme)
    rows = store.select(f"SELECT DISTINCT ?concept WHERE {{ ?concept skos:inScheme {node} }}").rows
    iris = sorted(cell.value for (cell,) in rows if isinstance(cell, NamedNode))
    codes = {iri.rsplit("/", 1)[-1]: iri for iri in iris}
    if given.text in codes:
        return {"": NamedNode(codes[given.text])}
    names = {name.casefold(): iri for iri, known in names_of(store, iris).items() for name in known.values()}
    if found := names.get(given.text.strip().casefold()):
        return {"": NamedNode(found)}
    listed = given.parameter.choices or sorted(codes)
    raise QueryError.of("parameter-concept", value=given.text, known=", ".join(listed))


def integer(given: Given) -> Terms:
    """Read a whole number."""
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", given.text.strip()):
        raise QueryError.of("parameter-integer", value=given.text)
    return {"": Literal(int(given.text))}


def text(given: Given) -> Terms:
    """Read a text, as it stands."""
    return {"": Literal(given.text)}


def choice(given: Given) -> Terms:
    """Read one of the words that the parameter lists."""
    if given.text not in given.parameter.choices:
        raise QueryError.of("parameter-choice", value=given.text, known=", ".join(given.parameter.choices))
    return {"": Literal(given.text)}


TYPES: Final[Mapping[str, Callable[[Given], Terms]]] = {
    reader.__name__: reader for reader in (thing, date, concept, integer, text, choice)
}
"""The types by name, and the function that reads what is given of each."""

_ENDS: Final = ("_from", "_to")


def _unknown(name: str, known: tuple[str, ...]) -> Problem:
    near = difflib.get_close_matches(name, known, 1)
    listed = near[0] if near else ", ".join(known)
    return Problem("parameter-unknown" if listed else "parameter-none", {"parameter": name, "known": listed})

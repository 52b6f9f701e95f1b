"""The named queries of a publication: found by name, asked with parameters, answered with evidence."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from intlgraph.errors import DataError, Place, Problem, QueryError
from intlgraph.namespaces import INTL, Intl
from intlgraph.project import Project
from intlgraph.query import answers, headers
from intlgraph.query.answers import Answer
from intlgraph.query.binding import fill
from intlgraph.query.headers import NamedQuery
from intlgraph.query.parameters import Asker, Parameter, bind
from intlgraph.store import Store

__all__ = ["CERTAINTY", "DATE", "READING", "Asked", "Dated", "ask", "catalogue", "find", "of_file", "shared"]

CERTAINTY: Final = Intl.CERTAINTY.removeprefix(INTL)
"""The parameter that every query takes: how certain the statements must be that an answer rests on."""

READING: Final = "reading"
"""The parameter of every query about time: how a time that is not wholly known is read."""

DATE: Final = "date"
"""The parameter that the reading is of, in every query about time."""

_ROOM: Final = "queries"
_SHARED: Final = "parameters.toml"


@dataclass(frozen=True, slots=True)
class Dated:
    """What an empty answer would hold but for its date: how many rows have that date excluded by the times stated.

    `open` counts the rows, of any certainty, that may be of that date for all that is stated.
    """

    excluded: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with what was asked of it, its answer, and what would be answered if less were asked.

    `left_out` counts the answers that are less certain than was asked for, `possible` those that a time not wholly
    known does not exclude. `without` is filled for an empty answer: for each parameter that was given and need not
    be, what is answered without it; `dated` tells of its date.
    """

    query: NamedQuery
    given: Mapping[str, tuple[str, ...]]
    answer: Answer
    left_out: int
    possible: int
    without: Mapping[str, Answer]
    dated: Dated


def shared(project: Project) -> tuple[Parameter, ...]:
    """Return the parameters that every query of the publication may take."""
    declared: dict[str, Parameter] = {}
    for layer in project.layers(_ROOM, _SHARED):
        declared |= {each.name: each for each in headers.common(_text(layer.path), project.shown(layer.path))}
    return tuple(declared.values())


def catalogue(project: Project) -> tuple[NamedQuery, ...]:
    """Return every named query of the publication, built-in or its own, by name.

    Raises `DataError` with the problems of all headers.
    """
    common, problems, found = shared(project), list[Problem](), list[NamedQuery]()
    for layer in project.layers(_ROOM, "*.rq"):
        try:
            found.append(headers.read(layer.path.stem, _text(layer.path), project.shown(layer.path), common))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return tuple(sorted(found, key=lambda query: query.name))


def find(project: Project, name: str) -> NamedQuery:
    """Return the query of this name; raises `QueryError` with the nearest names when there is none."""
    layers = {layer.path.stem: layer.path for layer in project.layers(_ROOM, "*.rq")}
    if name not in layers:
        near = difflib.get_close_matches(name, layers, 3) or sorted(layers)
        raise QueryError.of("query-unknown", name=name, nearest=", ".join(near))
    return headers.read(name, _text(layers[name]), project.shown(layers[name]), shared(project))


def of_file(path: Path, project: Callable[[], Project]) -> NamedQuery | None:
    """Return the query of a file that has a header, None for plain SPARQL, which needs no publication."""
    text = _text(path)
    return headers.read(path.stem, text, path.name, shared(project())) if headers.has_header(text) else None


def ask(store: Store, query: NamedQuery, given: Mapping[str, Sequence[str]], language: str) -> Asked:
    """Ask a query with parameters as they were written, and return the answer with its evidence.

    An answer is as certain as the weakest statement it rests on; those that are weaker than asked for are left out
    and counted. Raises `QueryError` for parameters that do not fit.
    """
    question = _Question(Asker(store, language), query)
    answer = question.answer(given)
    told = {row.values for row in answer.rows}

    def more(name: str, said: Sequence[str]) -> int:
        """Return how many answers there would be beside those told, if this were said of the parameter."""
        return sum(row.values not in told for row in question.answer({**given, name: said}).rows)

    known = {each.name: each for each in query.parameters}
    left_out = more(CERTAINTY, known[CERTAINTY].choices) if CERTAINTY in known else 0
    possible = more(READING, known[READING].choices[-1:]) if READING in known else 0
    without = {} if told else question.without(given)
    dated = Dated() if told else question.dated(given)
    written = {name: tuple(said) for name, said in given.items()}
    return Asked(query, written, answer, left_out, possible, without, dated)


@dataclass(frozen=True, slots=True)
class _Question:
    """A query that is asked several times, with more and with less."""

    asker: Asker
    query: NamedQuery

    def answer(self, given: Mapping[str, Sequence[str]]) -> Answer:
        """Return the rows that rest on nothing less certain than is asked for."""
        bound = bind(self.asker, self.query.parameters, given)
        solutions = self.asker.store.select(fill(self.query.text, bound))
        answer = answers.of(self.asker.store, self.query, solutions, self.asker.language)
        if CERTAINTY not in bound:
            return answer
        allowed = {term.value for value in bound[CERTAINTY] for term in value.values()}
        return replace(answer, rows=tuple(row for row in answer.rows if row.certainty in allowed))

    def without(self, given: Mapping[str, Sequence[str]]) -> Mapping[str, Answer]:
        """Return what is answered without each parameter that was given and need not be."""
        needed = {each.name for each in self.query.parameters if each.required or each.name in (CERTAINTY, READING)}
        return {
            name: self.answer({each: said for each, said in given.items() if each != name})
            for name in given
            if name not in needed
        }

    def dated(self, given: Mapping[str, Sequence[str]]) -> Dated:
        """Return how many rows there are without the date: those that cannot be of it, and those that may be."""
        known = {each.name: each for each in self.query.parameters}
        if READING not in known or DATE not in given:
            return Dated()
        wide = {name: known[name].choices for name in (CERTAINTY,) if name in known}
        possible = self.answer({**given, **wide, READING: known[READING].choices[-1:]})
        parameters = tuple(replace(each, required=False) for each in self.query.parameters)
        anytime = _Question(self.asker, replace(self.query, parameters=parameters))
        found = anytime.answer({name: said for name, said in given.items() if name != DATE})
        maybe = {row.values for row in possible.rows}
        return Dated(sum(row.values not in maybe for row in found.rows), len(maybe))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError.of("query-not-text", Place(path.name)) from None

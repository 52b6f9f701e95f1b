"""The named queries asked of the publication itself, for their pages: with what an example gives, or with nothing."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from intlgraph.errors import QueryError
from intlgraph.namespaces import PREFIXES
from intlgraph.project import Project
from intlgraph.publishing.site.questions import body
from intlgraph.query import answers, named, writing
from intlgraph.query.answers import Row as Answered
from intlgraph.query.binding import Bound, fill, marked
from intlgraph.query.headers import LANGUAGES, Column, NamedQuery
from intlgraph.query.named import CERTAINTY, Asked, Dated
from intlgraph.query.parameters import Asker, Parameter, bind
from intlgraph.rendering.description import Link, Text, Value
from intlgraph.rendering.html import queries
from intlgraph.rendering.queries import AnswerRow, Asking, QueryPage, Setting
from intlgraph.store import Solutions, Store, Term, syntax

__all__ = ["DOWNLOADS", "MOST", "Answers", "addresses", "ask", "given_by", "page", "written"]

DOWNLOADS: Final = ("csv", "json")
"""The formats of an answer that is published."""

MOST: Final = 10_000
"""So many rows of an answer are published; memory must not grow with the publication."""

_SHOWN: Final = 50
_COMMAND: Final = "intlgraph query"
_LIMITED: Final = frozenset({"LIMIT", "OFFSET", "VALUES"})
"""What a query may end with that no LIMIT of ours may follow."""


@dataclass(frozen=True, slots=True)
class Answers:
    """A query asked of a publication: the answer by language, and whether `MOST` rows were enough for all of it.

    `problem` says why it could not be asked; then there is no answer.
    """

    given: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, Asked]
    whole: bool = True
    problem: Text | None = None


def ask(store: Store, query: NamedQuery, languages: Sequence[str]) -> Answers:
    """Ask a query once for all languages, with what its first example gives where something must be given."""
    given = given_by(query)
    try:
        bound = bind(Asker(store, languages[0]), query.parameters, given)
        solutions = store.select(_limited(fill(query.text, bound)))
        wide = _without_doubt(store, query, bound, solutions)
    except QueryError as error:
        texts = {tag: " ".join(each.text(tag) for each in error.problems) for tag in LANGUAGES}
        return Answers(given, {}, problem=texts)
    asked = {}
    left_out = -1
    for language in languages:
        full = answers.of(store, query, solutions, language)
        allowed = {term.value for value in bound.get(CERTAINTY, ()) for term in value.values()}
        kept = tuple(row for row in full.rows if row.certainty in allowed) if CERTAINTY in bound else full.rows
        if left_out < 0:
            told = {row.values for row in kept}
            more = full if wide is solutions else answers.of(store, query, wide, language)
            left_out = sum(row.values not in told for row in more.rows)
        asked[language] = Asked(query, given, replace(full, rows=kept), left_out, 0, {}, Dated())
    return Answers(given, asked, len(solutions.rows) < MOST)


def _without_doubt(store: Store, query: NamedQuery, bound: Bound, solutions: Solutions) -> Solutions:
    """Return what a query finds however uncertain it is; the same, where the query itself does not ask for that."""
    choices = next((each.choices for each in query.parameters if each.name == CERTAINTY), ())
    if CERTAINTY not in marked(query.text):
        return solutions
    certain = [each for each in query.parameters if each.name == CERTAINTY]
    wide = bind(Asker(store, LANGUAGES[0]), certain, {CERTAINTY: choices})
    return store.select(_limited(fill(query.text, {**bound, **wide})))


def written(asked: Asked, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield an answer in each format in which it is published."""
    for form in DOWNLOADS:
        yield form, writing.write(asked, form, language)


def addresses(project: Project) -> Iterator[str]:
    """Yield the address of every page of the named queries, below the folder of a language."""
    yield queries.ROOM
    yield from (queries.address(each.name) for each in named.catalogue(project))


def page(query: NamedQuery, found: Answers, language: str) -> QueryPage:
    """Return the page of a query in a language, with its answer."""
    command = f"{_COMMAND} {query.name}" + "".join(
        f" --{name} {value}" if name in (CERTAINTY, named.READING) else f" -p {name}={shlex.quote(value)}"
        for name, values in found.given.items()
        for value in values
    )
    others = tuple(each for each in query.examples if shlex.split(each) != shlex.split(command))
    settings = tuple(map(_setting, query.parameters))
    asking = _asking(query, found, language)
    return QueryPage(query.name, query.title, query.description, settings, body(query.text), command, others, asking)


def given_by(query: NamedQuery) -> dict[str, tuple[str, ...]]:
    """Return what is given of the parameters: nothing where nothing must be, else what the first example gives.

    The example is read as the command line reads it: `-p name=value`, `--reading`, `--certainty`.
    """
    if not any(each.required for each in query.parameters):
        return {}
    given: dict[str, tuple[str, ...]] = {}
    words = iter(shlex.split(next(iter(query.examples), "")))
    for word in words:
        if word == "-p":
            name, _, value = next(words, "").partition("=")
            given[name] = (*given.get(name, ()), value)
        elif word.startswith("--"):
            given[word[2:]] = (*given.get(word[2:], ()), next(words, ""))
    return given


def _limited(text: str) -> str:
    """Return a query that answers with some thousand rows at most; one with a limit of its own stays as it is.

    >>> _limited("SELECT ?a { ?a a ?b }").endswith("LIMIT 10000")
    True
    >>> _limited("SELECT ?a { VALUES ?a { 1 } } LIMIT 5")
    'SELECT ?a { VALUES ?a { 1 } } LIMIT 5'
    """
    depth = 0
    for token in syntax.tokens(text):
        depth += (token.text == "{") - (token.text == "}")
        if not depth and token.text.upper() in _LIMITED:
            return text
    return f"{text}\nLIMIT {MOST}"


def _asking(query: NamedQuery, found: Answers, language: str) -> Asking:
    told = tuple((name, ", ".join(values)) for name, values in found.given.items())
    asked = found.asked.get(language)
    if asked is None:
        return Asking(told, problem=found.problem)
    headings = tuple(column.text for column in query.columns)
    rows = tuple(_row(asked, each, language) for each in asked.answer.rows[:_SHOWN])
    return Asking(told, headings, rows, len(asked.answer.rows), found.whole, asked.left_out)


def _row(asked: Asked, row: Answered, language: str) -> AnswerRow:
    cells = tuple(
        _value(asked, column, cell, language) for column, cell in zip(asked.query.columns, row.values, strict=True)
    )
    documents = tuple(_link(asked, each, language) for each in row.documents)
    return AnswerRow(cells, _link(asked, row.certainty, language) if row.certainty else None, documents)


def _value(asked: Asked, column: Column, cell: Term | None, language: str) -> Value | None:
    if cell is None:
        return None if column.unstated else Value()
    if isinstance(cell, NamedNode):
        return Value(link=_link(asked, cell.value, language))
    text = str(getattr(cell, "value", cell))
    return Value(column.words.get(text, {}).get(language, text), getattr(cell, "language", None) or "")


def _link(asked: Asked, iri: str, language: str) -> Link:
    name = asked.answer.names.get(iri)
    return Link(iri, {language: name} if name else {})


def _setting(parameter: Parameter) -> Setting:
    return Setting(
        parameter.name,
        parameter.text,
        parameter.type,
        parameter.required,
        parameter.default,
        parameter.many,
        parameter.choices,
        tuple(_class(each) for each in parameter.classes),
    )


def _class(name: str) -> Link:
    prefix, _, local = name.partition(":")
    names: Text = {"": name}
    return Link(PREFIXES.get(prefix, "") + local, names)

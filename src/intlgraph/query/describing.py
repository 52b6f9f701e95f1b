"""What a named query says of itself, and what is to be said of its answer beside the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tabulate import tabulate

from intlgraph.errors import sentence
from intlgraph.query.answers import Answer
from intlgraph.query.headers import NamedQuery
from intlgraph.query.named import CERTAINTY, DATE, READING, Asked
from intlgraph.query.parameters import TYPES, Parameter

__all__ = ["described", "listed", "remarks"]

_TYPES: Final[Mapping[str, str]] = dict(
    zip(
        TYPES,
        (
            "query-type-thing",
            "query-type-date",
            "query-type-concept",
            "query-type-integer",
            "query-type-text",
            "query-type-choice",
        ),
        strict=True,
    )
)


def listed(queries: Sequence[NamedQuery], language: str) -> str:
    """Return one line for each query: its name, what it answers, and the parameters of its own."""
    rows = [(query.name, query.title[language], ", ".join(_own(query))) for query in queries]
    return tabulate(rows, tablefmt="plain") + "\n"


def described(query: NamedQuery, language: str) -> str:
    """Return all that the header of a query says: what it answers, its parameters, its columns, examples."""
    parameters = [
        (f"{each.name}{'*' if each.required else ''}", _parameter(each, language)) for each in query.parameters
    ]
    columns = [(each.name, each.text[language]) for each in query.columns]
    examples = [(each,) for each in query.examples]
    parts = [f"{query.name}: {query.title[language]}", query.description[language].strip()]
    for code, rows in (("query-parameters", parameters), ("query-columns", columns), ("query-examples", examples)):
        parts.append(f"{sentence(code, 'text', language, {})}\n{_indented(rows)}")
    return "\n\n".join(parts) + "\n"


def remarks(asked: Asked, language: str) -> Iterator[str]:
    """Yield what there is to know of an answer: how many rows, how many left out, and what an empty one means.

    An empty answer is a *no* where the times that are stated exclude the date from all there is. Else it is none: the
    data may hold nothing of the kind, or something that one of the parameters leaves out. What there is without each
    of them is told, and what is not stated there.
    """

    def said(code: str, **values: object) -> str:
        return sentence(code, "text", language, values)

    rows = len(asked.answer.rows)
    no = asked.dated.excluded > 0 and not asked.dated.open
    if not no:
        yield said("query-rows" if rows else "query-no-rows", count=rows)
    if asked.dated.excluded:
        date = f"{DATE}={', '.join(asked.given[DATE])}"
        yield said("query-excluded" if no else "query-excluded-some", parameter=date, count=asked.dated.excluded)
    alone = len(asked.without) == 1  # without it nothing is left of the question: what there is, is of other things
    for name, answer in asked.without.items():
        if answer.rows and not (no and name == DATE):
            given = f"{name}={', '.join(asked.given[name])}"
            yield said("query-others" if alone else "query-without", parameter=given, count=len(answer.rows))
            if not alone and (unstated := _unstated(asked.query, answer, language)):
                yield said("query-unstated", columns=unstated)
    if asked.left_out:
        used = next(each for each in asked.query.parameters if each.name == CERTAINTY)
        yield said("query-left-out", count=asked.left_out, known=",".join(used.choices))
    if asked.possible:
        yield said("query-possible", count=asked.possible, option=f"--{READING}")
    elsewhere = no or asked.left_out or asked.possible or any(each.rows for each in asked.without.values() if not alone)
    if not rows and not elsewhere:
        yield said("query-nothing")


def _unstated(query: NamedQuery, answer: Answer, language: str) -> str:
    """Return the columns in which the sources do not tell, each with the number of rows."""
    counts = {
        column.text[language]: sum(row.values[place] is None for row in answer.rows)
        for place, column in enumerate(query.columns)
        if column.unstated
    }
    return ", ".join(f"{heading} ({count})" for heading, count in counts.items() if count)


def _own(query: NamedQuery) -> Iterator[str]:
    for each in query.parameters:
        if not each.always:
            yield f"{each.name}{'*' if each.required else ''}"


def _parameter(parameter: Parameter, language: str) -> str:
    notes = [parameter.text[language], sentence(_TYPES[parameter.type], "text", language, {})]
    if parameter.choices:
        notes.append(" | ".join(parameter.choices))
    if parameter.default:
        notes.append(f"= {', '.join(parameter.default)}")
    return "; ".join(notes)


def _indented(rows: Sequence[tuple[str, ...]]) -> str:
    return "\n".join(f"  {line}" for line in tabulate(rows, tablefmt="plain").splitlines())

"""Answers of named queries written down: a table for people, and the W3C's formats for machines.

A table shows things by their names, headings and codes in the language asked for, and says *not stated* where a
source does not tell. The other formats keep the names of variables and the IRIs, and put the name of a thing in a
column of its own beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.errors import sentence
from intlgraph.query.answers import Row
from intlgraph.query.headers import Column
from intlgraph.query.named import CERTAINTY, Asked
from intlgraph.store import Solutions, Term, results

__all__ = ["write"]

_DOCUMENT: Final = "document"
_PASSAGE: Final = "passage"
_HEADINGS: Final = ("query-column-certainty", "query-column-document", "query-column-passage")
_LABEL: Final = "_label"


def write(asked: Asked, form: str, language: str, width: int | None = None) -> bytes:
    """Return an answer in a format of rows: table, csv, tsv, json or xml.

    In JSON the head tells, beside the variables, which query was asked, with what, and how many answers were left out.
    `width` is that of the terminal, where a table is folded to fit. Raises `CommandError` for a format that holds no
    rows.
    """
    if form == "table":
        return results.table(_for_people(asked, language), width).encode()
    written = results.write(_for_machines(asked), form)
    if form != "json":
        return written
    told = json.loads(written)
    told["head"]["intlgraph"] = {"query": asked.query.name, "parameters": asked.given, "leftOut": asked.left_out}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _for_people(asked: Asked, language: str) -> Solutions:
    headings = [column.text[language] for column in asked.query.columns]
    headings += [sentence(code, "text", language, {}) for code in _HEADINGS]
    rows = []
    for row in asked.answer.rows:
        cells = [_shown(asked, *each, language) for each in zip(asked.query.columns, row.values, strict=True)]
        unsaid = sentence("query-publisher-says" if row.stated else "query-not-stated", "text", language, {})
        certainty = asked.answer.names.get(row.certainty) or unsaid
        documents = "; ".join(asked.answer.names.get(each, each) for each in row.documents)
        rows.append(tuple(Literal(each) for each in (*cells, certainty, documents, "; ".join(row.passages))))
    return Solutions(tuple(headings), tuple(rows))


def _shown(asked: Asked, column: Column, cell: Term | None, language: str) -> str:
    if cell is None:
        return sentence("query-not-stated", "text", language, {}) if column.unstated else ""
    if isinstance(cell, NamedNode):
        return asked.answer.names.get(cell.value) or results.shortened(cell.value)
    text = cell.value if isinstance(cell, Literal) else str(cell)
    return column.words.get(text, {}).get(language, text)


def _for_machines(asked: Asked) -> Solutions:
    """Return the rows with their IRIs; a column that holds one has a second column with the name."""
    places = range(len(asked.answer.columns))
    named = {place for place in places if any(isinstance(row.values[place], NamedNode) for row in asked.answer.rows)}
    variables: list[str] = []
    for place, name in enumerate(asked.answer.columns):
        variables += [name, name + _LABEL] if place in named else [name]
    variables += [CERTAINTY, CERTAINTY + _LABEL, _DOCUMENT, _PASSAGE]
    rows = tuple(tuple(_cells(asked, row, named)) for row in asked.answer.rows)
    return Solutions(tuple(variables), rows)


def _cells(asked: Asked, row: Row, named: set[int]) -> Iterator[Term | None]:
    names = asked.answer.names
    for place, cell in enumerate(row.values):
        yield cell
        if place in named:
            yield Literal(names[cell.value]) if isinstance(cell, NamedNode) and cell.value in names else None
    yield NamedNode(row.certainty) if row.certainty else None
    yield Literal(names[row.certainty]) if row.certainty in names else None
    yield _listed(row.documents)
    yield Literal(" ".join(row.passages)) if row.passages else None


def _listed(iris: Sequence[str]) -> Term | None:
    """Return one IRI as such, several as a text with spaces between them."""
    if len(iris) == 1:
        return NamedNode(iris[0])
    return Literal(" ".join(iris)) if iris else None

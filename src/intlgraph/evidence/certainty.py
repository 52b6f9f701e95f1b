"""What kind of statement a row is: how certain it says it is and why, and which of its columns say what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from intlgraph.namespaces import DCTERMS, PREFIXES, Annotation, Intl
from intlgraph.tables.description import space_of
from intlgraph.tables.model import Column, Table
from intlgraph.tables.publication import Record
from intlgraph.tables.templates import Template

__all__ = ["NAMING", "STATED", "Statement", "means", "statement"]

STATED: Final = "stated"
"""The certainty of what a document says in so many words; the only one that needs no reason."""

NAMING: Final = frozenset(
    {
        f"{PREFIXES['skos']}prefLabel",
        f"{PREFIXES['skos']}altLabel",
        f"{PREFIXES['skos']}hiddenLabel",
        f"{PREFIXES['rdfs']}label",
        f"{PREFIXES['foaf']}name",
        f"{PREFIXES['schema']}name",
        f"{DCTERMS}title",
    }
)
"""Properties whose values are names of the thing itself."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One row as evidence sees it.

    `thing` is the row's own class and slug. `names` are those that the row gives its own thing. `relates` are the
    things that it points to, each with the name of its column. `mentions` tells that the row says nothing itself but
    where its thing is mentioned. A table without a column of certainty states what it holds.
    """

    record: Record
    thing: str
    certainty: str
    reason: str
    names: tuple[str, ...]
    relates: tuple[tuple[str, str], ...]
    mentions: bool

    @property
    def stated(self) -> bool:
        """Whether the row claims that the document says it in so many words."""
        return self.certainty in (STATED, "")

    @property
    def id(self) -> str:
        """The slug of the row, by which it is known inside its table."""
        return self.thing.partition("/")[2]


def means(table: Table, column: Column) -> str:
    """Return the property of a column as a full IRI, empty when it has none that is the same for every row."""
    return _meaning(column.property_url or "", table.url)


@cache
def _meaning(property_url: str, base: str) -> str:
    return (Template(property_url, base).constant or "") if property_url else ""


def statement(record: Record) -> Statement:
    """Read a row as a statement; columns that are editorial or virtual are no part of it."""
    table = record.table
    certainty = reason = ""
    names: list[str] = []
    relates: list[tuple[str, str]] = []
    mentions = False
    for column in table.schema.columns:
        cell = record.values.get(column.name, "")
        if Annotation.PASSAGES in column.annotations:
            mentions = mentions or bool(column.property_url)
        if not cell or column.virtual or column.annotations.get(Annotation.EDITORIAL):
            continue
        meaning = means(table, column)
        if meaning == Intl.CERTAINTY:
            certainty = cell
        elif meaning == Intl.REASON:
            reason = reason or cell
        elif meaning in NAMING:
            names.append(cell)
        if Annotation.REFERS_TO in column.annotations:
            relates += [(column.name, item.strip()) for item in _items(cell, column)]
    slug = "/".join(record.values.get(name, "") for name in table.schema.primary_key)
    thing = f"{space_of(table)}/{slug}"
    return Statement(record, thing, certainty, reason, tuple(names), tuple(relates), mentions)


def _items(cell: str, column: Column) -> list[str]:
    return cell.split(column.separator) if column.separator else [cell]

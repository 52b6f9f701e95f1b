"""Which of our annotations a table's columns carry, made ready for the compiler of tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from intlgraph.errors import DataError, Place, Problem
from intlgraph.iris import Iris
from intlgraph.namespaces import CONCEPT, Annotation, Intl
from intlgraph.tables.annotations import Addresses, Concepts, Each, Passages, References, Times
from intlgraph.tables.datatypes import Datatype
from intlgraph.tables.emitters import Emitter, EmitterContext, EmitterFactory
from intlgraph.tables.findings import shown
from intlgraph.tables.model import JSON, Column, Table
from intlgraph.tables.passages import Passage
from intlgraph.tables.templates import Template

__all__ = ["Vocabulary"]

_CONCEPTS: Final = "concepts"
_ADDRESS: Final = "address"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the emitters need to know of the publication: its addresses, its passages' hashes, and its concepts.

    `concepts` None leaves codes of concepts unchecked; `demands_hashes` says that every cited passage must have a
    recorded hash.
    """

    iris: Iris
    hashes: Mapping[Passage, str]
    concepts: frozenset[str] | None
    demands_hashes: bool

    def prepare(self, table: Table) -> Table:
        """Return the table with a check on every column whose cells are codes of concepts.

        Columns of passages lose the pattern that the metadata give other processors: the emitter checks more.
        """
        columns = tuple(self._checked(_checked_address(_unpatterned(column))) for column in table.schema.columns)
        return replace(table, schema=replace(table.schema, columns=columns))

    def emitters(self) -> Mapping[str, EmitterFactory]:
        """Return the factory for each annotation of ours."""
        return {
            Annotation.EDTF: self._times,
            Annotation.PASSAGES: self._passages,
            Annotation.REFERS_TO: self._references,
            Annotation.EACH: self._each,
            _CONCEPTS: self._concepts,
            _ADDRESS: self._addresses,
        }

    def _checked(self, column: Column) -> Column:
        template = column.value_url or ""
        scheme, _, variable = template.partition("{")
        ours = scheme.startswith((CONCEPT, f"{self.iris.base}/concept/")) and variable == f"{column.name}}}"
        if not ours or column.virtual or self.concepts is None:
            return column
        return replace(column, annotations={**column.annotations, _CONCEPTS: scheme})

    def _times(self, column: Column, value: JSON, context: EmitterContext) -> Emitter:
        if value not in Intl.TIMES:
            raise _misused(context, column, value, ", ".join(Intl.TIMES))
        return Times(Intl.TIMES[str(value)], context.end)

    def _passages(self, column: Column, value: JSON, context: EmitterContext) -> Emitter:
        if value is not True:
            raise _misused(context, column, value, "true")
        url = context.table.url
        leads = Template(column.property_url, url).constant if column.property_url else None
        return Passages(
            leads or Intl.PASSAGE, self.iris, self.hashes, context, is_source=leads is None, demands=self.demands_hashes
        )

    def _references(self, column: Column, value: JSON, context: EmitterContext) -> Emitter:
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            raise _misused(context, column, value, '["municipality", ...]')
        return References(tuple(value), context.refer)

    def _each(self, column: Column, value: JSON, context: EmitterContext) -> Emitter:
        url = context.table.url
        leads = Template(column.property_url or "", url).constant
        template = Template(column.value_url or "", url)
        if value is not True or not leads or template.variables != {column.name}:
            raise _misused(context, column, value, f"true, propertyUrl, valueUrl ...{{{column.name}}}")
        return Each(leads, template.of_one(column.name), context.end)

    def _addresses(self, column: Column, value: JSON, context: EmitterContext) -> Emitter:
        return Addresses()

    def _concepts(self, column: Column, value: JSON, context: EmitterContext) -> Emitter:
        return Concepts(str(value), self.concepts or frozenset())


def _unpatterned(column: Column) -> Column:
    if Annotation.PASSAGES in column.annotations and column.datatype.base == "string":
        return replace(column, datatype=Datatype())
    return column


def _checked_address(column: Column) -> Column:
    """Return the column with a check on what a whole address in a cell becomes; keys of ours need none."""
    if column.virtual or column.value_url != f"{{+{column.name}}}":
        return column
    return replace(column, annotations={**column.annotations, _ADDRESS: True})


def _misused(context: EmitterContext, column: Column, value: JSON, known: str) -> DataError:
    table = context.table.url.rpartition("/")[2]
    values = {"table": table, "found": shown(value), "known": known}
    return DataError([Problem("annotation-misused", values, Place(f"{table}-metadata.json", column=column.name))])

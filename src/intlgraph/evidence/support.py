"""Whether passages support their row: its times, numbers, quoted words and names stand in the words it cites.

What a row must find in one of its passages, when it is `stated`:

- every time of a column in EDTF or of a date type, and every number: a cell of a number type, a cell of digits alone
  (the number of a goal), and each number in digits inside a text of ours;
- words that a column gives as written, and written forms of names;
- a name of each thing that it points to, or a place under a heading that is about the thing.

A row that gives its own thing a name (a network, a heading) must have a name of it in every passage: such a passage is
where the thing is mentioned. A row that is implied, inferred or rests on a heading needs a reason, and must at least
cite words about the thing in it that the fewest rows speak of: what the row is really about. Codes of concepts, our
descriptions and reasons need not occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from intlgraph.errors import Place, Problem
from intlgraph.evidence import moments
from intlgraph.evidence.certainty import NAMING, Statement, means
from intlgraph.evidence.moments import Said
from intlgraph.evidence.numerals import numbers
from intlgraph.evidence.sections import SECTIONS, Sections
from intlgraph.evidence.things import Things
from intlgraph.evidence.words import says, words
from intlgraph.namespaces import Annotation, Intl
from intlgraph.tables.datatypes import CellError, compile_datatype
from intlgraph.tables.model import Column
from intlgraph.tables.passages import Passage
from intlgraph.tables.publication import Citation
from intlgraph.tables.values import is_numeric

__all__ = ["Background", "Reading", "read", "support"]

_DATES: Final = frozenset({"date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth"})
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?(?![\w]|[.,]\d)")
_PARTS = re.compile(r"\s*(?:…|\.\.\.|\[[^\]]*\])\s*")
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A cited passage, and what its words say."""

    citation: Citation
    words: tuple[str, ...]
    numbers: frozenset[Decimal]
    times: Said

    @property
    def passage(self) -> Passage:
        """The passage that was read."""
        return self.citation.passage


@dataclass(frozen=True, slots=True)
class Background:
    """What is known beyond the row: the names of things, and what sections are about."""

    things: Things
    sections: Sections


def read(citation: Citation, text: str) -> Reading:
    """Return what the text of a passage says."""
    return Reading(citation, words(text), numbers(text), moments.read(text))


def support(row: Statement, readings: Sequence[Reading], background: Background) -> Iterator[Problem]:
    """Yield what a row says and its passages do not; `readings` are those of its passages that are ranges."""
    if not row.stated:
        yield from _least(row, readings, background)
        return
    if row.names:
        yield from _mentions(row, readings, background)
    for column in row.record.table.schema.columns:
        cell = row.record.values.get(column.name, "")
        if cell and not column.virtual and column.name not in row.record.table.schema.primary_key:
            yield from _cell(row, column, cell, readings)
    for column_name, thing in row.relates:
        missing = _unnamed(row, thing, readings, background)
        if missing:
            yield _unspoken(row, column_name, missing, background)


def _mentions(row: Statement, readings: Sequence[Reading], background: Background) -> Iterator[Problem]:
    for reading in readings:
        if not background.things.spoken_of(row.thing, reading.words):
            values = {"value": reading.passage.text(), "names": _names(row.thing, background.things)}
            yield Problem("passage-names-not", values, reading.citation.place)


def _cell(row: Statement, column: Column, cell: str, readings: Sequence[Reading]) -> Iterator[Problem]:
    """Yield what one cell demands and no passage says."""
    unchecked = (Annotation.PASSAGES, Annotation.EDITORIAL, Annotation.REFERS_TO)
    if any(column.annotations.get(annotation) for annotation in unchecked):
        return
    for item in cell.split(column.separator) if column.separator else [cell]:
        code, found = _demand(row, column, item.strip(), readings)
        if not found:
            cited = ", ".join(reading.passage.text() for reading in readings)
            place = Place(row.record.place.file, row=row.record.place.row, column=row.record.headings[column.name])
            yield Problem(code, {"value": item.strip(), "cited": cited}, place)


def _demand(row: Statement, column: Column, cell: str, readings: Sequence[Reading]) -> tuple[str, bool]:
    """Return the code of what is missing when the second value is false."""
    meaning = means(row.record.table, column)
    base = column.datatype.base
    if Annotation.EDTF in column.annotations:
        return "time-not-said", any(moments.says(reading.times, cell) for reading in readings)
    if base in _DATES:
        day = _lexical(column, cell).partition("T")[0]
        return "time-not-said", any(moments.says(reading.times, day) for reading in readings)
    if is_numeric(base) or (cell.isdecimal() and cell.isascii()):
        number = _decimal(_lexical(column, cell))
        return "number-not-said", number is None or any(number in reading.numbers for reading in readings)
    if meaning in Intl.AS_WRITTEN or meaning == Intl.WRITTEN_FORM:
        return "words-not-said", all(
            any(says(reading.words, words(part)) for reading in readings) for part in _PARTS.split(cell) if words(part)
        )
    if base != "string" or column.value_url or meaning in NAMING or meaning == Intl.REASON:
        return "", True
    said = (Decimal(number.replace(",", ".")) for number in _NUMBER.findall(cell))
    return "number-not-said", all(any(number in reading.numbers for reading in readings) for number in said)


def _lexical(column: Column, cell: str) -> str:
    """Return the value that a cell is read as; one that cannot be read is reported by the build."""
    with suppress(CellError):
        read_cell = compile_datatype(column.datatype)
        return read_cell(cell) if read_cell else cell
    return cell


def _decimal(text: str) -> Decimal | None:
    with suppress(InvalidOperation):
        return Decimal(text)
    return None


def _unnamed(row: Statement, thing: str, readings: Sequence[Reading], background: Background) -> frozenset[str]:
    """Return the things that stand for a thing and that no passage names."""
    cited = {citation.passage.document for citation in row.record.citations}
    if thing.partition("/")[2] in cited and thing.startswith("document/"):
        return frozenset()
    if any(background.sections.within(reading.passage, thing) for reading in readings):
        return frozenset()
    wanted = background.things.named(thing)
    return frozenset(each for each in wanted if not _spoken_of(row, each, readings, background))


def _spoken_of(row: Statement, thing: str, readings: Sequence[Reading], background: Background) -> bool:
    if any(background.things.spoken_of(thing, reading.words) for reading in readings):
        return True
    if row.record.name == SECTIONS:
        return False  # what a heading is about cannot be shown by what the heading is said to be about
    return any(thing in background.sections.topics(reading.passage) for reading in readings)


def _least(row: Statement, readings: Sequence[Reading], background: Background) -> Iterator[Problem]:
    if not row.reason:
        yield Problem("certainty-without-reason", {"value": row.certainty}, row.record.place)
    about = {each: column for column, thing in row.relates for each in background.things.named(thing)}
    rarest = background.things.rarest(about)
    if rarest and not any(_spoken_of(row, thing, readings, background) for thing in rarest):
        yield _unspoken(row, about[min(rarest)], rarest, background)


def _unspoken(row: Statement, column: str, missing: frozenset[str], background: Background) -> Problem:
    names = "; ".join(_names(thing, background.things) for thing in sorted(missing))
    place = Place(row.record.place.file, row=row.record.place.row, column=row.record.headings[column])
    return Problem("thing-not-named", {"value": ", ".join(sorted(missing)), "names": names}, place)


def _names(thing: str, things: Things) -> str:
    names: Mapping[str, object] = things.names.get(thing, {})
    return ", ".join(list(names)[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")

"""Headings: which cell of a row belongs to which column of the schema.

Model for Tabular Data, section 8; Metadata Vocabulary, section 5.5.1 (Schema compatibility). A publication's tables
are matched by title instead of by order, so that officers may arrange and translate their columns.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Literal

from intlgraph.namespaces import Annotation
from intlgraph.tables.findings import Findings
from intlgraph.tables.model import Column, Table
from intlgraph.tables.schemas import name_from_title

__all__ = ["Match", "align", "embed", "folded"]

Match = Literal["order", "title"]


def align(
    table: Table, heading_cells: Sequence[str], findings: Findings, *, match: Match = "title"
) -> tuple[int | None, ...]:
    """Return for each column that is read from the file the position of its cell in a row, None where it is missing.

    With `match="title"` a heading is any title of the column in any language, whatever its case and the space
    around it, and only a column annotated as optional may be missing; with `match="order"` the columns stand in the
    order of the schema.
    """
    columns = [column for column in table.schema.columns if not column.virtual]
    if match == "order":
        return tuple(range(len(columns)))
    wanted: dict[str, int] = {}
    shown: dict[str, str] = {}
    for index, column in enumerate(columns):
        for title in (column.name, *(title for titles in column.titles.values() for title in titles)):
            wanted.setdefault(folded(title), index)
            shown.setdefault(folded(title), title)
    found: dict[int, int] = {}
    unknown: list[str] = []
    for position, heading in enumerate(heading_cells):
        place = wanted.get(folded(heading))
        if place is None:
            unknown += [heading] if heading.strip() else []
        elif place in found:
            findings.error("heading-doubled", row=1, column=heading, value=heading)
        else:
            found[place] = position
    # What an unknown heading stands for is most likely one of the columns that are missing.
    missing = {title: name for title, name in shown.items() if wanted[title] not in found}
    for heading in unknown:
        _report_unknown(heading, missing or shown, findings)
    for index, column in enumerate(columns):
        if index not in found and not column.annotations.get(Annotation.OPTIONAL):
            findings.error("heading-missing", row=1, value=_titles(column))
    return tuple(found.get(index) for index in range(len(columns)))


def _report_unknown(heading: str, titles: Mapping[str, str], findings: Findings) -> None:
    near = get_close_matches(folded(heading), titles, n=1)
    if near:
        findings.error("heading-unknown-near", row=1, column=heading, value=heading, nearest=titles[near[0]])
    else:
        findings.error("heading-unknown", row=1, column=heading, value=heading)


def folded(title: str) -> str:
    """Return a title in the form in which two spellings of it compare equal.

    >>> folded("  Från ")
    'från'
    """
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())


def _titles(column: Column) -> str:
    titles = dict.fromkeys(title for titles in column.titles.values() for title in titles)
    return " / ".join(titles) or column.name


def embed(
    table: Table, heading_rows: Sequence[Sequence[str]], width: int, findings: Findings, *, validating: bool
) -> Table:
    """Return a table whose schema has a column for each cell of the file, the way W3C merges metadata.

    `heading_rows` are the rows of the file that hold headings and `width` is how many cells a row has. Where the
    schema describes columns, the headings are held against them; where it does not, they become the columns.
    """
    headings = [
        tuple(row[position] for row in heading_rows if position < len(row) and row[position])
        for position in range(width)
    ]
    schema = table.schema
    if not schema.described:
        return replace(table, schema=replace(schema, columns=_from_headings(table, headings)))
    columns = [column for column in schema.columns if not column.virtual]
    virtual = [column for column in schema.columns if column.virtual]
    if len(columns) != width:
        findings.error("heading-count", row=1, count=width, expected=len(columns))
    elif heading_rows:
        for column, titles in zip(columns, headings, strict=True):
            if not _compatible(column, titles, table.lang, validating=validating):
                heading = titles[0] if titles else ""
                findings.error("heading-mismatch", row=1, column=heading, value=heading, expected=_titles(column))
    extra = [
        replace(table.plain, name=f"_col.{number}", number=number, named=False)
        for number in range(len(columns) + 1, width + 1)
    ]
    virtual = [replace(column, number=column.number + len(extra)) for column in virtual]
    return replace(table, schema=replace(schema, columns=(*columns, *extra, *virtual)))


def _from_headings(table: Table, headings: list[tuple[str, ...]]) -> tuple[Column, ...]:
    return tuple(
        replace(
            table.plain,
            name=name_from_title(titles[0]) if titles else f"_col.{number}",
            number=number,
            named=False,
            titles={table.lang: titles} if titles else {},
        )
        for number, titles in enumerate(headings, 1)
    )


def _compatible(column: Column, titles: tuple[str, ...], lang: str, *, validating: bool) -> bool:
    if not column.named and not column.titles:
        return True
    if not titles or (not column.titles and not validating):
        return True
    return any(
        heading == title
        for tag, known in column.titles.items()
        if _languages_match(tag, lang)
        for title in known
        for heading in titles
    )


def _languages_match(one: str, other: str) -> bool:
    if "und" in (one, other):
        return True
    short, long = sorted((one.lower(), other.lower()), key=len)
    return long == short or long.startswith(f"{short}-")

"""The tables of a publication as they lie in its folder: which file or sheet holds which table, and its rows as text.

Reads what spreadsheets save: CSV with comma, semicolon or tab, in UTF-8, UTF-16 or Windows-1252, and `.xlsx` workbooks
with one sheet a table. Values come out trimmed, with composed letters (NFC) and without empty rows and columns at the
end; row numbers are those that the spreadsheet shows.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TextIO, cast

from intlgraph.errors import IntlgraphError, Place, Problem
from intlgraph.tables import workbooks
from intlgraph.tables.encodings import detect
from intlgraph.tables.findings import Findings
from intlgraph.tables.headings import folded
from intlgraph.tables.model import Dialect
from intlgraph.tables.reader import Row, read_rows
from intlgraph.tables.spreadsheets import is_lock_file, trace

__all__ = ["Known", "Source", "discover"]

Found = Callable[[Problem], None]

_READ: Final = frozenset({".csv", ".tsv", ".xlsx", ".xlsm"})
_DELIMITERS: Final = ",;\t"
_LONGEST_HEADING: Final = 1 << 16
_MARKED = re.compile(r"^[=#]", re.MULTILINE)
# What XML 1.0 cannot hold (section 2.2); it comes with text pasted from other programs and means nothing in a table.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """A table that the metadata describes: its name (`networks.csv`), its titles, and the titles of its columns."""

    name: str
    titles: frozenset[str]
    headings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Source:
    """Where one table's rows come from: the table's name, the file as messages show it, and a way to read the rows."""

    table: str
    file: str
    rows: Callable[[Findings], Iterator[Row]]


def discover(folder: Path, shown: Callable[[Path], str], known: Iterable[Known]) -> tuple[list[Source], list[Problem]]:
    """Return the sources of the tables in a folder and below it, in the order of their names, and what is wrong there.

    A file that holds no known table, a table that is there twice and a folder that is missing are errors; a lock file
    is a note.
    """
    tables = {table.name: table for table in known}
    if not folder.is_dir():
        return [], [Problem("no-tables-folder", {}, Place(shown(folder)))]
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() or path.suffix.lower() in _READ):
        if not path.is_file():
            problems.append(Problem("table-not-file", {}, Place(shown(path))))
            continue
        try:
            candidates = _sources_in(path, path.relative_to(folder).as_posix(), shown(path), tables, problems.append)
        except IntlgraphError as error:
            problems.extend(error.problems)
            continue
        for source in candidates:
            if source.table in sources:
                first = sources[source.table].file
                problems.append(Problem("table-twice", {"table": source.table, "first": first}, Place(source.file)))
            sources.setdefault(source.table, source)
    if not sources and not problems:
        problems.append(Problem("no-tables", {"known": ", ".join(sorted(tables))}, Place(shown(folder))))
    return [sources[name] for name in sorted(sources)], problems


def _sources_in(path: Path, name: str, file: str, tables: Mapping[str, Known], found: Found) -> list[Source]:
    if is_lock_file(path.name):
        found(Problem("file-is-open", {"file": path.name.removeprefix("~$")}, Place(file), "warning"))
        return []
    match path.suffix.lower():
        case ".csv" | ".tsv":
            table = tables.get(str(Path(name).with_suffix(".csv").as_posix()))
            if table is None:
                found(Problem("table-unknown", _nearest(name, tables), Place(file)))
                return []
            return [Source(table.name, file, partial(_csv_rows, path, file, table.headings))]
        case ".xlsx" | ".xlsm":
            return _sheets(path, name, file, tables, found)
        case ".xls" | ".ods" | ".numbers":
            found(Problem("spreadsheet-kind", {"suffix": path.suffix}, Place(file)))
    return []


def _nearest(name: str, tables: Mapping[str, Known]) -> dict[str, object]:
    near = difflib.get_close_matches(name, tables, 1)
    return {"table": name, "nearest": near[0] if near else ", ".join(sorted(tables))}


def _sheets(path: Path, name: str, file: str, tables: Mapping[str, Known], found: Found) -> list[Source]:
    """Find the table of each sheet: the sheet bears the table's name or title, in any case.

    A workbook in a folder of its own (people/) holds tables of that folder.
    """
    prefix = "" if "/" not in name else name.rsplit("/", 1)[0] + "/"
    by_name = {
        folded(word): table
        for table in tables.values()
        for word in (table.name.removeprefix(prefix).removesuffix(".csv"), *table.titles)
    }
    sources = []
    for sheet in workbooks.sheet_names(path, file):
        table = by_name.get(folded(sheet))
        if table is None:
            values = _nearest(f"{prefix}{sheet}.csv", tables)
            found(Problem("sheet-unknown", {**values, "sheet": sheet}, Place(file)))
            continue
        sources.append(Source(table.name, f"{file} [{sheet}]", partial(_sheet_rows, path, file, sheet)))
    return sources


def _sheet_rows(path: Path, file: str, sheet: str, findings: Findings) -> Iterator[Row]:
    headings: list[str] = []

    def report(code: str, row: int, column: int, values: dict[str, object]) -> None:
        heading = headings[column - 1] if column <= len(headings) else ""
        findings.error(code, row=row, column=heading, **values)

    for number, cells in _tidy(workbooks.rows(path, file, sheet, report), findings, pad=True):
        headings = headings or cells
        yield number, cells


def _csv_rows(path: Path, file: str, headings: Collection[str], findings: Findings) -> Iterator[Row]:
    encoding = detect(path, file)
    with path.open(encoding=encoding.name, newline="") as stream:
        first = stream.readline(_LONGEST_HEADING)
        declared = _SEPARATOR_LINE.fullmatch(first)
        stream.seek(0)
        dialect = Dialect(
            comment_prefix=None,
            delimiter=declared[1] if declared else _likeliest_delimiter(first, headings),
            skip_rows=1 if declared else 0,
        )
        text = cast("TextIO", _Composed(stream)) if encoding.decomposed else stream
        yield from _tidy(read_rows(text, dialect, findings), findings)


@dataclass(frozen=True, slots=True)
class _Composed:
    """A text stream whose letters are composed: å as one character and not as a and a ring."""

    stream: TextIO

    def readline(self, size: int = -1) -> str:
        return unicodedata.normalize("NFC", self.stream.readline(size))


def _likeliest_delimiter(line: str, headings: Collection[str]) -> str:
    """Return the delimiter that parts the heading line into most known headings, else into most cells."""

    def promise(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return sum(folded(cell) in headings for cell in cells), len(cells)

    return max(_DELIMITERS, key=promise)


def _tidy(rows: Iterable[Row], findings: Findings, pad: bool = False) -> Iterator[Row]:
    """Trim cells, drop empty rows and the empty columns at the end, and report what a spreadsheet left behind.

    `pad` fills rows that end before the last heading, as sheets leave them; in CSV a short row is an error.
    """
    headings: list[str] = []
    drawn = 0
    for number, raw in rows:
        cells = [cell.strip() for cell in raw]
        if not any(cells):
            continue
        if not headings:
            drawn = len(cells)
            headings = _without_empty_end(cells, 0)
            yield number, headings
            continue
        if len(cells) > len(headings):
            cells = _without_empty_end(cells, len(headings))
            _under_no_heading(cells[:drawn], len(headings), number, findings)
        elif pad:
            cells += [""] * (len(headings) - len(cells))
        joined = "\n".join(cells)
        if _MARKED.search(joined):
            _report_traces(cells, headings, number, findings)
        if _UNSPEAKABLE.search(joined):
            _report_unspeakable(cells, headings, number, findings)
        yield number, cells if len(cells) > drawn else cells[: len(headings)]


def _report_traces(cells: list[str], headings: list[str], number: int, findings: Findings) -> None:
    for heading, cell in zip(headings, cells, strict=False):
        if code := trace(cell):
            findings.error(code, row=number, column=heading, found=cell)


def _report_unspeakable(cells: list[str], headings: list[str], number: int, findings: Findings) -> None:
    for heading, cell in zip(headings, cells, strict=False):
        if found := _UNSPEAKABLE.search(cell):
            character = f"U+{ord(found[0]):04X}"
            findings.error("control-character", row=number, column=heading, character=character)


def _without_empty_end(cells: list[str], least: int) -> list[str]:
    size = len(cells)
    while size > least and not cells[size - 1]:
        size -= 1
    return cells[:size]


def _under_no_heading(cells: list[str], width: int, number: int, findings: Findings) -> None:
    for cell in filter(None, cells[width:]):
        findings.error("value-under-no-heading", row=number, value=cell)

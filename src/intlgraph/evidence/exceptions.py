"""Exceptions: the few rows whose passages do say them, though not in words that a program finds.

`data/evidence-exceptions.csv` has the columns `table`, `id` and `why`. One that is no longer needed is reported, so
that the list stays as short as it can be.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from intlgraph.errors import DataError, Place, Problem
from intlgraph.project import Project

__all__ = ["FILE", "HEADINGS", "Exempt", "exempt"]

FILE: Final = "evidence-exceptions.csv"
"""The file's name, in the folder of the recorded hashes."""

HEADINGS: Final = ("table", "id", "why")
"""Its columns."""

_Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Exempt:
    """Rows by table and slug that need not be supported, each with its place in the file."""

    rows: Mapping[_Row, Place]

    def unneeded(self, used: frozenset[_Row]) -> Iterator[Problem]:
        """Yield a problem for each exception that excused nothing."""
        for row, place in self.rows.items():
            if row not in used:
                yield Problem("exception-not-needed", {"table": row[0], "id": row[1]}, place)


def exempt(project: Project) -> Exempt:
    """Read the exceptions of a publication; a file that is not there has none.

    Raises `DataError` with every row that is not one of table, id and why.
    """
    path = project.passages.with_name(FILE)
    shown = project.shown(path)
    if not path.is_file():
        return Exempt({})
    rows: dict[_Row, Place] = {}
    problems: list[Problem] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, cells in enumerate(csv.reader(file), 1):
            if number == 1 or not cells:
                continue
            if len(cells) != len(HEADINGS) or not all(cell.strip() for cell in cells):
                problems.append(Problem("exceptions-row", {"found": ",".join(cells)}, Place(shown, row=number)))
            else:
                rows[cells[0].strip(), cells[1].strip()] = Place(shown, row=number)
    if problems:
        raise DataError(problems)
    return Exempt(rows)

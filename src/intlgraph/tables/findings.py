"""Findings: a list of problems that grows while one document or one table is read.

Nothing is raised at the first fault, so that a user can mend all of them in one go.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Final

from intlgraph.errors import Place, Problem

__all__ = ["LIMIT", "Findings", "shown"]

LIMIT: Final = 1000
"""How many problems of one code are kept for one file; the rest are counted."""


class Findings:
    """Collects the problems of one file.

    >>> findings = Findings("memberships.csv")
    >>> findings.error("cell-required", row=4, column="role")
    >>> [problem.place.text() for problem in findings.problems]
    ['memberships.csv:4, role']
    """

    def __init__(self, file: str, limit: int = LIMIT) -> None:
        """Start with nothing found in a file."""
        self.file = file
        self._limit = limit
        self._kept: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self.count = 0
        """How many problems were found, those that were only counted included."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems in the order they were found, and at the end how many more there were of each kind."""
        more = [
            Problem("more-problems", {"count": count - self._limit, "code": code}, Place(self.file))
            for code, count in self._counts.items()
            if count > self._limit
        ]
        return (*self._kept, *more)

    def add(self, problem: Problem) -> None:
        """Keep a problem, or count it where enough of its kind are kept."""
        self.count += 1
        self._counts[problem.code] += 1
        if self._counts[problem.code] <= self._limit:
            self._kept.append(problem)

    def error(self, code: str, *, row: int | None = None, column: str = "", **values: object) -> None:
        """Add an error: something that must be mended before anything is published."""
        self.add(Problem(code, values, Place(self.file, row=row, column=column)))

    def warn(self, code: str, *, row: int | None = None, column: str = "", **values: object) -> None:
        """Add a warning: something that was ignored or replaced by a default."""
        self.add(Problem(code, values, Place(self.file, row=row, column=column), "warning"))


def shown(value: object) -> str:
    """Return a value of metadata as JSON, short enough for a sentence.

    >>> shown({"base": "foo"})
    '{"base": "foo"}'
    """
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."

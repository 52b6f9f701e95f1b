"""The cases of the questions: read from `cqNN.toml`, each a query with parameters and the rows it is to give.

A case names a `query`, its `parameters`, where wanted `reading` and `certainty`, the `columns` that are looked at and
the `rows` expected in them: a thing as its class and slug, a concept as its code, nothing as an empty text. The rows
are all there are; their order counts with `ordered = true`. `passages` are places that one of the rows must cite,
`remarks` words that stand beside the answer.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "Case", "cases", "cites", "identifiers"]

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Case:
    """One query of one question, and what it is to answer."""

    question: str
    query: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    parameters: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    reading: str = ""
    certainty: str = ""
    ordered: bool = False
    passages: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def arguments(self) -> list[str]:
        """Return what stands after `intlgraph query`."""
        line = [self.query]
        for name, said in self.parameters.items():
            for value in [said] if isinstance(said, str) else said:
                line += ["-p", f"{name}={value}"]
        line += ["--reading", self.reading] if self.reading else []
        return line + (["--certainty", self.certainty] if self.certainty else [])


def identifiers() -> list[str]:
    """Return the ids of the questions that have a file."""
    return [path.stem.upper() for path in sorted(FOLDER.glob("cq*.toml"))]


def cases() -> list[Case]:
    """Return the cases of all questions."""
    return [
        _case(path.stem.upper(), case)
        for path in sorted(FOLDER.glob("cq*.toml"))
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


def _case(question: str, told: dict[str, Any]) -> Case:
    assert told.keys() <= {each.name for each in fields(Case)}, f"{question} says {sorted(told)}"
    lists = {key: tuple(told.pop(key, ())) for key in ("columns", "passages", "remarks")}
    rows = tuple(tuple(row) for row in told.pop("rows"))
    known: dict[str, Any] = {**lists, **told}
    return Case(question=question, rows=rows, **known)


def cites(passages: str, wanted: str) -> bool:
    """Return whether one of the passages of a row holds the place.

    >>> cites("page:3-9 page:20-30", "page:21-30"), cites("page:3-9 page:20-30", "page:9-21")
    (True, False)
    """
    document, start, end = _parts(wanted)
    held = (_parts(each) for each in passages.split() if ":" in each)
    return any(name == document and first <= start and end <= last for name, first, last in held)


def _parts(passage: str) -> tuple[str, int, int]:
    document, _, place = passage.partition(":")
    start, _, end = place.partition("-")
    return document, int(start), int(end)

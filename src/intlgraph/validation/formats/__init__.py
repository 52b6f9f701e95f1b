"""The report written down: as text for people, and in the formats that other tools read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from intlgraph.validation.formats import junit, objects, sarif, text, turtle
from intlgraph.validation.report import Report

__all__ = ["FORMATS", "Style", "write"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is written: its language; for text also the colours and how many entries (0 for all) are shown.

    `strict` tells that warnings count as much as violations.
    """

    language: str = "en"
    colour: bool = False
    limit: int = 50
    strict: bool = False


_WRITERS: Final[Mapping[str, Callable[[Report, Style], str]]] = {
    "text": lambda report, style: text.write(report, style.language, colour=style.colour, limit=style.limit),
    "json": lambda report, style: objects.write(report, style.language),
    "turtle": lambda report, _: turtle.write(report),
    "sarif": lambda report, style: sarif.write(report, style.language),
    "junit": lambda report, style: junit.write(report, style.language, strict=style.strict),
}

FORMATS: Final = tuple(_WRITERS)
"""The names of the formats."""


def write(report: Report, form: str, style: Style) -> str:
    """Return the report in one of `FORMATS`, ending with a line feed.

    Raises `KeyError` for another format.
    """
    return _WRITERS[form](report, style)

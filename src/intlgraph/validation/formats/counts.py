"""How many faults there are, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intlgraph.errors import sentence
from intlgraph.validation.report import NOTHING, Report, Severity

__all__ = ["counted", "counts", "heading", "summary"]

_HEADINGS: Final[Mapping[Severity, str]] = {
    "violation": "severity-violation",
    "warning": "severity-warning",
    "info": "severity-info",
}
_COUNTS: Final[Mapping[Severity, tuple[str, str]]] = {
    "violation": ("count-violation", "count-violations"),
    "warning": ("count-warning", "count-warnings"),
    "info": ("count-info", "count-infos"),
}
_ONE: Final = {"report-more": "report-more-one", "report-limited": "report-limited-one"}


def heading(severity: Severity, language: str) -> str:
    """Return what a fault of this severity is called."""
    return sentence(_HEADINGS[severity], "text", language, {})


def counted(code: str, number: int, language: str) -> str:
    """Return a sentence with a number in it, with a form of its own for one."""
    return sentence(_ONE[code] if number == 1 else code, "text", language, {"number": number})


def counts(report: Report, language: str) -> str:
    """Return how many faults of each severity there are; nothing when there is none."""
    parts = []
    for severity, (one, many) in _COUNTS.items():
        if number := report.count(severity):
            parts.append(sentence(one if number == 1 else many, "text", language, {"number": number}))
    return ", ".join(parts)


def summary(report: Report, language: str) -> str:
    """Return in one line what the report comes to, and what to do next."""
    values = {"counts": counts(report, language), "shapes": report.shapes, "of": report.of}
    if not report.faults:
        return sentence("report-good", "text", language, values)
    if report.conforms:
        return sentence("report-good-enough", "text", language, values)
    if any(fault.code in NOTHING for fault in report.faults):
        return sentence("report-nothing", "text", language, values)
    if not report.shapes:
        return sentence("report-stopped", "text", language, values)
    return sentence("report-bad", "text", language, values)

"""A check as text: the two verdicts, each with its findings, and the scores last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from intlgraph.catalogue.harvest.findings import Check, Finding
from intlgraph.catalogue.harvest.formats.words import number, say, scores, verdicts
from intlgraph.validation.report import said

__all__ = ["write"]

_LINES: Final = 3
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def write(check: Check, language: str) -> str:
    """Return a check as text."""
    harvest, good = verdicts(check, language)
    stops = [finding for finding in check.findings if finding.severity == "stops"]
    rest = [finding for finding in check.findings if finding.severity != "stops"]
    parts = [harvest, *(_entry(finding, language) for finding in stops)]
    parts += [good, *(_entry(finding, language) for finding in rest)]
    if check.dimensions:
        counted = say("check-counted", language, datasets=check.datasets, distributions=check.distributions)
        parts.append("\n".join([counted, *scores(check, language)]))
    return "\n\n".join(part for part in parts if part) + "\n"


def _entry(finding: Finding, language: str) -> str:
    return "\n".join(_lines(finding, language))


def _lines(finding: Finding, language: str) -> Iterator[str]:
    points = f" ({say('check-points', language, points=number(finding.points))})" if finding.points else ""
    yield f"{say(finding.severity, language)}: {_clean(said(finding.message, language))}{points}"
    where = [place.text() for place in finding.places] or list(finding.subjects)
    yield from (f"  {_clean(each)}" for each in where[:_LINES])
    if len(where) > _LINES:
        yield f"  {say('check-more', language, count=len(where) - _LINES)}"
    if hint := said(finding.hint, language):
        yield f"  {_clean(hint)}"


def _clean(text: str) -> str:
    """Return a text that stays on its line and cannot command the terminal, wherever it came from."""
    return _UNSHOWN.sub(" ", text)

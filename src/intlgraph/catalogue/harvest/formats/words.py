"""The words that every report of a check is made of."""

from __future__ import annotations

from collections.abc import Iterator

from intlgraph.catalogue.harvest.findings import Check
from intlgraph.errors import sentence

__all__ = ["number", "say", "scores", "verdicts"]

_SEVERITIES = {
    "stops": "check-severity-stops",
    "violation": "check-severity-violation",
    "recommendation": "check-severity-recommendation",
}
_DIMENSIONS = {
    "findability": "dimension-findability",
    "accessibility": "dimension-accessibility",
    "interoperability": "dimension-interoperability",
    "reusability": "dimension-reusability",
    "contextuality": "dimension-contextuality",
}


def say(code: str, language: str, **values: object) -> str:
    """Return one sentence; severities and dimensions are said by their names."""
    known = _SEVERITIES.get(code) or _DIMENSIONS.get(code) or code
    return sentence(known, "text", language, values)


def number(points: float) -> str:
    """Return points with at most one decimal.

    >>> number(30.0), number(2.4999), number(0.01)
    ('30', '2.5', '0')
    """
    return f"{points:.1f}".removesuffix(".0")


def verdicts(check: Check, language: str) -> tuple[str, str]:
    """Return the two verdicts in words."""
    rest = sum(finding.severity != "stops" for finding in check.findings)
    harvest = say("check-harvest-yes" if check.harvestable else "check-harvest-no", language)
    good = say("check-not-good", language, count=rest) if rest else say("check-good", language)
    return harvest, good if check.dimensions else ""


def scores(check: Check, language: str) -> Iterator[str]:
    """Yield the scores in words, nothing for a catalogue that could not be judged."""
    if not check.dimensions:
        return
    reached, most = (sum(getattr(each, name) for each in check.dimensions) for name in ("reached", "most"))
    unknown = sum(each.unknown for each in check.dimensions)
    yield say("check-score", language, reached=number(reached), most=most)
    for each in check.dimensions:
        yield f"  {say(each.name, language)}: {number(each.reached)}/{each.most}"
    got, best = check.portal
    yield say("check-portal", language, reached=number(got), most=best)
    if unknown:
        yield say("check-unknown", language, points=number(unknown))
    if check.stars:
        yield say("check-stars", language, mean=number(check.stars.mean))

"""A check as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from intlgraph.catalogue.harvest.findings import Check, Finding
from intlgraph.errors import Place
from intlgraph.validation.report import said

__all__ = ["write"]


def write(check: Check, language: str) -> str:
    """Return a check as one JSON object."""
    reached, most = check.portal
    scores = {
        "data.europa.eu": {
            "reached": round(sum(each.reached for each in check.dimensions), 3),
            "most": sum(each.most for each in check.dimensions),
            "unknown": sum(each.unknown for each in check.dimensions),
            "dimensions": {each.name: asdict(each) for each in check.dimensions},
        },
        "dataportal.se": {"reached": round(reached, 3), "most": most},
    }
    written = {
        "catalogue": check.name,
        "harvestable": check.harvestable,
        "good": check.good,
        "datasets": check.datasets,
        "distributions": check.distributions,
        "findings": [_finding(finding, language) for finding in check.findings],
        "scores": scores if check.dimensions else {},
        "stars": asdict(check.stars) if check.stars else {},
        "notes": [note.text(language) for note in check.notes],
    }
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding, language: str) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": said(finding.message, language),
        "hint": said(finding.hint, language),
        "points": round(finding.points, 3),
        "subjects": list(finding.subjects),
        "places": [_place(place) for place in finding.places],
    }


def _place(place: Place) -> dict[str, object]:
    return {name: value for name, value in asdict(place).items() if value not in (None, "")}

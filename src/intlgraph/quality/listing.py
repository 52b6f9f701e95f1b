"""A quality as JSON, for machines: every list with IRIs and names, and every measurement."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from intlgraph.quality.metrics import measurements
from intlgraph.quality.values import Quality

__all__ = ["as_json"]


def as_json(quality: Quality, language: str, limit: int = 0) -> str:
    """Return a quality as JSON: every list with IRIs and names, and every measurement as in the published Turtle.

    `limit` shortens the lists (0: no limit), never the measurements.
    """

    def named(iri: str) -> dict[str, str] | None:
        return {"iri": iri, "label": quality.label(iri, language)} if iri else None

    def first(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        return [each for place, each in enumerate(found) if not limit or place < limit]

    told = {
        "date": quality.on.isoformat() if quality.on else None,
        "measurements": [
            {
                "metric": each.metric,
                "class": each.kind or None,
                "property": each.predicate or None,
                "language": each.language or None,
                "value": float(each.value),
            }
            for each in measurements(quality)
        ],
        "completeness": first(
            {
                "class": named(each.kind),
                "property": named(each.property),
                "things": each.things,
                "filled": each.filled,
                "languages": dict(each.languages),
                "demanded": each.demanded,
            }
            for each in quality.completeness
        ),
        "evidence": first(
            {
                "class": named(each.kind),
                "certainty": named(each.certainty),
                "statements": each.statements,
                "withPassage": each.passages,
                "withDocumentOnly": each.documents,
            }
            for each in quality.evidence
        ),
        "withoutIdentifier": first(
            {"class": named(each.kind), "thing": named(each.thing)} for each in quality.unidentified
        ),
        "dangling": first(
            {
                "target": each.target,
                "property": named(each.property),
                "example": named(each.example),
                "pointing": each.pointing,
            }
            for each in quality.dangling
        ),
        "outdated": first(
            {
                "thing": named(each.thing),
                "status": named(each.status),
                "said": each.said or None,
                "period": named(each.kind),
                "ended": each.end,
            }
            for each in quality.outdated
        ),
        "probableDuplicates": first(
            {
                "things": [named(each.things[0]), named(each.things[1])],
                "names": list(each.names),
                "likeness": each.likeness,
            }
            for each in quality.duplicates
        ),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

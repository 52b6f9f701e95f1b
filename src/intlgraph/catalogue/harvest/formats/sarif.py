"""A check as SARIF 2.1.0 (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for editors and code hosts."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final
from urllib.parse import quote

from intlgraph import __version__
from intlgraph.catalogue.harvest.findings import Check, Finding
from intlgraph.errors import Place
from intlgraph.validation.report import said

__all__ = ["write"]

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"stops": "error", "violation": "error", "recommendation": "warning"}


def write(check: Check, language: str) -> str:
    """Return a check as a SARIF log: a rule for each code, a result for each finding."""
    codes = list(dict.fromkeys(finding.code for finding in check.findings))
    rules = [_rule(next(each for each in check.findings if each.code == code), language) for code in codes]
    results = [_result(finding, codes.index(finding.code), language) for finding in check.findings]
    driver = {"name": "intlgraph", "version": __version__, "language": language, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "id": finding.code,
        "shortDescription": {"text": said(finding.message, language)},
        "help": {"text": said(finding.hint, language) or said(finding.message, language)},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _result(finding: Finding, index: int, language: str) -> dict[str, Any]:
    told = [said(finding.message, language), said(finding.hint, language)]
    locations = [_location(place) for place in finding.places]
    subjects = [{"fullyQualifiedName": subject, "kind": "resource"} for subject in finding.subjects]
    if not locations and subjects:
        locations = [{"logicalLocations": subjects[:1]}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(filter(None, told))},
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
        "properties": {"points": round(finding.points, 3)},
    }
    if locations:
        result["locations"] = locations[:1]
    if len(locations) > 1:
        result["relatedLocations"] = [{"id": number, **each} for number, each in enumerate(locations[1:], start=1)]
    return result


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line or 1, **({"startColumn": place.character} if place.character else {})}
    file = place.file if "://" in place.file else quote(place.file.replace("\\", "/"))
    return {"physicalLocation": {"artifactLocation": {"uri": file}, "region": region}}


def _fingerprint(finding: Finding) -> str:
    return hashlib.sha256("\n".join((finding.code, *finding.subjects)).encode()).hexdigest()[:32]

"""The report as SARIF 2.1.0 (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for editors and code hosts."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from intlgraph import __version__
from intlgraph.errors import Place, sentence
from intlgraph.validation.report import Fault, Report, Rule, Text, said

__all__ = ["write"]

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_SHEET: Final = re.compile(r"(?P<file>.+\.xlsx) \[(?P<sheet>.+)\]")
"""How a sheet of a workbook is called in messages."""
_LEVELS: Final = {"violation": "error", "warning": "warning", "info": "note"}


def write(report: Report, language: str) -> str:
    """Return the report as a SARIF log: a rule for each shape that found something, a result for each fault."""
    rules: dict[str, dict[str, Any]] = {}
    results = [_result(fault, report, rules, language) for fault in report.faults]
    positions = {identifier: position for position, identifier in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = positions[result["ruleId"]]
    driver = {"name": "intlgraph", "version": __version__, "language": language, "rules": list(rules.values())}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(fault: Fault, report: Report, rules: dict[str, dict[str, Any]], language: str) -> dict[str, Any]:
    identifier = _identifier(fault, report)
    message = said(fault.message, language)
    rules.setdefault(identifier, _rule(identifier, fault, report, language))
    found, expected, hint = (said(text, language) for text in (fault.found, fault.expected, fault.hint))
    told = [message]
    for code, text in (("report-found", found), ("report-expected", expected)):
        told += [f"{sentence(code, 'text', language, {})} {text}"] if text else []
    result: dict[str, Any] = {
        "ruleId": identifier,
        "level": _LEVELS[fault.severity],
        "message": {"text": "\n".join([*told, *filter(None, [hint])])},
        "partialFingerprints": {"fault/v1": _fingerprint(fault, identifier)},
    }
    locations = [_location(place, fault, language) for place in fault.places] or _nowhere(fault, language)
    if locations:
        result["locations"] = locations[:1]
    if len(locations) > 1:
        result["relatedLocations"] = [{"id": number, **each} for number, each in enumerate(locations[1:], start=1)]
    return result


def _rule(identifier: str, fault: Fault, report: Report, language: str) -> dict[str, Any]:
    rule = _main(fault, report)
    messages: Text = (rule.messages if rule else {}) or fault.message
    name = said(rule.name, language) if rule else ""
    expected = said(fault.expected, language)
    expected = f"{sentence('report-expected', 'text', language, {})} {expected}" if expected else ""
    described = {
        "id": identifier,
        "shortDescription": {"text": name or said(messages, language) or identifier},
        "fullDescription": {"text": said(messages, language) or identifier},
        "help": {"text": "\n".join(filter(None, (said(messages, language) or identifier, expected)))},
        "defaultConfiguration": {"level": _LEVELS[fault.severity]},
    }
    return described | ({"helpUri": rule.iri} if rule and rule.iri.startswith("http") else {})


def _main(fault: Fault, report: Report) -> Rule | None:
    first = fault.results[0] if fault.results else None
    return report.rules.get(first.constraint) or report.rules.get(first.shape) if first else None


def _identifier(fault: Fault, report: Report) -> str:
    """Return what a rule is known by from run to run: for a shape without an address, by the nearest that has one."""
    rule = _main(fault, report)
    if rule is None:
        return fault.code or "fault"
    if rule.iri:
        return rule.iri
    above = next((each.iri for iri in rule.roots if (each := report.rules.get(iri)) and each.iri), "")
    return " ".join(filter(None, (above, rule.path, fault.results[0].component)))


def _location(place: Place, fault: Fault, language: str) -> dict[str, Any]:
    region: dict[str, int] = {}
    if number := place.row or place.line:
        region["startLine"] = number
    if place.line and place.character:
        region["startColumn"] = place.character
    sheet_of = _SHEET.fullmatch(place.file)
    file, sheet = (sheet_of["file"], sheet_of["sheet"]) if sheet_of else (place.file, "")
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file.replace("\\", "/"))}}
    location: dict[str, Any] = (
        {"physicalLocation": physical | ({"region": region} if region else {})} if place.file else {}
    )
    logical = [*([{"name": sheet, "kind": "sheet"}] if sheet else []), *_logical(place.column, fault, language)]
    return location | ({"logicalLocations": logical} if logical else {})


def _nowhere(fault: Fault, language: str) -> list[dict[str, Any]]:
    logical = list(_logical("", fault, language))
    return [{"logicalLocations": logical}] if logical else []


def _logical(column: str, fault: Fault, language: str) -> Iterable[dict[str, str]]:
    if column:
        yield {"name": column, "kind": "column"}
    if fault.focus:
        yield {"name": said(fault.label, language), "fullyQualifiedName": fault.focus.strip("<>"), "kind": "resource"}


def _fingerprint(fault: Fault, identifier: str) -> str:
    """Return what tells a fault from others, wherever its row has moved: not the place."""
    told = "\n".join(
        (identifier, fault.focus, fault.path, fault.value, *("" if fault.focus else fault.message.values()))
    )
    return hashlib.sha256(told.encode()).hexdigest()[:32]

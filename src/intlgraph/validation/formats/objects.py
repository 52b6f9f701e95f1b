"""The report as JSON, for programs of one's own.

Members are never taken away or given another meaning:

conforms      whether something was checked and no violation was found
engine        the engine that checked
shapes        {"checked": shapes that had something to look at, "all": shapes with a target}
counts        {"violation": n, "warning": n, "info": n}
faults        the worst first, each an object:
    severity      violation, warning or info
    message, found, expected, hint, label    texts in the language asked for; empty when there is none
    focus, path, value                       terms as N-Triples, the path as SPARQL writes it; may be empty
    places        [{"file", "row", "column", "line", "character"}], those members that are known
    shapes        the shapes that found it, by IRI, and with them the SPARQL constraints
    components    the kinds of constraint, by IRI
    results       how many validation results it was made of
    code          of what no shape found: the code of the message; else absent
notes         what there is to know of how it was checked
"""

from __future__ import annotations

import json
from dataclasses import asdict

from intlgraph.errors import Place
from intlgraph.validation.report import Fault, Report, said

__all__ = ["write"]


def write(report: Report, language: str) -> str:
    """Return the report as one JSON object."""
    written = {
        "conforms": report.conforms,
        "engine": report.engine,
        "shapes": {"checked": report.shapes, "all": report.of},
        "counts": {severity: report.count(severity) for severity in ("violation", "warning", "info")},
        "faults": [_fault(fault, report, language) for fault in report.faults],
        "notes": [note.text(language) for note in report.notes],
    }
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def _fault(fault: Fault, report: Report, language: str) -> dict[str, object]:
    texts = ("message", "found", "expected", "hint", "label")
    named = {iri: None for each in fault.results for iri in (each.shape, each.constraint)}
    shapes = [rule.iri for iri in named if (rule := report.rules.get(iri)) and rule.iri]
    return {
        "severity": fault.severity,
        **{name: said(getattr(fault, name), language) for name in texts},
        "focus": fault.focus,
        "path": fault.path,
        "value": fault.value,
        "places": [_place(place) for place in fault.places],
        "shapes": shapes,
        "components": list(dict.fromkeys(each.component for each in fault.results)),
        "results": len(fault.results),
        **({"code": fault.code} if fault.code else {}),
    }


def _place(place: Place) -> dict[str, object]:
    return {name: value for name, value in asdict(place).items() if value not in (None, "")}

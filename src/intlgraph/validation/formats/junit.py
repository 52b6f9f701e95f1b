"""The report as JUnit XML, as build servers read it: a test case for each shape with a target."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as Xml

from intlgraph.errors import sentence
from intlgraph.validation.formats.counts import heading, summary
from intlgraph.validation.report import Fault, Report, said

__all__ = ["write"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REST: Final = "data"


def write(report: Report, language: str, *, strict: bool = False) -> str:
    """Return the report as one test suite; a shape fails on violations, with `strict` on warnings too.

    What does not fail a shape stands in its output. Faults that no shape found have a test case of their own.
    """
    cases: dict[str, list[Fault]] = {iri: [] for iri, rule in report.rules.items() if iri in rule.roots}
    for fault in report.faults:
        cases.setdefault(_case(fault, report), []).append(fault)
    elements = [_element(iri, faults, report, language, strict) for iri, faults in cases.items()]
    failed = sum(each.find("failure") is not None for each in elements)
    counts = {"tests": str(len(elements)), "failures": str(failed), "errors": "0", "skipped": "0"}
    suite = Xml.Element("testsuite", {"name": "intlgraph validate", **counts})
    suite.extend(elements)
    _text(Xml.SubElement(suite, "system-out"), summary(report, language))
    suites = Xml.Element("testsuites", {"name": "intlgraph validate", **counts})
    suites.append(suite)
    Xml.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(suites, encoding="unicode") + "\n"


def _case(fault: Fault, report: Report) -> str:
    """Return the shape with a target that a fault is told under: the first that leads to what found it."""
    rule = report.rules.get(fault.results[0].shape) if fault.results else None
    return rule.roots[0] if rule and rule.roots else _REST


def _element(iri: str, faults: Iterable[Fault], report: Report, language: str, strict: bool) -> Xml.Element:
    rule = report.rules.get(iri)
    name = (said(rule.name, language) if rule else "") or (rule.iri if rule else "") or iri
    element = Xml.Element("testcase", {"classname": _clean(iri), "name": _clean(name)})
    failing = ("violation", "warning") if strict else ("violation",)
    failures = [fault for fault in faults if fault.severity in failing]
    others = [fault for fault in faults if fault.severity not in failing]
    if failures:
        message = said(failures[0].message, language)
        more = f" (+{len(failures) - 1})" if len(failures) > 1 else ""
        failure = Xml.SubElement(element, "failure", {"type": failures[0].severity, "message": _clean(message + more)})
        _text(failure, "\n\n".join(_told(fault, language) for fault in failures))
    if others:
        _text(Xml.SubElement(element, "system-out"), "\n\n".join(_told(fault, language) for fault in others))
    return element


def _told(fault: Fault, language: str) -> str:
    lines = [f"{heading(fault.severity, language)}: {said(fault.message, language)}"]
    lines += [place.text() for place in fault.places]
    lines += filter(None, [said(fault.label, language)])
    for code, text in (("report-found", fault.found), ("report-expected", fault.expected)):
        if told := said(text, language):
            lines.append(f"{sentence(code, 'text', language, {})} {told}")
    return "\n".join([*lines, *filter(None, [said(fault.hint, language)])])


def _text(element: Xml.Element, text: str) -> None:
    element.text = _clean(text)


def _clean(text: str) -> str:
    return _NOT_XML.sub(" ", text)

"""A check as one page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from intlgraph.catalogue.harvest.findings import Check, Finding
from intlgraph.catalogue.harvest.formats.words import number, say, scores, verdicts
from intlgraph.validation.report import said

__all__ = ["write"]

_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "h1{font-size:1.5rem;overflow-wrap:anywhere}h2{font-size:1.2rem}"
    ".finding{margin:0 0 1rem}code{font-size:.9em;overflow-wrap:anywhere}.stops{border-left:.3rem solid #a4001d}"
    ".violation{border-left:.3rem solid #8a5a00}.recommendation{border-left:.3rem solid #4a6a8a}"
    ".finding{padding-left:.8rem}ul,ol{padding-left:1.2rem}ol{list-style:none;padding:0}"
)
_LINES: Final = 20


def write(check: Check, language: str) -> str:
    """Return a check as a page."""
    return "\n".join(_page(check, language)) + "\n"


def _page(check: Check, language: str) -> Iterator[str]:
    title = escape(say("check-title", language, name=check.name))
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    for verdict, stops in zip(verdicts(check, language), (True, False), strict=True):
        if verdict:
            yield f"<h2>{escape(verdict)}</h2>"
        findings = [finding for finding in check.findings if (finding.severity == "stops") == stops]
        if findings:
            yield "<ol>"
            for finding in findings:
                yield from _entry(finding, language)
            yield "</ol>"
    if told := list(scores(check, language)):
        yield "<ul>"
        yield from (f"<li>{escape(line.strip())}</li>" for line in told)
        yield "</ul>"
    yield "</body>\n</html>"


def _entry(finding: Finding, language: str) -> Iterator[str]:
    points = f" <b>{escape(say('check-points', language, points=number(finding.points)))}</b>" if finding.points else ""
    severity = escape(say(finding.severity, language))
    yield f'<li class="finding {finding.severity}">'
    yield f"<strong>{severity}:</strong> {escape(said(finding.message, language))}{points}<br>"
    yield escape(said(finding.hint, language))
    where = [place.text() for place in finding.places] or list(finding.subjects)
    if where:
        yield "<ul>" + "".join(f"<li><code>{escape(each)}</code></li>" for each in where[:_LINES])
        if len(where) > _LINES:
            yield f"<li>{escape(say('check-more', language, count=len(where) - _LINES))}</li>"
        yield "</ul>"
    yield "</li>"

"""The report as text: what repeats is said once, the worst comes first, and the last line says what it comes to.

Violation: A period ends no earlier than it starts.
  data/tables/periods.csv:14, end   SEKOS 2   Found: 2009-12-31
  Expected: no less than 2010-01-01
  Look at both: one of them is wrong, or they have changed places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from intlgraph.errors import sentence
from intlgraph.validation.formats.counts import counted, heading, summary
from intlgraph.validation.report import Fault, Report, said

__all__ = ["write"]

_LINES: Final = 5
_COLOURS: Final = {"violation": "31;1", "warning": "33;1", "info": "36;1"}
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def write(report: Report, language: str, *, colour: bool = False, limit: int = 50) -> str:
    """Return the report as text; of more than `limit` entries only the first are shown, and the rest are counted.

    An entry has all faults with the same message; it lists five places. With the limit 0 all is shown.
    """
    entries = _entries(report.faults, language)
    shown = entries[:limit] if limit else entries
    parts = ["\n".join(_entry(entry, language, colour, _LINES if limit else 0)) + "\n" for entry in shown]
    if left := len(entries) - len(shown):
        parts.append(counted("report-limited", left, language) + "\n")
    parts.append(_painted(summary(report, language), "32;1" if report.conforms and not report.faults else "1", colour))
    return "\n".join(parts) + "\n"


def _entries(faults: Sequence[Fault], language: str) -> list[list[Fault]]:
    """Return the faults, those that read alike together, in the order of the first of each."""
    entries: dict[tuple[str, ...], list[Fault]] = {}
    for fault in faults:
        alike = (fault.severity, said(fault.message, language), said(fault.expected, language))
        entries.setdefault((*alike, said(fault.hint, language)), []).append(fault)
    return list(entries.values())


def _entry(faults: Sequence[Fault], language: str, colour: bool, most: int) -> Iterator[str]:
    first = faults[0]
    kind = _painted(f"{heading(first.severity, language)}:", _COLOURS[first.severity], colour)
    yield f"{kind} {_clean(said(first.message, language))}"
    lines = [line for fault in faults for line in _lines(fault, language, colour)]
    shown = lines[:most] if most and len(lines) > most + 1 else lines
    yield from shown
    if left := len(lines) - len(shown):
        yield "  " + counted("report-more", left, language)
    if expected := said(first.expected, language):
        yield f"  {sentence('report-expected', 'text', language, {})} {_clean(expected)}"
    if hint := said(first.hint, language):
        yield f"  {_clean(hint)}"


def _lines(fault: Fault, language: str, colour: bool) -> Iterator[str]:
    """Yield a line for each place of a fault; what was found is said with the first."""
    found = said(fault.found, language)
    told = f"{sentence('report-found', 'text', language, {})} {found}" if found else ""
    label = said(fault.label, language) if len({each.focus for each in fault.results}) == 1 else ""
    places = [_painted(_clean(each.text()), "1", colour) for each in fault.places] or [""]
    for number, place in enumerate(places):
        parts = filter(None, (place, *((_clean(label), _clean(told)) if number == 0 else ())))
        if line := "   ".join(parts):
            yield f"  {line}"


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _clean(text: str) -> str:
    """Return a text that stays on its line and cannot command the terminal, wherever it came from."""
    return _UNSHOWN.sub(" ", text)

"""From data and shapes to a report: the engine finds, and what it finds is grouped, placed and worded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from intlgraph.errors import Problem
from intlgraph.validation import engines, faults
from intlgraph.validation.engines.scope import focused
from intlgraph.validation.places import Places
from intlgraph.validation.report import NOTHING, Fault, Report
from intlgraph.validation.results import Data, Findings
from intlgraph.validation.rules import rules
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.wording import asked, wanted
from intlgraph.validation.words import Words, choices, look_up

__all__ = ["report", "stopped", "validate"]


def validate(
    data: Data,
    shapes: Shapes,
    *,
    engine: str = "fast",
    places: Places = faults.nowhere,
    shorter: tuple[str, ...] = (),
    problems: Iterable[Problem] = (),
) -> Report:
    """Check data with an engine (`fast` or `reference`) and return the report.

    `places` finds where faults stand; `shorter` are beginnings of IRIs that readers need not see, and `problems` what
    was found wrong with the data before the shapes were tried, which becomes part of the report.
    Raises as `Engine.run`, and `CommandError` for an engine that there is not.
    """
    findings = engines.engine(engine).run(data, shapes)
    return report(findings, data, shapes, engine=engine, places=places, shorter=shorter, problems=problems)


def report(
    findings: Findings,
    data: Data,
    shapes: Shapes,
    *,
    engine: str,
    places: Places = faults.nowhere,
    shorter: tuple[str, ...] = (),
    problems: Iterable[Problem] = (),
) -> Report:
    """Return the report of what an engine has found, as `validate` does."""
    looked = focused(data, shapes, findings.canonical)
    before = tuple(problems) if looked else (*problems, _nothing(data))
    found = faults.group(findings.results, shapes, _words(findings, data, shapes, shorter), places)
    every = tuple(sorted(faults.told_once(faults.of_problems(before), found), key=_severity))
    # That one shape was run by the other engine changes nothing in the answer.
    details = tuple(note for note in findings.notes if "shape" in note.values)
    notes = (*shapes.problems, *(note for note in findings.notes if note not in details))
    return Report(every, looked, len(shapes.roots), engine, notes, rules(findings.results, shapes), details)


def stopped(problems: Iterable[Problem], *, of: int, engine: str) -> Report:
    """Return the report of data that could not even be read far enough for the shapes to be tried."""
    return Report(tuple(sorted(faults.of_problems(problems), key=_severity)), 0, of, engine)


def _severity(fault: Fault) -> int:
    return ("violation", "warning", "info").index(fault.severity)


def _nothing(data: Data) -> Problem:
    """Return why no shape had anything to look at: that is no reason to call data valid."""
    empty = not any(path.stat().st_size for path in data.files)
    return Problem(NOTHING[0] if empty else NOTHING[1])


def _words(findings: Findings, data: Data, shapes: Shapes, shorter: tuple[str, ...]) -> Words:
    """Return the words that the results need; where there are none no file is read."""
    if not findings.results:
        return Words()
    files = (*data.files, *data.background)
    words = look_up(files, wanted(findings.results, shapes), shorter)
    return replace(words, choices=choices(files, asked(findings.results, shapes, words)))

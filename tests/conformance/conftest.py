"""Prints, at the end of the run, how many conformance cases of each suite there were and how they went."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

SUITES = {
    "test_csvw.py::test_csv2rdf": "CSVW csv2rdf",
    "test_csvw.py::test_validation": "CSVW validation",
}


def _of_suite(reports: list[pytest.TestReport], suite: str) -> Iterator[pytest.TestReport]:
    return (report for report in reports if f"{suite}[" in report.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write one line for each suite that was run."""
    for suite, name in SUITES.items():
        counts = {
            outcome: sum(1 for _ in _of_suite(terminalreporter.stats.get(outcome, []), suite))
            for outcome in ("passed", "xfailed", "failed", "error", "skipped")
        }
        total = sum(counts.values())
        if total:
            failed = counts["failed"] + counts["error"]
            terminalreporter.write_line(
                f"{name}: {total} collected, {counts['passed']} passed, {counts['xfailed']} expected failures, "
                f"{failed} failed, {counts['skipped']} skipped"
            )

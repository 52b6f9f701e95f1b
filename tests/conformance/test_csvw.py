"""The W3C test suite of CSV on the Web: csv2rdf and validation, in process, from a local mirror.

What a web server would answer comes from the suite itself: Link headers from the manifest, and
`/.well-known/csvm` as the suite says of w3.org (tests 259 and 260).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from tests.shared import folder, shared

from intlgraph.errors import Problem
from intlgraph.tables.conversion import convert_group
from intlgraph.tables.locate import Resource, locate

BASE = "http://www.w3.org/2013/csvw/tests/"
WELL_KNOWN = b"{+url}-metadata.json\ncsv-metadata.json\n{+url}.json\ncsvm.json\n"

COLLECTED = {"manifest-rdf": 270, "manifest-validation": 282}

EXPECTED_FAILURES: Mapping[str, Mapping[str, tuple[str, ...]]] = {"manifest-rdf": {}, "manifest-validation": {}}
"""For each manifest the reasons why cases fail, and the cases. None does: a group that is added must say why."""

Case = Mapping[str, Any]


@cache
def cases(manifest: str) -> tuple[Case, ...]:
    path = folder() / "conformance" / "csvw" / "tests" / f"{manifest}.jsonld"
    return tuple(json.loads(path.read_text("utf-8"))["entries"]) if path.exists() else ()


def parameters(manifest: str) -> list[Any]:
    """Return the cases of a manifest as parameters; where the suite is absent, one that skips."""
    reasons = {name: why for why, names in EXPECTED_FAILURES[manifest].items() for name in names}
    found = [
        pytest.param(case, id=name, marks=[pytest.mark.xfail(reason=reasons[name])] if name in reasons else [])
        for case in cases(manifest)
        if (name := case["id"].partition("#")[2])
    ]
    return found or [pytest.param(None, id="absent")]


def fetcher(case: Case, folder: Path) -> Callable[[str], Resource | None]:
    start = BASE + case["action"]

    def fetch(url: str) -> Resource | None:
        if url == "http://www.w3.org/.well-known/csvm":
            return Resource(WELL_KNOWN)
        path = folder / url.removeprefix(BASE).removesuffix("?query")
        if not url.startswith(BASE) or not path.is_file():
            return None
        return Resource(path.read_bytes(), link=case.get("httpLink", "") if url == start else "")

    return fetch


def process(case: Case, *, validating: bool) -> tuple[list[Problem], list[Problem], str]:
    """Return the problems of the metadata, those of the tables, and the N-Quads, empty after an error in metadata."""
    fetch = fetcher(case, shared("conformance", "csvw", "tests"))
    option = case.get("option", {})
    user = BASE + option["metadata"] if "metadata" in option else None
    metadata = locate(BASE + case["action"], fetch, user=user)
    if metadata.group is None or metadata.errors:
        return list(metadata.problems), [], ""
    lines: list[str] = []
    problems = convert_group(
        metadata.group,
        fetch,
        lambda _, batch: lines.extend(batch),
        minimal=option.get("minimal", False),
        validating=validating,
    )
    return list(metadata.problems), list(problems), "".join(lines)


def canonical(text: bytes, form: pyoxigraph.RdfFormat, base: str | None) -> set[str]:
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, form, base_iri=base))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def assert_graph(case: Case, lines: str) -> None:
    expected = shared("conformance", "csvw", "tests", case["result"]).read_bytes()
    turtle, quads = pyoxigraph.RdfFormat.TURTLE, pyoxigraph.RdfFormat.N_QUADS
    assert canonical(lines.encode(), quads, None) == canonical(expected, turtle, BASE + case["result"])


def test_the_comparison_sees_a_difference() -> None:
    quads = pyoxigraph.RdfFormat.N_QUADS
    one = canonical(b'_:a <http://example.org/p> "1" .\n', quads, None)
    assert one == canonical(b'_:b <http://example.org/p> "1" .\n', quads, None)
    assert one != canonical(b'_:a <http://example.org/p> "2" .\n', quads, None)


@pytest.mark.parametrize("manifest", COLLECTED)
def test_every_case_is_collected(manifest: str) -> None:
    shared("conformance", "csvw", "tests", f"{manifest}.jsonld")
    assert len(cases(manifest)) == COLLECTED[manifest]


@pytest.mark.parametrize(("manifest", "most"), [("manifest-rdf", 0.05), ("manifest-validation", 0.10)])
def test_few_cases_are_expected_to_fail(manifest: str, most: float) -> None:
    names = [name for names in EXPECTED_FAILURES[manifest].values() for name in names]
    assert len(names) == len(set(names))
    assert len(names) <= most * COLLECTED[manifest]


@pytest.mark.parametrize("case", parameters("manifest-rdf"))
def test_csv2rdf(case: Case | None) -> None:
    shared("conformance", "csvw", "tests")
    assert case is not None
    metadata, tables, lines = process(case, validating=False)
    match case["type"]:
        case "csvt:ToRdfTest":
            assert not metadata
            assert not tables
            assert_graph(case, lines)
        case "csvt:ToRdfTestWithWarnings":
            assert metadata or tables
            assert_graph(case, lines)
        case "csvt:NegativeRdfTest":
            assert [problem for problem in metadata if problem.severity == "error"]
            assert not lines
        case unknown:
            pytest.fail(f"an unknown kind of test: {unknown}")


@pytest.mark.parametrize("case", parameters("manifest-validation"))
def test_validation(case: Case | None) -> None:
    shared("conformance", "csvw", "tests")
    assert case is not None
    metadata, tables, _ = process(case, validating=True)
    problems = [*metadata, *tables]
    severities = {problem.severity for problem in problems}
    match case["type"]:
        case "csvt:PositiveValidationTest":
            assert not problems
        case "csvt:WarningValidationTest":
            assert severities == {"warning"}
        case "csvt:NegativeValidationTest":
            assert "error" in severities
        case unknown:
            pytest.fail(f"an unknown kind of test: {unknown}")
    for problem in problems:
        assert problem.text("sv") != problem.text("en")
        assert problem.hint("sv")

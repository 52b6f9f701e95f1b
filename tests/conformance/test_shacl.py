"""The W3C test suite of SHACL: 98 Core and 22 SPARQL cases, by manifest, in process, through both engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from tests.shared import folder, shared

from intlgraph import graphs
from intlgraph.errors import DataError, Place
from intlgraph.formats import graph_format
from intlgraph.validation import shapes as reading
from intlgraph.validation.engines import engine
from intlgraph.validation.paths import render
from intlgraph.validation.results import Data, Result
from intlgraph.validation.statements import Statements, Term
from intlgraph.validation.vocabulary import SH

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
RESULT = ("focusNode", "value", "sourceConstraintComponent", "resultSeverity", "sourceShape")

COLLECTED = {"core": 98, "sparql": 22}
FEWEST = {"core": 97, "sparql": 21}
ENGINES = ("fast", "reference")

EXPECTED_FAILURES: Mapping[str, Mapping[str, str]] = {
    name: {"sparql/pre-binding/shapesGraph-001": "$shapesGraph is optional (section 5.3.1), and no engine here has it"}
    for name in ENGINES
}
"""For each engine the cases that fail, and why."""


def suite() -> Path:
    return folder() / "conformance" / "shacl" / "data-shapes-test-suite" / "tests"


@cache
def quads(path: Path) -> tuple[Quad, ...]:
    return tuple(graphs.parse(path, graph_format("turtle"), base=path.as_uri()))


@cache
def statements(path: Path) -> Statements:
    return Statements.of(quads(path))


def local(iri: str) -> Path:
    return Path(iri.removeprefix("file://"))


def cases(manifest: Path) -> Iterator[tuple[Path, NamedNode]]:
    """Yield the file and the entry of each case that a manifest includes, however deep."""
    found = statements(manifest)
    for _, included in found.having(f"{MF}include"):
        assert isinstance(included, NamedNode)
        yield from cases(local(included.value))
    for _, entries in found.having(f"{MF}entries"):
        for entry in found.members(entries) or ():
            assert isinstance(entry, NamedNode)
            yield manifest, entry


@cache
def collected(part: str) -> tuple[tuple[Path, NamedNode], ...]:
    manifest = suite() / part / "manifest.ttl"
    return tuple(cases(manifest)) if manifest.exists() else ()


def name_of(path: Path) -> str:
    return path.relative_to(suite()).with_suffix("").as_posix()


def parameters() -> list[Any]:
    found = [
        pytest.param(
            name,
            path,
            entry,
            id=f"{name}-{name_of(path)}",
            marks=[pytest.mark.xfail(reason=why, strict=True)]
            if (why := EXPECTED_FAILURES[name].get(name_of(path)))
            else [],
        )
        for name in ENGINES
        for part in COLLECTED
        for path, entry in collected(part)
    ]
    return found or [pytest.param("", Path(), None, id="absent")]


class Case:
    """One case: its data and shapes graphs, and what its manifest expects."""

    def __init__(self, path: Path, entry: NamedNode) -> None:
        self.path, self.found = path, statements(path)
        (action,) = self.found.values(entry, f"{MF}action")
        (self.result,) = self.found.values(entry, f"{MF}result")
        self.data, self.shapes = (
            local(self.found.values(action, f"{SHT}{name}")[0].value) for name in ("dataGraph", "shapesGraph")
        )

    def expected(self) -> Counter[tuple[str, ...]]:
        return Counter(set(map(self._row, self.found.values(self.result, f"{SH}result"))))

    def _row(self, node: Term) -> tuple[str, ...]:
        path = self.found.values(node, f"{SH}resultPath")
        row = [self._term(self.found.values(node, f"{SH}{name}")) for name in RESULT]
        return (*row, render(self.found, path[0]) if path else "", *self._messages(node))

    def _messages(self, node: Term) -> list[str]:
        return sorted(map(str, self.found.values(node, f"{SH}resultMessage")))

    def _term(self, values: tuple[Term, ...]) -> str:
        return self.term(str(values[0])) if values else ""

    def term(self, text: str) -> str:
        """Return a term; a blank node of another file than the manifest's is any blank node."""
        return "_:" if text.startswith("_:") and self.path != self.data else text

    def says_messages(self) -> bool:
        return any(self._messages(node) for node in self.found.values(self.result, f"{SH}result"))


def row(result: Result, case: Case, shapes: reading.Shapes) -> tuple[str, ...]:
    blank = {iri: name for name, iri in shapes.names.items()}
    shape = blank.get(result.shape, f"<{result.shape}>")
    messages: list[str] = []
    if case.says_messages():
        own = shapes.statements.values(NamedNode(result.shape), f"{SH}message")
        messages = sorted(map(str, own)) if not result.messages else sorted(
            str(Literal(text, language=language or None)) for language, text in result.messages
        )  # fmt: skip
    return (
        case.term(result.focus),
        case.term(result.value),
        f"<{result.component}>",
        f"<{result.severity}>",
        case.term(shape) if case.shapes == case.path else ("_:" if shape.startswith("_:") else shape),
        result.path,
        *messages,
    )


def loosened(rows: Counter[tuple[str, ...]], case: Case) -> Counter[tuple[str, ...]]:
    """Return rows in which a blank source shape is any blank node, when the shapes stand in a file of their own."""
    if case.shapes == case.path:
        return rows
    return Counter(
        tuple(
            "_:" if place == RESULT.index("sourceShape") and cell.startswith("_:") else cell
            for place, cell in enumerate(each)
        )
        for each in rows
    )


@pytest.mark.parametrize("part", COLLECTED)
def test_every_case_is_collected(part: str) -> None:
    shared("conformance", "shacl")
    assert len(collected(part)) == COLLECTED[part]


@pytest.mark.parametrize("part", COLLECTED)
@pytest.mark.parametrize("name", ENGINES)
def test_few_cases_are_expected_to_fail(name: str, part: str, capsys: pytest.CaptureFixture[str]) -> None:
    shared("conformance", "shacl")
    missed = [case for case in EXPECTED_FAILURES[name] if case.startswith(part)]
    passed = COLLECTED[part] - len(missed)
    with capsys.disabled():
        print(f"\nSHACL {part}, {name}: {passed} of {COLLECTED[part]}")
    assert passed >= FEWEST[part]


@pytest.mark.parametrize(("name", "path", "entry"), parameters())
def test_case(name: str, path: Path, entry: NamedNode | None, tmp_path: Path) -> None:
    shared("conformance", "shacl")
    assert entry is not None
    case = Case(path, entry)
    data = tmp_path / "data.nq"
    data.write_text("".join(graphs.lines(quads(case.data))), "utf-8")
    if case.result == NamedNode(f"{SHT}Failure"):
        with pytest.raises(DataError):
            engine(name).run(Data((data,)), reading.from_quads(quads(case.shapes), Place(case.shapes.name)))
        return
    shapes = reading.from_quads(quads(case.shapes), Place(case.shapes.name))
    found = engine(name).run(Data((data,)), shapes).results
    ours = Counter({row(result, case, shapes) for result in found})
    assert loosened(ours, case) == loosened(case.expected(), case)
    conforms = case.found.values(case.result, f"{SH}conforms")[0]
    assert isinstance(conforms, Literal)
    assert (conforms.value == "true") == (not found)


def test_the_comparison_sees_a_difference() -> None:
    shared("conformance", "shacl")
    case = Case(*collected("core")[0])
    rows = case.expected()
    assert rows
    assert loosened(rows, case) != Counter()
    assert isinstance(BlankNode(), BlankNode)

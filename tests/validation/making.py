"""Shapes, data and results made by hand, small enough to be read beside the test that uses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from intlgraph import graphs
from intlgraph.errors import Place
from intlgraph.formats import graph_format
from intlgraph.validation import faults
from intlgraph.validation.places import Spot
from intlgraph.validation.report import Fault, Report
from intlgraph.validation.results import Result
from intlgraph.validation.rules import rules
from intlgraph.validation.shapes import Shapes, from_quads
from intlgraph.validation.vocabulary import SH
from intlgraph.validation.wording import asked, wanted
from intlgraph.validation.words import Words, choices, look_up

__all__ = ["E", "FakePlaces", "fault_of", "grouped", "lines", "made", "reported", "result", "words_for"]

E = "http://e/"

_PREFIXES = f"""
@prefix : <{E}> . @prefix sh: <{SH}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def made(text: str) -> Shapes:
    """Return the shapes of a Turtle text; `:` is http://e/."""
    return from_quads(graphs.parse((_PREFIXES + text).encode(), graph_format("turtle"), base=E), Place("shapes.ttl"))


def lines(folder: Path, text: str) -> Path:
    """Write a Turtle text as an N-Quads file and return where it is."""
    path = folder / "data.nq"
    quads = graphs.parse((_PREFIXES + text).encode(), graph_format("turtle"), base=E)
    path.write_text("".join(graphs.lines(quads)), "utf-8")
    return path


def term(name: str) -> str:
    """Return `x` as the term <http://e/x>; what is a term already, or empty, stays."""
    return name if not name or name[0] in '<"_(^' else f"<{E}{name}>"


def result(
    focus: str,
    path: str,
    value: str,
    component: str,
    shape: str,
    *,
    severity: str = "Violation",
    constraint: str = "",
    messages: tuple[tuple[str, str], ...] = (),
) -> Result:
    """Return a result; names are local ones of http://e/, the component and the severity of SHACL."""
    kind, constraint = f"{SH}{component}ConstraintComponent", f"{E}{constraint}" if constraint else ""
    shape = shape if shape.startswith("urn:") else f"{E}{shape}"
    return Result(term(focus), term(path), term(value), kind, f"{SH}{severity}", shape, constraint, messages)


class FakePlaces:
    """Places by focus node and path, or by focus node alone."""

    def __init__(self, known: Mapping[tuple[str, str], Place]) -> None:
        self.known = {(term(focus), term(path)): place for (focus, path), place in known.items()}

    def __call__(self, wanted: Iterable[Spot]) -> Mapping[Spot, tuple[Place, ...]]:
        found = {each: self.known.get((each.focus, each.path)) or self.known.get((each.focus, "")) for each in wanted}
        return {each: (place,) for each, place in found.items() if place}


def words_for(results: Iterable[Result], shapes: Shapes, *files: Path) -> Words:
    """Return the words for some results as a run finds them."""
    from dataclasses import replace

    found = tuple(results)
    words = look_up(files, wanted(found, shapes))
    return replace(words, choices=choices(files, asked(found, shapes, words)))


def grouped(results: Iterable[Result], shapes: Shapes, *files: Path, places: FakePlaces | None = None) -> list[Fault]:
    """Return the faults that results are grouped to."""
    found = tuple(results)
    return list(faults.group(found, shapes, words_for(found, shapes, *files), places or FakePlaces({})))


def fault_of(results: Iterable[Result], shapes: Shapes, *files: Path, places: FakePlaces | None = None) -> Fault:
    """Return the one fault that results are grouped to."""
    [fault] = grouped(results, shapes, *files, places=places)
    return fault


def reported(results: Iterable[Result], shapes: Shapes, *files: Path, places: FakePlaces | None = None) -> Report:
    """Return a report on some results."""
    found = tuple(results)
    faults_ = tuple(grouped(found, shapes, *files, places=places))
    return Report(faults_, len(shapes.roots), len(shapes.roots), "fake", (), rules(found, shapes))

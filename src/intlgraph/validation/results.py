"""What an engine is given and what it finds, in words that every engine shares.

Terms are written as N-Triples writes them (`<http://e/x>`, `"5"^^<...integer>`, `_:b0`), paths as SPARQL writes
them, so that two engines that mean the same say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from intlgraph.errors import Problem
from intlgraph.validation.shapes import Shapes

__all__ = ["Data", "Engine", "Findings", "Result"]


@dataclass(frozen=True, slots=True)
class Data:
    """The data to validate: N-Quads files, whose union is the data graph.

    `background` is looked into (types, subclasses, concept schemes) and never reported on. `canonical` tells that the
    files are known to have canonical lines, so that nobody need look: those of a build have.
    """

    files: tuple[Path, ...]
    background: tuple[Path, ...] = ()
    canonical: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One validation result (SHACL, section 3.6.2): a focus node, and the constraint that it breaks.

    `path` and `value` are empty where there is none; `component`, `severity` and `shape` are full IRIs. `constraint`
    is the IRI of the SPARQL constraint, which a shape can have several of. `messages` are pairs of language and text,
    only where the engine has filled something into them.
    """

    focus: str
    path: str
    value: str
    component: str
    severity: str
    shape: str
    constraint: str = ""
    messages: tuple[tuple[str, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that an engine found, each result once, and notes on how: which shapes it gave to the reference, and why.

    `canonical` are the data files that it saw to have canonical lines.
    """

    results: frozenset[Result]
    notes: tuple[Problem, ...] = ()
    canonical: frozenset[Path] = frozenset()


class Engine(Protocol):
    """The seam: one way of running shapes over data. One contract suite holds for every engine."""

    name: str

    def run(self, data: Data, shapes: Shapes, only: frozenset[str] | None = None) -> Findings:
        """Return what the shapes find in the data; with `only`, what these of the shapes with targets find.

        Raises `DataError` when the data cannot be read or a shape cannot be run: never less than all is returned.
        """
        ...

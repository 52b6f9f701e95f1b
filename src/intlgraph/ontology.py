"""The ontology and the concept schemes of a publication: built-in files and its own, as one graph."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from intlgraph import graphs
from intlgraph.project import Project

__all__ = ["GRAPH", "Ontology", "read", "write"]

GRAPH: Final = "ontology"
"""The name of the graph that holds the ontology and the concepts."""


@dataclass(frozen=True, slots=True)
class Ontology:
    """Sorted N-Quads lines of the ontology's graph, and the IRIs that it says something about."""

    lines: tuple[str, ...]
    described: frozenset[str]


def read(project: Project) -> Ontology:
    """Read every Turtle file in `ontology/`, the built-in ones and the publication's own.

    Raises `DataError` with the syntax errors and the blank nodes of all files: a blank node has no stable name.
    """
    files = [layer.path for layer in project.layers("ontology", "**/*.ttl")]
    lines = sorted(set(graphs.lines(graphs.read_turtle_files(files, project.iris.graph(GRAPH)))))
    return Ontology(tuple(lines), frozenset(line[1 : line.index(">")] for line in lines))


def write(ontology: Ontology, quads: Path) -> int:
    """Write the graph into a folder of quads files and return the number of its triples."""
    (quads / f"{GRAPH}.nq").write_text("".join(ontology.lines), "utf-8", newline="\n")
    return len(ontology.lines)

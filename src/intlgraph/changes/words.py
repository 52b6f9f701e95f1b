"""What classes and properties are called in a snapshot: by the ontology inside it, else by the publication's."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from intlgraph import graphs, ontology
from intlgraph.changes.snapshots import Snapshot
from intlgraph.formats import graph_format
from intlgraph.project import Project, builtin
from intlgraph.query import wording
from intlgraph.query.wording import Wording
from intlgraph.store import oxigraph

__all__ = ["wording_of"]

_GRAPH: Final = f"/graph/{ontology.GRAPH}> ."
_NOWHERE: Final = "http://localhost/graph/ontology"
_KEPT: Final = 4


def wording_of(snapshot: Snapshot, project: Project | None) -> Wording:
    """Return the words of the ontology that a snapshot holds; else those of a publication, else the built-in ones."""
    return _words(tuple(snapshot.matching(_GRAPH)) or _elsewhere(project))


@lru_cache(_KEPT)
def _words(lines: tuple[str, ...]) -> Wording:
    """Read the words; both sides of a difference mostly have the same."""
    text = "\n".join(line.rstrip("\n") for line in lines) + "\n"
    store = oxigraph.in_memory(graphs.parse(text.encode(), graph_format("nquads")))
    return wording.read(store, None)


def _elsewhere(project: Project | None) -> tuple[str, ...]:
    if project is not None:
        return ontology.read(project).lines
    files = sorted((builtin() / "ontology").rglob("*.ttl"))
    return tuple(graphs.lines(graphs.read_turtle_files(files, _NOWHERE)))

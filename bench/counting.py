"""The usual way to VoID and to a difference: plain SPARQL counts on a store, and `diff` of sorted N-Quads files.

`python -m bench.counting sparql|diff PUBLICATION READY OUT`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pyoxigraph

__all__ = ["COUNTS", "differences", "figures"]

COUNTS: Final = (
    "SELECT (COUNT(*) AS ?a) (COUNT(DISTINCT ?s) AS ?b) (COUNT(DISTINCT ?s) AS ?c) (COUNT(DISTINCT ?o) AS ?d) "
    "(COUNT(DISTINCT ?p) AS ?e) WHERE { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?kind) AS ?a) WHERE { ?s a ?kind }",
    "SELECT ?kind (COUNT(?s) AS ?a) WHERE { ?s a ?kind } GROUP BY ?kind",
    "SELECT ?p (COUNT(*) AS ?a) (COUNT(DISTINCT ?s) AS ?b) (COUNT(DISTINCT ?o) AS ?c) WHERE { ?s ?p ?o } GROUP BY ?p",
    "SELECT ?kind ?p (COUNT(*) AS ?a) (COUNT(DISTINCT ?s) AS ?b) WHERE { ?s a ?kind ; ?p ?o } GROUP BY ?kind ?p",
)
"""What the VoID description counts: the whole, its classes, its properties, and the properties of each class."""


def figures(store: pyoxigraph.Store) -> tuple[int, int]:
    """Return how many triples there are, and the sum of all counts: who counts the same has the same."""
    total, triples = 0, len(store)
    for query in COUNTS:
        solutions = store.query(query)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        for solution in solutions:
            total += sum(int(term.value) for term in solution if isinstance(term, pyoxigraph.Literal))
    return triples, total


def differences(first: Path, second: Path) -> int:
    """Return how many lines are in one of two sorted files only, by GNU `diff`."""
    with subprocess.Popen(("diff", "--speed-large-files", first, second), stdout=subprocess.PIPE) as process:
        assert process.stdout
        return sum(line.startswith((b"<", b">")) for line in process.stdout)


def _main(job: str, ready: Path) -> None:
    if job == "sparql":
        triples, found = figures(pyoxigraph.Store.read_only(str(ready / "store")))
    else:
        triples = sum(1 for _ in (ready / "first.nq").open("rb"))
        found = differences(ready / "first.nq", ready / "second.nq")
    print(json.dumps({"triples": triples, "found": found}))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[3]))

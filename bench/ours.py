"""Our side of each stage, through the functions that the commands call.

`python -m bench.ours JOB PUBLICATION READY OUT`. A job imports what it needs itself: start-up counts,
and no job is to pay for another's.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from intlgraph import ontology, project
from intlgraph.namespaces import RDF
from intlgraph.tables import publication

__all__ = ["quads"]

Told = dict[str, float]


def quads(root: Path, out: Path) -> int:
    """Write the sorted quads of a publication's tables into a folder; return how many there are.

    Raises `DataError` when something is wrong in the tables.
    """
    settings = project.load(root)
    tables = publication.convert(settings, ontology.read(settings).described, out)
    assert not tables.problems, tables.problems[:5]
    return sum(tables.counts.values())


def _quads(root: Path, _ready: Path, out: Path) -> Told:
    return {"triples": quads(root, out)}


def _quads_ready(root: Path, ready: Path, _out: Path) -> Told:
    return {"triples": quads(root, ready)}


def _store(root: Path, _ready: Path, out: Path) -> Told:
    from intlgraph import pipeline

    # A publication builds inside itself; one that is made of links builds afresh, and leaves the original alone.
    for name in (project.SETTINGS_FILE, "data"):
        (out / name).symlink_to(root / name)
    built = pipeline.build(project.load(out))
    return {"triples": sum(number for graph, number in built.counts.items() if graph not in _NOT_TABLES)}


def _validate_ready(root: Path, ready: Path, _out: Path) -> Told:
    """Build, and plant faults: a date before its time, a kind that is none, a missing certainty."""
    from intlgraph import pipeline

    settings = project.load(root)
    with tempfile.TemporaryDirectory(dir=ready) as folder:
        here = Path(folder)
        for name in (project.SETTINGS_FILE, "data"):
            (here / name).symlink_to(root / name)
        built = pipeline.build(project.load(here))
        for path in (built.folder / "quads").glob("*.nq"):
            shutil.copyfile(path, ready / path.name)
    faults = [
        f"<{settings.base}/id/membership/planted> <{RDF}type> <http://www.w3.org/ns/org#Membership> .\n",
        f"<{settings.base}/id/municipality/planted> <{RDF}type> <http://www.w3.org/ns/org#Organization> .\n",
    ]
    (ready / "planted.nq").write_text("".join(faults), "utf-8")
    return {"triples": _lines(ready)}


def _validate(root: Path, ready: Path, _out: Path) -> Told:
    return _validated(root, ready, "fast")


def _validate_by_reference(root: Path, ready: Path, _out: Path) -> Told:
    return _validated(root, ready, "reference")


def _validated(root: Path, ready: Path, engine: str) -> Told:
    from intlgraph.validation import checking
    from intlgraph.validation import publication as validation

    settings = project.load(root)
    data = validation.data_of(ready)
    report = checking.validate(data, validation.shapes_of(settings), engine=engine)
    assert not report.conforms
    return {"triples": _lines(ready), "found": len({result for fault in report.faults for result in fault.results})}


def _lines(folder: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in folder.glob("*.nq"))


def _turtle(root: Path, ready: Path, out: Path) -> Told:
    from intlgraph.formats import graph_format
    from intlgraph.publishing import contexts, dumps

    settings = project.load(root)
    triples = _lines(ready)
    wall, cpu = time.perf_counter(), time.process_time()
    with (out / "all.ttl").open("wb") as stream:
        (everything,) = settings.datasets
        dumps.export(settings, everything, ready, graph_format("turtle"), stream, contexts.context(settings))
    return {"triples": triples, "seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}


def _void(root: Path, ready: Path, _out: Path) -> Told:
    """Describe everything; the sum of what it counts, but for links, is what was found."""
    from intlgraph.catalogue import void

    settings = project.load(root)
    said = void.describe(settings, ready, ())
    figures = (_FIGURE.fullmatch(line) for line in said if "-to-" not in line.split(" ", 1)[0])
    numbers = [(match[1], match[2], int(match[3])) for match in figures if match]
    whole = settings.iris.dataset(void.whole(settings).name)
    [triples] = [number for subject, name, number in numbers if (subject, name) == (whole, "triples")]
    return {"triples": triples, "found": sum(number for _, _, number in numbers)}


def _counted_ready(root: Path, ready: Path, _out: Path) -> Told:
    """Load a store with the triples that ours counts, in its default graph."""
    import pyoxigraph

    from intlgraph.catalogue import void
    from intlgraph.publishing.datasets import selection

    settings = project.load(root)
    with tempfile.TemporaryDirectory(dir=ready) as folder:
        quads(root, Path(folder))
        path = Path(folder) / "all.nt"
        with path.open("w", encoding="utf-8") as file:
            chosen = selection(Path(folder), void.whole(settings), settings.iris)
            file.writelines(f"{triple} .\n" for triple in chosen.triples())
        store = pyoxigraph.Store(str(ready / "store"))
        store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_TRIPLES)
        store.optimize()
    return {"triples": len(store)}


def _diff_ready(root: Path, ready: Path, _out: Path) -> Told:
    """Write two states: in the second, one text in a hundred says something else."""
    from intlgraph.changes.snapshots import merge

    with tempfile.TemporaryDirectory(dir=ready) as folder:
        quads(root, Path(folder))
        triples = merge(sorted(Path(folder).glob("*.nq")), ready / "first.nq")
    lines = (ready / "first.nq").read_text("utf-8").splitlines(keepends=True)
    spoken = [number for number, line in enumerate(lines) if '"@en <' in line]
    step = max(1, len(spoken) * 100 // len(lines))
    for number in spoken[::step]:
        lines[number] = lines[number].replace('"@en <', ' too"@en <')
    (ready / "second.nq").write_text("".join(sorted(lines)), "utf-8", newline="\n")
    return {"triples": triples}


def _diff(root: Path, ready: Path, _out: Path) -> Told:
    from intlgraph.changes import diff, telling

    settings = project.load(root)
    first, second = ready / "first.nq", ready / "second.nq"
    found = diff.of_files((first,), (second,), ("first", "second"), settings)
    assert telling.as_text(found, "sv")
    with first.open("rb") as file:
        return {"triples": sum(1 for _ in file), "found": len(found.added) + len(found.removed)}


_FIGURE: Final = re.compile(
    r"<([^>]*)> <http://rdfs\.org/ns/void#(triples|entities|distinctSubjects|distinctObjects|classes|properties)> "
    r'"([0-9]+)".*'
)
_NOT_TABLES: Final = frozenset({ontology.GRAPH, "derived"})
_JOBS: Final[Mapping[str, Callable[[Path, Path, Path], Told]]] = {
    "quads": _quads,
    "quads-ready": _quads_ready,
    "store": _store,
    "validate-ready": _validate_ready,
    "validate": _validate,
    "validate-reference": _validate_by_reference,
    "turtle": _turtle,
    "void": _void,
    "counted-ready": _counted_ready,
    "diff-ready": _diff_ready,
    "diff": _diff,
}


if __name__ == "__main__":
    print(json.dumps(_JOBS[sys.argv[1]](*map(Path, sys.argv[2:5]))))

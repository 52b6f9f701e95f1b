"""The selection: which lines of a build belong to one declared dataset.

A build holds one sorted file of canonical N-Quads lines a named graph, `<graph>.nq`. A class of things is one stretch
of such a file, so that a small dataset is cut out of a large build by binary search, without reading the rest.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from intlgraph import ontology, privacy
from intlgraph.errors import Place, ProjectError
from intlgraph.iris import Iris
from intlgraph.project import SETTINGS_FILE, Dataset
from intlgraph.tables.sorting import merged

__all__ = ["Part", "Selection", "holds_data", "select", "selection"]

_BLOCK = 1 << 20
_DOCUMENT, _SELECTOR = "document", "selector"


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of every file: the lines that begin with `start`, all or those of the named subjects (`<...>`)."""

    start: str
    subjects: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """What a dataset takes: from which files, and in them which stretches, in order; `parts` None is everything.

    Every method reads the files anew, in blocks: memory does not grow with the number of lines.
    """

    files: tuple[Path, ...]
    iris: Iris
    parts: tuple[Part, ...] | None = None

    def quads(self) -> Iterator[str]:
        """Yield the N-Quads lines, sorted by code point, with line ends."""
        return chain.from_iterable(merged([self._blocks(file) for file in self.files]))

    def triples(self) -> Iterator[str]:
        """Yield each distinct triple once, as `<s> <p> <o>` without full stop or line end, sorted by code point."""
        return chain.from_iterable(merged([self._statements(file) for file in self.files]))

    def graphs(self) -> Iterator[tuple[str, Selection]]:
        """Yield the IRI of each graph with what is selected from it, sorted by name."""
        for file in self.files:
            yield self.iris.graph(file.stem), replace(self, files=(file,))

    def _statements(self, file: Path) -> Iterator[list[str]]:
        # Without graphs the order stays the same: what follows an object is a space, which sorts before whatever
        # could make the object longer.
        cut = len(f" <{self.iris.graph(file.stem)}> .\n")
        return ([line[:-cut] for line in block] for block in self._blocks(file))

    def _blocks(self, file: Path) -> Iterator[list[str]]:
        if self.parts is None:
            yield from _stretch(file, "")
        for part in self.parts or ():
            for block in _stretch(file, part.start):
                wanted = part.subjects
                yield block if wanted is None else [line for line in block if line.split(" ", 1)[0] in wanted]


def holds_data(graph: str) -> bool:
    """Return whether a graph belongs in a dataset that names no graphs.

    The ontology is about the data; what names people is published only by a dataset that says so.

    >>> [name for name in ("derived", "ontology", "people", "tables") if holds_data(name)]
    ['derived', 'tables']
    """
    return graph != ontology.GRAPH and not privacy.names_people(graph)


def select(quads: Path, dataset: Dataset, iris: Iris) -> Iterator[str]:
    """Yield the sorted, unique N-Quads lines of one dataset, out of a folder of sorted `<graph>.nq` files.

    Raises `ProjectError` when the dataset names a graph that the build does not have.
    """
    return selection(quads, dataset, iris).quads()


def selection(quads: Path, dataset: Dataset, iris: Iris) -> Selection:
    """Return what a dataset takes, with the evidence of what it takes.

    A dataset of some classes holds their things, the passages that these point to, and the selectors of those
    passages, so that it can be checked on its own. One that names the class `document` holds every passage.
    Raises `ProjectError` when the dataset names a graph that the build does not have.
    """
    chosen = Selection(_files(quads, dataset), iris)
    if not dataset.classes:
        return chosen
    own = replace(chosen, parts=tuple(Part(start) for start in sorted({_start(iris, c) for c in dataset.classes})))
    documents, selectors = _start(iris, _DOCUMENT), _start(iris, _SELECTOR)
    every = _DOCUMENT in dataset.classes
    passages = None if every else frozenset(target for target in _targets(own, documents) if "#" in target)
    cited = Part(documents, passages)
    parts = [*(own.parts or ()), *(() if every else (cited,))]
    if _SELECTOR not in dataset.classes:
        parts.append(Part(selectors, frozenset(_targets(replace(chosen, parts=(cited,)), selectors))))
    wanted = (part for part in parts if part.subjects is None or part.subjects)
    return replace(chosen, parts=tuple(sorted(wanted, key=lambda part: part.start)))


def _start(iris: Iris, kind: str) -> str:
    return f"<{iris.thing(kind, '')}"


def _files(quads: Path, dataset: Dataset) -> tuple[Path, ...]:
    files = {path.stem: path for path in sorted(quads.glob("*.nq"))}
    for name in dataset.graphs:
        if name not in files:
            place = Place(SETTINGS_FILE, column=f"datasets.{dataset.name}.graphs")
            raise ProjectError.of("dataset-graph", place, dataset=dataset.name, graph=name, known=", ".join(files))
    names = dataset.graphs or tuple(filter(holds_data, files))
    return tuple(path for name, path in files.items() if name in names)


def _targets(selected: Selection, start: str) -> Iterator[str]:
    for triple in selected.triples():
        if start in triple:  # most lines are told apart by this alone
            target = triple.split(" ", 2)[2]
            if target.startswith(start):
                yield target


def _stretch(file: Path, start: str) -> Iterator[list[str]]:
    with file.open("rb") as binary:
        binary.seek(_offset(binary, start.encode()))
        # Only a line feed ends a line here: literals may hold other characters that Python counts as line ends.
        with io.TextIOWrapper(binary, encoding="utf-8", newline="\n") as text:
            while block := text.readlines(_BLOCK):
                if block[-1].startswith(start):
                    yield block
                    continue
                yield block[: bisect_right(block, start, key=lambda line: line[: len(start)])]
                return


def _offset(file: BinaryIO, wanted: bytes) -> int:
    """Return where the first line that is not before `wanted` begins; `low` always is the beginning of a line."""
    low, high = 0, file.seek(0, io.SEEK_END) if wanted else 0
    while low < high:
        middle = (low + high) // 2
        file.seek(max(middle - 1, 0))
        if middle:
            file.readline()  # the rest of a line begun before the middle
        at = file.tell()
        line = file.readline()
        if line and line < wanted:
            low = at + len(line)
        else:
            high = middle
    return low

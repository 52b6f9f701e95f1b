"""The dumps: one dataset in every format, from the sorted N-Quads files of a build.

Every format of one dataset holds the same triples. The same build gives the same bytes: no clock, no randomness, no
order that hangs on memory. Nothing is held but one block of each file, so that size is a matter of disk.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from intlgraph.errors import sentence
from intlgraph.formats import GRAPH_FORMATS, Format
from intlgraph.project import Dataset, Project
from intlgraph.publishing import jsonld, rdfxml, turtle
from intlgraph.publishing.contexts import understood
from intlgraph.publishing.datasets import Selection, selection
from intlgraph.publishing.prefixes import Prefixes

__all__ = ["Dump", "Sink", "about", "export", "file_name", "write"]

_COMPRESSED = frozenset({"ntriples", "nquads"})
_BATCH = 4096


class Sink(Protocol):
    """Whatever bytes can be written to."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""


@dataclass(frozen=True, slots=True)
class Dump:
    """One file of one dataset: its size in bytes, its number of distinct triples, the SHA-256 of its bytes (hex)."""

    dataset: str
    format: Format
    path: Path
    bytes: int
    triples: int
    sha256: str


def write(
    project: Project,
    dataset: Dataset,
    quads: Path,
    out: Path,
    context: Mapping[str, object],
    formats: Iterable[Format] = GRAPH_FORMATS,
) -> tuple[Dump, ...]:
    """Write the dumps of one dataset into the folder `out`, `<dataset>.ttl` and so on, and return what was written.

    `quads` is the folder of the build's sorted `<graph>.nq` files; `context` is what stands under `@context`. Raises
    `DataError` for what a format cannot hold, `ProjectError` for a graph that the build does not have.
    """
    chosen = selection(quads, dataset, project.iris)
    triples = sum(1 for _ in chosen.triples())
    written = []
    for form in formats:
        path = out / file_name(dataset.name, form)
        with path.open("wb") as file:
            if form.name in _COMPRESSED:
                # No time and no file name in the header (RFC 1952, section 2.3): the same data, the same bytes.
                with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed:
                    _export(project, dataset, chosen, form, packed, context)
            else:
                _export(project, dataset, chosen, form, file, context)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        written.append(Dump(dataset.name, form, path, path.stat().st_size, triples, digest))
    return tuple(written)


def export(
    project: Project, dataset: Dataset, quads: Path, form: Format, stream: Sink, context: Mapping[str, object]
) -> None:
    """Write one dataset in one format to a binary stream, never compressed.

    The arguments and errors are those of `write`.
    """
    _export(project, dataset, selection(quads, dataset, project.iris), form, stream, context)


def file_name(dataset: str, form: Format) -> str:
    """Return the name of a dump's file: line formats are compressed.

    >>> [file_name("all", form) for form in GRAPH_FORMATS]
    ['all.ttl', 'all.nt.gz', 'all.nq.gz', 'all.trig', 'all.jsonld', 'all.rdf']
    """
    return f"{dataset}.{form.extension}{'.gz' if form.name in _COMPRESSED else ''}"


def about(project: Project, dataset: Dataset) -> tuple[str, ...]:
    """Return the lines that say what a dump is: titles, base, publisher, licence, and that it is a demonstration."""
    titles = (f"{project.title[tag]}: {dataset.title.get(tag, dataset.name)}" for tag in project.languages)
    publisher = dict.fromkeys(project.publisher.name[tag] for tag in project.languages)
    facts = (
        f"Base: {project.base}",
        f"Publisher: {' / '.join(publisher)} <{project.publisher.iri}>",
        f"Licence: {project.licences['data']}",
    )
    if not project.demonstration:
        return (*titles, *facts)
    # What a demonstration is not, its description says: every file carries it, for files travel alone.
    otherwise = {tag: sentence("dump-demonstration", "text", tag, {}) for tag in project.languages}
    said = otherwise | dict(project.description)
    return (*titles, *facts, *dict.fromkeys(said[tag] for tag in project.languages))


def _export(
    project: Project,
    dataset: Dataset,
    chosen: Selection,
    form: Format,
    stream: Sink,
    context: Mapping[str, object],
) -> None:
    lines = about(project, dataset)
    if form.name == "nquads":
        _pour(chosen.quads(), stream)
    elif form.name == "ntriples":
        _pour((f"{triple} .\n" for triple in chosen.triples()), stream)
    elif form.name == "jsonld":
        _pour(jsonld.document(chosen.triples(), context), stream)
    else:
        names = Prefixes(project.iris, understood(context).prefixes)
        if form.name == "turtle":
            body = turtle.subjects(chosen.triples(), names)
            _after_head(body, stream, lambda: turtle.head(lines, names.used))
        elif form.name == "trig":
            _after_head(_graphs(chosen, names), stream, lambda: turtle.head(lines, names.used))
        else:
            body = rdfxml.Descriptions(names).subjects(chosen.triples())
            _after_head(body, stream, lambda: rdfxml.head(lines, names.used))
            stream.write(rdfxml.tail().encode())


def _graphs(chosen: Selection, names: Prefixes) -> Iterator[str]:
    for name, inside in chosen.graphs():
        yield from turtle.graph(name, inside.triples(), names)


def _after_head(body: Iterator[str], stream: Sink, head: Callable[[], str]) -> None:
    """Write a head that is known only when the body is: which prefixes were used. The body waits in a file."""
    with tempfile.TemporaryFile() as waiting:
        _pour(body, waiting)
        stream.write(head().encode())
        waiting.seek(0)
        shutil.copyfileobj(waiting, stream, 1 << 20)


def _pour(chunks: Iterable[str], stream: Sink) -> None:
    pieces = iter(chunks)
    while batch := "".join(islice(pieces, _BATCH)):
        stream.write(batch.encode())

"""Files: what was published of each dataset, as its dumps and its tables, with sizes and checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from intlgraph.catalogue.authority import CSV, FILE_TYPES, FileType
from intlgraph.errors import sentence
from intlgraph.namespaces import DCTERMS
from intlgraph.project import Dataset, Project
from intlgraph.publishing.dumps import Dump
from intlgraph.tables.description import describe, space_of
from intlgraph.tables.model import Column, Table

__all__ = ["File", "dumped", "tabled"]

_GROUP: Final = "metadata.json"


@dataclass(frozen=True, slots=True)
class File:
    """One published file of a dataset: its name in the dataset, its address, what it is, its size and checksum.

    `schema` is the address of what describes it, empty where nothing does; `origin` is the folder of the table it
    comes from, empty for a dump, and `columns` are those of a table.
    """

    name: str
    address: str
    form: FileType
    title: Mapping[str, str]
    description: Mapping[str, str]
    bytes: int
    sha256: str
    compressed: bool = False
    schema: str = ""
    origin: str = ""
    columns: tuple[Column, ...] = ()


def dumped(project: Project, dataset: Dataset, dumps: Iterable[Dump]) -> Iterator[File]:
    """Yield the dumps of a dataset."""
    for dump in dumps:
        if dump.dataset != dataset.name:
            continue
        form = FILE_TYPES[dump.format.name]
        extension = dump.path.name.removeprefix(f"{dataset.name}.")
        values = {"form": form.name, "triples": dump.triples}
        yield File(
            name=extension,
            address=project.iris.dump(dataset.name, extension),
            form=form,
            title={tag: f"{dataset.title[tag]}, {form.name}" for tag in project.languages},
            description={tag: sentence("distribution-dump", "text", tag, values) for tag in project.languages},
            bytes=dump.bytes,
            sha256=dump.sha256,
            compressed=extension.endswith(".gz"),
        )


def tabled(project: Project, tables: Path) -> Mapping[str, tuple[File, ...]]:
    """Return the published tables by the dataset they belong to; `tables` is the folder they were published in.

    A table belongs to the first dataset that names the class of its rows, else to the first that names the folder it
    lies in as a graph, else to the first that holds everything.
    """
    description = describe(project)
    found: dict[str, list[File]] = {}
    for source in description.sources:
        table = description.tables[source.table]
        dataset = _home(project, source.table, table)
        if dataset is not None:
            found.setdefault(dataset.name, []).append(_table(project, source.table, table, tables))
    return {name: tuple(files) for name, files in found.items()}


def _home(project: Project, name: str, table: Table) -> Dataset | None:
    origin, space = _origin(name), space_of(table)
    by_class = [each for each in project.datasets if space in each.classes]
    by_graph = [each for each in project.datasets if origin in each.graphs]
    whole = [each for each in project.datasets if not each.classes and not each.graphs]
    return next(iter([*by_class, *by_graph, *whole]), None)


def _table(project: Project, name: str, table: Table, folder: Path) -> File:
    path = folder / name
    own = folder / f"{name}-{_GROUP}"
    title, description = _texts(project, table, "title", name), _texts(project, table, "description", "")
    said = {tag: sentence("distribution-table", "text", tag, {"rows": text}) for tag, text in description.items()}
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(
        name=name.replace("/", "-"),
        address=project.iris.table(quote(name)),
        form=CSV,
        title={tag: f"{text}, CSV" for tag, text in title.items()},
        description=said if all(description.values()) else title,
        bytes=path.stat().st_size,
        sha256=digest,
        schema=project.iris.table(quote(f"{name}-{_GROUP}") if own.exists() else _GROUP),
        origin=_origin(name),
        columns=tuple(column for column in table.schema.columns if not column.virtual),
    )


def _origin(name: str) -> str:
    return name.rpartition("/")[0] or "tables"


def _texts(project: Project, table: Table, term: str, default: str) -> dict[str, str]:
    values = table.annotations.get(f"{DCTERMS}{term}")
    said = {
        str(each.get("@language", "")): str(each.get("@value", ""))
        for each in (values if isinstance(values, list) else [])
        if isinstance(each, dict)
    }
    return {tag: said.get(tag, default) for tag in project.languages}

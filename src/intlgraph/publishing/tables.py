"""The tables as others read them: UTF-8, comma, English headings, in the order of the schema, with their metadata."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from intlgraph.project import Project
from intlgraph.tables import publication
from intlgraph.tables.description import describe
from intlgraph.tables.model import Column, Table

__all__ = ["write"]

_GROUP: Final = "metadata.json"


def write(project: Project, out: Path) -> None:
    """Write every table of a publication, and the metadata of those that are there, into a folder.

    Raises `DataError` as a build does; after a build there is nothing left to raise.
    """
    description = describe(project)
    columns = {source.table: _columns(description.tables[source.table]) for source in description.sources}
    for name, headed in columns.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        _append(out / name, [[_heading(column) for column in headed]])
    # All tables in one go: each reading of the records begins with the metadata of the whole publication.
    for name, records in groupby(publication.records(project), key=attrgetter("name")):
        names = [column.name for column in columns[name]]
        _append(out / name, ([record.values.get(each, "") for each in names] for record in records))
    _write_metadata(project, list(columns), out)


def _columns(table: Table) -> list[Column]:
    return [column for column in table.schema.columns if not column.virtual]


def _append(path: Path, rows: Iterable[Sequence[str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _heading(column: Column) -> str:
    return next(iter(column.titles.get("en", ())), column.heading)


def _write_metadata(project: Project, names: list[str], out: Path) -> None:
    layers = {layer.name: layer.path for layer in project.layers("data/tables", "**/*metadata.json")}
    own = {name: layers[f"{name}-{_GROUP}"] for name in names if f"{name}-{_GROUP}" in layers}
    for name, path in own.items():
        _write_json(out / f"{name}-{_GROUP}", json.loads(path.read_text("utf-8-sig")))
    group = json.loads(layers[_GROUP].read_text("utf-8-sig"))
    group["tables"] = [table for table in group["tables"] if table["url"] in names and table["url"] not in own]
    if group["tables"]:
        _write_json(out / _GROUP, group)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")

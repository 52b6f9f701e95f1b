"""The tables as others read them: UTF-8, comma, English headings, in the order of the schema, with their metadata."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Final

from intlgraph.project import Project
from intlgraph.tables import publication
from intlgraph.tables.description import describe
from intlgraph.tables.model import Column

__all__ = ["write"]

_GROUP: Final = "metadata.json"


def write(project: Project, out: Path) -> None:
    """Write every table of a publication, and the metadata of those that are there, into a folder.

    Raises `DataError` as a build does; after a build there is nothing left to raise.
    """
    description = describe(project)
    names = [source.table for source in description.sources]
    for name in names:
        columns = [column for column in description.tables[name].schema.columns if not column.virtual]
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([_heading(column) for column in columns])
            for record in publication.records(project, name):
                writer.writerow([record.values.get(column.name, "") for column in columns])
    _write_metadata(project, names, out)


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

"""What the metadata say of a publication's tables: the built-in tables and the publication's own, as one group."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from intlgraph.errors import Place, Problem
from intlgraph.namespaces import DCTERMS
from intlgraph.project import Layer, Project
from intlgraph.tables.headings import folded
from intlgraph.tables.metadata import read_metadata
from intlgraph.tables.model import JSON, Table
from intlgraph.tables.sources import Known, Source, discover
from intlgraph.tables.templates import Template

__all__ = ["Description", "describe", "space_of"]

_GROUP: Final = "metadata.json"
_TITLE: Final = f"{DCTERMS}title"
_ALWAYS_THERE: Final = frozenset({"_row", "_sourceRow", "_name", "_column", "_sourceColumn"})
"""Variables that need no column (Metadata Vocabulary, section 5.1.3)."""
_CLASS = re.compile(r"(?:^|/)id/([^/{}]+)/\{")


@dataclass(frozen=True, slots=True)
class Description:
    """The tables by name, the sources of those that the publication has, and what is wrong with either.

    `is_whole` is false when some metadata could not be read, so that tables may be missing here.
    """

    tables: Mapping[str, Table]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    is_whole: bool = True


def describe(project: Project) -> Description:
    """Read all metadata and look for the tables.

    `metadata.json` describes the built-in tables; `<table>.csv-metadata.json` beside a table describes that table
    alone, whether or not it is a built-in one (Model for Tabular Data, section 5.3).
    """
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    unread: set[str] = set()
    layers = project.layers("data/tables", "**/*metadata.json")
    ordered = sorted(layers, key=lambda layer: (layer.name != _GROUP, layer.name))
    # Foreign keys may point to tables of any document, so that all are read before any is judged.
    known = [table for layer in ordered for table in _tables(project, layer, ())[0].values()]
    for layer in ordered:
        found, wrong = _tables(project, layer, known)
        tables |= found
        problems += wrong
        if not found:
            unread.add(layer.name)
    described = [_known(name, table) for name, table in tables.items()]
    sources, missing = discover(project.tables, project.shown, described)
    # A table whose metadata cannot be read is described, if not well: that it is not known would be said in vain.
    told = [each for each in missing if each.code != "table-unknown" or unread.isdisjoint(_described_in(each))]
    return Description(tables, tuple(sources), (*problems, *told), is_whole=not unread)


def _described_in(problem: Problem) -> tuple[str, str]:
    return _GROUP, f"{problem.values.get('table')}-{_GROUP}"


def space_of(table: Table) -> str:
    """Return the class whose slugs a table's primary key holds, so that other tables can refer to them.

    >>> from intlgraph.tables.model import Schema
    >>> space_of(Table("https://example.org/data/tables/networks.csv", Schema(about_url="../../id/network/{id}")))
    'network'
    """
    match = _CLASS.search(table.schema.about_url or "")
    return match[1] if match else table.url


def _tables(project: Project, layer: Layer, known: Sequence[Table]) -> tuple[dict[str, Table], list[Problem]]:
    file = project.shown(layer.path)
    try:
        text = layer.path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return {}, [Problem("metadata-not-utf8", {}, Place(file))]
    metadata = read_metadata(text, project.iris.table(layer.name), file=file, known=known)
    if metadata.group is None:
        return {}, list(metadata.problems)
    start = project.iris.table("")
    named = {table.url.removeprefix(start): table for table in metadata.group.tables}
    unknown = [problem for name, table in named.items() for problem in _unknown_variables(name, table, file)]
    return named, [*metadata.problems, *unknown]


def _unknown_variables(name: str, table: Table, file: str) -> Iterator[Problem]:
    """Yield a problem for each variable of an address template that is no column: it would be empty in every row."""
    columns = {column.name for column in table.schema.columns}
    for column in table.schema.columns:
        for text in filter(None, (column.about_url, column.property_url, column.value_url)):
            for variable in sorted(Template(text, table.url).variables - columns - _ALWAYS_THERE):
                near = difflib.get_close_matches(variable, columns, 1)
                values = {"table": name, "found": variable, "nearest": near[0] if near else ", ".join(sorted(columns))}
                yield Problem("template-unknown-column", values, Place(file, column=column.name))


def _known(name: str, table: Table) -> Known:
    columns = [column for column in table.schema.columns if not column.virtual]
    headings = {title for column in columns for titles in column.titles.values() for title in titles}
    return Known(name, frozenset(_texts(table.annotations.get(_TITLE))), frozenset(map(folded, headings)))


def _texts(value: JSON) -> list[str]:
    """Return the strings of a common property, whatever their languages."""
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, dict):
        return _texts(value.get("@value"))
    return [value] if isinstance(value, str) else []

"""Schemas: the columns of a table, its keys and its templates, read from metadata.

Metadata Vocabulary for Tabular Data, sections 5.5 (Schemas) and 5.6 (Columns).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import Final
from urllib.parse import quote

from intlgraph.tables.findings import shown
from intlgraph.tables.model import JSON, Column, Schema
from intlgraph.tables.properties import INHERITED, Inherited, Object, Properties, is_name

__all__ = ["KeyDescription", "column_of", "name_from_title", "read_schema"]

_SCHEMA: Final = frozenset(["columns", "foreignKeys", "primaryKey", "rowTitles"]) | INHERITED
_COLUMN: Final = frozenset(["name", "suppressOutput", "titles", "virtual"]) | INHERITED
_KEY: Final = frozenset({"columnReference", "reference"})
_REFERENCE: Final = frozenset({"resource", "schemaReference", "columnReference"})


@dataclass(frozen=True, slots=True)
class KeyDescription:
    """A foreign key as it is written, before the table it points into is known."""

    columns: tuple[str, ...]
    referenced: tuple[str, ...]
    resource: str | None
    schema: str | None
    path: str


def name_from_title(title: str) -> str:
    """Return the name that a column without one takes from its title (section 5.6).

    >>> name_from_title("On Street")
    'On%20Street'
    """
    return quote(title, safe="").replace("-", "%2D").replace("~", "%7E")


def column_of(inherited: Inherited, **own: object) -> Column:
    """Return a column with the inherited properties in force and some of its own."""
    given = {item.name: getattr(inherited, item.name) for item in fields(Inherited)}
    return Column(**{**given, **own})


def read_schema(
    source: Object, path: str, properties: Properties, above: Inherited
) -> tuple[Schema, list[KeyDescription]]:
    """Return a schema and the foreign keys that stand in it."""
    identity = properties.identity(source, path, "Schema")
    inherited = properties.inherited(source, path, above)
    properties.annotations(source, path, _SCHEMA)
    columns = tuple(
        _column(number, item, where, properties, inherited)
        for number, (where, item) in enumerate(properties.items(source, path, "columns"), 1)
    )
    _check_columns(columns, path, properties)
    names = {column.name for column in columns if column.named}
    schema = Schema(
        columns=columns,
        described="columns" in source,
        primary_key=_names(source, path, "primaryKey", names, properties),
        row_titles=_names(source, path, "rowTitles", names, properties),
        about_url=inherited.about_url,
        id=identity,
    )
    keys = [
        key
        for where, item in properties.items(source, path, "foreignKeys")
        if (key := _foreign_key(item, where, names, properties)) is not None
    ]
    return schema, keys


def _column(number: int, source: Object, path: str, properties: Properties, above: Inherited) -> Column:
    properties.identity(source, path, "Column")
    inherited = properties.inherited(source, path, above)
    titles = properties.natural(source, path, "titles")
    name: str = properties.take(source, path, "name", is_name, "")
    given = titles.get(properties.language or "und", ())
    derived = name_from_title(given[0]) if given else f"_col.{number}"
    return column_of(
        inherited,
        name=name or derived,
        named=bool(name),
        number=number,
        titles=titles,
        virtual=properties.take(source, path, "virtual", _is_bool, False),
        suppress_output=properties.take(source, path, "suppressOutput", _is_bool, False),
        annotations=properties.annotations(source, path, _COLUMN),
    )


def _is_bool(value: JSON) -> bool:
    return isinstance(value, bool)


def _check_columns(columns: tuple[Column, ...], path: str, properties: Properties) -> None:
    for name, count in Counter(column.name for column in columns if column.named).items():
        if count > 1:
            properties.findings.error("metadata-same-name", path=path, value=name)
    virtual = False
    for column in columns:
        if virtual and not column.virtual:
            properties.findings.error("metadata-virtual-order", path=path, value=column.name)
        virtual = virtual or column.virtual


def _names(source: Object, path: str, name: str, known: set[str], properties: Properties) -> tuple[str, ...]:
    if name not in source:
        return ()
    value = source[name]
    given = value if isinstance(value, list) else [value]
    if given and all(isinstance(item, str) and item in known for item in given):
        return tuple(given)
    properties.wrong(path, name, value)
    return ()


def _foreign_key(source: Object, path: str, known: set[str], properties: Properties) -> KeyDescription | None:
    findings = properties.findings
    reference = source.get("reference")
    if not isinstance(reference, dict):
        findings.error("metadata-reference", path=path, value=shown(reference))
        return None
    for item, allowed in ((source, _KEY), (reference, _REFERENCE)):
        for name in item:
            if name not in allowed:
                findings.error("metadata-foreign-key-property", path=path, property=name)
    columns, referenced = _texts(source.get("columnReference")), _texts(reference.get("columnReference"))
    resource, schema = reference.get("resource"), reference.get("schemaReference")
    if isinstance(resource, str) == isinstance(schema, str) or not columns or len(columns) != len(referenced):
        findings.error("metadata-reference", path=path, value=shown(reference))
        return None
    unknown = [name for name in columns if name not in known]
    for name in unknown:
        findings.error("metadata-unknown-column", path=path, value=name)
    if unknown:
        return None
    return KeyDescription(columns, referenced, _text(resource), _text(schema), path)


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: JSON) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    return tuple(item for item in given if isinstance(item, str)) if all(isinstance(i, str) for i in given) else ()

"""Metadata documents: from JSON to a group of tables, with everything that is wrong with it reported together.

Metadata Vocabulary for Tabular Data, sections 5 and 6.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from intlgraph.errors import Problem
from intlgraph.tables.addresses import normalised, resolve
from intlgraph.tables.context import CONTEXT, is_language
from intlgraph.tables.dialect import read_dialect
from intlgraph.tables.findings import Findings, shown
from intlgraph.tables.jsonld import check_value
from intlgraph.tables.model import JSON, Dialect, ForeignKey, Schema, Table, TableGroup
from intlgraph.tables.properties import INHERITED, Inherited, Object, Properties, is_text
from intlgraph.tables.schemas import KeyDescription, column_of, read_schema

__all__ = ["Metadata", "read_metadata"]

_BOTH: Final = frozenset(["dialect", "notes", "tableDirection", "tableSchema", "transformations"]) | INHERITED
_GROUP: Final = _BOTH | {"tables"}
_TABLE: Final = _BOTH | {"url", "suppressOutput"}
_TRANSFORMATION: Final = frozenset(["scriptFormat", "source", "targetFormat", "titles", "url"])
_DIRECTIONS: Final = ("ltr", "rtl", "auto", "default")

Fetch = Callable[[str], str | None]
"""Returns the text of a document that metadata refers to, or None where there is none."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was read: the tables, or None where nothing can be used, and every problem found."""

    group: TableGroup | None
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that must be mended, warnings left out."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def read_metadata(
    document: str | Object, url: str, *, fetch: Fetch = lambda _: None, file: str = "", known: Sequence[Table] = ()
) -> Metadata:
    """Return the tables that a metadata document at an address describes.

    `document` is its text or what `json.loads` made of it; `fetch` is asked for schemas and dialects that stand
    in documents of their own; `file` is what problems call the document, its address if nothing else is said; `known`
    are tables of other documents that foreign keys may point to.

    >>> text = '{"@context": "http://www.w3.org/ns/csvw", "url": "x.csv"}'
    >>> read_metadata(text, "https://example.org/metadata.json").group.tables[0].url
    'https://example.org/x.csv'
    """
    findings = Findings(file or url)
    source = _parsed(document, findings)
    if source is None:
        return Metadata(None, findings.problems)
    properties = _context(source, url, findings)
    group = _Reader(properties, fetch, known).group(source)
    return Metadata(group, findings.problems)


def _parsed(document: str | Object, findings: Findings) -> Object | None:
    value: JSON = document
    if isinstance(document, str):
        try:
            value = json.loads(document)
        except ValueError as error:
            findings.error("metadata-not-json", detail=str(error))
            return None
    if not isinstance(value, dict):
        findings.error("metadata-not-object", value=shown(value))
        return None
    return value


def _context(source: Object, url: str, findings: Findings) -> Properties:
    given = source.get("@context")
    parts = given if isinstance(given, list) else [given]
    local = parts[1] if len(parts) == 2 else {}
    if parts[:1] != [CONTEXT] or len(parts) > 2 or not isinstance(local, dict):
        findings.error("metadata-context", value=shown(given))
        return Properties(findings, url, None)
    for name in set(local) - {"@base", "@language"}:
        findings.error("metadata-context-name", value=name)
    language, base = local.get("@language"), local.get("@base", "")
    if language is not None and not is_language(language):
        findings.warn("metadata-value", path="@context", property="@language", value=shown(language))
        language = None
    if not isinstance(base, str):
        findings.warn("metadata-value", path="@context", property="@base", value=shown(base))
        base = ""
    return Properties(findings, resolve(url, base), language if isinstance(language, str) else None)


class _Reader:
    """Reads one document; keeps the foreign keys until every table is known."""

    def __init__(self, properties: Properties, fetch: Fetch, known: Sequence[Table]) -> None:
        self.properties = properties
        self.known = known
        self.findings = properties.findings
        self.fetch = fetch
        self.keys: list[list[KeyDescription]] = []

    def group(self, source: Object) -> TableGroup | None:
        properties = self.properties
        if "tables" not in source and ("url" in source or source.get("@type") == "Table"):
            table = self.table(source, "$", Inherited(), Dialect(), {})
            group = TableGroup((table,) if table else (), properties.base, properties.language)
            return self._with_keys(group)
        identity = properties.identity(source, "$", "TableGroup")
        inherited = properties.inherited(source, "$", Inherited())
        dialect = self.dialect(source, "$", Dialect())
        found = [
            self.table(item, where, inherited, dialect, source)
            for where, item in properties.items(source, "$", "tables")
        ]
        if not found:
            self.findings.error("metadata-no-tables")
        self._directions(source, "$")
        group = TableGroup(
            tables=tuple(table for table in found if table is not None),
            base=properties.base,
            language=properties.language,
            notes=self.notes(source, "$"),
            annotations=properties.annotations(source, "$", _GROUP),
            id=identity,
        )
        return self._with_keys(group)

    def table(self, source: Object, path: str, above: Inherited, dialect: Dialect, group: Object) -> Table | None:
        properties = self.properties
        identity = properties.identity(source, path, "Table")
        inherited = properties.inherited(source, path, above)
        url = source.get("url")
        self._directions(source, path)
        if not isinstance(url, str):
            self.findings.error("metadata-no-url", path=path, value=shown(url))
        holder = source if "tableSchema" in source else group
        schema, keys, innermost = self.schema(holder, path, inherited)
        table = Table(
            url=normalised(resolve(properties.base, str(url))),
            schema=schema,
            dialect=self.dialect(source, path, dialect),
            suppress_output=properties.take(source, path, "suppressOutput", _is_bool, False),
            notes=self.notes(source, path),
            annotations=properties.annotations(source, path, _TABLE),
            id=identity,
            plain=column_of(innermost, name="", number=0),
            lang=inherited.lang,
        )
        if not isinstance(url, str):
            return None
        self.keys.append(keys)
        return table

    def schema(self, source: Object, path: str, above: Inherited) -> tuple[Schema, list[KeyDescription], Inherited]:
        if "tableSchema" not in source:
            return Schema(), [], above
        value, where = source["tableSchema"], f"{path}.tableSchema".lstrip(".")
        if isinstance(value, str):
            return self._fetched_schema(value, where, above)
        if not isinstance(value, dict):
            self.properties.wrong(path, "tableSchema", value)
            return Schema(described=True), [], above
        schema, keys = read_schema(value, where, self.properties, above)
        quiet = Properties(Findings(""), self.properties.base, self.properties.language)
        return schema, keys, quiet.inherited(value, where, above)

    def _fetched_schema(
        self, reference: str, path: str, above: Inherited
    ) -> tuple[Schema, list[KeyDescription], Inherited]:
        address = resolve(self.properties.base, reference)
        text = self.fetch(address)
        if text is None:
            self.findings.error("metadata-not-found", path=path, value=address)
            return Schema(), [], above
        findings = Findings(address)
        value = _parsed(text, findings)
        schema, keys, inherited = Schema(), list[KeyDescription](), above
        if value is not None:
            properties = Properties(findings, address, self.properties.language)
            schema, keys = read_schema(value, path, properties, above)
            inherited = Properties(Findings(""), address, None).inherited(value, path, above)
            keys = [
                replace(
                    key,
                    resource=resolve(address, key.resource) if key.resource else None,
                    schema=resolve(address, key.schema) if key.schema else None,
                )
                for key in keys
            ]
        for problem in findings.problems:
            self.findings.add(problem)
        return replace(schema, id=schema.id or address), keys, inherited

    def dialect(self, source: Object, path: str, above: Dialect) -> Dialect:
        if "dialect" not in source:
            return above
        value, where = source["dialect"], f"{path}.dialect".lstrip(".")
        if isinstance(value, str):
            address = resolve(self.properties.base, value)
            text = self.fetch(address)
            value = _parsed(text, self.findings) if text is not None else None
            if value is None:
                self.findings.error("metadata-not-found", path=where, value=address)
                return above
        if not isinstance(value, dict):
            self.properties.wrong(path, "dialect", value)
            return Dialect()
        return read_dialect(value, where, self.properties)

    def notes(self, source: Object, path: str) -> tuple[JSON, ...]:
        notes = source.get("notes", [])
        if not isinstance(notes, list):
            self.properties.wrong(path, "notes", notes)
            return ()
        for number, note in enumerate(notes):
            check_value(note, f"{path}.notes[{number}]".lstrip("."), self.findings)
        return tuple(notes)

    def _directions(self, source: Object, path: str) -> None:
        properties = self.properties
        properties.take(source, path, "tableDirection", _DIRECTIONS.__contains__, "default")
        for where, item in properties.items(source, path, "transformations"):
            properties.identity(item, where, "Template")
            properties.annotations(item, where, _TRANSFORMATION)
            properties.natural(item, where, "titles")
            for name in ("url", "scriptFormat", "targetFormat"):
                if name not in item:
                    self.findings.error("metadata-transformation", path=where, property=name)
                properties.take(item, where, name, is_text, "")

    def _with_keys(self, group: TableGroup) -> TableGroup:
        tables = [
            replace(table, schema=replace(table.schema, foreign_keys=self._foreign_keys(keys, group)))
            if keys
            else table
            for table, keys in zip(group.tables, self.keys, strict=True)
        ]
        return replace(group, tables=tuple(tables))

    def _foreign_keys(self, keys: list[KeyDescription], group: TableGroup) -> tuple[ForeignKey, ...]:
        found: list[ForeignKey] = []
        for key in keys:
            address = resolve(self.properties.base, key.resource or key.schema or "")
            target = next(
                (
                    table
                    for table in (*group.tables, *self.known)
                    if normalised(address) == (table.url if key.resource else normalised(table.schema.id or ""))
                ),
                None,
            )
            if target is None:
                self.findings.error("metadata-unknown-table", path=key.path, value=address)
                continue
            missing = [
                name for name in key.referenced if (column := target.schema.column(name)) is None or not column.named
            ]
            for name in missing:
                self.findings.error("metadata-unknown-column", path=key.path, value=name)
            if not missing:
                found.append(ForeignKey(key.columns, target.url, key.referenced))
        return tuple(found)


def _is_bool(value: JSON) -> bool:
    return isinstance(value, bool)

"""What metadata says about tables, as values: the annotated descriptions of CSV on the Web.

Metadata Vocabulary for Tabular Data, section 5; every inherited property is already resolved to where it applies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from intlgraph.tables.datatypes import Datatype

__all__ = ["JSON", "Column", "Dialect", "ForeignKey", "Schema", "Table", "TableGroup"]

JSON = object
"""What `json.loads` returns."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file of comma-separated values is written (section 5.9).

    Without any dialect description no line is a comment (Model, section 8); within one, `#` begins a comment.
    """

    comment_prefix: str | None = None
    delimiter: str = ","
    double_quote: bool = True
    encoding: str = "utf-8"
    header_row_count: int = 1
    line_terminators: tuple[str, ...] = ("\r\n", "\n")
    quote_char: str | None = '"'
    skip_blank_rows: bool = False
    skip_columns: int = 0
    skip_rows: int = 0
    trim: Literal["true", "false", "start", "end"] = "false"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands in it and what its cells become (section 5.6)."""

    name: str
    number: int
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: bool = True
    datatype: Datatype = field(default_factory=Datatype)
    required: bool = False
    separator: str | None = None
    ordered: bool = False
    null: tuple[str, ...] = ("",)
    default: str = ""
    lang: str = "und"
    about_url: str | None = None
    property_url: str | None = None
    value_url: str | None = None
    virtual: bool = False
    suppress_output: bool = False
    annotations: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The title that messages call the column by where no file has been read."""
        return next((titles[0] for titles in self.titles.values() if titles), self.name)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must be found in another table (section 5.5.2.1); `table` is its address."""

    columns: tuple[str, ...]
    table: str
    referenced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a table and the keys among them (section 5.5).

    `described` is false where the metadata says nothing about columns, so that the file's own headings do.
    """

    columns: tuple[Column, ...] = ()
    described: bool = False
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    row_titles: tuple[str, ...] = ()
    about_url: str | None = None
    id: str | None = None

    def column(self, name: str) -> Column | None:
        """Return the column with a name, or None."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True)
class Table:
    """One table and the file that holds it (section 5.4).

    `plain` is a column without a description: what a column is like that only the file knows.
    """

    url: str
    schema: Schema = Schema()
    dialect: Dialect = Dialect()
    suppress_output: bool = False
    notes: tuple[JSON, ...] = ()
    annotations: Mapping[str, JSON] = field(default_factory=dict)
    id: str | None = None
    plain: Column = Column("", 0)
    lang: str = "und"


@dataclass(frozen=True, slots=True)
class TableGroup:
    """All tables that one metadata document describes (section 5.3).

    `base` and `language` are those of its context: what addresses and strings in `annotations` and `notes` mean.
    """

    tables: tuple[Table, ...]
    base: str = ""
    language: str | None = None
    notes: tuple[JSON, ...] = ()
    annotations: Mapping[str, JSON] = field(default_factory=dict)
    id: str | None = None

    def table(self, url: str) -> Table | None:
        """Return the table at an address, or None."""
        return next((table for table in self.tables if table.url == url), None)

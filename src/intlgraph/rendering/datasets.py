"""The page of a dataset, as values: what it holds, its files, whose it is, and under which licences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from intlgraph.rendering.description import Link, Text
from intlgraph.rendering.pages import Count

__all__ = ["ROOM", "ColumnTold", "DatasetPage", "FileTold", "address"]

ROOM: Final = "dataset/"
"""Where the pages stand, below the folder of a language; their permanent addresses stand below the base."""


@dataclass(frozen=True, slots=True)
class ColumnTold:
    """One column of a published table: its heading, its titles, what it holds, and the property it becomes, if any."""

    heading: str
    titles: Text
    datatype: str
    required: bool
    several: bool
    property: Link | None = None


@dataclass(frozen=True, slots=True)
class FileTold:
    """One file of a dataset: its address in the site, what it is, its size in bytes, its SHA-256, and its licence.

    A table has columns; a dump has none.
    """

    address: str
    form: str
    media: str
    title: Text
    bytes: int
    sha256: str
    licence: str
    columns: tuple[ColumnTold, ...] = ()


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """A dataset: how many things of each class it holds, its files, and what is said of the rights to them.

    Days are ISO and may be empty: the first publication, the last change, and the time that the statements name.
    `rights` has each licence that a file of it is under with the statement that says whom to name.
    """

    name: str
    iri: str
    title: Text
    description: Text
    classes: tuple[Count, ...]
    files: tuple[FileTold, ...]
    rights: tuple[tuple[str, Text], ...]
    triples: int = 0
    issued: str = ""
    modified: str = ""
    start: str = ""
    end: str = ""


def address(name: str) -> str:
    """Return where the page of a dataset stands, below the folder of a language.

    >>> address("networks")
    'dataset/networks/'
    """
    return f"{ROOM}{name}/"

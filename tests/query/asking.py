"""What the tests of named queries share: this repository's own publication, built once, and answers by column."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from tests.conftest import ROOT, Ran

from intlgraph import pipeline
from intlgraph.project import load

__all__ = ["built", "rows", "short"]


def built(folder: Path) -> Path:
    """Build a copy of the repository's own publication in a folder, and return the folder."""
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "intlgraph.toml", folder)
    pipeline.build(load(folder))
    return folder


def rows(ran: Ran, *columns: str) -> list[tuple[str, ...]]:
    """Return these columns of an answer in CSV, an IRI by its last part; all rows, in their order."""
    assert ran.code == 0, ran.err
    read = csv.DictReader(io.StringIO(ran.out))
    return [tuple(short(row[column]) for column in columns) for row in read]


def short(cell: str) -> str:
    """Return a thing as its class and slug, a concept or another IRI as its last part, and a text as it is.

    >>> short("https://example.org/x/id/network/ubc"), short("https://w3id.org/intlgraph/concept/role/member")
    ('network/ubc', 'member')
    """
    if not cell.startswith("http") or " " in cell:
        return cell
    return cell.partition("/id/")[2] or cell.replace("#", "/").rsplit("/", 1)[-1]

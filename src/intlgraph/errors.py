"""Everything that can go wrong, as one small tree of designed errors.

    IntlgraphError            exit code
      CommandError            2   the command line
      ProjectError            2   intlgraph.toml, or no publication here
      DataError               1   tables, metadata, documents, ontology
      QueryError              2   a query that is not SPARQL or does not fit
      StoreError              1   no build to answer from, or a store that cannot be read
      RemoteError             3   another machine did not answer as it should
      MachineError            3   disk full, no permission, killed

Each error carries one or more `Problem` values. A problem is a code, the values that fill its sentence, and
its place; the sentences stand in `messages/<room>.<language>.toml`, so that they can be read, and
written, side by side.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import ClassVar, Literal

__all__ = [
    "CommandError",
    "DataError",
    "IntlgraphError",
    "MachineError",
    "Place",
    "Problem",
    "ProjectError",
    "QueryError",
    "RemoteError",
    "StoreError",
    "sentence",
]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a file, and inside it a row and a column, or a line and a character.

    Rows are counted as a spreadsheet shows them: the heading is row 1. `column` is the heading as the file has
    it. `line` and `character` (both from 1) serve files that are not tables.

    >>> Place("data/tables/memberships.csv", row=4, column="start").text()
    'data/tables/memberships.csv:4, start'
    """

    file: str = ""
    row: int | None = None
    column: str = ""
    line: int | None = None
    character: int | None = None

    def text(self) -> str:
        """Return the place as one short string, empty when nothing is known."""
        number = self.row if self.row is not None else self.line
        text = self.file if number is None else f"{self.file}:{number}"
        if self.line is not None and self.character is not None:
            text += f":{self.character}"
        return f"{text}, {self.column}" if self.column else text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and how to mend it.

    `code` names the sentence and the hint in `messages/<room>.<language>.toml`; `values` fill their placeholders.

    >>> Problem("unknown-option", {"value": "3"}).code
    'unknown-option'
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    place: Place = Place()
    severity: Severity = "error"

    def text(self, language: str = "en") -> str:
        """Return what is wrong as one sentence in Swedish (`sv`) or English (`en`)."""
        return sentence(self.code, "text", language, self.values)

    def hint(self, language: str = "en") -> str:
        """Return what to do about it as one sentence, or an empty string."""
        return sentence(self.code, "hint", language, self.values)


class IntlgraphError(Exception):
    """The root of the tree; carries the problems that stopped the work.

    >>> str(CommandError.of("no-such-command", value="bild"))
    'There is no command bild.'
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, of which there is at least one, in the order they are to be read."""
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(problem.text() for problem in self.problems))

    @classmethod
    def of(cls, code: str, place: Place | None = None, **values: object) -> IntlgraphError:
        """Return an error of this kind with one problem."""
        return cls([Problem(code, values, place or Place())])


class CommandError(IntlgraphError):
    """The command line asks for something that is not there or does not fit together."""

    exit_code = 2


class ProjectError(IntlgraphError):
    """The publication cannot be found or `intlgraph.toml` cannot be used."""

    exit_code = 2


class DataError(IntlgraphError):
    """Something is wrong inside the data, the metadata, the ontology or the documents."""

    exit_code = 1


class QueryError(IntlgraphError):
    """A query cannot be parsed, or its kind does not fit what is asked of it."""

    exit_code = 2


class StoreError(IntlgraphError):
    """There is no build to answer from, or its store cannot be opened."""

    exit_code = 1


class RemoteError(IntlgraphError):
    """A remote SPARQL service did not answer, or answered with something else."""

    exit_code = 3


class MachineError(IntlgraphError):
    """The machine said no: the disk is full, a file may not be written, the work was killed."""

    exit_code = 3


@cache
def _catalogue(language: str) -> Mapping[str, Mapping[str, str]]:
    known = language if language in ("sv", "en") else "en"
    merged: dict[str, Mapping[str, str]] = {}
    for file in resources.files("intlgraph").joinpath("messages").iterdir():
        if file.name.endswith(f".{known}.toml"):
            merged |= tomllib.loads(file.read_text("utf-8"))
    return merged


def sentence(code: str, part: str, language: str, values: Mapping[str, object]) -> str:
    """Return one part of a message (`text` or `hint`), filled in; a part that is not there is empty.

    >>> sentence("no-such-command", "text", "sv", {"value": "bild"})
    'Det finns inget kommando bild.'
    """
    return _catalogue(language)[code].get(part, "").format_map(dict(values))

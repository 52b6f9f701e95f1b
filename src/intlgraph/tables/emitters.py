"""Emitters: how annotations of other vocabularies on a column become quads.

CSV on the Web gives a cell one value. A column that carries an annotation, such as our times and passages, is given
to whoever knows that annotation: once when the table is compiled, then for each new value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from intlgraph.tables.model import JSON, Column, Table

__all__ = ["Emitter", "EmitterContext", "EmitterFactory", "Report"]


class Report(Protocol):
    """Makes a problem at the row and column that are being read."""

    def __call__(self, code: str, **values: object) -> None:
        """Report a problem by its code and the values of its sentence."""


@dataclass(frozen=True, slots=True)
class EmitterContext:
    """What an emitter may use: its table and column, the graph its quads belong in, and two ways out.

    `graph` is an N-Quads term or empty. `emit` sends a whole line of its own into that graph. `refer` says that the
    value at hand refers to a key in one of several spaces; it is noted for every row that has the value.
    """

    table: Table
    column: Column
    graph: str
    emit: Callable[[str], None]
    refer: Callable[[tuple[str, ...], str], None]

    @property
    def end(self) -> str:
        """How each line of the graph ends."""
        return f" {self.graph} .\n" if self.graph else " .\n"


class Emitter(Protocol):
    """Turns the values of one annotated column into quads about the row's subject."""

    @property
    def replaces(self) -> bool:
        """Whether the quads stand in place of those that CSV on the Web would make."""

    def tails(self, value: str, report: Report) -> tuple[str, ...]:
        """Return a line without its subject, ` <p> <o> <g> .` and a newline, for each quad that one value makes."""


EmitterFactory = Callable[[Column, JSON, EmitterContext], Emitter]
"""Called with a column, the value of its annotation, and what the emitter may use."""

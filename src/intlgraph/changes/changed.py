"""What changed, as values: things, their own values, and the statements about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

__all__ = ["ORDER", "Difference", "Kind", "StatementChange", "Texts", "ThingChange", "Value", "ValueChange", "thing_of"]

Texts = Mapping[str, str]
"""A text in each language; the language of a text without one is empty."""

Kind = Literal["vanished", "withdrawn", "removed", "renamed", "added", "changed"]
"""What became of a thing; it `vanished` when it is gone and the data does not say why."""

ORDER: Final[tuple[Kind, ...]] = ("vanished", "withdrawn", "removed", "renamed", "added", "changed")
"""The kinds in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it stands in the data (an RDF term), and in words where it is a thing that has a name."""

    term: str
    names: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """The values of one property that a thing lost and got."""

    property: str
    names: Texts
    removed: tuple[Value, ...]
    added: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class StatementChange:
    """How many statements of one class about a thing came, went and changed."""

    kind: str
    names: Texts
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class ThingChange:
    """What became of one thing; `formerly` is its IRI before, `reason` what is said of why it was withdrawn."""

    iri: str
    what: Kind
    names: Texts
    kind: str
    kind_names: Texts
    values: tuple[ValueChange, ...] = ()
    statements: tuple[StatementChange, ...] = ()
    formerly: str = ""
    reason: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two snapshots: sorted lines, and the same by thing.

    Lines are N-Quads without line ends where both hold graphs, else N-Triples. `renamed` leads from old IRIs to new.
    """

    first: str
    second: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    things: tuple[ThingChange, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    def of(self, what: Kind) -> tuple[ThingChange, ...]:
        """Return the things of which this became."""
        return tuple(thing for thing in self.things if thing.what == what)


def thing_of(told: Mapping[str, Any]) -> ThingChange:
    """Return what became of a thing from what `dataclasses.asdict` made of it."""
    values = tuple(
        ValueChange(
            each["property"],
            each["names"],
            tuple(Value(**value) for value in each["removed"]),
            tuple(Value(**value) for value in each["added"]),
        )
        for each in told["values"]
    )
    statements = tuple(StatementChange(**each) for each in told["statements"])
    return ThingChange(**{**told, "values": values, "statements": statements})

"""Things and the names they go by: what a passage must say so that it speaks of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from intlgraph.evidence.certainty import Statement, means
from intlgraph.evidence.words import says, words
from intlgraph.namespaces import Intl

__all__ = ["Things", "collect"]

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Things:
    """The names of every thing, what a thing without a name relates, and how many rows relate a thing.

    Names are kept as written and as `words` compares them.
    """

    names: Mapping[str, Mapping[str, _Words]]
    parts: Mapping[str, tuple[str, ...]]
    uses: Mapping[str, int]

    def named(self, thing: str, inside: frozenset[str] = frozenset()) -> frozenset[str]:
        """Return the things whose names stand for a thing: itself, or, of one without a name, those that it relates.

        An event has no name: a row about one must name who did what it was.
        """
        if self.names.get(thing):
            return frozenset((thing,))
        within = inside | {thing}
        parts = (part for part in self.parts.get(thing, ()) if part not in within)
        return frozenset(each for part in parts for each in self.named(part, within))

    def spoken_of(self, thing: str, text: _Words) -> bool:
        """Tell whether words say one of the names of a thing."""
        return any(says(text, name) for name in self.names.get(thing, {}).values())

    def rarest(self, things: Collection[str]) -> frozenset[str]:
        """Return the things that the fewest rows relate: most often one."""
        least = min((self.uses.get(thing, 0) for thing in things), default=0)
        return frozenset(thing for thing in things if self.uses.get(thing, 0) == least)


def collect(statements: Iterable[Statement]) -> Things:
    """Gather the names that rows give: of their own thing, and as written forms of the things they point to."""
    names: dict[str, dict[str, _Words]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    uses: Counter[str] = Counter()
    for each in statements:
        parts[each.thing] = tuple(dict.fromkeys(thing for _, thing in each.relates))
        uses.update(set(parts[each.thing]))
        _add(names, each.thing, each.names)
        for column in each.record.table.schema.columns:
            if means(each.record.table, column) == Intl.WRITTEN_FORM:
                for _, thing in each.relates:
                    _add(names, thing, [each.record.values.get(column.name, "")])
    return Things(names, parts, uses)


def _add(names: dict[str, dict[str, _Words]], thing: str, forms: Iterable[str]) -> None:
    for form in forms:
        if folded := words(form):
            names.setdefault(thing, {})[form] = folded

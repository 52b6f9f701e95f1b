"""A store that remembers what it was asked about last: the pages of a site look at the same things again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from intlgraph.store.base import Quads, Result, Solutions, Store, Triples

__all__ = ["Remembering"]

_REMEMBERED: Final = 60_000
"""Quads that are kept on each side, some hundred bytes each: memory does not grow with the store."""


@dataclass(slots=True)
class _Memory:
    """What was found last around things; that nothing was found is remembered too."""

    known: Quads = field(default_factory=dict)
    size: int = 0

    def around(self, things: Iterable[str], ask: Callable[[Iterable[str]], Quads]) -> Quads:
        found: Quads = {}
        missing: list[str] = []
        for each in sorted(set(things)):
            quads = self.known.pop(each, None)
            if quads is None:
                missing.append(each)
                continue
            self.known[each] = quads  # it stays the longer, having been asked for again
            if quads:
                found[each] = quads
        if missing:
            asked = ask(missing)
            self._learn(missing, asked)
            found |= asked
        return found

    def _learn(self, things: Iterable[str], found: Quads) -> None:
        for each in things:
            self.known[each] = found.get(each, ())
            self.size += len(self.known[each]) + 1
        while self.size > _REMEMBERED:
            oldest = next(iter(self.known))
            self.size -= len(self.known.pop(oldest)) + 1


@dataclass(frozen=True, slots=True)
class Remembering:
    """Another store, one that does not change; a bounded number of quads around things is kept."""

    store: Store
    _about: _Memory = field(default_factory=_Memory, repr=False)
    _towards: _Memory = field(default_factory=_Memory, repr=False)

    def query(self, text: str) -> Result:
        """Return the answer to a query of any kind."""
        return self.store.query(text)

    def select(self, text: str) -> Solutions:
        """Return the rows of a SELECT query."""
        return self.store.select(text)

    def ask(self, text: str) -> bool:
        """Return the answer to an ASK query."""
        return self.store.ask(text)

    def construct(self, text: str) -> Triples:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        return self.store.construct(text)

    def describe(self, iri: str) -> Triples:
        """Return every triple, of any graph, that has the thing as its subject."""
        return self.store.describe(iri)

    def about(self, things: Iterable[str]) -> Quads:
        """Return the quads that each of these things is the subject of."""
        return self._about.around(things, self.store.about)

    def towards(self, things: Iterable[str]) -> Quads:
        """Return the quads that each of these things is the object of."""
        return self._towards.around(things, self.store.towards)

    def dump(self, graph: str | None = None) -> Iterator[str]:
        """Yield the canonical N-Quads lines, sorted, of one graph or (None) of all named graphs."""
        return self.store.dump(graph)

"""What surrounds many things, asked for together: a batch of pages costs as many queries as one page does.

A page must not depend on the batch that it was made in. So what is gathered for a thing is what
`query.surroundings` would have returned for it alone, and a test holds the two to the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from intlgraph.namespaces import Intl
from intlgraph.query.labels import Texts, names_of
from intlgraph.query.rows import SOURCE, Incoming, Passage, Row, incoming, passages, rows
from intlgraph.query.surroundings import Surroundings, hedges, makes_a_statement
from intlgraph.query.wording import Wording
from intlgraph.rendering.recent import Recent
from intlgraph.store import Store

__all__ = ["Gatherer"]

_CITING: Final = (Intl.PASSAGE, Intl.MENTIONED_IN, SOURCE)


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Gathers from one store; names, passages and hedges are remembered from batch to batch, a bounded number."""

    store: Store
    wording: Wording
    _names: Recent[Texts] = field(default_factory=Recent)
    _passages: Recent[Passage] = field(default_factory=Recent)
    _hedged: Recent[frozenset[str]] = field(default_factory=Recent)

    def names(self, things: Iterable[str]) -> dict[str, Texts]:
        """Return the names of things by language; those without a name are left out."""
        wanted = set(things)
        if missing := self._names.missing(wanted):
            self._names.learn(missing, names_of(self.store, missing))
        return {each: known for each in wanted if (known := self._names.get(each)) is not None}

    def around(self, things: Sequence[str]) -> Iterator[Surroundings]:
        """Yield what surrounds each thing, in the order given."""
        self._names.forget()
        self._passages.forget()
        self._hedged.forget()
        pointing = _by_object(incoming(self.store, things))
        near = rows(self.store, {*things, *(each.subject for all_ in pointing.values() for each in all_)})
        said = {iri for iri, row in near.items() if makes_a_statement(row, self.wording)}
        onward = _by_object(incoming(self.store, said) if said else [])
        beyond = {each.subject for all_ in onward.values() for each in all_} - near.keys()
        known = {**near, **rows(self.store, beyond)}
        parts = [_Part.of(thing, pointing, onward, known, self.wording) for thing in things]
        self.names({target for part in parts for target in part.targets})
        unnamed = rows(self.store, {each for part in parts for each in self._unnamed(part)} - known.keys())
        whole = {**known, **unnamed}
        found = [self._rows(part, whole) for part in parts]
        self._look_up(parts, found)
        for part, each in zip(parts, found, strict=True):
            yield self._surroundings(part, each)

    def _unnamed(self, part: _Part) -> set[str]:
        return {each for each in part.targets if self._names.get(each) is None} - part.near.keys() - part.said.keys()

    def _rows(self, part: _Part, whole: Mapping[str, Row]) -> dict[str, Row]:
        unnamed = {each: whole[each] for each in self._unnamed(part) if each in whole}
        return {**unnamed, **part.near, **part.said}

    def _look_up(self, parts: Sequence[_Part], found: Sequence[Mapping[str, Row]]) -> None:
        self.names(set().union(*(_everything(part, known) for part, known in zip(parts, found, strict=True))))
        cited = self._passages.missing(each for part in parts for each in part.cited)
        self._passages.learn(cited, passages(self.store, cited) if cited else {})
        hedged = self._hedged.missing(each for part in parts for each in (part.thing, *part.targets))
        self._hedged.learn(hedged, hedges(self.store, hedged, self.wording) if hedged else {})

    def _surroundings(self, part: _Part, known: dict[str, Row]) -> Surroundings:
        hedges = {each: held for each in {part.thing, *part.targets} if (held := self._hedged.get(each))}
        cited = {each: found for each in sorted(part.cited) if (found := self._passages.get(each)) is not None}
        names = self.names(_everything(part, known))
        statements = tuple(part.said[iri] for iri in sorted(part.said))
        return Surroundings(part.own, statements, part.others, known, names, cited, hedges)


@dataclass(frozen=True, slots=True)
class _Part:
    """The share of one thing in a batch."""

    thing: str
    own: Row
    near: Mapping[str, Row]
    said: Mapping[str, Row]
    others: tuple[Incoming, ...]
    targets: frozenset[str]
    cited: frozenset[str]

    @classmethod
    def of(
        cls,
        thing: str,
        pointing: Mapping[str, list[Incoming]],
        onward: Mapping[str, list[Incoming]],
        known: Mapping[str, Row],
        wording: Wording,
    ) -> _Part:
        towards = pointing.get(thing, [])
        near = {each: known[each] for each in (thing, *(each.subject for each in towards)) if each in known}
        own = near.get(thing, Row(thing))
        said = {iri: row for iri, row in near.items() if makes_a_statement(row, wording)}
        for each in [each for iri in sorted(said) for each in onward.get(iri, ())]:
            further = known[each.subject]
            apart = not set(further.classes) & set(said[each.object].classes)
            if each.subject not in near and apart and makes_a_statement(further, wording):
                said.setdefault(each.subject, further)
        others = tuple(each for each in towards if each.subject not in said)
        targets = frozenset(target for row in (own, *near.values(), *said.values()) for target in row.targets)
        shown = [own, *said.values(), *(near[each.subject] for each in others if each.subject in near)]
        cited = frozenset(each for row in shown for key in _CITING for each in row.pointed(key))
        return cls(thing, own, near, said, others, targets, cited)


def _by_object(found: Iterable[Incoming]) -> dict[str, list[Incoming]]:
    by_object: dict[str, list[Incoming]] = {}
    for each in found:
        by_object.setdefault(each.object, []).append(each)
    return by_object


def _everything(part: _Part, known: Mapping[str, Row]) -> set[str]:
    """Return all that may have to be called by its name on the page of a thing."""
    return {part.thing}.union(known, part.targets, *(row.reached for row in known.values()))

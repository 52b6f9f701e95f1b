"""What a thing has to do with others, as cards: people, projects, networks, partners, in whichever direction.

A card is a way to the other thing and to the statements that say so; each keeps how sure it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from intlgraph.rendering.description import Fact, Kind, Link, Section
from intlgraph.rendering.prose import Prose

__all__ = ["Card", "Deck", "Said", "connections"]

_MOST: Final = 12
"""Cards of one kind: what there are more of stands in the sections."""
_ROLES: Final = 4
_CONCEPT: Final = "concept"
_APART: Final[frozenset[Kind]] = frozenset({"mention", "editorial", "derived"})


@dataclass(frozen=True, slots=True)
class Said:
    """What one statement makes of the other thing, in a few words, with a way to it and a word for how sure it is."""

    words: Markup
    href: str
    kind: Kind
    mark: str


@dataclass(frozen=True, slots=True)
class Card:
    """Another thing, and what is said of the two; `more` is how much of that is left out."""

    link: Markup
    said: tuple[Said, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards of one kind of things, under the name of their list; `more` is how many are left out."""

    heading: Markup
    cards: tuple[Card, ...]
    more: int


def connections(prose: Prose, sections: Sequence[Section], lists: Iterable[Link]) -> list[Deck]:
    """Return the cards of a thing, in the order of the lists that the things are in."""
    found: dict[str, dict[str, tuple[Link, list[tuple[Section, Fact]]]]] = {}
    for section, fact, link in _links(sections, prose.own):
        known = found.setdefault(link.kind, {}).setdefault(link.iri, (link, []))
        known[1].append((section, fact))
    return [_deck(prose, each, found[each.kind]) for each in lists if each.kind in found]


def _links(sections: Sequence[Section], own: str) -> Iterator[tuple[Section, Fact, Link]]:
    for section in sections:
        for fact in section.facts:
            if fact.kind not in _APART and fact.iri != own:
                yield from ((section, fact, link) for link in fact.links if link.iri not in (own, fact.iri))


def _deck(prose: Prose, listed: Link, known: dict[str, tuple[Link, list[tuple[Section, Fact]]]]) -> Deck:
    several = list(known.values())
    return Deck(prose.listed(listed), tuple(_card(prose, *each) for each in several[:_MOST]), len(several[_MOST:]))


def _card(prose: Prose, link: Link, facts: Sequence[tuple[Section, Fact]]) -> Card:
    said = (_said(prose, section, fact, link.iri) for section, fact in facts[:_ROLES])
    return Card(prose.link(link), tuple(dict.fromkeys(said)), len(facts[_ROLES:]))


def _said(prose: Prose, section: Section, fact: Fact, other: str) -> Said:
    """Return a statement in a few words: the concepts that it holds, its role or its kind; else its section's name.

    Whoever else it names is named too: the seat of a person is not that of the town which the person stands for.
    """
    concepts = [
        value.link for _, values in fact.cells for value in values if value.link and value.link.kind == _CONCEPT
    ]
    words = Markup(", ").join(prose.text(each.names) for each in concepts if each.names)
    third = [each for each in fact.links if each.kind != _CONCEPT and each.iri not in (prose.own, other, fact.iri)]
    names = [prose.text(each.names) for each in third if each.names]
    mark = "" if fact.kind == "said" else prose.words.kind(fact.kind)
    told = Markup(" · ").join((words or prose.text(section.headings), *names))
    return Said(told, prose.href(fact.iri), fact.kind, mark)

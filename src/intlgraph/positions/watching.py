"""Watching: which of the statements that pass by are those that somebody asked for, or come nearest to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from intlgraph.errors import Place

__all__ = ["Found", "Rung", "Wanted", "Watch", "nearest"]

Here = TypeVar("Here")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A statement that is looked for, in terms as N-Triples writes them; any of the three may be empty.

    Where nothing was said that should have been, the object is empty, and the subject too when something else should
    have said it. An object that is a language alone (`@en`) is a text that is missing in that language.
    """

    subject: str = ""
    predicate: str = ""
    object: str = ""


class Rung(IntEnum):
    """How near what was found comes to what was wanted, the nearest first."""

    EXACT = 0
    """The statement itself."""
    SAME = 1
    """Statements with its subject and predicate; where no subject is given, with its predicate and object."""
    ABOUT = 2
    """Statements about its subject."""
    MENTION = 3
    """Statements whose object is its subject: of that itself, nothing is said."""
    NOWHERE = 4


@dataclass(frozen=True, slots=True)
class Found:
    """Where something wanted stands, the first place first, and how near that comes to it."""

    rung: Rung = Rung.NOWHERE
    places: tuple[Place, ...] = ()


def nearest(found: Iterable[Found]) -> Found:
    """Return what comes nearest among what several sources hold; what comes equally near stands together.

    >>> a, b, c = Place("a.ttl"), Place("b.ttl"), Place("c.ttl")
    >>> found = nearest([Found(Rung.MENTION, (a,)), Found(Rung.EXACT, (b,)), Found(Rung.EXACT, (c, b))])
    >>> [place.file for place in found.places]
    ['b.ttl', 'c.ttl']
    """
    known = tuple(found)
    rung = min((each.rung for each in known), default=Rung.NOWHERE)
    return Found(rung, tuple(dict.fromkeys(place for each in known if each.rung is rung for place in each.places)))


class Watch(Generic[Here]):
    """Keeps where the statements stand that were asked for; what is kept grows with them and not with what passes by.

    `focuses` are the terms by which a statement may matter: one that has none of them as subject or object need not
    be shown. `first_only` keeps one statement about each subject, the first.

    >>> watch = Watch[int]([Wanted("<http://e/a>", "<http://e/p>")])
    >>> watch.see("<http://e/a>", "<http://e/q>", '"x"', 7)
    >>> [(rung.name, found) for _, rung, found in watch.found()]
    [('ABOUT', (7,))]
    """

    def __init__(self, wanted: Iterable[Wanted], *, first_only: bool = False) -> None:
        """Take what is wanted; each is looked for once."""
        self._wanted = tuple(dict.fromkeys(wanted))
        self._first_only = first_only
        self._exact: dict[tuple[str, str, str], dict[Here, None]] = {}
        self._same: dict[tuple[str, str], dict[Here, None]] = {}
        self._into: dict[tuple[str, str], dict[Here, None]] = {}
        self._about: dict[str, dict[Here, None]] = {}
        self._mentions: dict[str, dict[Here, None]] = {}
        for each in self._wanted:
            if each.subject and each.object:
                self._exact[each.subject, each.predicate, each.object] = {}
            if each.subject:
                self._same[each.subject, each.predicate] = {}
            else:
                self._into[each.predicate, each.object] = {}
            self._about[_focus(each)] = {}
            self._mentions[_focus(each)] = {}
        self.focuses = frozenset(self._about)

    def see(self, subject: str, predicate: str, object: str, here: Here) -> None:
        """Look at one statement, which stands here."""
        about = self._about.get(subject)
        if about is not None:
            if not about or not self._first_only:
                about[here] = None
            for found in (self._exact.get((subject, predicate, object)), self._same.get((subject, predicate))):
                if found is not None:
                    found[here] = None
        mentions = self._mentions.get(object)
        if mentions is not None:
            # What is said of a thing is better than where it is mentioned: once there is that, this is not wanted.
            if not self._about[object]:
                mentions[here] = None
            into = self._into.get((predicate, object))
            if into is not None:
                into[here] = None

    def found(self) -> Iterator[tuple[Wanted, Rung, tuple[Here, ...]]]:
        """Yield each that was wanted with the nearest that was found, in the order in which it was seen."""
        for each in self._wanted:
            yield (each, *self._nearest(each))

    def _nearest(self, wanted: Wanted) -> tuple[Rung, tuple[Here, ...]]:
        focus = _focus(wanted)
        rungs: tuple[tuple[Rung, dict[Here, None]], ...] = (
            (Rung.EXACT, self._exact.get((wanted.subject, wanted.predicate, wanted.object), {})),
            (Rung.SAME, self._same.get((wanted.subject, wanted.predicate), {})),
            (Rung.SAME, {} if wanted.subject else self._into[wanted.predicate, wanted.object]),
            (Rung.ABOUT, self._about[focus]),
            (Rung.MENTION, self._mentions[focus]),
        )
        return next(((rung, tuple(found)) for rung, found in rungs if found), (Rung.NOWHERE, ()))


def _focus(wanted: Wanted) -> str:
    return wanted.subject or wanted.object

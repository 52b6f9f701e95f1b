"""Probable duplicates: things of one kind whose names are the same, or nearly so, when folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import Final

from intlgraph.namespaces import PREFIXES, Display, Intl
from intlgraph.quality import folding
from intlgraph.quality.asking import World, texts
from intlgraph.quality.values import Duplicate
from intlgraph.query.labels import ALIASES, NAMES

__all__ = ["duplicates"]

_ALIKE: Final = 0.9
"""From this likeness on (difflib, twice the matching letters over all letters) two names may be one misspelt."""
_REST: Final = 0.85
"""And so alike must the words be that they do not share: *North* and *South* are no slip of the hand."""
_LETTERS: Final = 6
"""Shorter names are compared exactly: one letter of them is too much."""
_BLOCK: Final = 12
"""A word that more names share is no sign of anything, and comparing them all would take the square of the time."""
_ENDS: Final = 4
"""How many letters at the beginning or the end of a word are enough for two names to be compared."""

_NAMED: Final = (
    "SELECT DISTINCT ?thing ?name WHERE {"
    f" {{ VALUES ?naming {{ {' '.join((*NAMES, *ALIASES))} }} ?thing ?naming ?name }}"
    f" UNION {{ ?row <{Intl.WRITTEN_FORM}> ?name ; <{Intl.THING}> ?thing }} }}"
)
_CODES: Final = f"""
SELECT DISTINCT ?thing ?scheme ?code WHERE {{
  ?row a <{PREFIXES["adms"]}Identifier> ; <{Intl.THING}> ?thing ; skos:notation ?code ; ?says ?scheme .
  ?scheme a skos:Concept FILTER (?says != <{Intl.CERTAINTY}>)
}}
"""


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of one thing; `family` is what it may be compared within."""

    family: str
    thing: str
    name: str
    words: tuple[str, ...]
    text: str


def duplicates(world: World, things: Mapping[str, tuple[str, ...]]) -> tuple[Duplicate, ...]:
    """Return pairs of entities that may be one, the most alike first.

    `things` are the entities with their classes. Compared are names, aliases and written forms within one class, or
    within all the classes under one that readers know of (every kind of organisation); people never. Two things with
    different codes in one register are two. Words of the classes' own labels (municipality, network) tell nothing;
    numbers must be the same.
    """
    names = _names(world, _families(world, things))
    codes = _codes(world)
    best: dict[tuple[str, str], Duplicate] = {}
    for one, other in _candidates(names):
        pair = one.thing, other.thing
        likeness = _likeness(one, other)
        if likeness >= _ALIKE and not _told_apart(codes, pair):
            found = Duplicate(
                (things[pair[0]][0], things[pair[1]][0]), pair, (one.name, other.name), round(likeness, 4)
            )
            if pair not in best or likeness > best[pair].likeness:
                best[pair] = found
    return tuple(sorted(best.values(), key=lambda each: (-each.likeness, each.things)))


def _families(world: World, things: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return what each entity is compared within: the classes that its own lie under, and those they come with.

    A municipality is of two classes, one of which has all other organisations too: these are then one family.
    """
    above: dict[str, str] = {}

    def top(kind: str) -> str:
        while above.get(kind, kind) != kind:
            kind = above[kind]
        return kind

    for classes in sorted(set(things.values())):
        shown = [each for each in world.wording.family(classes) if world.wording.of(each).display == Display.ENTITY]
        for each in (*classes, *shown):
            above[top(each)] = top(classes[0])
    return {thing: top(classes[0]) for thing, classes in things.items()}


def _names(world: World, families: Mapping[str, str]) -> list[_Name]:
    generic = _generic(world)
    found: dict[tuple[str, tuple[str, ...]], _Name] = {}
    for thing, name in texts(world.store, _NAMED):
        if thing in families and (words := folding.key(name, generic)):
            found.setdefault((thing, words), _Name(families[thing], thing, name, words, " ".join(words)))
    return sorted(found.values(), key=lambda each: (each.thing, each.text))


def _generic(world: World) -> frozenset[str]:
    """Return the words in the labels of classes: they say what a thing is, and not which."""
    labels = (
        text
        for word in world.wording.words.values()
        if word.display
        for texts_ in (word.label, word.plural)
        for text in texts_.values()
    )
    return frozenset(each for label in labels for each in folding.words(label))


def _candidates(names: Iterable[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Yield the pairs of names of different things worth comparing, each once: those that share something rare."""
    blocks: dict[tuple[str, str], list[_Name]] = {}
    for each in names:
        for sign in _signs(each):
            blocks.setdefault((each.family, sign), []).append(each)
    seen = set()
    for (_, sign), block in blocks.items():
        if len(block) <= _BLOCK:
            pairs = list(combinations(block, 2))
        else:  # many of the very same name are told as a chain; of a common word nothing is told
            pairs = list(pairwise(block)) if sign.startswith("=") else []
        for one, other in pairs:
            pair = (one, other) if one.thing < other.thing else (other, one)
            if one.thing != other.thing and pair not in seen:
                seen.add(pair)
                yield pair


def _signs(name: _Name) -> set[str]:
    signs = {f"={name.text}"}
    for word in name.words:
        if len(word) >= _ENDS:
            signs |= {word, f"{word[:_ENDS]}*", f"*{word[-_ENDS:]}"}
    return signs


def _likeness(one: _Name, other: _Name) -> float:
    if one.text == other.text:
        return 1.0
    if min(len(one.text), len(other.text)) < _LETTERS or folding.numbers(one.words) != folding.numbers(other.words):
        return 0.0
    if _ratio(_alone(one, other), _alone(other, one)) < _REST:
        return 0.0
    return _ratio(one.text, other.text)


def _alone(one: _Name, other: _Name) -> str:
    """Return the words of a name that another does not have."""
    return " ".join(each for each in one.words if each not in other.words)


def _ratio(one: str, other: str) -> float:
    """Return how alike two texts are, or 0 when they cannot be alike enough.

    difflib's answer can hang on the order of the two: pairs are sorted, so here it does not.
    """
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _REST and matcher.quick_ratio() >= _REST else 0.0


def _codes(world: World) -> dict[str, dict[str, set[str]]]:
    """Return the codes of each thing in each register."""
    found: dict[str, dict[str, set[str]]] = {}
    for thing, scheme, code in texts(world.store, _CODES):
        found.setdefault(thing, {}).setdefault(scheme, set()).add(code)
    return found


def _told_apart(codes: Mapping[str, Mapping[str, set[str]]], pair: tuple[str, str]) -> bool:
    one, other = (codes.get(thing, {}) for thing in pair)
    return any(one[scheme].isdisjoint(other[scheme]) for scheme in one.keys() & other.keys())

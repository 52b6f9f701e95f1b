"""Sentences for readers, made from patterns that stand in the ontology.

A pattern is text with placeholders and optional parts, in one language:

    {member} is {role} of {organization}[ from {start}][ until {end}]

`{name}` stands for the value of a term of the JSON-LD context. A part in brackets is left out when a placeholder in it
has no value; such parts may stand inside each other. There is nothing more to the language: what cannot be said so is
a matter for the ontology, not for code.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from intlgraph.errors import DataError, Place, sentence

__all__ = ["Filled", "Option", "Part", "Pattern", "Slot", "filled", "finished", "joined", "parse", "time_in_words"]

_SPACED: Final = re.compile(r"\s+([,.;:])")
_TOKEN: Final = re.compile(r"\{([^{}\[\]]*)\}|([^{}\[\]]+)|(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: the name of a term whose value stands here."""

    name: str


@dataclass(frozen=True, slots=True)
class Option:
    """A part that is left out when a placeholder in it has no value."""

    parts: tuple[Part, ...]


Part = str | Slot | Option


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that has been read."""

    parts: tuple[Part, ...]
    names: frozenset[str] = field(init=False, repr=False, compare=False)
    """The names of all placeholders, those of optional parts included."""

    def __post_init__(self) -> None:
        """Gather the names, once."""
        object.__setattr__(self, "names", frozenset(slot.name for slot in _slots(self.parts)))


@dataclass(frozen=True, slots=True)
class Filled:
    """A pattern with its values: the text, and the names of the placeholders that had a place in it."""

    text: str
    used: frozenset[str]


def parse(text: str, place: Place | None = None) -> Pattern:
    """Read a pattern; `place` tells errors which class and language it belongs to.

    Raises `DataError` for a brace or a bracket without its other half, and for a placeholder without a name.

    >>> sorted(parse("{member} is {role}[ from {start}]").names)
    ['member', 'role', 'start']
    """
    stack: list[list[Part]] = [[]]
    for match in _TOKEN.finditer(text):
        name, words, sign = match.groups()
        if name is not None and name.strip():
            stack[-1].append(Slot(name.strip()))
        elif words:
            stack[-1].append(words)
        elif sign == "[":
            stack.append([])
        elif sign == "]" and len(stack) > 1:
            inside = tuple(stack.pop())
            stack[-1].append(Option(inside))
        else:
            raise DataError.of("pattern-broken", place, pattern=text, near=match[0])
    if len(stack) > 1:
        raise DataError.of("pattern-broken", place, pattern=text, near="[")
    return Pattern(tuple(stack[0]))


def filled(pattern: Pattern, values: Mapping[str, str]) -> Filled | None:
    """Return the text of a pattern with the values of its placeholders; None when one outside brackets has none.

    >>> pattern = parse("{who} sits[ from {start}][ until {end}]")
    >>> filled(pattern, {"who": "Nordby", "end": "2019"}).text
    'Nordby sits until 2019'
    >>> filled(pattern, {"end": "2019"}) is None
    True
    """
    found = _filled(pattern.parts, values)
    if found is None:
        return None
    return Filled(_SPACED.sub(r"\1", " ".join(found.text.split())), found.used)


def finished(text: str) -> str:
    """Return a text as a sentence: with a capital first, unless its first word has one inside, and a full stop.

    >>> finished("medlem i UBC"), finished("eTwinning ends."), finished("Is it so?")
    ('Medlem i UBC.', 'eTwinning ends.', 'Is it so?')
    """
    first = text.split(" ", 1)[0]
    if first == first.lower():
        text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…", ".”", '."')) else f"{text}."


def joined(values: Sequence[str], language: str) -> str:
    """Return several values as one text.

    >>> joined(["a", "b", "c"], "en"), joined(["a", "b"], "sv"), joined(["a"], "en")
    ('a, b and c', 'a och b', 'a')
    """
    if len(values) < 2:
        return "".join(values)
    parts = {"several": ", ".join(values[:-1]), "last": values[-1]}
    return sentence("explain-joined", "text", language, parts)


def time_in_words(earliest: str, latest: str, language: str) -> str:
    """Return in words a time that no one type can say, from the first and the last day it can mean (ISO, or empty).

    A day is shortened to its month or year where the bound falls at the edge of one.

    >>> time_in_words("", "2021-01-31", "en"), time_in_words("2019-01-01", "", "sv")
    ('no later than 2021-01', 'tidigast 2019')
    >>> time_in_words("2000-01-01", "2009-12-31", "en")
    'some time in 2000-2009'
    """
    first, last = _first(earliest), _last(latest)
    if not first and not last:
        return ""
    if not first:
        return sentence("explain-no-later", "text", language, {"day": last})
    if not last:
        return sentence("explain-no-earlier", "text", language, {"day": first})
    if first == last:
        return first
    code = "explain-between-years" if len(first) == len(last) == 4 else "explain-between"
    return sentence(code, "text", language, {"first": first, "last": last})


def _slots(parts: Sequence[Part]) -> Iterator[Slot]:
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, Option):
            yield from _slots(part.parts)


def _filled(parts: Sequence[Part], values: Mapping[str, str]) -> Filled | None:
    texts: list[str] = []
    used: set[str] = set()
    for part in parts:
        if isinstance(part, Slot):
            if not values.get(part.name):
                return None
            texts.append(values[part.name])
            used.add(part.name)
        elif isinstance(part, Option):
            if inside := _filled(part.parts, values):
                texts.append(inside.text)
                used |= inside.used
        else:
            texts.append(part)
    return Filled("".join(texts), frozenset(used))


def _first(day: str) -> str:
    """Return the year or month that begins on this day, or the day itself."""
    return day.removesuffix("-01").removesuffix("-01") if day else ""


def _last(day: str) -> str:
    """Return the year or month that ends on this day, or the day itself."""
    if day.endswith("-12-31"):
        return day.removesuffix("-12-31")
    if len(day) == 10 and int(day[8:]) == monthrange(int(day[:4]), int(day[5:7]))[1]:
        return day[:7]
    return day

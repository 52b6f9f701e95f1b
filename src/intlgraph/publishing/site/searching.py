"""The index that the search field reads: static files, small ones, however many things there are.

A shard holds the pages that have a word beginning with its letters. Where these are more than `SIZE` it holds the best
of them and says with which letters the longer beginnings go on, each of which has a shard of its own. So a reader who
types fetches one small file for a letter, and none twice. The index of a language lies in the folder of its search
page; what it is made of lies in a table of the inventory, so that memory stays bounded.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from intlgraph.publishing.site.folding import words
from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Description, Link, Text
from intlgraph.rendering.pages import ConceptPage

__all__ = ["SIZE", "Findable", "Index", "concept", "shard", "thing"]

SIZE: Final = 200
"""How many pages a shard holds at most."""

_LONGEST: Final = 200
"""Characters of a name that are searched and shown."""

_OTHERS: Final = 50
"""How many other names a page is found by."""

_DEEPEST: Final = 24
"""Letters of a word by which it is looked up, and so of the longest beginning that has a shard; as in `finding.js`."""

_LAST: Final = "\U0010ffff"
_TABLES: Final = """
CREATE TABLE found (number INTEGER PRIMARY KEY, address TEXT UNIQUE, names TEXT, others TEXT, kind TEXT, facts INTEGER);
CREATE TABLE word (word TEXT, first INTEGER, found INTEGER);
"""
_SORTED: Final = "CREATE INDEX IF NOT EXISTS by_word ON word (word, found, first)"
_RANGE: Final = "FROM word WHERE word >= ?1 AND word < ?2"
_BEST: Final = (
    "SELECT f.address, f.names, f.others, f.kind, f.facts FROM"
    f" (SELECT found, MAX(word = ?1) AS whole, MAX(first) AS first {_RANGE} GROUP BY found) w"
    " JOIN found f ON f.number = w.found ORDER BY w.whole DESC, w.first DESC, f.facts DESC, f.number LIMIT ?3"
)

_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_Row = tuple[str, dict[str, str], list[str], dict[str, str], int]


@dataclass(frozen=True, slots=True)
class Findable:
    """A page that can be found: its address below the folder of a language, what it is called, what it is.

    `others` are names of any language and identifiers, `facts` how much is said there.
    """

    address: str
    names: Text
    kind: Text
    others: tuple[str, ...] = ()
    facts: int = 0


def thing(address: str, description: Description) -> Findable:
    """Return how the page of a thing is found: by its names, its aliases and its identifiers."""
    said = (*description.other_names, *description.identifiers)
    return Findable(
        address,
        description.link.names,
        description.classes[0].names if description.classes else {},
        tuple(each.text for each in said if each.text),
        sum(len(section.facts) for section in description.sections),
    )


def concept(address: str, page: ConceptPage, classes: Sequence[Link] = ()) -> Findable:
    """Return how the page of a concept is found: by its names and its code; it is what its class or scheme says.

    One with a class is also found by both together: "global goal 6".
    """
    kinds = [*(each.names for each in classes[:1]), *([page.scheme.names] if page.scheme else [])]
    numbered = [f"{name} {page.notation}" for each in classes[:1] for name in each.names.values() if page.notation]
    facts = sum(len(each.facts) for each in page.sections) + sum(len(things) for _, things in page.users)
    return Findable(address, page.link.names, kinds[0] if kinds else {}, (page.notation, *numbered), facts)


def shard(beginning: str) -> str:
    """Return the name of the file of a shard: letters and digits of ASCII as they are, others by their number.

    The name never is one that a file system keeps for itself (`con`, `nul`).

    >>> shard("va"), shard("ж1"), shard("")
    ('w-va.json', 'w-_436_1.json', 'w-.json')
    """
    letters = (letter if letter.isascii() else f"_{ord(letter):x}_" for letter in beginning)
    return f"w-{''.join(letters)}.json"


class Index:
    """What is found by which words, in tables of the inventory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Make the tables."""
        self._sql = connection
        connection.executescript(_TABLES)

    def add(self, page: Findable) -> None:
        """Enter a page; one that is there already stays as it was entered first."""
        names = {tag: name[:_LONGEST] for tag, name in page.names.items() if name.strip()}
        others = [each[:_LONGEST] for each in dict.fromkeys(page.others) if each.strip() and each not in names.values()]
        row = (page.address, _json(names), _json(others[:_OTHERS]), _json(dict(page.kind)), page.facts)
        text = "INSERT OR IGNORE INTO found (address, names, others, kind, facts) VALUES (?, ?, ?, ?, ?)"
        entered = self._sql.execute(text, row)
        if entered.rowcount == 1:
            rows = [(word, first, entered.lastrowid) for word, first in _words([*names.values(), *others[:_OTHERS]])]
            self._sql.executemany("INSERT INTO word VALUES (?, ?, ?)", rows)

    def shards(self, languages: Sequence[str]) -> Iterator[tuple[str, dict[str, bytes]]]:
        """Yield the beginning of every shard and its content in each language, the shorter before the longer."""
        self._sql.execute(_SORTED)
        waiting = [""]
        while waiting:
            beginning = waiting.pop()
            further = self._further(beginning)
            rows = self._best(beginning, SIZE + 1 if beginning or not further else 0)
            yield beginning, {each: _shard(rows, further, each) for each in languages}
            waiting += [beginning + letter for letter in reversed(further)]

    def _further(self, beginning: str) -> str:
        """Return the letters with which a beginning goes on, where one shard cannot hold all that begins with it."""
        bounds = (beginning, beginning + _LAST)
        many = f"SELECT COUNT(*) FROM (SELECT DISTINCT found {_RANGE} LIMIT {SIZE + 1})"
        if self._sql.execute(many, bounds).fetchone()[0] <= SIZE:
            return ""
        length = len(beginning) + 1
        text = f"SELECT DISTINCT substr(word, {length}, 1) AS letter {_RANGE} AND word > ?1 ORDER BY letter"
        return "".join(letter for (letter,) in self._sql.execute(text, bounds))

    def _best(self, beginning: str, limit: int) -> list[_Row]:
        """Return the pages with a word that begins so, the best first.

        The first shard of all is there for its letters alone, unless it holds everything.
        """
        return [
            (address, json.loads(names), json.loads(others), json.loads(kind), facts)
            for address, names, others, kind, facts in self._sql.execute(_BEST, (beginning, beginning + _LAST, limit))
        ]


def _shard(rows: Sequence[_Row], further: str, language: str) -> bytes:
    """Return a shard: its pages, whether these are all, and the letters that lead to longer beginnings.

    A page is its address, its name, the number of its kind, how much is said there, and its other names.
    """
    kinds: dict[str, int] = {}
    pages = []
    for address, names, others, kind, facts in rows[:SIZE]:
        name = chosen(names, language)
        number = kinds.setdefault(chosen(kind, language), len(kinds))
        other = dict.fromkeys([*(each for each in names.values() if each != name), *others])
        pages.append([address, name, number, facts, *other])
    whole = not further and len(rows) <= SIZE
    return _json({"whole": whole, "further": further, "kinds": list(kinds), "pages": pages}).encode()


def _words(names: Sequence[str]) -> Iterable[tuple[str, bool]]:
    """Return the words of names as they are looked up, each once, and whether a name begins with it."""
    found: dict[str, bool] = {}
    for name in names:
        for number, word in enumerate(words(name)):
            beginning = word[:_DEEPEST]
            found[beginning] = found.get(beginning, False) or number == 0
    return found.items()


def _json(value: object) -> str:
    return _WRITTEN(value)

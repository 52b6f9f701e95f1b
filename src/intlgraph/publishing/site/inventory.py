"""The inventory of a site while it is written: what is in the lists, on disk, so that memory stays bounded."""

from __future__ import annotations

import json
import pickle
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from intlgraph.errors import DataError, Place, Problem
from intlgraph.publishing.site.addresses import folded
from intlgraph.publishing.site.searching import Index
from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Description, Fact, Interval, Link, Text
from intlgraph.rendering.description import Place as Point
from intlgraph.rendering.pages import Reading, Tie

__all__ = ["Entered", "Inventory", "opened", "sort_key"]

_TABLES: Final = """
CREATE TABLE described (iri TEXT PRIMARY KEY, description BLOB) WITHOUT ROWID;
CREATE TABLE entry (
  kind TEXT, address TEXT, folded TEXT, iri TEXT, names TEXT, summary TEXT, modified TEXT, facets TEXT);
CREATE TABLE thing (kind TEXT, iri TEXT UNIQUE);
CREATE TABLE line (one TEXT, other TEXT, said INTEGER, UNIQUE (one, other));
CREATE TABLE tie (one TEXT, other TEXT, said INTEGER, UNIQUE (one, other));
CREATE TABLE key (entry INTEGER, kind TEXT, language TEXT, key TEXT);
CREATE TABLE facet (kind TEXT, property TEXT, value TEXT, entry INTEGER);
CREATE TABLE value (iri TEXT PRIMARY KEY, names TEXT, kind TEXT);
CREATE TABLE drawn (kind TEXT, sort TEXT, what TEXT, shown TEXT, UNIQUE (kind, sort, what));
CREATE TABLE reading (
  document TEXT, first INTEGER, last INTEGER, row TEXT, said TEXT, kind TEXT, fact BLOB, about BLOB,
  UNIQUE (document, first, last, row, said));
CREATE TABLE later (row TEXT PRIMARY KEY, page INTEGER) WITHOUT ROWID;
CREATE TABLE goal (goal TEXT, iri TEXT, UNIQUE (goal, iri));
"""
_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_LETTERS: Final = {
    ("sv", "å"): "zz1",
    ("sv", "ä"): "zz2",
    ("sv", "æ"): "zz2",
    ("sv", "ö"): "zz3",
    ("sv", "ø"): "zz3",
}


@dataclass(frozen=True, slots=True)
class Entered:
    """One thing as the lists know it; `facets` holds, by property, the IRIs of its values."""

    kind: str
    address: str
    iri: str
    names: Text
    summary: Text = field(default_factory=dict)
    modified: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def sort_key(text: str, language: str) -> str:
    """Return a key that puts names in the order of an index: no case, no accents but those that are letters.

    >>> sorted(["Öst", "zeta", "Åre", "Émile", "fel"], key=lambda each: sort_key(each, "sv"))
    ['Émile', 'fel', 'zeta', 'Åre', 'Öst']
    >>> sorted(["Öst", "zeta"], key=lambda each: sort_key(each, "en"))
    ['Öst', 'zeta']
    """
    composed = unicodedata.normalize("NFC", text).casefold()
    letters = (_LETTERS.get((language, letter), letter) for letter in composed)
    plain = unicodedata.normalize("NFKD", "".join(letters))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class Inventory:
    """What the lists of a site are made of; get one from `opened`."""

    def __init__(self, connection: sqlite3.Connection, languages: Sequence[str]) -> None:
        """Hold a connection to an empty database."""
        self._sql = connection
        self._languages = languages
        self._crowded = False
        connection.executescript(_TABLES)
        self.index = Index(connection)

    def thing(self, kind: str, iri: str) -> None:
        """Note that there is a thing with a page."""
        self._sql.execute("INSERT OR IGNORE INTO thing VALUES (?, ?)", (kind, iri))

    def things(self, start: str = "") -> Iterator[str]:
        """Yield the IRIs of the things with pages whose IRI begins with `start`, sorted."""
        text = "SELECT iri FROM thing WHERE iri >= ? AND iri < ? ORDER BY iri"
        return (iri for (iri,) in self._sql.execute(text, (start, f"{start}\U0010ffff")))

    def add(self, entered: Entered) -> None:
        """Enter one thing."""
        row = (
            entered.kind,
            entered.address,
            folded(entered.address),
            entered.iri,
            _json(entered.names),
            _json(entered.summary),
            entered.modified,
            _json(entered.facets),
        )
        number = self._sql.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        self._sql.executemany(
            "INSERT INTO key VALUES (?, ?, ?, ?)",
            [
                (number, entered.kind, tag, sort_key(chosen(entered.names, tag) or entered.iri, tag))
                for tag in self._languages
            ],
        )
        self._sql.executemany(
            "INSERT INTO facet VALUES (?, ?, ?, ?)",
            [(entered.kind, name, each, number) for name, values in entered.facets.items() for each in values],
        )

    def draw(self, kind: str, drawn: Point | Interval) -> None:
        """Enter a place or an interval that a drawing of the list, or of the start page, may show."""
        sort = drawn.earliest or drawn.started or drawn.latest if isinstance(drawn, Interval) else drawn.link.iri
        what = "interval" if isinstance(drawn, Interval) else "place"
        self._sql.execute(
            "INSERT OR IGNORE INTO drawn VALUES (?, ?, ?, ?)",
            (kind, f"{sort} {drawn.link.iri}", what, _json(_plain(drawn))),
        )

    def join(self, one: str, other: str, said: bool) -> None:
        """Remember that something brings two places (IRIs of things) together, and whether that is said outright."""
        self._pair("line", one, other, said)

    def tie(self, one: str, other: str, said: bool) -> None:
        """Remember that a statement brings two things together, and whether it is said outright."""
        self._pair("tie", one, other, said)

    def _pair(self, table: str, one: str, other: str, said: bool) -> None:
        text = f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET said = max(said, excluded.said)"
        self._sql.execute(text, (min(one, other), max(one, other), said))

    def ties(self, limit: int) -> list[Tie]:
        """Return the ties between the things that have the most of them, at most so many things."""
        self._sql.execute("CREATE INDEX IF NOT EXISTS by_iri ON entry (iri)")
        ends = "SELECT one AS thing FROM tie UNION ALL SELECT other FROM tie"
        best = f"SELECT thing FROM ({ends}) GROUP BY thing ORDER BY COUNT(*) DESC, thing LIMIT ?"
        text = (
            f"WITH best AS ({best}) SELECT a.iri, a.names, a.kind, b.iri, b.names, b.kind, said FROM tie"
            " JOIN entry a ON a.iri = one JOIN entry b ON b.iri = other"
            " WHERE one IN best AND other IN best ORDER BY one, other"
        )
        return [
            Tie(Link(one, json.loads(its), kind), Link(other, json.loads(others), sort), bool(said))
            for one, its, kind, other, others, sort, said in self._sql.execute(text, (limit,))
        ]

    def lines(self, limit: int) -> list[tuple[str, str, bool]]:
        """Return what is brought together with the place that most others are brought together with.

        Each line has its two ends and tells whether it is said outright.
        """
        ends = "SELECT one AS hub FROM line UNION ALL SELECT other FROM line"
        hub = self._sql.execute(f"SELECT hub FROM ({ends}) GROUP BY hub ORDER BY COUNT(*) DESC, hub LIMIT 1").fetchone()
        if hub is None:
            return []
        text = "SELECT one, other, said FROM line WHERE one = ?1 OR other = ?1 ORDER BY one, other LIMIT ?2"
        found = self._sql.execute(text, (hub[0], limit)).fetchall()
        return [(hub[0], other if one == hub[0] else one, bool(said)) for one, other, said in found]

    def know(self, links: Mapping[str, Text]) -> None:
        """Remember what the values of facets are called."""
        self._sql.executemany(
            "INSERT OR IGNORE INTO value VALUES (?, ?, '')", [(iri, _json(names)) for iri, names in links.items()]
        )

    def read(self, fact: Fact, about: Link) -> None:
        """Remember a fact at every place in every document that it rests on."""
        if not fact.cited:
            return
        told, thing = pickle.dumps(fact), pickle.dumps(about)
        said = " ".join(fact.sentences.values())
        self._sql.executemany(
            "INSERT OR IGNORE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(each.document.iri, each.start, each.end, fact.iri, said, fact.kind, told, thing) for each in fact.cited],
        )

    def readings(self, document: str, first: int, after: int) -> Iterator[Reading]:
        """Yield what a document says where passages begin at the character `first` or later, and before `after`.

        They come in the order of the text; what rests on the whole of it (-1) comes last.
        """
        text = (
            "SELECT fact, about, first, last FROM reading WHERE document = ? AND first >= ? AND first < ?"
            " ORDER BY first < 0, first, last, row, said"
        )
        for fact, about, start, end in self._sql.execute(text, (document, first, after)):
            yield Reading(pickle.loads(fact), pickle.loads(about), start, end)

    def passages(self, document: str) -> Iterator[tuple[int, int, int]]:
        """Yield where the passages of a document begin and end, in that order, each with how much is said there."""
        text = (
            "SELECT first, last, COUNT(*) FROM reading WHERE document = ?"
            " GROUP BY first, last ORDER BY first < 0, first, last"
        )
        yield from self._sql.execute(text, (document,))

    def place(self, pages: Mapping[str, int]) -> None:
        """Remember the pages of rows that stand on a later page of the thing they are about."""
        self._sql.executemany("INSERT OR IGNORE INTO later VALUES (?, ?)", pages.items())
        self._crowded = self._crowded or bool(pages)

    def page(self, row: str) -> int:
        """Return the page on which a row stands of the thing it is about: the first, for most."""
        found = self._crowded and self._sql.execute("SELECT page FROM later WHERE row = ?", (row,)).fetchone()
        return int(found[0]) if found else 1

    def kinds_read(self, document: str) -> dict[str, int]:
        """Return how many facts of each kind rest on a document."""
        text = "SELECT kind, COUNT(DISTINCT row || ' ' || said) FROM reading WHERE document = ? GROUP BY kind"
        return dict(self._sql.execute(text, (document,)).fetchall())

    def documents(self, limit: int) -> list[tuple[Link, int]]:
        """Return the documents that facts rest on with how many facts that is, the most used first."""
        text = (
            "SELECT r.document, e.names, e.kind, COUNT(DISTINCT r.row || ' ' || r.said) AS n FROM reading r"
            " JOIN entry e ON e.iri = r.document GROUP BY r.document ORDER BY n DESC, r.document LIMIT ?"
        )
        self._sql.execute("CREATE INDEX IF NOT EXISTS by_iri ON entry (iri)")
        return [(Link(iri, json.loads(names), kind), n) for iri, names, kind, n in self._sql.execute(text, (limit,))]

    def serve(self, goal: str, iri: str) -> None:
        """Remember that a thing has to do with a goal."""
        self._sql.execute("INSERT OR IGNORE INTO goal VALUES (?, ?)", (goal, iri))

    def check(self) -> None:
        """Raise `DataError` with all things whose addresses a file system may take for one."""
        text = (
            "SELECT a.iri, b.iri FROM entry a JOIN entry b ON a.folded = b.folded AND a.rowid < b.rowid"
            " ORDER BY a.iri, b.iri LIMIT 50"
        )
        self._sql.execute("CREATE INDEX IF NOT EXISTS by_address ON entry (folded)")
        problems = [
            Problem("address-collision", {"thing": one, "other": other}, Place())
            for one, other in self._sql.execute(text)
        ]
        if problems:
            raise DataError(problems)

    def kinds(self) -> list[tuple[str, int]]:
        """Return the class segments with the number of their things, by name."""
        return list(self._sql.execute("SELECT kind, COUNT(*) FROM entry GROUP BY kind ORDER BY kind"))

    def sorted(self, kind: str, language: str) -> Iterator[Entered]:
        """Yield the things of a class segment by name in a language."""
        self._sql.execute("CREATE INDEX IF NOT EXISTS by_key ON key (kind, language, key, entry)")
        text = (
            "SELECT e.kind, e.address, e.iri, e.names, e.summary, e.modified, e.facets FROM key k"
            " JOIN entry e ON e.rowid = k.entry WHERE k.kind = ? AND k.language = ? ORDER BY k.key, k.entry"
        )
        for segment, address, iri, names, summary, modified, facets in self._sql.execute(text, (kind, language)):
            values = {name: tuple(each) for name, each in json.loads(facets).items()}
            yield Entered(segment, address, iri, json.loads(names), json.loads(summary), modified, values)

    def counted(self, kind: str, property_: str, limit: int = 200) -> list[tuple[Link, int]]:
        """Return the values of a facet in a list with how many things have each, the most common first.

        A negative limit means all.
        """
        text = (
            "SELECT f.value, v.names, COUNT(*) AS n FROM facet f LEFT JOIN value v ON v.iri = f.value"
            " WHERE f.kind = ? AND f.property = ? GROUP BY f.value ORDER BY n DESC, f.value LIMIT ?"
        )
        return [
            (Link(iri, json.loads(names or "{}")), count)
            for iri, names, count in self._sql.execute(text, (kind, property_, limit))
        ]

    def named(self, iri: str) -> Text:
        """Return what a value of a facet is called; empty for one that is not known."""
        found = self._sql.execute("SELECT names FROM value WHERE iri = ?", (iri,)).fetchone()
        return dict(json.loads(found[0])) if found else {}

    def places(self, kinds: Sequence[str], limit: int) -> tuple[Point, ...]:
        """Return the places of some lists, at most so many, each once."""
        rows = {each["link"]["iri"]: each for each in self._drawn(kinds, "place", limit)}
        return tuple(Point(_link(each["link"]), each["latitude"], each["longitude"]) for each in rows.values())

    def intervals(self, kinds: Sequence[str], limit: int) -> tuple[Interval, ...]:
        """Return the intervals of some lists by time, at most so many."""
        return tuple(
            Interval(
                _link(each["link"]),
                each["label"],
                each["earliest"],
                each["latest"],
                each["kind"],
                each["started"],
                each["ending"],
            )
            for each in self._drawn(kinds, "interval", limit)
        )

    def goals(self) -> dict[str, list[Link]]:
        """Return the things that have to do with each goal, by the IRI of the goal; at most a hundred for each."""
        found: dict[str, list[Link]] = {}
        text = (
            "SELECT g.goal, e.iri, e.names, e.kind FROM goal g JOIN entry e ON e.iri = g.iri ORDER BY g.goal, e.address"
        )
        self._sql.execute("CREATE INDEX IF NOT EXISTS by_iri ON entry (iri)")
        for goal, iri, names, kind in self._sql.execute(text):
            things = found.setdefault(goal, [])
            if len(things) < 100:
                things.append(Link(iri, json.loads(names), kind))
        return found

    def keep(self, descriptions: Iterable[Description]) -> None:
        """Keep descriptions that will be asked for again."""
        rows = ((each.link.iri, pickle.dumps(each)) for each in descriptions)
        self._sql.executemany("INSERT OR IGNORE INTO described VALUES (?, ?)", rows)

    def described(self, iri: str) -> Description | None:
        """Return the description of a thing that was kept."""
        found = self._sql.execute("SELECT description FROM described WHERE iri = ?", (iri,)).fetchone()
        return pickle.loads(found[0]) if found else None

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield the address of every thing, below the folder of a language, and the day it was modified."""
        yield from self._sql.execute("SELECT address, modified FROM entry ORDER BY address")

    def _drawn(self, kinds: Sequence[str], what: str, limit: int) -> Iterator[Any]:
        marks = ", ".join("?" * len(kinds))
        text = f"SELECT shown FROM drawn WHERE what = ? AND kind IN ({marks}) ORDER BY sort LIMIT ?"
        return (json.loads(shown) for (shown,) in self._sql.execute(text, (what, *kinds, limit)))


@contextmanager
def opened(languages: Sequence[str]) -> Iterator[Inventory]:
    """Give an empty inventory for one block; it lies in a temporary file and goes with the block."""
    with TemporaryDirectory(prefix="intlgraph-") as folder:
        connection = sqlite3.connect(Path(folder, "inventory.sqlite"), isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            listed = Inventory(connection, languages)
            connection.execute("BEGIN")
            yield listed
        finally:
            connection.close()


def _plain(drawn: Point | Interval) -> dict[str, object]:
    link = {"iri": drawn.link.iri, "names": dict(drawn.link.names), "kind": drawn.link.kind}
    if isinstance(drawn, Point):
        return {"link": link, "latitude": drawn.latitude, "longitude": drawn.longitude}
    label = dict(drawn.label)
    bounds = {name: getattr(drawn, name) for name in ("earliest", "started", "ending", "latest")}
    return {"link": link, "label": label, "kind": drawn.kind, **bounds}


def _json(value: object) -> str:
    return _WRITTEN(value)


def _link(value: Mapping[str, object]) -> Link:
    names = value["names"]
    return Link(str(value["iri"]), dict(names) if isinstance(names, dict) else {}, str(value["kind"]))

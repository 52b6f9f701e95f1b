"""Pages of a Linked Data Event Stream as a consumer reads them: the activities on a page, and the pages it leads to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad
from pyoxigraph import Literal as Text

from intlgraph import graphs
from intlgraph.errors import DataError, Place, Problem
from intlgraph.formats import Format
from intlgraph.namespaces import PREFIXES, RDF

__all__ = ["Activity", "Link", "Page", "moment", "read"]

_AS: Final = "https://www.w3.org/ns/activitystreams#"
_TREE: Final = "https://w3id.org/tree#"
_LDES: Final = "https://w3id.org/ldes#"
_TYPE: Final = f"{RDF}type"
_TRIPLES: Final = f"{PREFIXES['void']}triples"
_REMOVAL: Final = frozenset({f"{_AS}Delete", f"{_AS}Remove"})
_UPPER: Final = frozenset({f"{_TREE}LessThanRelation", f"{_TREE}LessThanOrEqualToRelation"})
_BLANK: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|_:(\S+)')
_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T.*)?")

Described = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Activity:
    """One member of a stream: what became of a thing, when (None where it is not said), and all that is now said of it.

    `triples` are `<s> <p> <o>`, blank nodes named after the thing.
    """

    iri: str
    thing: str
    what: Literal["upsert", "delete"]
    published: datetime | None
    triples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Another page, and the last moment that something on it can have been published, None where that is not said."""

    page: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its stream, activities in the order of the list, links, how long deletions are kept."""

    stream: str
    activities: tuple[Activity, ...]
    links: tuple[Link, ...]
    keeps_deletions: timedelta | None = None


@dataclass(slots=True)
class _Read:
    said: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    payloads: dict[str, list[Quad]] = field(default_factory=dict)


def read(content: bytes, form: Format, address: str) -> Page:
    """Return what the page at an address holds.

    Raises `DataError` for broken syntax, for a page of no stream, and for one that was cut short: it lists an activity
    that it does not describe, leaves out what is said of a thing, or has fewer triples than it says.
    """
    found = _Read()
    for quad in graphs.parse(content, form, base=address, name=address):
        if isinstance(quad.graph_name, DefaultGraph):
            said = found.said.setdefault(_name(quad.subject), {})
            said.setdefault(quad.predicate.value, []).append(_name(quad.object))
        else:
            found.payloads.setdefault(_name(quad.graph_name), []).append(quad)
    streams = [iri for iri, each in found.said.items() if f"{_LDES}EventStream" in each.get(_TYPE, ())]
    if not streams:
        raise _problem("feed-none", address)
    stream = found.said[streams[0]]
    counted = _counted(found, address)
    members = stream.get(f"{_TREE}member", ())
    activities = tuple(_activity(found, each, counted, address) for each in dict.fromkeys(members))
    return Page(streams[0], activities, tuple(_links(found.said, address)), _deletions(found.said))


def moment(text: str) -> datetime:
    """Return a time (`xsd:dateTime`) that can be compared; one without a zone is taken for UTC.

    Raises `ValueError` for what is none.

    >>> moment("2023-10-01T12:00:00Z") == moment("2023-10-01T14:00:00+02:00")
    True
    """
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Text) else str(term)


def _problem(code: str, address: str, **values: object) -> DataError:
    return DataError([Problem(code, {"address": address, **values}, Place(address))])


def _counted(found: _Read, address: str) -> bool:
    """Return whether the page says how many triples its activities bring; raises `DataError` when there are others."""
    said = [int(each) for node in found.said.values() for each in node.get(_TRIPLES, ()) if each.isdecimal()]
    number = sum(map(len, found.payloads.values()))
    if said and said[0] != number:
        raise _problem("feed-cut", address, expected=said[0], found=number)
    return bool(said)


def _activity(found: _Read, iri: str, counted: bool, address: str) -> Activity:
    said = found.said.get(iri, {})
    things = said.get(f"{_AS}object", [])
    if len(things) != 1 or things[0].startswith("_:"):
        raise _problem("feed-member", address, member=iri)
    deletes = bool(_REMOVAL.intersection(said.get(_TYPE, ())))
    payload = found.payloads.get(iri, [])
    if not deletes and not payload and not counted:
        raise _problem("feed-payload", address, member=iri)
    published = next(iter(said.get(f"{_AS}published", ())), None)
    try:
        when = moment(published) if published else None
    except ValueError:
        raise _problem("feed-time", address, member=iri, found=published) from None
    triples = () if deletes else tuple(_triples(payload, things[0]))
    return Activity(iri, things[0], "delete" if deletes else "upsert", when, triples)


def _triples(payload: Iterable[Quad], thing: str) -> Iterator[str]:
    """Yield triples as they are written; blank nodes are named after their thing, so that no two things share one."""
    plain = [Quad(quad.subject, quad.predicate, quad.object) for quad in payload]
    if not any(isinstance(term, BlankNode) for quad in plain for term in (quad.subject, quad.object)):
        return iter(sorted({str(quad.triple) for quad in plain}))
    mark = f"_:b{_hash(thing)}"
    return iter(sorted(_renamed(line[:-3], mark) for line in graphs.canonical(plain)))


def _hash(thing: str) -> str:
    return hashlib.sha256(thing.encode()).hexdigest()[:16]


def _renamed(triple: str, mark: str) -> str:
    return _BLANK.sub(lambda found: f"{mark}{found[1]}" if found[1] else found[0], triple)


def _links(said: Described, address: str) -> Iterator[Link]:
    """Yield the pages that relations lead to; of several relations to one page the earliest bound holds."""
    untils: dict[str, datetime | None] = {}
    for node in said.values():
        for relation in node.get(f"{_TREE}relation", ()):
            told = said.get(relation, {})
            pages = told.get(f"{_TREE}node", [])
            if not pages:
                raise _problem("feed-relation", address)
            until = None
            if _UPPER.intersection(told.get(_TYPE, ())) and f"{_AS}published" in told.get(f"{_TREE}path", ()):
                until = _moment_or_none(told.get(f"{_TREE}value", []))
            known = untils.get(pages[0])
            untils[pages[0]] = min(known, until) if known and until else known or until
    for page, until in untils.items():
        yield Link(page, until)


def _moment_or_none(values: list[str]) -> datetime | None:
    try:
        return moment(values[0]) if values else None
    except ValueError:
        return None


def _deletions(said: Described) -> timedelta | None:
    for node in said.values():
        for text in node.get(f"{_LDES}versionDeleteDuration", ()):
            if found := _DURATION.fullmatch(text):
                years, months, days = (int(part or 0) for part in found.groups())
                return timedelta(days=365 * years + 30 * months + days)
    return None

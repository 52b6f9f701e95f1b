"""The lists of a site: each class of things page by page, and the whole of it as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import PREFIXES, Intl
from intlgraph.project import Project
from intlgraph.publishing.site import faceting
from intlgraph.publishing.site.faceting import Division
from intlgraph.publishing.site.inventory import Entered, Inventory
from intlgraph.query.labels import chosen
from intlgraph.query.wording import Wording
from intlgraph.rendering.description import Link, Text
from intlgraph.rendering.pages import Count, Entry, Facet, Goal, Listing
from intlgraph.store import Store

__all__ = ["SIZE", "Lists", "Sort", "columns", "read"]

SIZE: Final = 500
"""How many things stand on one page of a list."""

_DRAWN: Final = 400
_VALUES: Final = 200
_HEADINGS: Final = 12
_DEFINITION: Final = f"{PREFIXES['skos']}definition"
_SEGMENT: Final = re.compile(r"(?:^|/)id/([^/{}]+)/")


@dataclass(slots=True)
class Sort:
    """What the ontology and the tables say of a class of things: its words, its facets, how it is best shown."""

    headings: Text = field(default_factory=dict)
    definition: Text = field(default_factory=dict)
    facets: tuple[Division, ...] = ()
    views: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lists:
    """Makes the lists: `sorts` by class (IRI), `titles` of tables by class segment."""

    wording: Wording
    sorts: Mapping[str, Sort]
    titles: Mapping[str, Text]

    def sort(self, kind: str, classes: Sequence[str]) -> Sort:
        """Return what is known of a class segment whose things have these classes, the most special first."""
        family = list(self.wording.family(classes))
        known = [self.sorts[each] for each in family if each in self.sorts]
        word = self.wording.of(self.wording.heading(classes))
        headings = self.titles.get(kind) or {tag: _raised(text) for tag, text in (word.plural or word.label).items()}
        definition = next((each.definition for each in known if each.definition), {})
        facets = next((each.facets for each in known if each.facets), ())
        views = next((each.views for each in known if each.views), ())
        return Sort(headings or {"": kind}, definition, facets, views)

    def pages(
        self, inventory: Inventory, kind: str, sort: Sort, language: str, goals: tuple[Goal, ...] = ()
    ) -> Iterator[Listing]:
        """Yield the pages of one list in a language, the things by name."""
        total = dict(inventory.kinds())[kind]
        facets = self.facets(inventory, kind, sort)
        direct = {each.iri for each in sort.facets if each.direct}
        own = tuple(each for each in facets if each.iri in direct)
        shown = tuple(each.iri for each in own)
        entries = (self._entry(inventory, each, shown) for each in inventory.sorted(kind, language))
        pages = max(1, -(-total // SIZE))
        for number in range(1, pages + 1):
            part = tuple(islice(entries, SIZE))
            first = number == 1
            yield Listing(
                kind,
                sort.headings,
                sort.definition,
                part,
                total,
                number,
                pages,
                facets,
                _groups(part, own),
                sort.views[0] if sort.views else "list",
                inventory.places([kind], _DRAWN) if first else (),
                inventory.intervals([kind], _DRAWN) if first and "timeline" in sort.views else (),
                goals if first else (),
            )

    def facets(self, inventory: Inventory, kind: str, sort: Sort, limit: int = _VALUES) -> tuple[Facet, ...]:
        """Return the facets of a list that have values, with the most common of these; years in their order.

        A negative limit means all values.
        """
        short = faceting.keys(each.iri for each in sort.facets)
        found = (self._facet(inventory, kind, each, short[each.iri], limit) for each in sort.facets)
        return tuple(each for each in found if each.counts)

    def _facet(self, inventory: Inventory, kind: str, division: Division, key: str, limit: int) -> Facet:
        counted = inventory.counted(kind, division.iri, limit)
        if division.years:
            counted.sort(key=lambda each: int(faceting.key(each[0].iri)))
        short = faceting.keys(link.iri for link, _ in counted)
        counts = tuple(Count(link, count, short[link.iri]) for link, count in counted)
        return Facet(division.iri, division.names, counts, key)

    def _entry(self, inventory: Inventory, entered: Entered, facets: Sequence[str]) -> Entry:
        values = tuple(
            tuple(Link(iri, inventory.named(iri)) for iri in entered.facets.get(each, ())) for each in facets
        )
        return Entry(Link(entered.iri, entered.names, entered.kind), entered.summary, values)

    def csv(self, inventory: Inventory, kind: str, sort: Sort, language: str, file: BinaryIO) -> None:
        """Write a whole list as CSV (RFC 4180), UTF-8 with the mark by which spreadsheets know it.

        Values stand as they are, also those that a spreadsheet could take for a formula: a changed name would be a
        wrong name to every other reader.
        """
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text)
        facets = self.facets(inventory, kind, sort)
        writer.writerow(columns(facets, language))
        for each in inventory.sorted(kind, language):
            values = [
                "; ".join(chosen(inventory.named(iri), language) or iri for iri in each.facets.get(facet.iri, ()))
                for facet in facets
            ]
            writer.writerow([each.iri, chosen(each.names, language), chosen(each.summary, language), *values])
        text.detach()

    def json(self, inventory: Inventory, kind: str, sort: Sort, language: str, file: BinaryIO) -> None:
        """Write a whole list as a JSON array, one thing a line, texts by language and facets by property."""
        before = b"[\n"
        for each in inventory.sorted(kind, language):
            value = {"iri": each.iri, "names": each.names, "summary": each.summary, "facets": each.facets}
            file.write(before + json.dumps(value, ensure_ascii=False, sort_keys=True).encode())
            before = b",\n"
        file.write(b"\n]\n" if before == b",\n" else b"[]\n")


def columns(facets: Iterable[Facet], language: str) -> list[str]:
    """Return the headings of a list as CSV."""
    return ["iri", "name", "summary", *(chosen(each.headings, language) or each.iri for each in facets)]


def read(project: Project, store: Store, wording: Wording) -> Lists:
    """Return what makes the lists of a publication, out of its ontology and the titles of its tables."""
    known = " ".join(f"<{each}>" for each in (Intl.VIEW, _DEFINITION))
    text = f"SELECT DISTINCT ?c ?p ?o WHERE {{ VALUES ?p {{ {known} }} ?c ?p ?o . ?c a ?any }}"
    text = text.replace(" . ?c a ?any", f" FILTER EXISTS {{ ?c <{Intl.DISPLAY}> ?d }}")
    sorts: dict[str, Sort] = {}
    for kind, name, value in sorted(store.select(text).rows, key=str):
        if not isinstance(kind, NamedNode) or not isinstance(name, NamedNode):
            continue
        sort = sorts.setdefault(kind.value, Sort())
        if isinstance(value, Literal) and name.value == _DEFINITION:
            sort.definition = {**sort.definition, (value.language or ""): value.value}
        elif isinstance(value, NamedNode) and name.value == Intl.VIEW:
            sort.views = (*sort.views, value.value.rpartition("/")[2])
    for each, facets in faceting.by_class(store).items():
        sorts.setdefault(each, Sort()).facets = facets
    return Lists(wording, sorts, _titles(project))


def _titles(project: Project) -> dict[str, Text]:
    """Return the titles of tables by the class segment of the rows that they hold."""
    titles: dict[str, Text] = {}
    for layer in project.layers("data/tables", "**/*metadata.json"):
        described = json.loads(layer.path.read_text("utf-8-sig"))
        for table in described.get("tables", [described]):
            match = _SEGMENT.search(str(table.get("tableSchema", {}).get("aboutUrl", "")))
            title = table.get("dc:title", table.get("dc:description"))
            if match and title:
                titles.setdefault(match[1], _texts(title))
    return titles


def _texts(title: object) -> Text:
    values = title if isinstance(title, list) else [title]
    texts = {}
    for each in values:
        if isinstance(each, dict) and "@value" in each:
            texts[str(each.get("@language", ""))] = str(each["@value"])
        elif isinstance(each, str):
            texts[""] = each
    return texts


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _groups(entries: Sequence[Entry], facets: Sequence[Facet]) -> tuple[tuple[Link, tuple[Entry, ...]], ...]:
    """Put entries under the values of the first facet, where there are few headings and most things have a value."""
    if not facets or not 2 <= len(facets[0].counts) <= _HEADINGS:
        return ()
    found: dict[str, list[Entry]] = {}
    links = {each.link.iri: each.link for each in facets[0].counts}
    for entry in entries:
        value = entry.facets[0][0].iri if entry.facets[0] else ""
        found.setdefault(value, []).append(entry)
    without = found.pop("", [])
    if len(without) * 2 > len(entries):
        return ()
    order = [each for each in links if each in found]
    grouped = [(links[each], tuple(found[each])) for each in order]
    return (*grouped, *([(Link("", {}), tuple(without))] if without else []))

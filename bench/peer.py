"""The usual way: `csv` and rdflib, as a competent person writes it in an afternoon.

It builds the very triples that ours builds from the same tables, so that the two can be compared; named graphs it
does without. `python -m bench.peer quads|store|turtle PUBLICATION READY OUT`.
"""

from __future__ import annotations

import calendar
import csv
import json
import re
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, RDF, SKOS, XSD

__all__ = ["bounds", "build"]

INTL: Final = Namespace("https://w3id.org/intlgraph/ns#")
CONCEPT: Final = Namespace("https://w3id.org/intlgraph/concept/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
ADMS: Final = Namespace("http://www.w3.org/ns/adms#")
CV: Final = Namespace("http://data.europa.eu/m8g/")
SCHEMA: Final = Namespace("http://schema.org/")
_KINDS: Final = (
    "document selector municipality organisation network initiative agreement appeal identifier classification "
    "membership event commitment"
)

Row = dict[str, str]


class Publication:
    """The tables of one folder on their way into a graph."""

    def __init__(self, root: Path) -> None:
        """Read the settings and the hashes; the graph has its prefixes and nothing else."""
        self.root = root
        self.base = tomllib.loads((root / "intlgraph.toml").read_text("utf-8"))["publication"]["base"]
        self.graph = Graph()
        for prefix, namespace in {"intl": INTL, "oa": OA, "adms": ADMS, "cv": CV}.items():
            self.graph.bind(prefix, namespace)
        for kind in _KINDS.split():
            self.graph.bind(kind, f"{self.base}/id/{kind}/")
        with (root / "data" / "passages.csv").open(encoding="utf-8", newline="") as file:
            self.hashes = {(row["document"], row["start"], row["end"]): row["sha256"] for row in csv.DictReader(file)}

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table by heading."""
        with (self.root / "data" / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    def thing(self, path: str) -> URIRef:
        """Return the IRI of a thing, written as in a cell: `network/ubc`."""
        return URIRef(f"{self.base}/id/{path}")

    def add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        """Add one triple."""
        self.graph.add((subject, predicate, value))

    def text(self, subject: URIRef, predicate: URIRef, value: str, lang: str | None = None) -> None:
        """Add a text, when there is one."""
        if value:
            self.add(subject, predicate, Literal(value, lang=lang))

    def texts(self, subject: URIRef, predicate: URIRef, row: Row, column: str) -> None:
        """Add the Swedish and the English text of a pair of columns."""
        self.text(subject, predicate, row[f"{column}_sv"], "sv")
        self.text(subject, predicate, row[f"{column}_en"], "en")

    def typed(self, subject: URIRef, predicate: URIRef, value: str, datatype: URIRef) -> None:
        """Add a typed value, when there is one."""
        if value:
            self.add(subject, predicate, Literal(value, datatype=datatype))

    def link(self, subject: URIRef, predicate: URIRef, value: str) -> None:
        """Add a link to a thing, when the cell names one."""
        if value:
            self.add(subject, predicate, self.thing(value))

    def concept(self, subject: URIRef, predicate: URIRef, scheme: str, value: str) -> None:
        """Add a concept, when the cell holds its code."""
        if value:
            self.add(subject, predicate, CONCEPT[f"{scheme}/{value}"])

    def moment(self, subject: URIRef, name: str, value: str) -> None:
        """Add a time as a typed value, where a type can say it, and as its earliest and latest day."""
        if not value:
            return
        plain = re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", value)
        if plain:
            datatype = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(value)]
            # Not normalised: rdflib would write the year 2008 as a date otherwise.
            self.add(subject, INTL[name], Literal(value, datatype=datatype, normalize=False))
        earliest, latest = bounds(value)
        self.typed(subject, INTL[f"earliest{name.title()}"], earliest, XSD.date)
        self.typed(subject, INTL[f"latest{name.title()}"], latest, XSD.date)

    def passage(self, text: str) -> tuple[URIRef, URIRef]:
        """Describe a passage; return the document and what is cited of it."""
        name, _, place = text.partition(":")
        document = self.thing(f"document/{name}")
        if not place:
            return document, document
        start, end = place.split("-")
        passage = URIRef(f"{document}#char={start},{end}")
        selector = self.thing(f"selector/{name}-{start}-{end}")
        self.add(passage, RDF.type, OA.SpecificResource)
        self.add(passage, OA.hasSource, document)
        self.add(passage, OA.hasSelector, selector)
        self.add(passage, INTL.sha256, Literal(self.hashes[name, start, end]))
        self.add(selector, RDF.type, OA.TextPositionSelector)
        self.add(selector, OA.start, Literal(start, datatype=XSD.integer))
        self.add(selector, OA.end, Literal(end, datatype=XSD.integer))
        return document, passage

    def evidence(self, subject: URIRef, row: Row) -> None:
        """Add what a statement rests on."""
        for text in filter(None, row["passage"].split(";")):
            document, passage = self.passage(text)
            self.add(subject, DCTERMS.source, document)
            if passage != document:
                self.add(subject, INTL.passage, passage)
        self.concept(subject, INTL.certainty, "certainty", row["certainty"])
        self.text(subject, INTL.reason, row["reason"], "en")

    def named(self, subject: URIRef, row: Row) -> None:
        """Add the names of a thing and where it is mentioned."""
        self.texts(subject, SKOS.prefLabel, row, "name")
        for text in filter(None, row["mentions"].split(";")):
            self.add(subject, INTL.mentionedIn, self.passage(text)[1])

    def documents(self) -> None:
        """Read the documents that the other tables cite."""
        for row in self.rows("documents"):
            it = self.thing(f"document/{row['id']}")
            self.add(it, RDF.type, FOAF.Document)
            self.concept(it, DCTERMS.type, "document-kind", row["kind"])
            self.texts(it, DCTERMS.title, row, "title")
            self.link(it, DCTERMS.publisher, row["publisher"])
            for language in filter(None, row["language"].split(";")):
                self.text(it, SCHEMA.inLanguage, language)
            self.typed(it, DCTERMS.modified, row["modified"], XSD.date)
            if row["address"]:
                self.add(it, FOAF.page, URIRef(row["address"]))
            self.typed(it, INTL.retrieved, row["retrieved"], XSD.date)
            self.typed(it, INTL.characters, row["characters"], XSD.integer)
            self.text(it, INTL.sha256, row["sha256"])

    def organisations(self) -> None:
        """Read municipalities and other organisations."""
        for row in self.rows("municipalities"):
            it = self.thing(f"municipality/{row['id']}")
            self.add(it, RDF.type, CV.PublicOrganisation)
            self.add(it, RDF.type, ORG.Organization)
            self.concept(it, ORG.classification, "organisation-kind", "municipality")
            self.named(it, row)
        for row in self.rows("organisations"):
            it = self.thing(f"organisation/{row['id']}")
            self.add(it, RDF.type, ORG.Organization)
            self.named(it, row)

    def joinable(self, table: str, kind: str) -> None:
        """Read one table of what can be joined or signed."""
        for row in self.rows(table):
            it = self.thing(f"{kind}/{row['id']}")
            self.add(it, RDF.type, INTL[kind.title()])
            if kind == "network":
                self.add(it, RDF.type, ORG.Organization)
            self.named(it, row)
            self.texts(it, DCTERMS.description, row, "description")
            for theme in row["themes"].split(";"):
                self.concept(it, DCTERMS.subject, "theme", theme)

    def identifiers(self) -> None:
        """Read the codes of things."""
        for row in self.rows("identifiers"):
            it = self.thing(f"identifier/{row['id']}")
            self.add(it, RDF.type, ADMS.Identifier)
            self.link(it, INTL.thing, row["thing"])
            self.concept(it, INTL.identifierScheme, "identifier-scheme", row["scheme"])
            self.text(it, SKOS.notation, row["value"])
            self.evidence(it, row)

    def classifications(self) -> None:
        """Read what kinds of networks the sources say that networks are."""
        for row in self.rows("classifications"):
            it = self.thing(f"classification/{row['id']}")
            self.add(it, RDF.type, INTL.Classification)
            self.link(it, INTL.thing, row["thing"])
            self.concept(it, INTL.kind, "network-kind", row["kind"])
            self.text(it, INTL.kindAsWritten, row["kind_as_written"])
            self.evidence(it, row)

    def memberships(self) -> None:
        """Read memberships and board seats."""
        for row in self.rows("memberships"):
            it = self.thing(f"membership/{row['id']}")
            self.add(it, RDF.type, ORG.Membership)
            self.link(it, ORG.member, row["member"])
            self.link(it, ORG.organization, row["organization"])
            self.concept(it, ORG.role, "role", row["role"])
            self.text(it, INTL.roleAsWritten, row["role_as_written"])
            self.moment(it, "start", row["start"])
            self.moment(it, "end", row["end"])
            self.evidence(it, row)

    def events(self) -> None:
        """Read events."""
        for row in self.rows("events"):
            it = self.thing(f"event/{row['id']}")
            self.add(it, RDF.type, INTL.Event)
            self.concept(it, DCTERMS.type, "event-kind", row["kind"])
            self.link(it, INTL.actor, row["actor"])
            self.link(it, INTL.object, row["object"])
            self.moment(it, "date", row["date"])
            self.evidence(it, row)

    def commitments(self) -> None:
        """Read commitments."""
        for row in self.rows("commitments"):
            it = self.thing(f"commitment/{row['id']}")
            self.add(it, RDF.type, INTL.Commitment)
            self.link(it, INTL.party, row["party"])
            self.link(it, INTL.event, row["event"])
            self.texts(it, INTL.pledge, row, "pledge")
            self.concept(it, ADMS.status, "commitment-status", row["status"])
            self.evidence(it, row)


def build(root: Path) -> Graph:
    """Return the graph of a publication's tables, in memory."""
    publication = Publication(root)
    publication.documents()
    publication.organisations()
    for table, kind in (
        ("networks", "network"),
        ("initiatives", "initiative"),
        ("agreements", "agreement"),
        ("appeals", "appeal"),
    ):
        publication.joinable(table, kind)
    publication.identifiers()
    publication.classifications()
    publication.memberships()
    publication.events()
    publication.commitments()
    return publication.graph


def bounds(text: str) -> tuple[str, str]:
    """Return the first and the last day that an EDTF text can mean, each empty for an open end.

    >>> bounds("2014-08"), bounds("[..2021-01]"), bounds("199X"), bounds("2019-24")
    (('2014-08-01', '2014-08-31'), ('', '2021-01-31'), ('1990-01-01', '1999-12-31'), ('2018-12-01', '2020-02-29'))
    """
    if text.startswith("["):
        first, last = re.split(r",|\.\.", text.strip("[]"))
        return bounds(first)[0] if first else "", bounds(last)[1] if last else ""
    year, month, day = (*text.split("-"), "XX", "XX")[:3]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month == "XX":
        return f"{low:04}-01-01", f"{high:04}-12-31"
    if month == "24":
        return f"{low - 1:04}-12-01", f"{high + 1:04}-02-{calendar.monthrange(high + 1, 2)[1]}"
    if month > "12":
        spring = 3 * (int(month) - 21) + 3
        return bounds(f"{year}-{spring:02}")[0], bounds(f"{year}-{spring + 2:02}")[1]
    if day == "XX":
        return f"{low:04}-{month}-01", f"{high:04}-{month}-{calendar.monthrange(high, int(month))[1]}"
    return text, text


def _main(job: str, root: Path, out: Path) -> None:
    graph = build(root)
    wall, cpu = time.perf_counter(), time.process_time()
    if job == "quads":
        graph.serialize(out / "all.nt", format="nt", encoding="utf-8")
    elif job == "turtle":
        graph.serialize(out / "all.ttl", format="turtle", encoding="utf-8")
    said: dict[str, float] = {"triples": len(graph)}
    if job == "turtle":
        said |= {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}
    print(json.dumps(said))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[4]))

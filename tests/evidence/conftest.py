"""An invented publication with two documents, whose rows cite passages by the words that stand there."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from intlgraph.evidence import record
from intlgraph.evidence.check import Checked, check
from intlgraph.evidence.documents import digest
from intlgraph.project import Project, load

INTL = "https://w3id.org/intlgraph/ns#"

TEXTS = {
    "natverk": """Nordbys nätverk

Öarnas färjenätverk

Nordby kommun gick med i nätverket i mars 2019. Även Sjöåkerö är med sedan 2021. \
Det har 1 200 medlemmar i tolv länder, i korthet ett “nätverk för gröna färjor”.

Små städer

Åldershamns kommun är ordförande från 3 augusti 2020 till 31 maj 2022. \
Vi har en plats i styrelsen sedan hösten 2018. Sjöåkerö kommun gick med i början av 2000-talet.

Senast ändrad: 2 maj 2023
""",
    "partners": """Partners of Nordby

Towards goal 14

The three-year project (2019-2021) is run by the Municipality of Nordby with Åldershamn. \
It builds on sustainable development goal 14 and has fifteen activities.

A second harbour

The Harbour Project 2 has ten participants from Sjöåkerö’s harbour. The project ends in June 2024.
""",
}

HEADINGS = {
    "documents": "id,file,title,characters,sha256",
    "sections": "id,document,heading,parent,about,passage",
    "municipalities": "id,name_sv,name_en,mentions,description_sv",
    "networks": "id,name_sv,name_en,mentions,description_sv",
    "projects": "id,name_sv,name_en,mentions,description_sv",
    "names": "id,thing,form,passage,certainty,reason",
    "memberships": "id,member,organization,role_as_written,start,end,passage,certainty,reason",
    "counts": "id,thing,number,passage,certainty,reason",
    "goals": "id,thing,goal,passage,certainty,reason",
    "events": "id,actor,object,date,passage,certainty,reason",
    "pledges": "id,event,text,passage,certainty,reason",
}


def metadata() -> str:
    """Describe the tables: other than the built-in ones, so that nothing here depends on those."""
    kinds = ["municipality", "network", "project", "event"]
    special: dict[str, dict[str, object]] = {
        "name_sv": {"propertyUrl": "skos:prefLabel", "lang": "sv"},
        "name_en": {"propertyUrl": "skos:prefLabel", "lang": "en"},
        "title": {"propertyUrl": "dcterms:title"},
        "heading": {"propertyUrl": "dcterms:title"},
        "form": {"propertyUrl": f"{INTL}writtenForm"},
        "role_as_written": {"propertyUrl": f"{INTL}roleAsWritten"},
        "text": {"propertyUrl": f"{INTL}pledge"},
        "description_sv": {"propertyUrl": "dcterms:description", f"{INTL}editorial": True},
        "number": {"propertyUrl": f"{INTL}number", "datatype": "integer"},
        "characters": {"propertyUrl": f"{INTL}characters", "datatype": "integer"},
        "sha256": {"propertyUrl": f"{INTL}sha256"},
        "goal": {"propertyUrl": f"{INTL}goal", "valueUrl": "http://metadata.un.org/sdg/{goal}"},
        "certainty": {"propertyUrl": f"{INTL}certainty"},
        "reason": {"propertyUrl": f"{INTL}reason"},
        "mentions": {"propertyUrl": f"{INTL}mentionedIn", f"{INTL}passages": True, "separator": ";"},
        "passage": {f"{INTL}passages": True, "separator": ";"},
        **{name: {f"{INTL}edtf": name} for name in ("start", "end", "date")},
    }
    refers = {"document": ["document"], "parent": ["section"], "event": ["event"]}
    for name in ("about", "thing", "member", "organization", "actor", "object"):
        refers[name] = kinds
    kind_of = {"municipalities": "municipality", "sections": "section"}

    def column(name: str) -> dict[str, object]:
        if name in refers:
            address = {"propertyUrl": f"{INTL}{name}", "valueUrl": f"../../id/{{+{name}}}"}
            return {"name": name, "titles": name, **address, f"{INTL}refersTo": refers[name]}
        return {"name": name, "titles": name, **special.get(name, {"suppressOutput": True})}

    tables = [
        {
            "url": f"{table}.csv",
            "tableSchema": {
                "aboutUrl": f"../../id/{kind_of.get(table, table.removesuffix('s'))}/{{id}}",
                "primaryKey": "id",
                "columns": [column(name) for name in headings.split(",")],
            },
        }
        for table, headings in HEADINGS.items()
    ]
    return json.dumps({"@context": "http://www.w3.org/ns/csvw", "tables": tables})


ROLE = "Åldershamns kommun är ordförande från 3 augusti 2020 till 31 maj 2022"
JOINED = "Nordby kommun gick med i nätverket i mars 2019"
WHY = "The page is the municipality's own"
STATED = ["stated", ""]

Rows = dict[str, dict[str, list[str]]]


def at(document: str, *words: str) -> str:
    """Cite the passages that hold these words; each must stand in the document exactly once."""
    text = TEXTS[document]
    for each in words:
        assert text.count(each) == 1, (each, text.count(each))
    return ";".join(f"{document}:{text.index(each)}-{text.index(each) + len(each)}" for each in words)


def said(words: str, document: str) -> list[str]:
    """Return words, where they stand, and that they are stated."""
    return [words, at(document, words), *STATED]


def who(municipality: str, network: str) -> list[str]:
    """Return two cells that point to a municipality and a network."""
    return [f"municipality/{municipality}", f"network/{network}"]


def rows() -> Rows:
    """Return the rows of every table by table and id: true ones, each with the words that say it."""
    ferries, towns = at("natverk", "Öarnas färjenätverk"), at("natverk", "Små städer")
    project = at("partners", "The three-year project (2019-2021) is run by the Municipality of Nordby with Åldershamn")
    tables: dict[str, list[list[str]]] = {
        "documents": [
            [name, f"{name}.txt", name, str(len(text)), digest(text.encode())] for name, text in TEXTS.items()
        ],
        "sections": [
            ["top", "document/natverk", "Nordbys nätverk", "", "", at("natverk", "Nordbys nätverk")],
            ["ferries", "document/natverk", "Öarnas färjenätverk", "section/top", "network/ferries", ferries],
            ["towns", "document/natverk", "Små städer", "section/top", "network/towns", towns],
            ["goal", "document/partners", "Towards goal 14", "", "project/goal", at("partners", "Towards goal 14")],
            ["harbour", "document/partners", "A second harbour", "", "", at("partners", "A second harbour")],
        ],
        "municipalities": [
            ["nordby", "Nordby kommun", "", at("natverk", "Nordby kommun gick med"), "En kommun med 9999 invånare"],
            ["aldershamn", "Åldershamns kommun", "", at("natverk", "Åldershamns kommun"), ""],
            ["sjoakero", "Sjöåkerö kommun", "", at("natverk", "Sjöåkerö kommun gick med"), ""],
        ],
        "networks": [["ferries", "Öarnas färjenätverk", "", ferries, ""], ["towns", "Små städer", "", towns, ""]],
        "projects": [
            ["goal", "Mot mål 14", "Towards Goal 14", at("partners", "Towards goal 14"), ""],
            ["harbour", "Hamnprojekt 2", "Harbour Project 2", at("partners", "Harbour Project 2"), ""],
        ],
        "names": [
            ["nordby-en", "municipality/nordby", *said("Municipality of Nordby", "partners")],
            ["aldershamn-short", "municipality/aldershamn", "Åldershamn", project, *STATED],
            ["sjoakero-short", "municipality/sjoakero", "Sjöåkerö", at("natverk", "Även Sjöåkerö är med"), *STATED],
        ],
        "memberships": [
            ["nordby-ferries", *who("nordby", "ferries"), "", "2019-03", "", at("natverk", JOINED), *STATED],
            [
                "sjoakero-ferries",
                *who("sjoakero", "ferries"),
                *("", "2021", ""),
                *(at("natverk", "Även Sjöåkerö är med sedan 2021"), *STATED),
            ],
            [
                "aldershamn-towns",
                *who("aldershamn", "towns"),
                *("ordföranden", "2020-08-03", "2022-05-31"),
                *(at("natverk", ROLE), *STATED),
            ],
            [
                "nordby-towns",
                *who("nordby", "towns"),
                *("", "2018-23", ""),
                *(at("natverk", "Vi har en plats i styrelsen sedan hösten 2018"), "implied", WHY),
            ],
            [
                "sjoakero-towns",
                *who("sjoakero", "towns"),
                *("", "200X", ""),
                *(at("natverk", "Sjöåkerö kommun gick med i början av 2000-talet"), *STATED),
            ],
        ],
        "counts": [
            ["members", "network/ferries", "1200", at("natverk", "Det har 1 200 medlemmar"), *STATED],
            ["countries", "network/ferries", "12", at("natverk", "medlemmar i tolv länder"), *STATED],
            ["activities", "project/goal", "15", at("partners", "has fifteen activities"), *STATED],
            ["participants", "project/harbour", "10", at("partners", "The Harbour Project 2 has ten"), *STATED],
        ],
        "goals": [["goal-14", "project/goal", "14", at("partners", "sustainable development goal 14"), *STATED]],
        "events": [
            [
                "joining",
                *who("nordby", "ferries"),
                *("2019-03", at("natverk", "Nordby kommun gick med i nätverket i mars"), "inferred", WHY),
            ]
        ],
        "pledges": [["green", "event/joining", "Gröna färjor från 2019", at("natverk", JOINED), *STATED]],
    }
    return {table: {row[0]: row for row in found} for table, found in tables.items()}


@dataclass(frozen=True)
class Nordby:
    """The publication in a folder of its own, with its documents beside it; `rows` may be changed before writing."""

    root: Path
    rows: Rows

    @property
    def documents(self) -> Path:
        return self.root / "documents"

    @property
    def tables(self) -> Path:
        return self.root / "data" / "tables"

    @property
    def project(self) -> Project:
        return load(self.root)

    def cell(self, table: str, id: str, column: str, value: str) -> None:
        """Give one cell another value."""
        self.rows[table][id][HEADINGS[table].split(",").index(column)] = value

    def write(self, encodings: Mapping[str, Callable[[str], bytes]] | None = None) -> None:
        """Write the tables, each as UTF-8 with commas unless another way is given."""
        for table, headings in HEADINGS.items():
            stream = io.StringIO()
            csv.writer(stream, lineterminator="\n").writerows([headings.split(","), *self.rows[table].values()])
            encode = (encodings or {}).get(table, str.encode)
            (self.tables / f"{table}.csv").write_bytes(encode(stream.getvalue()))

    def check(self) -> Checked:
        return check(self.project, self.documents)

    def write_and_check(self) -> Checked:
        """Write the tables, record the hashes as far as that is possible, and check."""
        self.write()
        record(self.project, self.documents)
        return self.check()


SETTINGS = """[publication]
base = "https://data.example.org/nordby"
title = { sv = "Nordby", en = "Nordby" }
[publisher]
name = { sv = "Nordby kommun", en = "Nordby municipality" }
iri = "https://data.example.org/nordby/id/municipality/nordby"
[licences]
data = "https://creativecommons.org/publicdomain/zero/1.0/"
"""


@pytest.fixture
def nordby(tmp_path: Path) -> Nordby:
    root = tmp_path / "nordby"
    (root / "data" / "tables").mkdir(parents=True)
    (root / "documents").mkdir()
    (root / "intlgraph.toml").write_text(SETTINGS, "utf-8")
    (root / "data" / "tables" / "metadata.json").write_text(metadata(), "utf-8")
    for name, text in TEXTS.items():
        (root / "documents" / f"{name}.txt").write_bytes(text.encode())
    publication = Nordby(root, rows())
    publication.write()
    record(publication.project, publication.documents)
    return publication

"""E-mail addresses, telephone numbers and personal numbers are found in any text, and nothing else is taken for one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from tests.shapes.examples import NS, ROOT
from tests.shared import shared

from intlgraph.validation import patterns, queries
from intlgraph.validation import shapes as reading
from intlgraph.validation.engines import engine, single
from intlgraph.validation.results import Data
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.vocabulary import SH

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
TEXT: Final = "https://w3id.org/intlgraph/ns#text"
EMAIL, PHONE, NUMBER = "NoEmailAddress", "NoPhoneNumber", "NoPersonalNumber"

FOUND: Final = {
    EMAIL: (
        "info@x.se",
        "Skriv till anna.svensson+eu@kommun.example.se.",
        "kontakt: å.öberg@växjö.example",
        "name (at) x.se",
        "name [at] x.se",
        "name (snabel-a) x.se",
        "MAILTO:info",
        "rad ett\nrad två a@b.se",
        "se https://x.se/kontakt?till=a@b.se",
        "anna @ vaxjo.se",
        "anna at vaxjo dot se",
        "anna snabela vaxjo.se",
        "anna\uff20vaxjo.se",
        "anna (at) vaxjo (dot) se",
        "anna [at] vaxjo dot se",
        "anna snabel-a vaxjo punkt se",
        "anna at mail dot vaxjo dot se",
        "anna(at)vaxjo.se",
        "anna\u00a0@\u00a0vaxjo.se",
        "anna@ vaxjo.se",
        "Anna at vaxjo (dot) se",
        "anna[@]vaxjo.se",
        "anna \uff20 vaxjo.se",
        "anna snabel a vaxjo.se",
        "anna @ x.se",
    ),
    PHONE: (
        "+46 470 410 00",
        "+46470410000",
        "+46 (0)470-410 00",
        "0046 470 41000",
        "070-123 45 67",
        "0701234567",
        "Tel 0470-410 00",
        "växeln, 0470 - 410 00, är öppen",
        "08-123 456 78",
        "(0470) 410 00",
        "010/1234567",
        "+45 33 66 33 66",
        "+49 911 2310",
        "+1 (305) 555-0100",
        "Phone: 020 7123 4567",
        "rad ett\n0470-410 00\nrad tre",
        "+1 202-555-0143",
        "+46\u00a0470\u00a0410\u00a000",
        "0470\u2011410\u202f00",
        "070.123.45.67",
        "tel. 41 000",
        "Tfn 41000",
        "telefonnummer 410 00",
        "Telefon: 410 00",
        "0700-12 34 56",
        "070-012 34 56",
        "+358 401 234 567",
        "+1.202.555.0143",
        "+46.470.41000",
        "0470.410.00",
        "+46 70 012 34 56",
        "08–123 456 78",
        "040-12 345",
        "040 123456",
        "tabell 0470-41 00 00",
        "0771-123 456",
        "+45 33 66 33 66.",
        "+1 202 555 0143",
        "0470-41000",
        "020-12 34 56",
        "Tabell 3, ring 08-123 456 78",
        "031-123 45 67",
        "0920-45 30 00",
        "+47 22 86 10 00",
        "tel: 0470-41000",
        "tel:070-1234567",
        "vid 040 123456",
        "online 0470-41000",
        "Tabell 08 12345 08-123 456 78",
    ),
    NUMBER: (
        "811228-9874",
        "8112289874",
        "19811228-9874",
        "198112289874",
        "811228+9874",
        "811228 9874",
        "811228–9874",
        "pnr.811228-9874",
        "811288-9871",
        "Anna (811228-9874), ordförande",
        "rad ett\n811228-9874\nrad tre",
        "811228-9874 och 556036-0793",
        "010101-0000, sedan 811228-9874",
        "1981-12-28-9874",
        "1981 12 28 9874",
        "811228\u00a09874",
        "811228\u20119874",
        "1981\u201112\u201128\u20119874",
        "811228-9874 811228-9874",
        "010101-0000 811228-9874 010101-0000",
        "010101-0000 010101-0000 811228-9874 010101-0000 010101-0000",
        "010101-0000,010101-0000,811228-9874,010101-0000",
        "81-12-28-9874",
        "1981.12.28-9874",
        "1981\u00a012\u00a028\u00a09874",
        "1981-12-28 9874",
        "19811228 9874",
        "811228\u22129874",
        "010101-0000\n811228-9874\n010101-0000",
    ),
}
NOT_FOUND: Final = (
    "@vaxjokommun",
    "https://mastodon.example/@kommun.se",
    "https://www.flickr.com/photos/12345@N00/bild.html",
    "kl 10 @ stadshuset",
    "2019-05-01",
    "2014-2020",
    "2019-05-01--2020-06-30",
    "den 05 06 2019",
    "08-06 2019",
    "char=4008,4058",
    "vaxjo-natverk:4008-4058",
    "0780",
    "0780, 0764, 0761",
    "SE212",
    "ISBN 978-91-0-012345-6",
    "ISBN 91-0-012345-X",
    "Dnr KS 2019-00123",
    "KS/2019:0123-4567",
    "2011-3030049",
    "+12 000 000 kr",
    "+20 000 invånare",
    "500 000",
    "1 200 000 000",
    "56.8777, 14.8091",
    "56.8112289874",
    "10.1234/zenodo.8112289874x",
    "352 33 Växjö",
    "mobil 10 000 användare",
    "telefon 2014-2020",
    "556036-0793",
    "5560360793",
    "212000-0662",
    "811228-9875",
    "811328-9874",
    "747387e2760758f2bedc0853f7b2e06b6f3c495ad04ea3b28f4778b829a737f0",
    "e8112289874e",
    "550e8400-e29b-41d4-a716-446655440000",
    "Q8112289",
    "99811228-98741",
    "artikelnummer 0470-123456",
    "Tabell 08 12345",
    "linje 040 12345",
    "a [at] b",
    "0780 352 33",
    "0780 35233",
    "0760 352 33",
    "0821 352 33",
    "KS 2019-00123",
    "Dnr 811228-9874",
    "dnr 190512-1234",
    "Dnr 0470-12345",
    "DE89 3704 0044 0701 2345 67",
    "16556036-0793",
    "165560360793",
    "978-91-0-012345-6",
    "ISBN 9789100123456",
    "ISSN 0028-0836",
    "ISSN 1401-2049",
    "10.5281/zenodo.8112289874",
    "https://doi.org/10.5281/zenodo.8112289874",
    "10.1234/0470-41000",
    "0000-0002-1825-0097",
    "SE35 5000 0000 0549 1000 0003",
    "SE3550000000054910000003",
    "SE35 0046 1234 5678 1000 0003",
    "DE89 3704 0044 0532 0130 00",
    "56.877700, 14.809100",
    "+56.877700, +14.809100",
    "6304811 487211",
    "N 6304811, E 487211",
    "+12 000-15 000 kr",
    "1 200 000,50 kr",
    "25 000 000 - 30 000 000 kr",
    "2014–2020, 2021–2027",
    "2019-05-01-2020-06-30",
    "2019-05-01 - 2020-06-30",
    "2019-05-01/2020-06-30",
    "2019-05-01 2020-06-30",
    "1981-12-28 kl 09.00",
    "28 12 1981",
    "§ 12",
    "§§ 45-67",
    "kap. 5 § 12 2019:123",
    "SFS 2017:900",
    "(EU) 2016/679",
    "32016R0679",
    "kl. 08-12 13-17",
    "kl 08-16.30",
    "08.12.2019",
    "Bg 5050-1055",
    "Pg 41 05 30-2",
    "mål 17.18",
    "telefon 10 000 användare",
    "mobil: 10 000 användare",
    "det står på @ www.x.se",
    "kl 10 @ stadshuset. Välkommen",
    "Instagram @vaxjo.kommun",
    "meet at vaxjo.se",
    "read more at the dot",
    "look at dot com",
    "x (at) y",
    "[at]",
    "snabel-a är ett tecken",
    "1.0.2.3",
    "192.168.100.200",
    "Växjö 352 33",
    "352 46 Växjö, 04",
    "+46",
    "+20 000.",
    "+12 345 678, varav",
    "2019-05-01T12:00:00+02:00",
    "Agenda 2030, mål 11.3",
    "08 1234",
    "rad 040 12345",
)


def read() -> Shapes:
    """Return the shapes of personal data."""
    return reading.read(ROOT / "shapes" / f"{each}.ttl" for each in ("groups", "personal-data", "prefixes"))


def results(
    texts: Iterable[str | ox.NamedNode], folder: Path, name: str = "fast", path: str = TEXT
) -> set[tuple[str, int]]:
    """Return which shapes find something in which of the texts."""
    nodes = [ox.NamedNode(f"https://data.example.org/id/aim/{place}") for place, _ in enumerate(texts)]
    quads = [ox.Quad(node, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{NS}Tried")) for node in nodes]
    for node, text in zip(nodes, texts, strict=True):
        value = text if isinstance(text, ox.NamedNode) else ox.Literal(text, language="sv")
        quads.append(ox.Quad(node, ox.NamedNode(path), value))
    file = folder / "data.nq"
    file.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    found = engine(name).run(Data((file,)), read()).results
    assert not any(text in result.value for result in found for text in texts if isinstance(text, str))
    return {(result.shape.removeprefix(NS), int(result.focus.strip("<>").rpartition("/")[2])) for result in found}


@pytest.mark.parametrize("name", ["fast", "reference"])
@pytest.mark.parametrize("shape", [EMAIL, PHONE, NUMBER])
def test_personal_data_is_found(shape: str, name: str, tmp_path: Path) -> None:
    texts = FOUND[shape]
    found = {place for what, place in results(texts, tmp_path, name) if what == shape}
    assert [text for place, text in enumerate(texts) if place not in found] == []


@pytest.mark.parametrize("name", ["fast", "reference"])
def test_nothing_else_is_taken_for_personal_data(name: str, tmp_path: Path) -> None:
    found = results(NOT_FOUND, tmp_path, name)
    assert sorted((what, NOT_FOUND[place]) for what, place in found) == []


def test_addresses_that_are_contact_details_are_found(tmp_path: Path) -> None:
    links = [ox.NamedNode(iri) for iri in ("mailto:a@b.se", "tel:+4647041000", "https://sws.geonames.org/8112289874/")]
    assert results(links, tmp_path) == {(EMAIL, 0), (PHONE, 1), (NUMBER, 2)}


def test_real_names_numbers_and_texts_are_not_personal_data(tmp_path: Path) -> None:
    folder = shared("real")
    files = [*(ROOT / "data" / "tables").glob("*.csv"), *(ROOT / "ontology").rglob("*.ttl")]
    files += [folder / "kommuner" / "municipality_county.csv"]
    texts = [line for file in files for line in file.read_text("utf-8").splitlines() if line]
    assert len(texts) > 3000
    assert sorted((what, texts[place]) for what, place in results(texts, tmp_path)) == []


@pytest.mark.parametrize("name", ["subject", "publisher", "modified"])
def test_properties_that_only_some_classes_bind_are_searched(name: str, tmp_path: Path) -> None:
    path = f"http://purl.org/dc/terms/{name}"
    assert results(["fr\u00e5ga p\u00e5 0470-410 00"], tmp_path, path=path) == {(PHONE, 0)}


@pytest.mark.parametrize("shape", [EMAIL, PHONE, NUMBER])
def test_constraints_are_judged_on_single_triples_by_patterns_that_both_engines_can_run(shape: str) -> None:
    node = ox.NamedNode(f"{NS}{shape}-nowhere")
    shapes = read()
    (select,) = shapes.statements.values(node, f"{SH}select")
    assert isinstance(select, ox.Literal)
    found = single.of(queries.prologue(shapes.statements, node), select.value)
    assert found is not None
    assert len(found.spared) > 20
    assert not re.search(r'REPLACE\(\?\w+, "[^"]*", "[^"]*", "', select.value), "rdflib takes the flags for a number"
    written = [text.replace("\\\\", "\\") for text in re.findall(r'"((?:[^"\\]|\\.)*)"', select.value)]
    # What is put in the place of something is no pattern, and harmless as one.
    assert [text for text in written if patterns.may_run_forever(text, "i")] == []
    assert [text for text in written if patterns.dialects(text) != {"python", "rust"} and "$" not in text] == []

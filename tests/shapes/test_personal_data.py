"""E-mail addresses, telephone numbers and personal numbers are found in any text, and nothing else is taken for one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from tests.shapes.examples import NS, ROOT
from tests.shared import shared

from intlgraph.validation import shapes as reading
from intlgraph.validation.engines import engine
from intlgraph.validation.results import Data

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
)


def results(texts: Iterable[str | ox.NamedNode], folder: Path, name: str = "fast") -> set[tuple[str, int]]:
    """Return which shapes find something in which of the texts."""
    nodes = [ox.NamedNode(f"https://data.example.org/id/aim/{place}") for place, _ in enumerate(texts)]
    quads = [ox.Quad(node, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{NS}Tried")) for node in nodes]
    for node, text in zip(nodes, texts, strict=True):
        value = text if isinstance(text, ox.NamedNode) else ox.Literal(text, language="sv")
        quads.append(ox.Quad(node, ox.NamedNode(TEXT), value))
    file = folder / "data.nq"
    file.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    shapes = reading.read(ROOT / "shapes" / f"{each}.ttl" for each in ("groups", "personal-data", "prefixes"))
    found = engine(name).run(Data((file,)), shapes).results
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

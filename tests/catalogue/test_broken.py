"""Catalogues each broken in one way: the check names exactly that fault, and says where, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.catalogue.making import Change, codes, good, of, replaced, without

from intlgraph.portal import HIGH_VALUE
from intlgraph.validation.report import said

BASE = "https://data.example.org"
BATHS, PATHS = f"{BASE}/dataset/baths", f"{BASE}/dataset/paths"
CSV = f"{BATHS}#csv"
PUBLISHER = "http://dataportal.se/organisation/SE2120009994"
CONTACT = f"{BASE}/catalog#contact"
CATALOG = f"{BASE}/catalog"
EU = "http://publications.europa.eu/resource/authority/"
BOOLEAN = 'rdf:datatype="http://www.w3.org/2001/XMLSchema#boolean"'
RECORD = '<dcat:CatalogRecord rdf:about="https://data.example.org/record"/>\n</rdf:RDF>'
AGENT = (
    '<foaf:Agent rdf:about="https://data.example.org/agent"><foaf:name>älmhaga kommun </foaf:name>'
    '<dcterms:type rdf:resource="http://purl.org/adms/publishertype/LocalAuthority"/></foaf:Agent>\n</rdf:RDF>'
)
ORPHAN_LINK = f'    <dcat:dataset rdf:resource="{PATHS}"/>\n'
VCARD = '<vcard:fn>Öppna data</vcard:fn><vcard:hasEmail rdf:resource="mailto:oppnadata@almhaga.example"/>'
PART = '<dcterms:hasPart rdf:resource="https://data.example.org/sub"/>\n    <dcterms:license'


def blank(address: str) -> Change:
    """Return a change that makes a node blank wherever it stands."""

    def change(text: str) -> str:
        assert f'rdf:about="{address}"' in text
        return text.replace(f'rdf:about="{address}"', 'rdf:nodeID="x"').replace(
            f'rdf:resource="{address}"', 'rdf:nodeID="x"'
        )

    return change


def one_for_both(text: str) -> str:
    """Let the publisher be the contact too, and say of it what is said of either."""
    contact = f'<rdf:type rdf:resource="http://www.w3.org/2006/vcard/ns#Organization"/>{VCARD}\n    <foaf:name'
    pointed = replaced(f'contactPoint rdf:resource="{CONTACT}"', f'contactPoint rdf:resource="{PUBLISHER}"', 2)(text)
    return replaced("<foaf:name", contact)(pointed)


def twice(text: str) -> str:
    """Describe the catalogue a second time, under another address."""
    start, end = text.index("  <dcat:Catalog "), text.index("  </dcat:Catalog>\n") + len("  </dcat:Catalog>\n")
    other = text[start:end].replace(f'rdf:about="{CATALOG}"', f'rdf:about="{BASE}/two"')
    return text[:end] + other + text[end:]


# A name, the change, and the one code that is to be found.
BROKEN: list[tuple[str, Change, str]] = [
    ("a space in an address", replaced("/baths.csv", "/the baths.csv"), "iri"),
    ("a brace in an address", replaced("/paths.jsonld", "/{paths}.jsonld"), "iri"),
    ("a relative address", replaced(f'"{BASE}/baths.csv"', '"baths.csv"'), "relative"),
    ("a blank catalogue", blank(CATALOG), "blank"),
    ("a blank dataset", blank(BATHS), "blank"),
    ("a blank distribution", blank(CSV), "blank"),
    ("a blank publisher", blank(PUBLISHER), "blank"),
    ("a blank contact", blank(CONTACT), "blank"),
    ("a catalogue record", replaced("</rdf:RDF>", RECORD), "record"),
    ("publisher and contact in one", one_for_both, "contact"),
    ("two datasets with one identifier", replaced("8a3f7c02", "8a3f7c01"), "identifier"),
    ("one organisation under two addresses", replaced("</rdf:RDF>", AGENT), "agent"),
    ("a wrong check digit", lambda text: replaced("SE2120009994", "SE2120009949", 9)(text), "organisation"),
    ("a number with a hyphen", lambda text: replaced("SE2120009994", "SE212000-9994", 9)(text), "organisation"),
    (
        "two access addresses",
        replaced("<dcat:accessURL", f'<dcat:accessURL rdf:resource="{BASE}/two"/>\n    <dcat:accessURL'),
        "Distribution-accessURL",
    ),
    ("a dataset that is not listed", replaced(ORPHAN_LINK, ""), "orphan"),
    ("two catalogues", twice, "several"),
    ("a part that is no catalogue", replaced("<dcterms:license", PART), "part"),
    (
        "a catalogue that demonstrates",
        replaced(
            "<dcterms:license",
            f"<intl:demonstration {BOOLEAN}>true</intl:demonstration>\n    <dcterms:license",
        ),
        "demonstration",
    ),
    (
        "another licence of the catalogue",
        replaced(
            'license rdf:resource="http://creativecommons.org/publicdomain/zero/1.0/"',
            'license rdf:resource="http://creativecommons.org/licenses/by/4.0/"',
        ),
        "Catalog-license",
    ),
    (
        "a licence written with https",
        replaced("http://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/"),
        "licence",
    ),
    (
        "a licence that nobody knows",
        replaced("http://creativecommons.org/licenses/by/4.0/", f"{BASE}/licence"),
        "mqa-licence",
    ),
    ("no publisher of a dataset", without("dcterms:publisher", BATHS), "Dataset-publisher"),
    ("no title of a dataset", without("dcterms:title", BATHS), "Dataset-title"),
    ("no access address", without("dcat:accessURL", CSV), "Distribution-accessURL"),
    ("no format", without("dcterms:format", CSV), "Distribution-format"),
    (
        "a format in words",
        replaced(f'<dcterms:format rdf:resource="{EU}file-type/CSV"/>', "<dcterms:format>CSV</dcterms:format>"),
        "Distribution-format",
    ),
    ("a format that does not exist", replaced("file-type/CSV", "file-type/CVS"), "Distribution-format"),
    (
        "a size that is no number of the right type",
        replaced("#nonNegativeInteger", "#integer"),
        "Distribution-byteSize",
    ),
    (
        "a date in words",
        replaced(
            '<dcterms:issued rdf:datatype="http://www.w3.org/2001/XMLSchema#date">2026-01-15<',
            "<dcterms:issued>januari<",
        ),
        "Catalog-issued",
    ),
    ("no type of the publisher", without("dcterms:type", PUBLISHER), "Agent-type"),
    ("no name of the publisher", without("foaf:name", PUBLISHER), "Agent-name"),
    ("no mailbox of the contact", without("vcard:hasEmail", CONTACT), "Contact-hasEmail"),
    (
        "a mailbox in words",
        replaced(
            '<vcard:hasEmail rdf:resource="mailto:oppnadata@almhaga.example"/>',
            "<vcard:hasEmail>oppnadata@almhaga.example</vcard:hasEmail>",
        ),
        "Contact-hasEmail",
    ),
    ("a theme of one's own", replaced("data-theme/ENVI", "data-theme/BATH"), "Dataset-theme"),
    ("no keyword", without("dcat:keyword", BATHS), "Dataset-keyword-recommended"),
    ("no spatial coverage", without("dcterms:spatial", BATHS), "Dataset-spatial-recommended"),
    ("no size", without("dcat:byteSize", CSV), "mqa-size"),
    ("no rights", without("dcterms:rights", CSV), "mqa-rights"),
    ("no download address", without("dcat:downloadURL", CSV), "mqa-download"),
    (
        "a high-value category without the regulation",
        replaced(
            "<dcat:keyword",
            '<dcatap:hvdCategory rdf:resource="http://data.europa.eu/bna/c_ac64a52d"/>\n    <dcat:keyword',
        ),
        "HighValue-legislation",
    ),
    (
        "the regulation without a high-value category",
        replaced(
            "<dcat:keyword",
            f'<dcatap:applicableLegislation rdf:resource="{HIGH_VALUE}"/>\n    <dcat:keyword',
        ),
        "HighValue",
    ),
]

STOPPING = {
    "iri", "relative", "blank", "record", "contact", "identifier", "agent", "several", "part", "demonstration",
}  # fmt: skip


def test_the_good_catalogue_is_good(tmp_path: Path) -> None:
    checked = of(good(), tmp_path)
    assert codes(checked) == []
    assert checked.harvestable
    assert checked.good


def test_there_are_enough_broken_ones() -> None:
    assert len(BROKEN) >= 30
    assert len({name for name, _, _ in BROKEN}) == len(BROKEN)


@pytest.mark.parametrize(("change", "code"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_catalogue_has_exactly_its_fault(tmp_path: Path, change: Change, code: str) -> None:
    text = change(good())
    assert text != good()
    checked = of(text, tmp_path)
    assert codes(checked) == [code]
    assert checked.harvestable == (code not in STOPPING)
    [finding] = checked.findings
    assert finding.subjects
    assert finding.places
    assert all(place.file.endswith("catalog.rdf") and place.line for place in finding.places)
    for language in ("sv", "en"):
        assert said(finding.message, language)
        assert said(finding.hint, language)
    assert finding.message["sv"] != finding.message["en"]


@pytest.mark.parametrize(("change", "code"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_the_points_of_the_findings_are_those_that_are_missing(tmp_path: Path, change: Change, code: str) -> None:
    checked = of(change(good()), tmp_path)
    missing = sum(each.most - each.unknown - each.reached for each in checked.dimensions)
    assert sum(finding.points for finding in checked.findings) == pytest.approx(missing)

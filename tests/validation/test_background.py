"""The background: what is known of authority terms, and of addresses that tell by themselves what they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad
from tests.shared import shared

from intlgraph import graphs
from intlgraph.formats import graph_format
from intlgraph.namespaces import PREFIXES, RDF
from intlgraph.validation import background

EU = "http://publications.europa.eu/resource/authority/"
TYPE, IN_SCHEME = f"{RDF}type", f"{PREFIXES['skos']}inScheme"
CONCEPT, SCHEME = f"{PREFIXES['skos']}Concept", f"{PREFIXES['skos']}ConceptScheme"


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return [quad for path in background.authorities() for quad in graphs.parse(path, graph_format("turtle"))]


def values(quads: list[Quad], predicate: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate.value == predicate and isinstance(quad.subject, NamedNode):
            assert isinstance(quad.object, NamedNode)
            found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return found


def test_every_term_is_a_concept_of_a_scheme_that_is_typed_itself(quads: list[Quad]) -> None:
    types, schemes = values(quads, TYPE), values(quads, IN_SCHEME)
    concepts = {name for name, kinds in types.items() if CONCEPT in kinds}
    assert len(concepts) > 900
    assert concepts == set(schemes)
    assert {scheme for each in schemes.values() for scheme in each} <= {
        name for name, kinds in types.items() if SCHEME in kinds
    }


def test_a_term_of_an_authority_table_is_in_the_scheme_of_its_table(quads: list[Quad]) -> None:
    for name, schemes in values(quads, IN_SCHEME).items():
        table = name.rpartition("/")[0]
        assert schemes == {table if table.startswith(EU) else f"{table}/1.0"}


def test_the_background_holds_neither_shapes_nor_blank_nodes_nor_texts(quads: list[Quad]) -> None:
    for quad in quads:
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode)
        assert PREFIXES["sh"] not in str(quad)


@pytest.mark.parametrize(
    ("file", "table"),
    [
        ("filetypes-sparql-result.ttl", "file-type"),
        ("filetypes-skos-ap-act.rdf", "file-type"),
        ("frequencies-sparql-result.ttl", "frequency"),
        ("frequencies-skos-ap-act.rdf", "frequency"),
        ("access-right-sparql-result.ttl", "access-right"),
        ("licences-sparql-result.ttl", "licence"),
        ("data-theme-skos-ap-act.rdf", "data-theme"),
        ("continents-skos-ap-act.rdf", "continent"),
    ],
)
def test_no_code_of_a_published_table_is_missing(quads: list[Quad], file: str, table: str) -> None:
    path = shared("reference", "eu-authority", file)
    known = graph_format("turtle" if path.suffix == ".ttl" else "rdfxml")
    published = {
        quad.subject.value
        for quad in graphs.parse(path, known)
        if isinstance(quad.subject, NamedNode) and re.fullmatch(rf"{EU}{table}/\w+", quad.subject.value)
    }
    assert published
    assert published <= set(values(quads, IN_SCHEME))


def test_no_country_and_no_type_of_publisher_is_missing(quads: list[Quad]) -> None:
    known = set(values(quads, IN_SCHEME))
    countries = set(re.findall(rf"{EU}country/\w+", shared("reference", "eu-authority", "country.json").read_text()))
    adms = shared("reference", "eu-authority", "ADMS_SKOS_v1.00.rdf").read_text()
    assert len(countries) > 200
    assert countries <= known
    for kind in ("publishertype", "status", "licencetype"):
        assert set(re.findall(rf'rdf:about="(http://purl.org/adms/{kind}/[A-Za-z][^"]*)"', adms)) <= known


def prepared(folder: Path, text: str) -> str:
    data = folder / "data.nq"
    data.write_text(text, "utf-8")
    files = background.prepared([data], folder)
    for path in files:
        assert all(graphs.split_line(line) for line in path.read_text("utf-8").splitlines(keepends=True))
    return files[1].read_text("utf-8")


@pytest.mark.parametrize(
    ("iri", "kind"),
    [
        ("https://www.iana.org/assignments/media-types/text/csv", "http://purl.org/dc/terms/MediaType"),
        ("http://www.iana.org/assignments/media-types/application/ld+json", "http://purl.org/dc/terms/MediaType"),
        ("https://sws.geonames.org/2661886/", "http://purl.org/dc/terms/Location"),
        ("http://sws.geonames.org/2661886", "http://purl.org/dc/terms/Location"),
        ("http://data.europa.eu/nuts/code/SE212", "http://purl.org/dc/terms/Location"),
        ("http://data.europa.eu/eli/reg_impl/2023/138/oj", "http://data.europa.eu/eli/ontology#LegalResource"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "http://purl.org/dc/terms/LicenseDocument"),
        ("https://creativecommons.org/licenses/by/4.0/deed.sv", "http://purl.org/dc/terms/LicenseDocument"),
        ("http://www.opengis.net/def/crs/EPSG/0/3006", "http://purl.org/dc/terms/Standard"),
        ("http://data.europa.eu/bna/c_dd313021", CONCEPT),
        (f"{EU}corporate-body/COM", "http://xmlns.com/foaf/0.1/Agent"),
    ],
)
def test_an_address_of_a_family_gets_its_types(tmp_path: Path, iri: str, kind: str) -> None:
    found = prepared(tmp_path, f"<http://e/a> <http://e/p> <{iri}> <http://e/g> .\n")
    assert f"<{iri}> <{TYPE}> <{kind}> .\n" in found


@pytest.mark.parametrize(
    "iri",
    [
        "https://www.iana.org/assignments/media-types/csv",
        "https://www.iana.org/assignments/media-types/",
        "https://sws.geonames.org/sweden",
        "http://data.europa.eu/nuts/code/SWEDEN",
        "https://creativecommons.org/about/",
        "http://www.geonames.org/2661886",
        f"{EU}file-type/CVS",
    ],
)
def test_an_address_that_only_begins_like_a_family_gets_nothing(tmp_path: Path, iri: str) -> None:
    assert prepared(tmp_path, f"<http://e/a> <http://e/p> <{iri}> .\n") == ""


@given(st.integers(1, 10**8), st.booleans())
def test_a_family_says_the_same_of_every_member(number: int, slash: bool) -> None:
    (family,) = (each for each in background.families() if each.name == "geonames")
    iri = f"{family.starts[0]}{number}{'/' if slash else ''}"
    assert re.fullmatch(family.rest, iri.removeprefix(family.starts[0]))
    assert list(family.lines(iri)) == [f"<{iri}> <{TYPE}> <{kind}> .\n" for kind in family.types]


def test_without_families_nothing_is_typed(tmp_path: Path) -> None:
    data = tmp_path / "data.nq"
    data.write_text("<http://e/a> <http://e/p> <https://sws.geonames.org/1/> .\n", "utf-8")
    assert list(background.typed([data], ())) == []

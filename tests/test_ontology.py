"""The ontology: every term that is used is defined, in Swedish and English, and every borrowed term exists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
from pyld import jsonld
from tests.shared import shared

from intlgraph import namespaces
from intlgraph.namespaces import CONCEPT, CSVW, INTL, PREFIXES, RDF, XSD

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology"
METADATA = ROOT / "data" / "tables" / "metadata.json"
SCHEMES = sorted((ONTOLOGY / "concepts").glob("*.ttl"))
ALIGNMENTS = sorted((ONTOLOGY / "alignments").glob("*.ttl"))
TURTLE = [*sorted(ONTOLOGY.glob("*.ttl")), *SCHEMES, *ALIGNMENTS]
RULES = sorted((ONTOLOGY / "rules").rglob("*.rq"))
HEADER = INTL.rstrip("#")
RDFS, SKOS, OWL = PREFIXES["rdfs"], PREFIXES["skos"], PREFIXES["owl"]

CSVW_PREFIXES = ("dcat", "dcterms", "foaf", "oa", "org", "prov", "rdf", "schema", "skos", "vcard", "void")
"""The prefixes that CSV on the Web knows without being told."""

SDG = "http://metadata.un.org/sdg/"
SDG_TERMS = f"{SDG}ontology#"

REFERENCE = {
    "adms": "adms.ttl",
    "cv": "cpov.ttl",
    "dcterms": "dcterms.ttl",
    "foaf": "foaf.ttl",
    "geo": "geo.ttl",
    "locn": "locn.ttl",
    "oa": "oa.ttl",
    "org": "org.ttl",
    "prov": "prov.ttl",
    "skos": "skos.ttl",
    "time": "time.ttl",
    "vcard": "vcard.ttl",
}
"""The file of the shared reference in which each borrowed vocabulary stands."""

NOT_IN_THE_REFERENCE = ("owl", "rdf", "rdfs", "xsd")
"""The languages of vocabularies themselves, which are in every RDF tool."""

LISTED = {
    # https://w3id.org/dpv, Data Privacy Vocabulary 2.0
    "dpv": {"hasLegalBasis", "DataSubject", "Purpose", "SpecialCategoryPersonalData"},
    # https://sparontologies.github.io/frapo/current/frapo.html, FRAPO 1.0
    "frapo": {"Funding", "Grant", "isAwardedBy", "isFundedBy"},
    # https://schema.org/version/latest
    "schema": {
        *("CreativeWork", "Event", "EventSeries", "Festival", "FundingScheme", "GeoCoordinates"),
        *("GovernmentOrganization", "Grant", "Organization", "Person", "Place", "Project"),
        *("QuantitativeValue", "Quotation", "Role"),
        *("about", "agent", "audience", "award", "color", "containedInPlace", "endDate", "funder", "funding"),
        *("inLanguage", "latitude", "longitude", "member", "memberOf", "object", "parentOrganization", "position"),
        *("publisher", "startDate", "unitText", "url", "value"),
    },
}
"""Terms of vocabularies that are not in the shared reference, listed by hand with where they are described."""


class Triple(NamedTuple):
    """A triple with its terms as text; `kind` is that of the object: iri, literal or blank."""

    subject: str
    predicate: str
    object: str
    kind: str
    language: str


@cache
def triples(path: Path) -> tuple[Triple, ...]:
    return tuple(as_text(quad) for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def as_text(quad: ox.Quad) -> Triple:
    subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
    match quad.object:
        case ox.NamedNode(value=iri):
            return Triple(subject, quad.predicate.value, iri, "iri", "")
        case ox.Literal(value=text, language=language):
            return Triple(subject, quad.predicate.value, text, "literal", language or "")
    return Triple(subject, quad.predicate.value, str(quad.object), "blank", "")


def ontology() -> Iterator[Triple]:
    for path in TURTLE:
        yield from triples(path)


@cache
def terms_of_ours() -> set[str]:
    kinds = {
        f"{OWL}{name}" for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology")
    }
    found = {t.subject for t in ontology() if t.predicate == f"{RDF}type" and t.object in kinds}
    return {iri for iri in found if iri == HEADER or iri.startswith(INTL)}


def concepts() -> set[str]:
    kinds = {f"{SKOS}Concept", f"{SKOS}ConceptScheme"}
    found = {t.subject for t in ontology() if t.predicate == f"{RDF}type" and t.object in kinds}
    return {iri for iri in found if iri.startswith(CONCEPT)}


def languages(subject: str, *predicates: str) -> list[str]:
    return sorted(t.language for t in ontology() if t.subject == subject and t.predicate in predicates)


def expand(name: str) -> str:
    """Return the IRI of a name in the metadata, which may carry one of CSVW's own prefixes."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in CSVW_PREFIXES else name


def columns() -> Iterator[dict[str, Any]]:
    for table in json.loads(METADATA.read_text(encoding="utf-8"))["tables"]:
        yield from table["tableSchema"]["columns"]


def used_in_metadata() -> set[str]:
    """Return the IRIs of classes, properties and annotations that the built-in metadata names."""
    found = set()
    for column in columns():
        found |= {key for key in column if "://" in key}
        found.add(expand(column.get("propertyUrl", INTL + "passage")))
        if column.get("propertyUrl") == "rdf:type":
            found.add(expand(column["valueUrl"]))
    return found


def emitted() -> set[str]:
    """Return what the tables' stage may write beside the metadata's own properties: passages and typed times."""
    times = {iri for triple in namespaces.Intl.TIMES.values() for iri in triple}
    oa = PREFIXES["oa"]
    return times | {
        namespaces.Intl.PASSAGE,
        namespaces.Intl.SHA256,
        f"{PREFIXES['dcterms']}source",
        *(f"{oa}{name}" for name in ("SpecificResource", "TextPositionSelector", "hasSource", "hasSelector")),
        *(f"{oa}{name}" for name in ("start", "end")),
    }


def shown_to_readers() -> set[str]:
    """Return our annotations that classes and properties carry for their readers."""
    kinds = {t.subject for t in ontology() if t.object == f"{OWL}AnnotationProperty"}
    return {t.predicate for t in ontology()} & kinds


def used_in_rules() -> set[str]:
    text = "\n".join(
        line for path in RULES for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"
    )
    return {PREFIXES[p] + local for p, local in re.findall(r"\b([a-z]+):(\w+)", text) if p in PREFIXES}


def derived_by_rules() -> set[str]:
    heads = [re.search(r"CONSTRUCT\s*\{(.*?)\}", path.read_text(encoding="utf-8"), re.DOTALL) for path in RULES]
    found = [re.findall(r"\b([a-z]+):(\w+)", head.group(1)) for head in heads if head]
    return {PREFIXES[prefix] + local for pairs in found for prefix, local in pairs}


def used_in_ontology() -> set[str]:
    """Return every predicate of the ontology, and every object that is a class or a property of some vocabulary."""
    found = set()
    for triple in ontology():
        found.add(triple.predicate)
        if triple.kind == "iri":
            found.add(triple.object)
    return {iri for iri in found if iri.startswith(tuple(PREFIXES.values()))}


def used_in_namespaces() -> set[str]:
    text = Path(namespaces.__file__).read_text(encoding="utf-8")
    return {INTL + name for name in re.findall(r"\{INTL\}(\w+)", text)}


def context() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return found


def iri_of(term: str) -> str:
    prefix, _, local = term.partition(":")
    return term if local.startswith("//") else PREFIXES[prefix] + local


def test_the_suite_sees_files() -> None:
    assert len(TURTLE) >= 8
    assert {path.name for path in RULES} >= {"has-member.rq"}
    assert len(terms_of_ours()) > 30


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.stem)
def test_no_blank_node(path: Path) -> None:
    found = [t for t in triples(path) if t.subject.startswith("_:") or t.kind == "blank"]
    assert found == []


@pytest.mark.parametrize("iri", sorted(terms_of_ours() - {HEADER}))
def test_a_term_has_label_definition_home_version_and_status(iri: str) -> None:
    assert languages(iri, f"{RDFS}label") == ["en", "sv"]
    assert languages(iri, f"{SKOS}definition") == ["en", "sv"]
    said = {t.predicate: t.object for t in ontology() if t.subject == iri}
    assert said[f"{RDFS}isDefinedBy"] == HEADER
    assert re.fullmatch(r"\d+\.\d+\.\d+", said[f"{OWL}versionInfo"])
    assert f"{PREFIXES['adms']}status" in said


@pytest.mark.parametrize("iri", sorted(terms_of_ours() - {HEADER}))
def test_a_term_is_aligned(iri: str) -> None:
    ways = {f"{RDFS}subClassOf", f"{RDFS}subPropertyOf", f"{RDFS}seeAlso"}
    assert any(t.subject == iri and t.predicate in ways for t in ontology())


def test_the_ontology_says_what_it_is() -> None:
    said = {t.predicate: t.object for t in ontology() if t.subject == HEADER}
    version = said[f"{OWL}versionInfo"]
    assert said[f"{OWL}versionIRI"] == f"{HEADER}/{version}"
    assert said[f"{PREFIXES['dcterms']}license"] == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert languages(HEADER, f"{PREFIXES['dcterms']}title") == ["en", "sv"]
    assert languages(HEADER, f"{PREFIXES['dcterms']}description") == ["en", "sv"]


@pytest.mark.parametrize("iri", sorted(concepts()))
def test_a_concept_has_label_definition_and_code(iri: str) -> None:
    assert languages(iri, f"{SKOS}prefLabel") == ["en", "sv"]
    assert languages(iri, f"{SKOS}definition") == ["en", "sv"]
    scheme, _, code = iri.removeprefix(CONCEPT).partition("/")
    said = {(t.predicate, t.object) for t in ontology() if t.subject == iri}
    if code:
        assert said >= {
            (f"{SKOS}notation", code),
            (f"{SKOS}inScheme", CONCEPT + scheme),
            (f"{SKOS}topConceptOf", CONCEPT + scheme),
        }


def test_a_scheme_names_all_its_top_concepts() -> None:
    down = {(t.subject, t.object) for t in ontology() if t.predicate == f"{SKOS}hasTopConcept"}
    up = {(t.object, t.subject) for t in ontology() if t.predicate == f"{SKOS}topConceptOf"}
    assert down == up


def test_a_scheme_stands_in_a_file_of_its_name() -> None:
    for path in SCHEMES:
        assert {t.subject.removeprefix(CONCEPT).split("/")[0] for t in triples(path)} == {path.stem}


def test_every_term_of_ours_that_is_used_is_defined() -> None:
    used = used_in_metadata() | used_in_rules() | used_in_namespaces() | used_in_ontology()
    used |= {iri_of(value["@id"]) for value in context().values() if isinstance(value, dict)}
    assert {iri for iri in used if iri.startswith(INTL)} <= terms_of_ours()


def test_every_term_of_ours_is_used() -> None:
    used = used_in_metadata() | used_in_rules() | used_in_namespaces() | emitted() | shown_to_readers()
    assert terms_of_ours() - used == {HEADER}


def test_columns_of_concepts_point_into_a_scheme() -> None:
    schemes = {path.stem for path in SCHEMES}
    pointed = {c["valueUrl"].removeprefix(CONCEPT) for c in columns() if c.get("valueUrl", "").startswith(CONCEPT)}
    for rest in pointed:
        scheme, _, code = rest.partition("/")
        assert scheme in schemes
        assert code.startswith("{") or CONCEPT + rest in concepts()
    assert {rest.partition("/")[0] for rest in pointed} == schemes - {"display", "facet", "view"}


def test_rules_name_only_concepts_that_exist() -> None:
    for path in RULES:
        text = path.read_text(encoding="utf-8")
        for prefix, scheme in re.findall(rf"PREFIX ([\w-]+): <{CONCEPT}([\w-]+)/>", text):
            codes = set(re.findall(rf"\b{prefix}:([\w-]+)", text))
            assert codes
            assert {f"{CONCEPT}{scheme}/{code}" for code in codes} <= concepts()


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_explains_itself_in_both_languages(path: Path) -> None:
    head = re.match(r"(#[^\n]*\n)+", path.read_text(encoding="utf-8"))
    assert head
    assert head.group().count("\n#\n") == 1, "Swedish, an empty comment line, English"
    assert re.search(r"[åäö]", head.group().split("\n#\n")[0])


def test_borrowed_terms_exist_where_they_are_said_to() -> None:
    used = used_in_metadata() | used_in_rules() | used_in_ontology() | emitted()
    used |= {iri_of(value["@id"]) for value in context().values() if isinstance(value, dict)}
    known: dict[str, set[str]] = {}
    for iri in sorted(used):
        prefix = next((p for p, namespace in PREFIXES.items() if iri.startswith(namespace)), None)
        if iri.startswith((INTL, CONCEPT)) or prefix in NOT_IN_THE_REFERENCE:
            continue
        if prefix in LISTED:
            assert iri.removeprefix(PREFIXES[prefix]) in LISTED[prefix], iri
            continue
        if iri.startswith(CSVW):
            name = "csvw.ttl"
        elif iri.startswith(SDG_TERMS):
            name = "../un-sdg/sdgs-ontology.ttl"
        else:
            assert prefix in REFERENCE, f"no reference for {iri}"
            name = REFERENCE[prefix]
        if name not in known:
            path = shared("reference", "vocab", name)
            known[name] = {t.subject for t in triples(path)}
        assert iri in known[name]


def test_the_context_knows_every_term_of_the_data() -> None:
    named = {iri_of(value["@id"]) for value in context().values() if isinstance(value, dict)}
    annotations = {
        t.subject for t in ontology() if t.predicate == f"{RDF}type" and t.object == f"{OWL}AnnotationProperty"
    }
    classes_and_predicates = {
        iri for t in ontology() for iri in (t.predicate, t.object if t.predicate == f"{RDF}type" else t.predicate)
    }
    data = used_in_metadata() | emitted() | derived_by_rules() | classes_and_predicates
    assert data - (annotations - shown_to_readers()) - named - {f"{RDF}type"} == set()


def test_the_context_has_the_prefixes_of_the_queries() -> None:
    assert {key: value for key, value in context().items() if isinstance(value, str) and "://" in value} == PREFIXES


def test_the_context_is_plain() -> None:
    for term, value in context().items():
        if isinstance(value, dict):
            assert set(value) <= {"@id", "@type"}, term
            local = re.split(r"[:#]", value["@id"])[-1]
            assert term in (local, value["@id"]), "a term is called what its vocabulary calls it"


def test_the_context_types_what_the_ontology_types() -> None:
    terms = {iri_of(v["@id"]): v.get("@type") for v in context().values() if isinstance(v, dict)}
    said = {(t.subject, t.predicate): t.object for t in ontology()}
    for iri in terms_of_ours() & terms.keys():
        kind, datatype = said[iri, f"{RDF}type"], said.get((iri, f"{RDFS}range"), "")
        values = {t.kind for t in ontology() if t.predicate == iri} if kind == f"{OWL}AnnotationProperty" else set()
        if kind == f"{OWL}ObjectProperty" or values == {"iri"}:
            assert terms[iri] == "@id", iri
        elif datatype in (f"{XSD}date", f"{XSD}integer"):
            assert terms[iri] == datatype.replace(XSD, "xsd:"), iri
        else:
            assert terms[iri] is None, iri


def test_a_json_ld_processor_reads_the_context() -> None:
    document = {
        "@context": context(),
        "id": "https://example.org/id/membership/a",
        "type": "Membership",
        "member": "https://example.org/id/municipality/a",
        "start": {"@value": "2017", "@type": "xsd:gYear"},
        "earliestStart": "2017-01-01",
        "dcterms:type": "https://example.org/concept/b",
        "oa:start": "7",
        "prefLabel": {"@value": "namn", "@language": "sv"},
    }
    (found,) = jsonld.expand(document)
    assert found["@type"] == [f"{PREFIXES['org']}Membership"]
    assert found[f"{PREFIXES['org']}member"] == [{"@id": "https://example.org/id/municipality/a"}]
    assert found[f"{INTL}start"] == [{"@value": "2017", "@type": f"{XSD}gYear"}]
    assert found[f"{INTL}earliestStart"] == [{"@value": "2017-01-01", "@type": f"{XSD}date"}]
    assert found[f"{PREFIXES['dcterms']}type"] == [{"@id": "https://example.org/concept/b"}]
    assert found[f"{PREFIXES['oa']}start"] == [{"@value": "7", "@type": f"{XSD}integer"}]
    assert found[f"{SKOS}prefLabel"] == [{"@value": "namn", "@language": "sv"}]


# What the rules make

MEMBERSHIPS = """
@prefix c: <https://w3id.org/intlgraph/concept/certainty/> .
@prefix ex: <https://example.org/> .
@prefix intl: <https://w3id.org/intlgraph/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix role: <https://w3id.org/intlgraph/concept/role/> .
ex:network a org:Organization . ex:agreement a intl:Agreement .
ex:plain org:role role:member ; intl:certainty c:stated ; intl:start "2008" .
ex:seat org:role role:board-member ; intl:certainty c:stated .
ex:implied org:role role:member ; intl:certainty c:implied .
ex:heading org:role role:member ; intl:certainty c:heading .
ex:unsaid org:role role:member .
ex:ended org:role role:member ; intl:certainty c:stated ; intl:end "2019" .
ex:ended-by org:role role:member ; intl:certainty c:stated ; intl:latestEnd "2019-01-31" .
ex:ended-after org:role role:member ; intl:certainty c:stated ; intl:earliestEnd "2019-01-31" .
ex:signed org:role role:member ; intl:certainty c:stated ; org:organization ex:agreement .
"""


def made_by(rule: str, turtle: str) -> set[tuple[str, str, str]]:
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE)
    made = store.query((ONTOLOGY / "rules" / f"{rule}.rq").read_text(encoding="utf-8"))
    assert isinstance(made, ox.QueryTriples)
    return {(value_of(triple.subject), triple.predicate.value, value_of(triple.object)) for triple in made}


def value_of(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return f"{term.value}@{term.language}" if isinstance(term, ox.Literal) else term.value


def test_has_member_is_made_from_stated_memberships_without_an_end() -> None:
    rows = re.findall(r"^ex:([a-z-]+) org:role", MEMBERSHIPS, re.MULTILINE)
    assert len(rows) == 9
    more = [f"ex:{row} a org:Membership ; org:member ex:{row}-member ." for row in rows]
    more += [f"ex:{row} org:organization ex:network ." for row in rows if row != "signed"]
    ex = "https://example.org/"
    expected = {(f"{ex}network", f"{PREFIXES['org']}hasMember", f"{ex}plain-member")}
    assert made_by("has-member", MEMBERSHIPS + "\n".join(more)) == expected


def test_classification_is_made_from_stated_rows_about_organisations() -> None:
    turtle = """
        @prefix c: <https://w3id.org/intlgraph/concept/certainty/> .
        @prefix ex: <https://example.org/> .
        @prefix intl: <https://w3id.org/intlgraph/ns#> .
        ex:network a <http://www.w3.org/ns/org#Organization> .
        ex:a a intl:Classification ; intl:thing ex:network ; intl:kind ex:global ; intl:certainty c:stated .
        ex:b a intl:Classification ; intl:thing ex:network ; intl:kind ex:regional ; intl:certainty c:inferred .
        ex:c a intl:Classification ; intl:thing ex:appeal ; intl:kind ex:global ; intl:certainty c:stated .
    """
    ex = "https://example.org/"
    assert made_by("classification", turtle) == {(f"{ex}network", f"{PREFIXES['org']}classification", f"{ex}global")}


SAID = """
    @prefix adms: <http://www.w3.org/ns/adms#> .
    @prefix c: <https://w3id.org/intlgraph/concept/certainty/> .
    @prefix ex: <https://example.org/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix intl: <https://w3id.org/intlgraph/ns#> .
    @prefix k: <https://w3id.org/intlgraph/concept/name-kind/> .
    @prefix location: <https://w3id.org/intlgraph/concept/location-relation/> .
    @prefix r: <https://w3id.org/intlgraph/concept/relation/> .
    @prefix schema: <http://schema.org/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix status: <https://w3id.org/intlgraph/concept/project-status/> .
"""

PARTICIPATIONS = """
    ex:a a intl:Participation ; intl:project ex:running ; intl:participant ex:town ; intl:certainty c:stated .
    ex:b a intl:Participation ; intl:project ex:running ; intl:participant ex:hint ; intl:certainty c:implied .
    ex:c a intl:Participation ; intl:project ex:running ; intl:participant ex:page ; intl:certainty c:heading .
    ex:d a intl:Participation ; intl:project ex:proposal ; intl:participant ex:town ; intl:certainty c:stated .
    ex:e a intl:Participation ; intl:project ex:paper ; intl:participant ex:town ; intl:certainty c:stated .
    ex:f a intl:Participation ; intl:project ex:running ; intl:participant ex:person ; intl:certainty c:stated .
    ex:g intl:thing ex:proposal ; adms:status status:proposed , status:new .
    ex:h intl:thing ex:paper ; adms:status status:application .
    ex:i intl:thing ex:running ; adms:status status:ongoing .
    ex:person a foaf:Person .
"""

MADE = {
    "ever-participant": (
        PARTICIPATIONS,
        {("running", "intl:everParticipant", "town"), ("running", "intl:everParticipant", "person")},
    ),
    "people/people-ever-participant": (PARTICIPATIONS, {("running", "intl:everParticipant", "person")}),
    "within": (
        """
        ex:a a intl:LocationStatement ; intl:relation location:within ; intl:thing ex:town ; intl:place ex:land ;
          intl:certainty c:stated .
        ex:b a intl:LocationStatement ; intl:relation location:within ; intl:thing ex:farm ; intl:place ex:land ;
          intl:certainty c:inferred .
        ex:c a intl:LocationStatement ; intl:relation location:covers ; intl:thing ex:net ; intl:place ex:land ;
          intl:certainty c:stated .
        ex:house intl:within ex:street . ex:street intl:within ex:village .
        """,
        {("town", "intl:within", "land"), ("house", "intl:within", "village")},
    ),
    "linked-goal": (
        """
        ex:a a intl:GoalAlignment ; intl:thing ex:project ; intl:goal ex:7 ; intl:certainty c:stated .
        ex:b a intl:GoalAlignment ; intl:thing ex:project ; intl:goal ex:5 ; intl:certainty c:inferred .
        """,
        {("project", "intl:linkedGoal", "7")},
    ),
    "alternative-label": (
        """
        ex:town skos:prefLabel "Staden"@sv .
        ex:a a intl:Name ; intl:kind k:alias ; intl:thing ex:town ; intl:writtenForm "ST" ; schema:inLanguage "sv" ;
          intl:certainty c:stated .
        ex:b a intl:Name ; intl:kind k:official ; intl:thing ex:town ; intl:writtenForm "Staden" ;
          schema:inLanguage "sv" ; intl:certainty c:stated .
        ex:c a intl:Name ; intl:kind k:written ; intl:thing ex:town ; intl:writtenForm "Staaden" ;
          schema:inLanguage "sv" ; intl:certainty c:stated .
        ex:d a intl:Name ; intl:kind k:alias ; intl:thing ex:town ; intl:writtenForm "OURS" ; schema:inLanguage "en" ;
          intl:certainty c:inferred .
        """,
        {("town", "skos:altLabel", "ST@sv")},
    ),
    "identifier": (
        """
        ex:a a adms:Identifier ; intl:thing ex:town ; intl:certainty c:stated .
        ex:b a adms:Identifier ; intl:thing ex:town ; intl:certainty c:inferred .
        """,
        {("town", "adms:identifier", "a")},
    ),
    "part-of-organisation": (
        """
        ex:a a intl:Relation ; intl:relation r:unit-of ; intl:thing ex:unit ; intl:object ex:town ;
          intl:certainty c:stated .
        ex:b a intl:Relation ; intl:relation r:unit-of ; intl:thing ex:council ; intl:object ex:town ;
          intl:certainty c:implied .
        ex:c a intl:Relation ; intl:relation r:office-of ; intl:thing ex:office ; intl:object ex:town ;
          intl:certainty c:stated .
        """,
        {("unit", "org:subOrganizationOf", "town")},
    ),
    "site": (
        """
        ex:a a intl:Relation ; intl:relation r:office-of ; intl:thing ex:office ; intl:object ex:town ;
          intl:certainty c:stated .
        ex:b a intl:Relation ; intl:relation r:unit-of ; intl:thing ex:unit ; intl:object ex:town ;
          intl:certainty c:stated .
        """,
        {("office", "org:siteOf", "town")},
    ),
}
"""For each rule what is said and what follows; everything beside it must not follow."""


@pytest.mark.parametrize("rule", MADE)
def test_a_rule_says_no_more_than_its_rows(rule: str) -> None:
    said, follows = MADE[rule]
    ex = "https://example.org/"
    expected = {(ex + s, iri_of(p), o if "@" in o else ex + o) for s, p, o in follows}
    assert made_by(rule, SAID + said) == expected


def test_every_rule_is_tested() -> None:
    names = {path.relative_to(ONTOLOGY / "rules").with_suffix("").as_posix() for path in RULES}
    assert names == {"has-member", "classification", *MADE}


def test_rules_about_people_stand_apart() -> None:
    for path in RULES:
        assert path.stem.startswith("people-") == (path.parent.name == "people")


# What readers see


def said_of(iri: str, name: str) -> list[Triple]:
    return [t for t in ontology() if t.subject == iri and t.predicate == INTL + name]


def classes_of_the_data() -> set[str]:
    return {expand(c["valueUrl"]) for c in columns() if c.get("propertyUrl") == "rdf:type"} | {f"{SDG_TERMS}Goal"}


@pytest.mark.parametrize("iri", sorted(classes_of_the_data()))
def test_readers_see_every_class_of_the_data(iri: str) -> None:
    assert languages(iri, f"{RDFS}label") == ["en", "sv"]
    assert languages(iri, f"{INTL}pluralLabel") == ["en", "sv"]
    (display,) = said_of(iri, "display")
    assert display.object in (f"{CONCEPT}display/entity", f"{CONCEPT}display/statement")
    statement = display.object.endswith("/statement")
    assert len(said_of(iri, "subjectProperty")) == statement
    assert languages(iri, f"{INTL}sentence") == (["en", "sv"] if statement else [])
    assert {t.object for t in said_of(iri, "view")} <= concepts()


def test_a_subject_property_and_the_terms_of_a_sentence_are_columns_of_the_tables() -> None:
    """In a sentence the same terms stand in both languages."""
    checked = 0
    for table in json.loads(METADATA.read_text(encoding="utf-8"))["tables"]:
        cells = table["tableSchema"]["columns"]
        properties = {expand(c["propertyUrl"]) for c in cells if "propertyUrl" in c}
        for iri in {expand(c["valueUrl"]) for c in cells if c.get("propertyUrl") == "rdf:type"}:
            for subject in said_of(iri, "subjectProperty"):
                assert subject.object in properties, (table["url"], iri)
            patterns = [set(re.findall(r"\{([^}]+)\}", t.object)) for t in said_of(iri, "sentence")]
            assert all(names == patterns[0] and names <= context().keys() for names in patterns)
            checked += len(patterns)
    assert checked > 50


def test_properties_that_rules_make_are_labelled_for_both_ends() -> None:
    for iri in derived_by_rules() - {f"{SKOS}altLabel", f"{PREFIXES['adms']}identifier"}:
        assert languages(iri, f"{RDFS}label") == ["en", "sv"], iri
        assert languages(iri, f"{INTL}inverseLabel") == ["en", "sv"], iri


def test_goals_have_names_numbers_and_the_uns_colours() -> None:
    goals = {t.subject for t in ontology() if (t.predicate, t.object) == (f"{RDF}type", f"{SDG_TERMS}Goal")}
    assert goals == {f"{SDG}{number}" for number in range(1, 18)}
    for iri in goals:
        assert languages(iri, f"{SKOS}prefLabel") == ["en", "sv"]
        (colour,) = said_of(iri, "colour")
        assert re.fullmatch(r"#[0-9A-F]{6}", colour.object)
    assert len({said_of(iri, "colour")[0].object for iri in goals}) == 17
    targets = {t.subject for t in ontology() if t.object == f"{SDG_TERMS}Target"}
    path = shared("reference", "un-sdg", "sdg-kos-goals-targets-indicators.ttl")
    assert targets == {t.subject for t in triples(path) if t.object == f"{SDG_TERMS}Target"}
    assert len(targets) == 169


def test_alignments_say_how_our_terms_relate_to_each_vocabulary() -> None:
    wanted = "adms cpov dcterms dpv foaf frapo locn org prov schema skos time"
    assert {path.stem for path in ALIGNMENTS} == set(wanted.split())
    ways = {f"{SKOS}{name}Match" for name in ("close", "broad", "related")}
    for path in ALIGNMENTS:
        prefix = {"cpov": "cv"}.get(path.stem, path.stem)
        for triple in triples(path):
            assert triple.predicate in ways
            assert triple.object.startswith(PREFIXES[prefix]), (path.stem, triple.object)


def test_deprecations_have_their_headings_from_the_start() -> None:
    lines = (ONTOLOGY / "deprecations.csv").read_text("utf-8").splitlines()
    assert lines[0] == "term,replacement,since,note"


# Domains and ranges: no property is used against what its vocabulary says of it


@cache
def vocabularies() -> ox.Store:
    store = ox.Store()
    for name in REFERENCE.values():
        store.load(path=str(shared("reference", "vocab", name)), format=ox.RdfFormat.TURTLE)
    for path in TURTLE:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def asked(text: str) -> set[str]:
    found = vocabularies().query(text, prefixes=dict(PREFIXES))
    assert isinstance(found, ox.QuerySolutions)
    return {row[0].value for row in found if isinstance(row[0], ox.NamedNode)}


@cache
def above(iri: str) -> frozenset[str]:
    """Return a class and everything that its members are as well."""
    path = "(rdfs:subClassOf|owl:equivalentClass|^owl:equivalentClass)*"
    return frozenset(asked(f"SELECT ?c {{ <{iri}> {path} ?c }}") | {iri})


@cache
def ends(property_: str, end: str) -> frozenset[str]:
    """Return the classes that a property allows at one end, members of a union each; empty where it says nothing."""
    union = f"SELECT ?c {{ <{property_}> rdfs:{end}/owl:unionOf/rdf:rest*/rdf:first ?c }}"
    found = asked(f"SELECT ?c {{ <{property_}> rdfs:{end} ?c }}") | asked(union)
    return frozenset(found - {f"{RDFS}Resource", f"{OWL}Thing", f"{OWL}Class"})


def types_by_class() -> dict[str, set[str]]:
    """Return the types of the things of each class, by its segment in addresses."""
    found: dict[str, set[str]] = {}
    for table in json.loads(METADATA.read_text(encoding="utf-8"))["tables"]:
        schema = table["tableSchema"]
        segment = schema["aboutUrl"].split("id/")[1].split("/")[0]
        types = {expand(c["valueUrl"]) for c in schema["columns"] if c.get("propertyUrl") == "rdf:type"}
        found.setdefault(segment, set()).update(types)
    return found


def against(property_: str, end: str, types: set[str]) -> bool:
    wanted = ends(property_, end)
    return bool(wanted) and not any(above(each) & wanted for each in types)


def values_of(column: dict[str, Any]) -> list[set[str]]:
    """Return the types of the values of a column: one set for each class that it may point to."""
    if refers := column.get(f"{INTL}refersTo"):
        return [types_by_class()[each] for each in refers]
    scheme, _, code = column.get("valueUrl", "").removeprefix(CONCEPT).partition("/")
    if column.get("valueUrl", "").startswith(CONCEPT) and code:
        role = {f"{PREFIXES['org']}Role"} if scheme == "role" else set()
        return [{f"{SKOS}Concept"} | role]
    return []


def test_no_property_is_used_against_its_domain_or_range() -> None:
    checked = 0
    for table in json.loads(METADATA.read_text(encoding="utf-8"))["tables"]:
        cells = table["tableSchema"]["columns"]
        types = {expand(c["valueUrl"]) for c in cells if c.get("propertyUrl") == "rdf:type"}
        for column in (c for c in cells if "propertyUrl" in c and c["propertyUrl"] != "rdf:type"):
            property_ = expand(column["propertyUrl"])
            assert not against(property_, "domain", types), (table["url"], column["name"])
            for values in values_of(column):
                assert not against(property_, "range", values), (table["url"], column["name"])
                checked += 1
            if "valueUrl" not in column and f"{INTL}passages" not in column:
                literal = {each for each in ends(property_, "range") if not each.startswith((XSD, RDF))}
                assert literal <= {f"{RDFS}Literal"}, (table["url"], column["name"])
    assert checked > 200


def test_a_property_used_against_its_domain_or_range_is_found() -> None:
    org = PREFIXES["org"]
    assert against(f"{org}organization", "range", {f"{INTL}Agreement"})
    assert against(f"{org}role", "domain", {f"{INTL}Participation"})
    assert not against(f"{org}role", "domain", {f"{org}Post"})
    assert not against(f"{org}organization", "range", {f"{INTL}Network"})


# The tiny publication's own ontology


def test_the_tiny_publication_defines_what_it_adds() -> None:
    tiny = ROOT / "tests" / "publications" / "tiny"
    namespace = "https://data.example.org/nordby/ns#"
    facts = triples(tiny / "ontology" / "festival.ttl")
    assert all(fact.kind != "blank" and not fact.subject.startswith("_:") for fact in facts)
    used = set(re.findall(rf"{namespace}(\w+)", (tiny / "data/tables/festivals.csv-metadata.json").read_text("utf-8")))
    for name in used:
        for predicate in (f"{RDFS}label", f"{SKOS}definition"):
            found = [f.language for f in facts if f.subject == namespace + name and f.predicate == predicate]
            assert sorted(found) == ["en", "sv"], name
    added = json.loads((tiny / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert {value["@id"] for value in added.values() if isinstance(value, dict)} == {f"nordby:{name}" for name in used}
    assert not added.keys() & context().keys()

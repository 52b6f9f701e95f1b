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
TURTLE = [ONTOLOGY / "intl.ttl", *sorted((ONTOLOGY / "concepts").glob("*.ttl"))]
RULES = sorted((ONTOLOGY / "rules").glob("*.rq"))
HEADER = INTL.rstrip("#")
RDFS, SKOS, OWL = PREFIXES["rdfs"], PREFIXES["skos"], PREFIXES["owl"]

CSVW_PREFIXES = ("dcat", "dcterms", "foaf", "oa", "org", "prov", "rdf", "schema", "skos", "vcard", "void")
"""The prefixes that CSV on the Web knows without being told."""

REFERENCE = {
    "adms": "adms.ttl",
    "cv": "cpov.ttl",
    "dcterms": "dcterms.ttl",
    "foaf": "foaf.ttl",
    "oa": "oa.ttl",
    "org": "org.ttl",
    "prov": "prov.ttl",
    "skos": "skos.ttl",
    "time": "time.ttl",
}
"""The file of the shared reference in which each borrowed vocabulary stands."""

NOT_IN_THE_REFERENCE = ("owl", "rdf", "rdfs", "schema", "xsd")


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


def terms_of_ours() -> set[str]:
    kinds = {
        f"{OWL}{name}" for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology")
    }
    return {t.subject for t in triples(ONTOLOGY / "intl.ttl") if t.predicate == f"{RDF}type" and t.object in kinds}


def concepts() -> set[str]:
    kinds = {f"{SKOS}Concept", f"{SKOS}ConceptScheme"}
    return {t.subject for t in ontology() if t.predicate == f"{RDF}type" and t.object in kinds}


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
    return PREFIXES[prefix] + local


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
    for path in TURTLE[1:]:
        assert {t.subject.removeprefix(CONCEPT).split("/")[0] for t in triples(path)} == {path.stem}


def test_every_term_of_ours_that_is_used_is_defined() -> None:
    used = used_in_metadata() | used_in_rules() | used_in_namespaces() | used_in_ontology()
    used |= {iri_of(value["@id"]) for value in context().values() if isinstance(value, dict)}
    assert {iri for iri in used if iri.startswith(INTL)} <= terms_of_ours()


def test_every_term_of_ours_is_used() -> None:
    used = used_in_metadata() | used_in_rules() | used_in_namespaces() | emitted()
    assert terms_of_ours() - used == {HEADER}


def test_columns_of_concepts_point_into_a_scheme() -> None:
    schemes = {path.stem for path in TURTLE[1:]}
    pointed = {c["valueUrl"].removeprefix(CONCEPT) for c in columns() if c.get("valueUrl", "").startswith(CONCEPT)}
    for rest in pointed:
        scheme, _, code = rest.partition("/")
        assert scheme in schemes
        assert code.startswith("{") or CONCEPT + rest in concepts()
    assert {rest.partition("/")[0] for rest in pointed} == schemes


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
        if iri.startswith(CSVW):
            name = "csvw.ttl"
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
    assert data - annotations - named - {f"{RDF}type"} == set()


def test_the_context_has_the_prefixes_of_the_queries() -> None:
    assert {key: value for key, value in context().items() if isinstance(value, str) and "://" in value} == PREFIXES


def test_the_context_is_plain() -> None:
    for term, value in context().items():
        if isinstance(value, dict):
            assert set(value) <= {"@id", "@type"}, term
            local = value["@id"].partition(":")[2]
            assert term in (local, value["@id"]), "a term is called what its vocabulary calls it"


def test_the_context_types_what_the_ontology_types() -> None:
    terms = {iri_of(v["@id"]): v.get("@type") for v in context().values() if isinstance(v, dict)}
    said = {(t.subject, t.predicate): t.object for t in triples(ONTOLOGY / "intl.ttl")}
    for iri in terms_of_ours() & terms.keys():
        kind, datatype = said[iri, f"{RDF}type"], said.get((iri, f"{RDFS}range"), "")
        if kind == f"{OWL}ObjectProperty":
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
    names = [re.findall(r"<([^>]+)>", str(triple)) for triple in made]
    return {(subject, predicate, value) for subject, predicate, value in names}


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

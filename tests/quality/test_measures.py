"""Each measure finds the fault that was planted for it, and nothing where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.quality.conftest import BASE, Measured

from intlgraph.namespaces import CONCEPT, INTL, PREF_LABEL, PREFIXES
from intlgraph.quality.values import Filled, Grounded, Quality

MUNICIPALITY = f"{PREFIXES['cv']}PublicOrganisation"
MEMBERSHIP = f"{PREFIXES['org']}Membership"


def period(kind: str, end: str) -> str:
    """Return a period of a network, whose end is a year, a month that it has ended by, or nothing."""
    bounds = {
        "2021": "intl:earliestEnd '2021-01-01'^^xsd:date ; intl:latestEnd '2021-12-31'^^xsd:date ;",
        "[..2021-03]": "intl:latestEnd '2021-03-31'^^xsd:date ;",
    }
    return (
        f"id:period a intl:Period ; {bounds.get(end, '')} intl:kind <{CONCEPT}period-kind/{kind}> ;"
        f" intl:thing <{BASE}/id/network/gron-farja> .\n"
    )


def said(name: str, status: str, day: str = "") -> str:
    """Return a status of the same network, said on a day or else on that of its document."""
    own = f"intl:latestDate '{day}'^^xsd:date ;" if day else ""
    return (
        f"id:status-{name} a intl:StatusStatement ; adms:status <{CONCEPT}project-status/{status}> ; {own}"
        f" dcterms:source <{BASE}/id/document/beslut-2021-14> ; intl:thing <{BASE}/id/network/gron-farja> .\n"
    )


def filled(quality: Quality, kind: str, property_: str) -> Filled:
    [found] = [each for each in quality.completeness if (each.kind, each.property) == (kind, property_)]
    return found


def grounded(quality: Quality, kind: str, certainty: str) -> Grounded:
    wanted = f"{CONCEPT}certainty/{certainty}" if certainty else ""
    [found] = [each for each in quality.evidence if (each.kind, each.certainty) == (kind, wanted)]
    return found


def test_a_name_that_lacks_a_language_is_counted(measured: Measured) -> None:
    name = filled(measured(), MUNICIPALITY, PREF_LABEL)
    assert (name.things, name.filled, name.languages) == (4, 4, {"sv": 4, "en": 1})
    name = filled(measured(without="Municipality of Nordby"), MUNICIPALITY, PREF_LABEL)
    assert (name.things, name.filled, name.languages) == (4, 4, {"sv": 4, "en": 0})


def test_a_value_that_is_missing_is_counted(measured: Measured) -> None:
    written = filled(measured(), MEMBERSHIP, f"{INTL}roleAsWritten")
    assert (written.filled, written.things) == (2, 5)
    assert filled(measured(without="suppleant i styrelsen"), MEMBERSHIP, f"{INTL}roleAsWritten").filled == 1


def test_a_time_that_only_has_bounds_is_a_time_and_its_bounds_are_none(measured: Measured) -> None:
    quality = measured()
    assert filled(quality, MEMBERSHIP, f"{INTL}start").filled == 4, "201X is a start that no single type can say"
    assert not [each for each in quality.completeness if each.property == f"{INTL}earliestStart"]


def test_what_only_rules_say_is_nothing_to_fill_in(measured: Measured) -> None:
    assert not [each for each in measured().completeness if each.property == f"{PREFIXES['org']}hasMember"]


def test_shapes_say_what_is_expected_and_demanded(measured: Measured, tmp_path: Path) -> None:
    path = tmp_path / "nordby.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix s: <https://data.example.org/nordby/shapes#> .\n"
        "@prefix n: <https://data.example.org/nordby/ns#> .\n"
        "s:F a sh:NodeShape ; sh:targetClass n:Festival ; sh:property s:F-visitors , s:F-song .\n"
        "s:F-visitors sh:path n:visitors ; sh:minCount 1 . s:F-song sh:path n:song .\n",
        "utf-8",
    )
    festival = [each for each in measured(shapes=path).completeness if each.kind == f"{BASE}/ns#Festival"]
    assert [(each.property.split("#")[1], each.filled, each.things, each.demanded) for each in festival] == [
        ("visitors", 1, 2, True),
        ("song", 0, 2, False),
    ]


def test_a_statement_without_a_passage_or_a_document_is_counted(measured: Measured) -> None:
    implied = f"{CONCEPT}certainty/implied"
    assert grounded(measured(), MEMBERSHIP, "implied") == Grounded(MEMBERSHIP, implied, 1, 0, 1)
    quality = measured(
        f"id:m-a a org:Membership ; intl:certainty <{implied}> ."
        f"id:m-b a org:Membership ; intl:certainty <{implied}> ; dcterms:source <https://e.org/d> ;"
        " intl:passage <https://e.org/d#char=1,2> ."
        "id:m-c a org:Membership ."
    )
    assert grounded(quality, MEMBERSHIP, "implied") == Grounded(MEMBERSHIP, implied, 3, 1, 1)
    before = grounded(measured(), MEMBERSHIP, "")
    assert grounded(quality, MEMBERSHIP, "") == replace(before, statements=before.statements + 1)
    worst = quality.evidence[0]
    assert worst.passages + worst.documents < worst.statements


@pytest.mark.parametrize(
    ("row", "helps"),
    [
        ("id:i a adms:Identifier ; intl:thing <{thing}> ; skos:notation '0999' .", True),
        ("<{thing}> owl:sameAs <http://www.wikidata.org/entity/Q1> .", True),
        ("id:l a intl:Link ; intl:thing <{thing}> ; intl:relation <{concept}link-relation/same-as> .", True),
        ("id:l a intl:Link ; intl:thing <{thing}> ; intl:relation <{concept}link-relation/see-also> .", False),
    ],
)
def test_a_thing_without_an_external_identifier_is_listed(measured: Measured, row: str, helps: bool) -> None:
    thing = f"{BASE}/id/municipality/nordby"
    assert thing in {each.thing for each in measured().unidentified}
    quality = measured(row.format(thing=thing, concept=CONCEPT))
    assert (thing not in {each.thing for each in quality.unidentified}) == helps
    assert quality.identifiable[MUNICIPALITY] == 4


def test_documents_and_people_need_no_identifier(measured: Measured) -> None:
    quality = measured(f"<{BASE}/id/person/p> a <http://xmlns.com/foaf/0.1/Person> .")
    assert not [each for each in quality.unidentified if "/document/" in each.thing or "/person/" in each.thing]


def test_an_address_of_ours_and_a_concept_that_lead_nowhere_are_found(measured: Measured) -> None:
    assert measured().dangling == ()
    nowhere = f"{BASE}/id/network/ghost"
    quality = measured(
        f"id:a org:organization <{nowhere}> . id:b org:organization <{nowhere}> ."
        f"id:a org:role <{CONCEPT}role/ghost> ; org:member <https://elsewhere.example/x> ; dcterms:source id:b ."
    )
    assert [(each.target, each.pointing) for each in quality.dangling] == [(nowhere, 2), (f"{CONCEPT}role/ghost", 1)]
    assert quality.dangling[0].example == f"{BASE}/id/a"


@pytest.mark.parametrize(
    ("kind", "end", "status", "on", "late"),
    [
        ("project", "2021", "ongoing", date(2022, 1, 1), True),
        ("project", "2021", "ongoing", date(2021, 12, 31), False),
        ("project", "[..2021-03]", "current", date(2022, 1, 1), True),
        ("project", "", "ongoing", date(2022, 1, 1), False),
        ("reporting", "2021", "ongoing", date(2022, 1, 1), False),
        ("project", "2021", "ended", date(2022, 1, 1), False),
        ("project", "2021", "ongoing", None, False),
    ],
)
def test_a_status_is_overtaken_when_its_period_has_passed(
    measured: Measured, kind: str, end: str, status: str, on: date | None, late: bool
) -> None:
    found = measured(period(kind, end) + said("one", status), on=on).outdated
    assert len(found) == late
    for each in found:
        assert (each.thing, each.end, each.said) == (f"{BASE}/id/network/gron-farja", end, "2021-03-15")


def test_a_status_that_a_later_one_replaces_is_not_out_of_date(measured: Measured) -> None:
    facts = period("project", "2021") + said("one", "ongoing", "2020-02-29")
    assert measured(facts + said("two", "ended", "2022-01-05")).outdated == ()
    assert [each.said for each in measured(facts + said("two", "ended", "2019-01-05")).outdated] == ["2020-02-29"]


@pytest.mark.parametrize(
    ("name", "twice"),
    [
        ("Aaldershamns kommun", True),  # one letter more
        ("ALDERSHAMN", True),  # the same without its generic word
        ("Åldershamn 2 kommun", False),  # numbers must be the same
        ("Näsudden", False),
    ],
)
def test_a_name_that_is_nearly_anothers_is_a_probable_duplicate(measured: Measured, name: str, twice: bool) -> None:
    assert measured().duplicates == ()
    found = measured(f'id:x a <{MUNICIPALITY}> ; skos:prefLabel "{name}"@sv .').duplicates
    pair = (f"{BASE}/id/municipality/aldershamn", f"{BASE}/id/x")
    assert [each.things for each in found] == ([pair] if twice else [])


def test_a_duplicate_may_be_of_another_class_of_organisations_and_by_an_alias(measured: Measured) -> None:
    quality = measured(
        "id:x a intl:Network ; skos:prefLabel 'Something else'@en ."
        "id:name a intl:Name ; intl:thing id:x ; intl:writtenForm 'Sjöåkerö' ."
        "id:p a <http://xmlns.com/foaf/0.1/Person> ; skos:prefLabel 'Sjöåkerö kommun' ."
        "id:place a dcterms:Location ; skos:prefLabel 'Sjöåkerö' ."
    )
    [found] = quality.duplicates
    assert found.things == (f"{BASE}/id/municipality/sjoakero", f"{BASE}/id/x")
    assert set(found.names) == {"Sjöåkerö kommun", "Sjöåkerö"}
    assert found.likeness == 1


@pytest.mark.parametrize(("codes", "twice"), [(("1", "1"), True), (("1", "2"), False)])
def test_two_codes_in_one_register_are_two_things(measured: Measured, codes: tuple[str, str], twice: bool) -> None:
    rows = "id:x a intl:Network ; skos:prefLabel 'Sjöåkerö'@sv ."
    for thing, code in zip(("x", "municipality\\/sjoakero"), codes, strict=True):
        rows += (
            f"id:code-{thing[0]} a adms:Identifier ; intl:thing id:{thing} ; skos:notation '{code}' ;"
            f" intl:identifierScheme <{CONCEPT}identifier-scheme/kommunkod> ."
        )
    assert len(measured(rows).duplicates) == twice

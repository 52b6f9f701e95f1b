"""Finding things by name in any language, alias, slug and IRI; several are listed, none brings the nearest names."""

from __future__ import annotations

import pytest
from tests.query.making import DATA, ONTOLOGY, store_of, thing

from intlgraph.errors import QueryError
from intlgraph.query.things import find, nearest, one

STORE = store_of(ONTOLOGY, DATA)
NET = "https://example.org/ns#Net"
ORGANIZATION = "http://www.w3.org/ns/org#Organization"


@pytest.mark.parametrize(
    "text",
    [
        "Nordby kommun",
        "municipality of NORDBY",
        "  nordby   KOMMUN ",
        "municipality/nordby",
        "nordby",
        thing("municipality/nordby"),
        f"<{thing('municipality/nordby')}>",
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_thing_is_found_by_name_in_either_language_slug_and_iri(text: str, language: str) -> None:
    (found,) = find(STORE, text, language)
    assert found.iri == thing("municipality/nordby")
    assert found.label == {"sv": "Nordby kommun", "en": "Municipality of Nordby"}[language]


def test_letters_may_be_composed_or_not() -> None:
    (found,) = find(STORE, "O\u0308arna", "sv")
    assert found.iri == thing("network/islands")


def test_an_alias_written_in_two_cases_is_ambiguous_and_the_candidates_are_listed() -> None:
    found = find(STORE, "nordbys stad", "en")
    assert [each.iri for each in found] == [thing("municipality/nordby"), thing("plan/bridge")]
    with pytest.raises(QueryError) as raised:
        one(STORE, "nordbys stad", "en")
    assert raised.value.exit_code == 2
    for language in ("sv", "en"):
        hint = raised.value.problems[0].hint(language)
        assert f"Municipality of Nordby (organisation) <{thing('municipality/nordby')}>" in hint
        assert f"The bridge (plan) <{thing('plan/bridge')}>" in hint


def test_classes_restrict_what_is_found_subclasses_included() -> None:
    assert [each.iri for each in find(STORE, "nordbys stad", "sv", [ORGANIZATION])] == [thing("municipality/nordby")]
    assert find(STORE, "nordby", "sv", [NET]) == ()
    assert [each.iri for each in find(STORE, "Öarna", "sv", [ORGANIZATION])] == [thing("network/islands")]
    assert find(STORE, thing("plan/bridge"), "sv", [NET]) == ()


def test_the_kind_is_the_most_special_class() -> None:
    (found,) = find(STORE, "islands", "sv")
    assert (found.kind, found.classes) == ("nätverk", (NET, ORGANIZATION))


def test_a_name_wins_over_a_slug() -> None:
    store = store_of(DATA, 'GRAPH <g/graph/tables> { <id/plan/nordby-plan> a ex:Plan ; skos:prefLabel "nordby"@sv }')
    assert [each.iri for each in find(store, "Nordby", "sv")] == [thing("plan/nordby-plan")]


def test_a_statement_is_found_only_where_nothing_else_fits() -> None:
    store = store_of(
        ONTOLOGY,
        DATA,
        'GRAPH <g/graph/tables> { <id/state/bron> a ex:State ; dcterms:title "Bron" . <id/state/nordby> a ex:State }',
    )
    assert [each.iri for each in find(store, "bron", "sv")] == [thing("plan/bridge")]
    assert [each.iri for each in find(store, "nordby", "sv")] == [thing("municipality/nordby")]
    assert [each.iri for each in find(store, "state/nordby", "sv")] == [thing("state/nordby")]


@pytest.mark.parametrize(
    "text", ["", "  ", 'x" . ?a ?b ?c . "', "network'} #", "\\", "häst", "https://nowhere.example/x"]
)
def test_what_is_not_there_is_not_found_and_breaks_nothing(text: str) -> None:
    assert find(STORE, text, "sv") == ()
    with pytest.raises(QueryError) as raised:
        one(STORE, text, "sv")
    assert text in raised.value.problems[0].text("sv")


def test_the_nearest_names_are_told() -> None:
    assert nearest(STORE, "Norby komun") == ("Nordby kommun",)
    assert nearest(STORE, "islands") == ("The Islands",)
    with pytest.raises(QueryError) as raised:
        one(STORE, "Norby komun", "sv")
    assert raised.value.problems[0].hint("en") == "Did you mean: Nordby kommun?"


@pytest.mark.parametrize(
    ("language", "told", "fits"),
    [
        ("en", '"bron" cannot stand here. It is: The bridge (plan).', "What can stand here: network, organisation."),
        ("sv", '"bron" kan inte stå här. Det är: Bron (plan).', "Vad som kan stå här: nätverk, organisation."),
    ],
)
def test_a_thing_of_another_class_is_told_as_such(language: str, told: str, fits: str) -> None:
    with pytest.raises(QueryError) as raised:
        one(STORE, "bron", language, [NET, ORGANIZATION])
    [problem] = raised.value.problems
    assert (raised.value.exit_code, problem.text(language), problem.hint(language)) == (2, told, fits)


def test_beside_a_thing_of_another_class_the_nearest_names_are_told() -> None:
    with pytest.raises(QueryError) as raised:
        one(STORE, "Nordby", "en", [NET])
    assert raised.value.problems[0].hint("en") == "What can stand here: network."
    store = store_of(ONTOLOGY, DATA, 'GRAPH <g/graph/tables> { <id/plan/o> a ex:Plan ; skos:prefLabel "The Island" }')
    with pytest.raises(QueryError) as raised:
        one(store, "The Island", "en", [ORGANIZATION])
    assert "Did you mean: The Islands?" in raised.value.problems[0].hint("en")


def test_words_of_the_ontology_are_no_things() -> None:
    store = store_of(
        'GRAPH <g/graph/ontology> { ex:Net a <http://www.w3.org/2002/07/owl#Class> ; rdfs:label "net"@en }'
    )
    assert find(store, "net", "en") == ()

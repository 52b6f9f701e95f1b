"""Explanations: each fact once, told truly, with its evidence; ours and derived apart; words of the right text only."""

from __future__ import annotations

import json

from tests.conftest import Command, Publication
from tests.query.making import DATA, ONTOLOGY, TERMS, store_of, thing

from intlgraph.query.counts import count
from intlgraph.query.explain import Explanation, explain
from intlgraph.query.shown import as_json, as_text
from intlgraph.query.words import Words

STORE = store_of(ONTOLOGY, DATA)
DOCUMENT = "http://xmlns.com/foaf/0.1/Document"


def sentences(explanation: Explanation, kind: str, language: str) -> list[str]:
    return [fact.sentences[language] for group in explanation.groups if group.kind == kind for fact in group.facts]


def of(path: str) -> Explanation:
    return explain(STORE, thing(path), TERMS)


def test_statements_are_told_by_their_patterns_in_both_languages() -> None:
    told = of("municipality/nordby")
    swedish, english = sentences(told, "statement", "sv"), sentences(told, "statement", "en")
    assert "Nordby kommun är styrelseledamot i Öarna från 2017 till 2019 (med källans ord: i styrelsen)." in swedish
    assert (
        "Municipality of Nordby is board member of The Islands from 2017 until 2019 (as written: i styrelsen)."
        in english
    )


def test_a_time_known_by_a_bound_alone_is_never_shown_as_a_day() -> None:
    told = sentences(of("municipality/nordby"), "statement", "en")
    assert "Municipality of Nordby is member of The Islands from no later than 2021-01 (by a heading alone)." in told
    assert not [each for each in told if "2021-01-31" in each or "2017-01-01" in each]


def test_what_is_proposed_reads_as_proposed_wherever_it_is_named() -> None:
    assert "Municipality of Nordby is member of The bridge (proposed)." in sentences(
        of("municipality/nordby"), "statement", "en"
    )
    assert "Bron var föreslagen." in sentences(of("plan/bridge"), "statement", "sv")


def test_a_class_without_a_pattern_is_told_by_labels_and_a_row_without_a_name_by_its_sentence() -> None:
    told = sentences(of("municipality/nordby"), "statement", "en")
    assert (
        "Pledge: by: Municipality of Nordby is board member of The Islands from 2017 until 2019"
        " (as written: i styrelsen); pledged: Build a bridge."
    ) in told


def test_each_fact_has_certainty_reason_and_passages() -> None:
    facts = {fact.row: fact for group in of("network/islands").groups for fact in group.facts}
    board, plain = facts[thing("membership/board")], facts[thing("membership/plain")]
    assert [(each.start, each.end, each.title["en"]) for each in board.passages] == [(0, 46, "The page")]
    assert [(each.start, each.iri) for each in plain.passages] == [(None, thing("document/page"))]
    assert board.certainty.endswith("c/stated")
    assert plain.reasons == {"en": "Only the heading says so", "sv": "Bara rubriken säger det"}
    text = as_text(of("network/islands"), "sv")
    assert "      sagd: Sidan, tecken 0-46\n" in text
    assert "      rubrik: Sidan, hela dokumentet\n      Skäl: Bara rubriken säger det\n" in text


def test_statements_in_which_the_thing_is_the_subject_come_first_and_others_are_there_too() -> None:
    groups = [group for group in of("plan/bridge").groups if group.kind == "statement"]
    assert groups[0].headings["en"] == "State"
    assert "Memberships" in [group.headings["en"] for group in groups]


def test_a_derived_triple_is_told_only_when_no_row_says_it() -> None:
    assert sentences(of("network/islands"), "derived", "en") == []
    assert sentences(of("network/islands-2"), "derived", "en") == ["Municipality of Nordby is a member of Öarna II."]
    assert "härlett av en regel" in as_text(of("network/islands-2"), "sv")


def test_editorial_words_stand_apart_and_properties_and_references_are_told() -> None:
    islands = of("network/islands")
    assert sentences(islands, "editorial", "sv") == ["Description: Påhittat."]
    assert "ours, not from a document" in as_text(islands, "en")
    assert sentences(islands, "reference", "en") == ["Carried by: The bridge."]
    assert sentences(of("municipality/nordby"), "property", "en") == ["Page: https://nordby.example/."]
    assert sentences(of("municipality/nordby"), "mention", "en") == ["Named here."]


def test_every_statement_of_a_thing_is_told_once() -> None:
    rows = [fact.row for group in of("municipality/nordby").groups if group.kind == "statement" for fact in group.facts]
    assert sorted(rows) == sorted(
        map(thing, ["membership/board", "membership/bridge", "membership/plain", "name/nordby-alias", "pledge/one"])
    )


def test_a_statement_about_a_statement_is_told_unless_it_is_of_the_same_class() -> None:
    rows = [fact.row for group in of("network/islands").groups if group.kind == "statement" for fact in group.facts]
    assert thing("pledge/one") in rows
    told = [fact.row for group in of("network/islands-2").groups if group.kind == "statement" for fact in group.facts]
    assert told == [thing("pledge/three")]


def test_json_has_stable_keys_iso_values_and_both_languages() -> None:
    found = json.loads(as_json(of("network/islands"), Words({}, {})))
    facts = {fact["row"]: fact for group in found["groups"] for fact in group["facts"]}
    board = facts[thing("membership/board")]
    assert set(board) == {"row", "sentences", "values", "certainty", "certaintyNames", "reasons", "passages"}
    assert set(board["sentences"]) == {"sv", "en"}
    assert {"property": TERMS["start"], "value": "2017", "datatype": "http://www.w3.org/2001/XMLSchema#gYear"} in board[
        "values"
    ]
    assert {"property": TERMS["member"], "iri": thing("municipality/nordby")} in board["values"]
    assert board["passages"][0]["words"] is None
    assert (found["iri"], found["names"]["sv"]) == (thing("network/islands"), "Öarna")


def test_control_characters_do_not_reach_the_terminal() -> None:
    store = store_of('GRAPH <g/graph/tables> { <id/plan/x> a ex:Plan ; skos:prefLabel "a\\u001B[31mb"@en }')
    assert "\x1b" not in as_text(explain(store, thing("plan/x"), {}), "en")


def test_counts() -> None:
    counted = count(STORE)
    things = {each.names.get("en", each.iri): each.number for each in counted.things}
    assert things == {"networks": 2, "organisation": 1, "plan": 1, DOCUMENT: 1, "https://example.org/ns#Name": 2}
    assert {each.names["en"]: each.number for each in counted.statements} == {"memberships": 3, "state": 1, "pledge": 3}
    assert {each.names.get("en", ""): each.number for each in counted.certainties} == {"stated": 2, "heading": 1, "": 4}
    assert counted.passages == 1
    assert count(store_of("")).things == ()


# The tiny publication


def test_the_tiny_publication_is_explained_with_its_own_class(tiny: Publication, command: Command) -> None:
    assert command("build", "--project", tiny.root, "--lang", "en").code == 0
    ran = command("explain", "festival/asiktsfestivalen", "--project", tiny.root, "--lang", "sv")
    assert (ran.code, ran.err) == (0, "")
    assert "Arrangör: Nordby kommun." in ran.out
    assert "2018-06" in ran.out
    assert "2018-06-01" not in ran.out
    other = command("explain", "gron-farja", "--project", tiny.root, "--lang", "en")
    assert "no later than 2024-06" in other.out
    assert other.out.startswith("Island Network for Green Ferries (network)\n")


def test_a_build_says_how_much_it_holds(tiny: Publication, command: Command) -> None:
    ran = command("build", "--project", tiny.root, "--lang", "en")
    assert ran.code == 0, ran.err
    assert "2 networks" in ran.out
    assert "Statements: 5 (" in ran.out
    assert "Passages: 0" in ran.out
    swedish = command("publish", "--project", tiny.root, "--out", tiny.root / "public", "--lang", "sv")
    assert "Uppgifter: 5 (" in swedish.out


def test_what_is_not_there_or_ambiguous_ends_with_2(tiny: Publication, command: Command) -> None:
    assert command("build", "--project", tiny.root).code == 0
    ran = command("explain", "Nordbi komun", "--project", tiny.root, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean: Nordby kommun" in ran.err
    name = "Sällskapet Små Städer – i går och i morgon"
    tiny.edit("networks.csv", "Öarnas nätverk för gröna färjor", name)
    assert command("build", "--project", tiny.root).code == 0
    ran = command("explain", name, "--project", tiny.root, "--lang", "sv")
    assert (ran.code, ran.out) == (2, "")
    assert "network/gron-farja>" in ran.err
    assert "network/sma-stader>" in ran.err

"""The wording: the shape's own words first, else ours; what was found, what was expected, what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation.making import fault_of, lines, made, result

from intlgraph.validation import wording
from intlgraph.validation.nearest import Index
from intlgraph.validation.report import said
from intlgraph.validation.showing import phrase, shown
from intlgraph.validation.words import Words

SHAPES = made("""
:A a sh:NodeShape ; sh:targetClass :Thing ; sh:property :A-kind , :A-end , :A-code , :A-label .
:A-kind a sh:PropertyShape ; sh:path :kind ; sh:minCount 1 ; sh:maxCount 1 ; sh:class :Kind ; sh:in ( :one :two ) ;
  sh:name "slag"@sv , "kind"@en .
:A-end a sh:PropertyShape ; sh:path :end ; sh:datatype xsd:date ; sh:lessThanOrEquals :start ;
  sh:message "Slutet är ett datum."@sv , "The end is a date."@en .
:A-code a sh:PropertyShape ; sh:path :code ; sh:pattern "^[0-9]{4}$" ; sh:message "Only English here."@en .
:A-label a sh:PropertyShape ; sh:path :label ; sh:message "No language at all." ;
  sh:qualifiedValueShape [ sh:languageIn ( "en" ) ] ; sh:qualifiedMinCount 1 .
:A-rule sh:message "Regeln."@sv , "The rule."@en ; sh:select "SELECT $this WHERE { $this ?p ?o }" .
""")
DATE = "<http://www.w3.org/2001/XMLSchema#date>"


def test_the_message_of_the_shape_is_the_message_in_each_language() -> None:
    fault = fault_of([result("x", "end", '"2010"', "Datatype", "A-end")], SHAPES)
    assert said(fault.message, "sv") == "Slutet är ett datum."
    assert said(fault.message, "en") == "The end is a date."
    assert said(fault.expected, "sv") == "ett datum som 2020-08-03 (xsd:date)"
    assert said(fault.found, "en") == "“2010”, as text (xsd:string)"


def test_a_reader_of_another_language_than_the_message_gets_a_sentence_of_ours() -> None:
    fault = fault_of([result("x", "code", '"78"', "Pattern", "A-code")], SHAPES)
    assert said(fault.message, "en") == "Only English here."
    assert said(fault.message, "sv") == "”http://e/code” är inte skrivet som det ska."
    assert said(fault.expected, "sv") == "text av formen ^[0-9]{4}$"


def test_a_message_without_a_language_is_for_everybody() -> None:
    fault = fault_of([result("x", "label", "", "QualifiedMinCount", "A-label")], SHAPES)
    assert said(fault.message, "sv") == said(fault.message, "en") == "No language at all."
    assert said(fault.expected, "sv") == "minst 1 (text på språket en)"


def test_a_message_that_the_engine_has_filled_in_goes_before_all_others() -> None:
    filled = (("sv", "Värdet 3 är fel."), ("en", "The value 3 is wrong."))
    found = result("x", "end", '"3"', "SPARQL", "A-end", constraint="A-rule", messages=filled)
    assert said(fault_of([found], SHAPES).message, "sv") == "Värdet 3 är fel."


def test_the_message_of_a_sparql_constraint_goes_before_that_of_its_shape() -> None:
    found = result("x", "end", '"3"', "SPARQL", "A-end", constraint="A-rule")
    fault = fault_of([found], SHAPES)
    assert said(fault.message, "sv") == "Regeln."
    assert fault.expected == {}
    assert said(fault.hint, "en").startswith("Compare what stands here with what the rule says")


def test_what_is_missing_and_what_is_too_much_are_counted(tmp_path: Path) -> None:
    missing = fault_of([result("x", "kind", "", "MinCount", "A-kind")], SHAPES)
    assert said(missing.message, "en") == "A value for “kind” is missing."
    assert (said(missing.found, "sv"), said(missing.expected, "sv")) == ("inget", "minst ett värde")
    data = lines(tmp_path, ':x :kind :one , :two . :one rdfs:label "ett"@sv .')
    many = fault_of([result("x", "kind", "", "MaxCount", "A-kind")], SHAPES, data)
    assert said(many.found, "sv") == "2 värden: ett (http://e/one) och http://e/two"


def test_a_value_is_compared_with_the_other_values_as_they_are(tmp_path: Path) -> None:
    data = lines(tmp_path, ':x :start "2010-01-01"^^xsd:date . :start rdfs:label "början"@sv , "start"@en .')
    fault = fault_of([result("x", "end", f'"2011-01-01"^^{DATE}', "LessThanOrEquals", "A-end")], SHAPES, data)
    assert said(fault.expected, "sv") == "högst ”början”, som är 2010-01-01"
    assert said(fault.found, "sv") == "2011-01-01"


def test_a_value_of_the_wrong_class_is_told_with_what_it_is(tmp_path: Path) -> None:
    data = lines(
        tmp_path, ':v a :Other ; rdfs:label "Växjö" . :Other rdfs:label "kommun"@sv . :Kind rdfs:label "slag"@sv .'
    )
    fault = fault_of([result("x", "kind", "v", "Class", "A-kind")], SHAPES, data)
    assert said(fault.expected, "sv") == "något av slaget: slag"
    assert said(fault.found, "sv").startswith("Växjö (http://e/v), som är av slaget: ")
    assert not said(fault.hint, "sv").startswith("Menade du")


def test_an_unknown_key_is_told_with_the_nearest_of_the_class_and_of_those_below_it(tmp_path: Path) -> None:
    data = lines(tmp_path, ":Sub rdfs:subClassOf :Kind . :network a :Sub . :project a :Kind . :x :kind :netwrok .")
    fault = fault_of([result("x", "kind", "netwrok", "Class", "A-kind")], SHAPES, data)
    assert said(fault.found, "sv") == "http://e/netwrok, som inget sägs om"
    assert said(fault.hint, "sv") == "Menade du http://e/network?"


def test_nothing_is_guessed_where_nothing_is_near(tmp_path: Path) -> None:
    data = lines(tmp_path, ":network a :Kind .")
    fault = fault_of([result("x", "kind", "zzzzz", "Class", "A-kind")], SHAPES, data)
    assert said(fault.hint, "en").startswith("Nothing is said of it")


def test_the_nearest_of_a_list(tmp_path: Path) -> None:
    fault = fault_of([result("x", "kind", "tow", "In", "A-kind")], SHAPES)
    assert said(fault.hint, "en") == "Did you mean http://e/two?"
    assert said(fault.expected, "en") == "one of: http://e/one or http://e/two"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("component", [*wording._CODES, "SPARQL", "http://e/OwnComponent"])
def test_every_component_has_words(component: str, language: str) -> None:
    found = [
        result("x", path, "", component, "A-end")
        for path in ("end", "", "^<http://e/p>", "(<http://e/p>|<http://e/q>)")
    ]
    for each in found:
        fault = fault_of([each], SHAPES)
        assert said(fault.message, language)
        assert said(fault.hint, language) or component not in wording._CODES
        assert "{" not in said(fault.message, language) + said(fault.expected, language)


def test_a_value_can_neither_break_a_line_nor_command_the_terminal() -> None:
    text = said(shown('"a\\nb\\u001B[31mc\\u202E"', Words()), "en")
    assert text == "“a b [31mc”"


def test_braces_in_a_value_are_only_braces() -> None:
    assert said(phrase("shown-text", value="{name}"), "en") == "“{name}”"


def test_a_long_value_is_cut() -> None:
    assert len(said(shown(f'"{"x" * 10_000}"', Words()), "en")) < 200


def test_ten_thousand_choices_are_no_burden_and_letters_matter() -> None:
    index = Index([*(f"place-{number}" for number in range(10_000)), "vaxjo"])
    assert index.near("vaxja") == ("vaxjo",)
    assert index.near("qqq") == ()

"""Binding: marked places are found, filled with terms alone, and taken out when nothing is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from intlgraph.query.binding import Bound, fill, marked
from intlgraph.store import syntax
from intlgraph.store.oxigraph import in_memory

A, B = NamedNode("http://example.org/a"), Literal("b")


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("SELECT * { VALUES (?a ?b) { } }", {"a", "b"}),
        ("SELECT * { values ?a {} }", {"a"}),
        ("SELECT * { VALUES ?a { 1 } VALUES (?b) { (2) } }", set()),
        ("SELECT * { # VALUES (?a) { }\n ?s ?p 'VALUES (?b) { }' }", set()),
        ("SELECT * { VALUES (?a_2) { } VALUES (?a_from) { } }", {"a", "a_from"}),
    ],
)
def test_what_counts_as_a_marked_place(text: str, variables: set[str]) -> None:
    assert marked(text) == variables


@pytest.mark.parametrize(
    ("bound", "filled"),
    [
        ({"a": [{"a": A}], "b": [{"b": B}]}, 'VALUES (?a ?b) { (<http://example.org/a> "b") } .'),
        ({"b": [{"b": B}]}, 'VALUES (?b) { ("b") } .'),
        ({"a": [{"a": A}, {"a": B}], "b": [{"b": B}]}, 'VALUES (?a ?b) { (<http://example.org/a> "b") ("b" "b") } .'),
        ({}, " ."),
    ],
)
def test_a_place_is_filled_with_what_is_given(bound: Bound, filled: str) -> None:
    assert fill("VALUES (?a ?b) { } .", bound) == filled


def test_the_variables_of_one_parameter_stay_together() -> None:
    days = [{"d": Literal("x"), "d_from": Literal("1"), "d_to": Literal("2")}]
    assert fill("VALUES (?d_from ?d_to) { }", {"d": days}) == 'VALUES (?d_from ?d_to) { ("1" "2") }'


def test_a_numbered_copy_is_filled_like_its_original() -> None:
    filled = fill("VALUES (?a) { } VALUES (?a_2) { }", {"a": [{"a": B}]})
    assert filled == 'VALUES (?a) { ("b") } VALUES (?a_2) { ("b") }'


@given(st.text())
def test_no_text_can_leave_its_literal(text: str) -> None:
    query = fill("SELECT ?a { VALUES (?a) { } }", {"a": [{"a": Literal(text)}]})
    strings = [token for token in syntax.tokens(query) if token.kind == "string"]
    assert len(strings) == 1
    assert in_memory().select(query).rows == ((Literal(text),),)

"""The language of patterns: placeholders, parts that may be left out, and what is wrong with a broken one."""

from __future__ import annotations

import pytest
from tests.query.making import ONTOLOGY, TERMS, store_of

from intlgraph.errors import DataError, Place
from intlgraph.query.sentences import filled, finished, joined, parse, time_in_words
from intlgraph.query.wording import read


@pytest.mark.parametrize(
    ("pattern", "values", "text"),
    [
        ("{a} is {b}", {"a": "X", "b": "Y"}, "X is Y"),
        ("{a}[ from {b}][ until {c}]", {"a": "X", "c": "2019"}, "X until 2019"),
        ("{a}[ from {b}[ until {c}]]", {"a": "X", "b": "1", "c": "2"}, "X from 1 until 2"),
        ("{a}[ from {b}[ until {c}]]", {"a": "X", "c": "2"}, "X"),
        ("{a}[ ({b})], so", {"a": "X"}, "X, so"),
        ("{dcterms:type}: {a}", {"dcterms:type": "signing", "a": "X"}, "signing: X"),
        ("{a} {{b}}", {"a": "X"}, None),
    ],
)
def test_a_pattern_is_filled(pattern: str, values: dict[str, str], text: str | None) -> None:
    if text is None:
        with pytest.raises(DataError):
            parse(pattern)
        return
    found = filled(parse(pattern), values)
    assert found is not None
    assert found.text == text
    assert found.used <= values.keys()


def test_what_found_no_place_is_told() -> None:
    found = filled(parse("{a}[ from {b} to {c}]"), {"a": "X", "b": "2019"})
    assert found is not None
    assert found.used == {"a"}
    assert filled(parse("{a} of {b}"), {"a": "X"}) is None


@pytest.mark.parametrize("pattern", ["{a", "a}", "[a", "a]", "{}", "{ }", "{a[b]}", "[{a]}"])
def test_a_broken_pattern_is_told_with_its_class(pattern: str) -> None:
    with pytest.raises(DataError) as raised:
        parse(pattern, Place("org:Membership", column="sv"))
    (problem,) = raised.value.problems
    assert problem.place.text() == "org:Membership, sv"
    assert pattern in problem.text("sv")


def test_every_broken_pattern_and_unknown_term_of_an_ontology_is_told_at_once() -> None:
    store = store_of(
        'GRAPH <g/graph/ontology> { ex:A intl:sentence "{membr} is"@en , "{x"@sv . ex:B intl:sentence "{zzz}"@en }'
    )
    with pytest.raises(DataError) as raised:
        read(store, TERMS)
    told = [(each.place.file, each.place.column, each.hint("en")) for each in raised.value.problems]
    assert [(file, column) for file, column, _ in told] == [
        ("https://example.org/ns#A", "en"),
        ("https://example.org/ns#A", "sv"),
        ("https://example.org/ns#B", "en"),
    ]
    assert told[0][2] == "Did you mean: member?"
    assert read(store_of(ONTOLOGY), TERMS).of("http://www.w3.org/ns/org#Membership").sentence.keys() == {"sv", "en"}


@pytest.mark.parametrize(
    ("earliest", "latest", "swedish", "english"),
    [
        ("", "2021-01-31", "senast 2021-01", "no later than 2021-01"),
        ("", "2020-02-29", "senast 2020-02", "no later than 2020-02"),
        ("", "2021-02-27", "senast 2021-02-27", "no later than 2021-02-27"),
        ("2019-01-01", "", "tidigast 2019", "no earlier than 2019"),
        ("2010-01-01", "2019-12-31", "någon gång 2010-2019", "some time in 2010-2019"),
        ("2019-03-01", "2019-05-31", "någon gång mellan 2019-03 och 2019-05", "some time between 2019-03 and 2019-05"),
        ("2019-03-01", "2019-03-31", "2019-03", "2019-03"),
        ("", "", "", ""),
    ],
)
def test_a_time_known_by_its_bounds_is_put_in_words(earliest: str, latest: str, swedish: str, english: str) -> None:
    assert time_in_words(earliest, latest, "sv") == swedish
    assert time_in_words(earliest, latest, "en") == english


def test_values_are_joined_and_sentences_finished() -> None:
    assert joined([], "sv") == ""
    assert joined(["a", "b", "c"], "sv") == "a, b och c"
    assert finished("det är så") == "Det är så."
    assert finished("eTwinning slutar.") == "eTwinning slutar."

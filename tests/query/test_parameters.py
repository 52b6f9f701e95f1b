"""Parameters: every type reads what fits it, and tells in both languages what would have fitted."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode
from tests.query.conftest import Ask

from intlgraph.errors import QueryError
from intlgraph.namespaces import CONCEPT, XSD
from intlgraph.query.parameters import TYPES, Asker, Parameter, bind
from intlgraph.store.oxigraph import OxigraphStore

BASE = "https://data.example.org/nordby/id/"
ROLE = Parameter("role", "concept", scheme="role")
NETWORK = Parameter("network", "thing", classes=("intl:Network",))
WHEN = Parameter("when", "date")
COUNT = Parameter("count", "integer")
HOW = Parameter("how", "choice", choices=("well", "badly"), default=("well",))
WORDS = Parameter("words", "text")
ALL = (ROLE, NETWORK, WHEN, COUNT, HOW, WORDS)


def bound(store: OxigraphStore, **given: str) -> dict[str, Literal | NamedNode]:
    found = bind(Asker(store, "en"), ALL, {name: [value] for name, value in given.items()})
    return {variable: term for values in found.values() for value in values for variable, term in value.items()}


def test_every_type_is_tested_here() -> None:
    assert {each.type for each in ALL} == set(TYPES)


@pytest.mark.parametrize(
    "text",
    [
        "Öarnas nätverk för gröna färjor",
        "öarnas  NÄTVERK för gröna färjor",
        "Island Network for Green Ferries",
        "gron-farja",
        "network/gron-farja",
        f"{BASE}network/gron-farja",
        f"<{BASE}network/gron-farja>",
    ],
)
def test_a_thing_by_name_slug_or_iri(text: str, tiny_store: OxigraphStore) -> None:
    assert bound(tiny_store, network=text)["network"] == NamedNode(f"{BASE}network/gron-farja")


def test_a_date_has_a_first_and_a_last_day(tiny_store: OxigraphStore) -> None:
    found = bound(tiny_store, when="2019-02")
    assert {name: term.value for name, term in found.items() if name.startswith("when")} == {
        "when": "2019-02",
        "when_from": "2019-02-01",
        "when_to": "2019-02-28",
    }
    assert found["when_to"] == Literal("2019-02-28", datatype=NamedNode(f"{XSD}date"))
    assert bound(tiny_store, when="[..2021-01]")["when_from"].value == "0001-01-01"


@pytest.mark.parametrize("text", ["board-member", "Board member", "styrelseledamot"])
def test_a_concept_by_code_or_name(text: str, tiny_store: OxigraphStore) -> None:
    assert bound(tiny_store, role=text)["role"] == NamedNode(f"{CONCEPT}role/board-member")


def test_numbers_texts_and_defaults(tiny_store: OxigraphStore) -> None:
    found = bound(tiny_store, count="3", words="a } b")
    assert (found["count"], found["words"], found["how"]) == (Literal(3), Literal("a } b"), Literal("well"))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"count": "three"}, "parameter-integer"),
        ({"count": "3.5"}, "parameter-integer"),
        ({"how": "so so"}, "parameter-choice"),
        ({"role": "emperor"}, "parameter-concept"),
        ({"when": "last spring"}, "date-not-edtf"),
        ({"when": "2019-13"}, "date-month"),
        ({"network": "Grona farjor"}, "thing-unknown"),
        ({"network": "municipality/nordby"}, "thing-misplaced"),
        ({"nettwork": "gron-farja"}, "parameter-unknown"),
    ],
)
def test_what_does_not_fit_is_told(given: dict[str, str], code: str, tiny_store: OxigraphStore) -> None:
    with pytest.raises(QueryError) as raised:
        bound(tiny_store, **given)
    [problem] = raised.value.problems
    assert problem.code.startswith(code)
    for language in ("sv", "en"):
        assert problem.text(language)
        assert problem.hint(language)


def test_all_that_does_not_fit_is_told_at_once(tiny_store: OxigraphStore) -> None:
    needed = Parameter("needed", "text", required=True)
    with pytest.raises(QueryError) as raised:
        bind(Asker(tiny_store, "en"), (*ALL, needed), {"count": ["x"], "words": ["a", "b"], "other": ["c"]})
    assert {problem.code for problem in raised.value.problems} == {
        "parameter-integer",
        "parameter-twice",
        "parameter-unknown",
        "parameter-missing",
    }


@pytest.mark.parametrize(
    "text",
    [
        "x> } ; DROP ALL #",
        "gron-farja> } UNION { ?s ?p ?o",
        '") } SELECT * { ?s ?p ?o } #',
        "https://e.example/x> ) } ?s ?p ?o . VALUES (?y) { (<x",
        "\\u003e } #",
        "'''",
    ],
)
def test_sparql_in_a_parameter_is_a_name_that_is_not_found(text: str, ask: Ask) -> None:
    ran = ask("members", "-p", f"organization={text}")
    assert ran.code == 2
    assert ran.out == ""
    assert text[:5] in ran.err
    assert "Traceback" not in ran.err

"""Set queries: which queries can be asked about all nodes at once, and which must not be."""

from __future__ import annotations

import pytest

from intlgraph.validation.engines import setquery
from intlgraph.validation.engines.lexical import fits
from intlgraph.validation.engines.ordering import compare
from intlgraph.validation.engines.regex import for_native, for_python
from intlgraph.validation.targets import Target

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    "body",
    [
        "{ SELECT ?x { ?x ?y $this } }",
        "FILTER NOT EXISTS { ?x <u:p> ?y FILTER(?y = $this) }",
        "FILTER(EXISTS { { ?x <u:p> ?y FILTER(?y = $this) } })",
        "GRAPH ?g { $this <u:p> ?x }",
        "BIND(1 AS ?this)",
        "$this <u:p> $currentShape",
        "$this <u:p> ?x FILTER(NOW() > ?x)",
        "$this <u:p> ?intlgraphTarget",
        "$this <u:p> ?x } LIMIT 1 #",
        "$this <u:p> ?x } ORDER BY ?x #",
        "$this <u:p> ?x } GROUP BY $this #",
    ],
)
def test_what_is_not_sure_to_mean_the_same_is_refused(body: str) -> None:
    assert setquery.of("", f"SELECT $this {{ {body} }}") is None


@pytest.mark.parametrize("head", ["SELECT *", "SELECT ?x", "SELECT $this (1 AS ?x)", "ASK", "SELECT $this FROM <u:g>"])
def test_only_names_may_be_selected_and_this_must(head: str) -> None:
    assert setquery.of("", head + " { $this <u:p> ?x }") is None


def test_the_target_stands_in_every_group_that_uses_this_without_binding_it() -> None:
    query = setquery.of("", "SELECT $this { { $this <u:p> ?x } UNION { ?x <u:q> ?y FILTER(?y != $this) } }")
    assert query is not None
    text = query.text(Target("class", "<u:C>"))
    assert text.count("?this a <u:C> .") == 2
    assert "UNION { ?this a <u:C> ." in " ".join(text.split())


def test_patterns_mean_what_xpath_says() -> None:
    import re

    assert re.search(for_python("^a$", ""), "a\n") is None
    assert re.search(for_python(r"^\s$", ""), "\u00a0") is None
    assert re.search(for_python(r"^\w+$", ""), "a_b") is None  # to XPath, "_" is punctuation
    assert re.search(for_python(r"^\p{Lu}", ""), "Ö")
    assert for_native("a(?=b)", "") is None
    assert for_native("[a-z--x]", "") is None


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("gYear", "0020", True),
        ("gYear", "02020", False),
        ("decimal", ".5", True),
        ("decimal", "1e3", False),
        ("time", "24:00:01", False),
        ("duration", "P1YT", False),
        ("byte", "128", False),
        ("unsignedByte", "-0", True),
        ("base64Binary", "QQ==", True),
        ("base64Binary", "QR==", False),
        ("language", "en_GB", False),
        ("integer", "١", False),
    ],
)
def test_lexical_forms(name: str, text: str, expected: bool) -> None:
    assert fits(text, XSD + name) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("2020", "gYear"), ("2021", "gYear"), None),
        (("2020-01-01", "date"), ("2020-01-01+05:00", "date"), None),
        (("2020-01-01", "date"), ("2020-01-03Z", "date"), -1),
        (("1.0", "decimal"), ("1", "integer"), 0),
        (("NaN", "double"), ("NaN", "double"), None),
        (("a", "string"), ("a", "anyURI"), None),
        (("2020-01-01T24:00:00", "dateTime"), ("2020-01-02T00:00:00", "dateTime"), 0),
    ],
)
def test_order(first: tuple[str, str], second: tuple[str, str], expected: int | None) -> None:
    assert compare((first[0], XSD + first[1]), (second[0], XSD + second[1])) == expected


def test_what_is_demanded_anyway_is_not_joined_once_more() -> None:
    query = setquery.of("PREFIX e: <http://e/> ", "SELECT $this ?value { $this a e:C ; e:q ?o . $this e:p ?value }")
    assert query is not None
    assert query.leads == frozenset()
    query = setquery.of(
        "PREFIX e: <http://e/> ", "SELECT $this ?value { $this e:p ?value ; <http://e/q> ?o . ?o e:r ?x }"
    )
    assert query is not None
    assert query.leads == {"<http://e/p>", "<http://e/q>"}
    assert "intlgraphTarget" not in query.text(Target("subjects-of", "<http://e/p>"))
    assert "intlgraphTarget" in query.text(Target("subjects-of", "<http://e/r>"))
    assert "?this a <http://e/p> ." in query.text(Target("class", "<http://e/p>"))


@pytest.mark.parametrize(
    ("filter_", "compares"), [("?a < ?b", True), ("?a >= ?b", True), ("?a = ?b", False), ("?a != <http://e/a>", False)]
)
def test_a_query_that_orders_values_is_known(filter_: str, compares: bool) -> None:
    query = setquery.of("", f"SELECT $this {{ $this <http://e/p> ?a ; <http://e/q> ?b FILTER ({filter_}) }}")
    assert query is not None
    assert query.compares is compares

"""The screen that keeps a query from making the engine call another server, held against the engine itself."""

from __future__ import annotations

import itertools

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intlgraph.namespaces import PREFIXES
from intlgraph.store import syntax

ADDRESS = (
    "http://127.0.0.1:1/"  # no HTTP client speaks to port 1: asking for it is an error of its own, without network
)


def engine_calls(query: str) -> bool:
    """Whether the engine, given the query, tries to call a service."""
    store = pyoxigraph.Store()
    node = pyoxigraph.NamedNode("http://e/x")
    store.add(pyoxigraph.Quad(node, node, pyoxigraph.Literal("x"), node))
    try:
        prefixes = {**PREFIXES, "ex": ADDRESS, "": ADDRESS}
        result = store.query(query, prefixes=prefixes, use_default_graph_as_union=True)
        if not isinstance(result, pyoxigraph.QueryBoolean):
            list(result)
    except SyntaxError:
        return False
    except (OSError, RuntimeError) as caught:
        error = str(caught)
    else:
        return False
    return "port" in error or "service" in error


CALLS = [
    "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { service silent <%s> { ?s ?p ?o } }",
    "SELECT * { SERVICE:x{ ?s ?p ?o } }",
    "SELECT * { SERVICEex:x{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o SERVICE:x#c\n{ ?s ?p ?o } }",
    "PREFIX p: <%s> SELECT * { ?s ?p ?o OPTIONAL { SERVICEp:x { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o . ?s ?p ?q FILTER(?o<?b)SERVICE?x#>\n{ ?a ?b ?c } }",
    "SELECT * { VALUES ?x { <%s> } FILTER(1<2)SERVICE?x#>\n{ ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER(1<2)#>'''\nSERVICE <%s> {}\n#'''\n}",
    "SELECT * { ?s ?p ?o FILTER(1<2#>'''\n)SERVICE <%s> {}\n#'''\n}",
    "SELECT * { ?s ?p ?o FILTER(1<=2)#>'''\nSERVICE <%s> {}\n#'''\n}",
    "SELECT * { ?s ?p ?o FILTER(NOT EXISTS {}<?b)#>'''\nSERVICE <%s> {}\n#'''\n}",
    "PREFIX urn: <urn:> SELECT * { VALUES (?a ?b) { (1 <urn:x#y>) } SERVICE <%s> {} }",
    "BASE <http://e/> SELECT * { VALUES (?a ?b) { (1 <#y>) } SERVICE <%s> {} }",
    "SELECT * { BIND(<http://e/\\u0078#> AS ?z) SERVICE <%s> {} }",
    'SELECT * { ?s ?p ?o FILTER("\\"" != ?o) SERVICE <%s> {} }',
    "SELECT * { BIND('''a'b''' AS ?x) SERVICE <%s> {} }",
]


@pytest.mark.parametrize("query", CALLS)
def test_a_call_is_seen(query: str) -> None:
    text = query.replace("%s", ADDRESS)
    assert "silent" in text or engine_calls(text)
    assert syntax.calls_service(text)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ex:service ex:SERVICE FILTER(?service != <http://e/service>) }",
        "SELECT * { ?s ?p 'SERVICE <x> {}', \"it's SERVICE\", '''SERVICE\n''' } # SERVICE <x> {}",
        "PREFIX service: <http://e/service#> SELECT * { ?s service:x ?o GRAPH service:g { ?a ?b ?c } }",
        "SELECT * { VALUES (?a ?b) { (1 <http://e/service?x#y>) (<urn:service> <urn:b#service>) } }",
        "SELECT * { ?s ?p ?o FILTER(?o<?b && ?c>?d) }",
        "SELECT * { ?s ?p 'x'@service . _:service ?p ?o }",
        "SELECT * { ?s ?p ( ?o <http://e/service> ) }",
    ],
)
def test_the_word_alone_is_no_call(query: str) -> None:
    assert not engine_calls(query)
    assert syntax.calls_service(query) is None


PIECES = [
    *(
        "SERVICE",
        "SERVICE ",
        "service",
        " SILENT ",
        "ex:x",
        ":x",
        "?x",
        "<urn:x#y>",
        f"<{ADDRESS}>",
        "{",
        "}",
        "{}",
        "(",
        ")",
    ),
    *(
        "FILTER",
        "FILTER(",
        "<",
        ">",
        "<=",
        "#",
        "\n",
        "'",
        '"',
        "'''",
        '"""',
        "true",
        "1",
        "1.",
        ".",
        " . ",
        "?s ?p ",
        "a",
    ),
    *(
        "?o<?b",
        "ex:a.",
        "_:b.",
        "@en",
        "\\u0053ERVICE",
        "VALUES (?a ?b) {(1 ",
        ")}",
        "GRAPH ",
        "NOT EXISTS{}",
        "BIND(1 AS ?z)",
    ),
    *("OPTIONAL{", "?s ?p ?o ", "UNION", "-", "=", "!", "||", "^", ",", ";", "[]", "[", "]"),
]


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("?s ?p ?o FILTER(1<2)SERVICE?x#>\n{}")
def test_no_query_that_calls_gets_past_the_screen(body: str) -> None:
    query = f"SELECT * {{ {body} }}"
    if syntax.calls_service(query) is None:
        assert not engine_calls(query)


HEADS = [
    "",
    "?s ?p ?o ",
    "?s ?p true",
    "?s ?p 1",
    "?s ?p 1.",
    "?s ?p 'x'",
    "?s ?p 'x'@en ",
    "?s ?p ex:a. ",
    "?s ?p ex:a.",
    "{}",
]
WORDS = ["SERVICE", "SERVICE ", "service\n", "SERVICE SILENT ", "SERVICESILENT"]
NAMES = ["ex:x", ":x", "?x", f"<{ADDRESS}>", "ex:", ":"]
TAILS = ["{}", " {}", "#c\n{}", "#>\n{}"]


def test_every_way_to_glue_a_call_is_seen() -> None:
    queries = [f"SELECT * {{ {''.join(parts)} }}" for parts in itertools.product(HEADS, WORDS, NAMES, TAILS)]
    calls = [query for query in queries if engine_calls(query)]
    assert len(calls) > 200
    assert [query for query in calls if not syntax.calls_service(query)] == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * {}", "SELECT"),
        ("# SELECT\nBASE <a> PREFIX ask: <b>\nASK {}", "ASK"),
        ("prefix : <b> construct {} {}", "CONSTRUCT"),
        ("DESCRIBE <a>", "DESCRIBE"),
        ("INSERT DATA {}", "UPDATE"),
        ("WITH <a> DELETE {} WHERE {}", "UPDATE"),
        ("SELEC * {}", ""),
        ("", ""),
        ("PREFIX", ""),
    ],
)
def test_the_form_of_a_query(query: str, expected: str) -> None:
    assert syntax.form(query)[0] == expected


def test_undeclared_prefixes_are_those_outside_strings_and_comments() -> None:
    query = "PREFIX a: <b:c> SELECT * { ?s a:b org:c ; skos:x.y 'void:x' } # dcat:x <sh:x>"
    assert list(syntax.undeclared_prefixes(query)) == ["org", "skos"]
    assert "org" in syntax.undeclared_prefixes("SELECT * { FILTER(?x<org:y) }")
    assert syntax.undeclared_prefixes("SELECT * { :x ?p _:b }").keys() == {""}


@pytest.mark.parametrize(
    ("query", "blank"),
    [
        ("CONSTRUCT { ?s ?p _:x } { ?s ?p ?o }", "_:x"),
        ("CONSTRUCT { ?s ?p ( 1 ) } { ?s ?p ?o }", "("),
        ("CONSTRUCT WHERE { ?s ?p [] }", "["),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p [] }", None),
        ("PREFIX a: <b> CONSTRUCT { ?s ?p '[' } { ?s ?p _:o }", None),
    ],
)
def test_blank_nodes_of_a_template(query: str, blank: str | None) -> None:
    found = syntax.has_blank_template(query)
    assert (found.text if found else None) == blank


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_tokens(text: str) -> None:
    for token in syntax.tokens(text):
        assert text[token.start :].startswith(token.text)

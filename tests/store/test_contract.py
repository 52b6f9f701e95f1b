"""One contract, run over every store."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from intlgraph.errors import IntlgraphError, QueryError
from intlgraph.namespaces import PREFIXES, RDF, XSD
from intlgraph.store import Solutions, Store, Triples

E = "http://example.org/"
VAXJO = NamedNode(f"{E}vaxjo")


def named(name: str) -> NamedNode:
    return NamedNode(E + name)


def test_rows_come_in_the_order_that_is_asked_for(store: Store) -> None:
    found = store.select(
        f"SELECT ?label ?thing {{ ?thing rdfs:label ?label ; <{E}code> '0780' }} ORDER BY lang(?label)"
    )
    assert found == Solutions(
        ("label", "thing"),
        ((Literal("Municipality of Växjö", language="en"), VAXJO), (Literal("Växjö kommun", language="sv"), VAXJO)),
    )


def test_typed_literals_keep_their_types(store: Store) -> None:
    found = store.select(
        f"SELECT ?code ?since ?people {{ <{E}vaxjo> <{E}code> ?code ; <{E}since> ?since ; <{E}people> ?people }}"
    )
    year = Literal("1863", datatype=NamedNode(f"{XSD}gYear"))
    assert found.rows == ((Literal("0780"), year, Literal("97000", datatype=NamedNode(f"{XSD}integer"))),)


def test_unicode_quotes_and_line_feeds_come_through(store: Store) -> None:
    found = store.select(f"SELECT ?note {{ <{E}sweden> <{E}note> ?note }}")
    assert found.column("note") == (Literal('tab\t, "quotes"\nand 😀'),)


def test_unicode_in_the_query_comes_through(store: Store) -> None:
    assert store.ask("ASK { ?s rdfs:label 'Växjö kommun'@sv }")
    assert not store.ask("ASK { ?s rdfs:label 'Vaxjo kommun'@sv }")


def test_what_is_not_bound_is_none(store: Store) -> None:
    found = store.select(
        f"SELECT ?t ?code {{ ?t <{E}code>|<{E}note> ?any OPTIONAL {{ ?t <{E}code> ?code }} }} ORDER BY ?t"
    )
    assert found.rows == ((named("sweden"), None), (VAXJO, Literal("0780")))


def test_no_rows_still_have_variables(store: Store) -> None:
    assert store.select("SELECT ?b ?a { ?b a ?a, rdfs:Class }") == Solutions(("b", "a"), ())


def test_the_default_graph_is_the_union_of_the_named_ones(store: Store) -> None:
    assert store.ask(f"ASK {{ <{E}vaxjo> <{E}in> ?country ; <{E}code> ?code }}")
    assert store.ask(f"ASK {{ GRAPH <{E}graph/places> {{ <{E}vaxjo> <{E}in> ?country }} }}")
    assert not store.ask(f"ASK {{ GRAPH <{E}graph/places> {{ <{E}vaxjo> <{E}code> ?code }} }}")


def test_construct_gives_each_triple_once_and_sorted(store: Store) -> None:
    text = f"CONSTRUCT {{ ?s rdf:type <{E}Named> . <{E}z> <{E}p> '1' }} {{ ?s rdfs:label ?label }}"
    expected = (Triple(VAXJO, NamedNode(f"{RDF}type"), named("Named")), Triple(named("z"), named("p"), Literal("1")))
    assert store.construct(text) == Triples(expected)


def test_quads_around_things_come_from_every_named_graph(store: Store) -> None:
    about = store.about([f"{E}vaxjo", f"{E}nowhere"])
    assert about.keys() == {f"{E}vaxjo"}
    assert {quad.triple for quad in about[f"{E}vaxjo"]} == set(store.describe(f"{E}vaxjo").triples)
    assert all(isinstance(quad.graph_name, NamedNode) for quad in about[f"{E}vaxjo"])
    towards = store.towards([f"{E}sweden", f"{E}nowhere"])
    assert {(quad.subject, quad.predicate) for quad in towards[f"{E}sweden"]} == {(VAXJO, named("in"))}
    assert towards.keys() == {f"{E}sweden"}


@pytest.mark.parametrize("iri", ["vaxjo", ""])
def test_what_is_no_iri_has_nothing_around_it(store: Store, iri: str) -> None:
    for look in (store.about, store.towards):
        with pytest.raises(QueryError):
            look([iri])


def test_describe_gives_every_triple_of_a_thing_from_every_graph(store: Store) -> None:
    found = store.describe(f"{E}vaxjo")
    assert len(found.triples) == 6
    assert {triple.subject for triple in found.triples} == {VAXJO}
    assert store.describe(f"{E}nowhere") == Triples(())
    assert store.construct(f"DESCRIBE <{E}vaxjo>") == found


def test_query_takes_every_kind(store: Store) -> None:
    assert store.query("ASK {}") is True
    assert store.query("SELECT (1 AS ?one) {}") == Solutions(
        ("one",), ((Literal("1", datatype=NamedNode(f"{XSD}integer")),),)
    )
    assert store.query("CONSTRUCT {} {}") == Triples(())


def test_dump_gives_sorted_canonical_lines(store: Store, quads_file: Path) -> None:
    assert list(store.dump()) == sorted(quads_file.read_text("utf-8").splitlines(keepends=True))


def test_dump_of_one_graph(store: Store) -> None:
    lines = list(store.dump(f"{E}graph/places"))
    assert len(lines) == 3
    assert all(line.endswith(f" <{E}graph/places> .\n") for line in lines)
    assert list(store.dump(f"{E}graph/none")) == []


def test_our_prefixes_need_no_declaration_and_a_declaration_wins(store: Store) -> None:
    assert store.ask(f"ASK {{ <{E}sweden> a org:Organization }}")
    assert not store.ask(f"PREFIX org: <{E}> ASK {{ <{E}sweden> a org:Organization }}")


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_every_prefix_of_ours_is_known(store: Store, prefix: str) -> None:
    found = store.select(f"SELECT ({prefix}:x AS ?x) {{}}")
    assert found.rows == ((NamedNode(f"{PREFIXES[prefix]}x"),),)


def test_long_queries_arrive_whole(store: Store) -> None:
    values = " ".join(f"<{E}{'thing' * 20}{number}>" for number in range(200))
    assert len(values) > 8192
    assert store.select(f"SELECT ?s {{ VALUES ?s {{ {values} <{E}vaxjo> }} ?s <{E}code> ?code }}").rows == ((VAXJO,),)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {",
        "SELECT ?x WHERE { ?s ?p }",
        "ASK { ?s foo:bar ?o }",
        "SELEC ?s {}",
        "",
        "# nothing",
        "SELECT ?x {} LIMIT a",
    ],
)
def test_what_is_no_query_is_an_error_with_a_hint(store: Store, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(text)
    assert all(
        problem.text(language) and problem.hint(language)
        for problem in caught.value.problems
        for language in ("sv", "en")
    )


@pytest.mark.parametrize(
    "text", ["INSERT DATA { <a:s> <a:p> 1 }", "DROP ALL", "PREFIX a: <b:c> DELETE WHERE { ?s ?p ?o }"]
)
def test_updates_are_refused(store: Store, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(text)
    assert caught.value.problems[0].code == "query-update"


def test_each_method_takes_its_own_kind_only(store: Store) -> None:
    for method, text in [
        (store.select, "ASK {}"),
        (store.ask, "SELECT * {}"),
        (store.construct, "ASK {}"),
        (store.select, "CONSTRUCT {} {}"),
    ]:
        with pytest.raises(QueryError) as caught:
            method(text)
        assert caught.value.problems[0].code == "query-kind"


@pytest.mark.parametrize("iri", ["vaxjo", "http://a> ?p ?o } #", ""])
def test_what_is_no_iri_cannot_be_described(store: Store, iri: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.describe(iri)
    assert caught.value.problems[0].code == "query-iri"


def test_a_call_of_a_server_that_may_not_be_called_is_an_error(store: Store) -> None:
    with pytest.raises(IntlgraphError):
        store.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")

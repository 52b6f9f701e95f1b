"""Paths as SPARQL writes them: one way of writing for each, and what is no path."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Store
from pyoxigraph import parse as parse_rdf

from intlgraph.validation.paths import PathError, predicates, render
from intlgraph.validation.statements import Statements
from intlgraph.validation.vocabulary import SH

PREFIX = f"@prefix sh: <{SH}> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix : <http://e/> . "


def rendered(path: str) -> str:
    statements = Statements.of(parse_rdf((PREFIX + f":s sh:path {path} .").encode(), format=RdfFormat.TURTLE))
    (node,) = statements.values(NamedNode("http://e/s"), f"{SH}path")
    return render(statements, node).replace("http://e/", "")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (":p", "<p>"),
        ("[ sh:inversePath :p ]", "^<p>"),
        ("( :p :q )", "(<p>/<q>)"),
        ("[ sh:alternativePath ( :p [ sh:inversePath :q ] ) ]", "(<p>|^<q>)"),
        ("[ sh:zeroOrMorePath :p ]", "(<p>)*"),
        ("[ sh:oneOrMorePath ( :p :q ) ]", "(<p>/<q>)+"),
        ("[ sh:zeroOrOnePath [ sh:inversePath :p ] ]", "(^<p>)?"),
        ("[ sh:inversePath ( :p :q ) ]", "^(<p>/<q>)"),
        ("[ sh:inversePath [ sh:zeroOrMorePath :p ] ]", "^((<p>)*)"),
        ("[ sh:inversePath [ sh:inversePath :p ] ]", "^(^<p>)"),
        ("[ sh:zeroOrMorePath [ sh:oneOrMorePath :p ] ]", "((<p>)+)*"),
        ("( :p ( :q :r ) [ sh:zeroOrMorePath :t ] )", "(<p>/(<q>/<r>)/(<t>)*)"),
    ],
)
def test_each_form(path: str, expected: str) -> None:
    assert rendered(path) == expected


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ('"p"', "path-literal"),
        ("[]", "path-empty"),
        ("[ sh:inversePath :p ; sh:zeroOrMorePath :q ]", "path-mixed"),
        ("[ sh:inversePath :p , :q ]", "path-mixed"),
        ("( :p )", "path-short"),
        ("[ sh:alternativePath :p ]", "path-list"),
        ("[ sh:alternativePath () ]", "path-short"),
        ("[ rdf:first :p ]", "path-list"),
        ("[ rdf:first :p ; rdf:rest [ rdf:first :q ; rdf:rest :end ] ]", "path-list"),
        ("_:a . _:a sh:inversePath _:a", "path-circular"),
        ("_:a . _:a sh:zeroOrMorePath [ sh:inversePath _:a ]", "path-circular"),
    ],
)
def test_what_is_no_path(path: str, code: str) -> None:
    with pytest.raises(PathError) as caught:
        rendered(path)
    assert caught.value.code == code


turtle_paths = st.recursive(
    st.sampled_from([":p", ":q", ":r"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda each: f"( {' '.join(each)} )"),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: f"[ sh:alternativePath ( {' '.join(each)} ) ]"),
        inner.map(lambda each: f"[ sh:inversePath {each} ]"),
        inner.map(lambda each: f"[ sh:zeroOrMorePath {each} ]"),
        inner.map(lambda each: f"[ sh:zeroOrOnePath {each} ]"),
    ),
    max_leaves=6,
)


@given(turtle_paths)
def test_every_path_is_sparql_and_names_its_predicates(path: str) -> None:
    statements = Statements.of(parse_rdf((PREFIX + f":s sh:path {path} .").encode(), format=RdfFormat.TURTLE))
    (node,) = statements.values(NamedNode("http://e/s"), f"{SH}path")
    text = render(statements, node)
    Store().query(f"ASK {{ ?a {text} ?b }}")
    assert all(f"<{iri}>" in text for iri in predicates(statements, node))
    assert text.count("<") == len(list(predicates(statements, node)))

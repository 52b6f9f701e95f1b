"""The words of a report: what the files say of things, and what there is to choose from."""

from __future__ import annotations

from pathlib import Path

import pytest

from intlgraph.validation.words import Wanted, choices, look_up

LINES = """\
<http://e/x> <http://e/kind> <http://e/one> .
<http://e/x> <http://e/kind> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://e/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/Thing> .
<http://e/one> <http://www.w3.org/2004/02/skos/core#prefLabel> "ett"@sv .
<http://e/one> <http://e/in> <http://e/list> .
<http://e/two> <http://e/in> <http://e/list> .
<http://e/two> <http://e/in> <http://e/other> .
<http://e/Thing> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <http://e/Any> .
<http://e/y> <http://e/note> "a <http://www.w3.org/2000/01/rdf-schema#subClassOf> b" .
"""
X, KIND = "<http://e/x>", "<http://e/kind>"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data.nq"
    path.write_text(LINES, "utf-8")
    return path


def test_what_is_said_of_things_is_found_and_nothing_that_only_looks_so(file: Path) -> None:
    words = look_up([file], Wanted(frozenset({X}), frozenset({(X, KIND)})))
    assert words.values[X, KIND] == ('"01"^^<http://www.w3.org/2001/XMLSchema#integer>', "<http://e/one>")
    assert words.types == {X: ("<http://e/Thing>",)}
    assert words.names == {"<http://e/one>": {"sv": "ett"}}
    assert words.above == {"<http://e/Thing>": ("<http://e/Any>",)}
    assert words.known == {X, "<http://e/one>", "<http://e/Thing>"}


def test_choices_are_what_has_the_pair_and_no_other_pair(file: Path) -> None:
    asked = [("<http://e/in>", "<http://e/list>"), (KIND, "<http://e/other>")]
    found = choices([file], asked)
    assert list(found) == [asked[0]]
    assert found[asked[0]]["http://e/"].near("one") == ("one",)
    assert found[asked[0]]["http://e/"].near("twoo") == ("two",)

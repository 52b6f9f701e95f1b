"""Headers: read into values, and every fault of one told with its file."""

from __future__ import annotations

import pytest

from intlgraph.errors import DataError
from intlgraph.query import headers
from intlgraph.query.parameters import Parameter

GOOD = '''\
# title.sv = "Vad det heter"
# title.en = "What it is called"
# description.sv = """
# Mer på
# två rader."""
# description.en = "More."
# examples = ["intlgraph query names"]
#
# [parameters.thing]
# type = "thing"
# sv = "Saken"
# en = "The thing"
#
# [columns.name]
# sv = "namn"
# en = "name"

SELECT ?name WHERE { VALUES (?thing) { } ?thing skos:prefLabel ?name } # not a header
'''
SHARED = (Parameter("always", "text", always=True), Parameter("sometimes", "text"))


def read(text: str) -> headers.NamedQuery:
    return headers.read("names", text, "queries/names.rq", SHARED)


def test_a_header_becomes_values() -> None:
    query = read(GOOD)
    assert query.title == {"sv": "Vad det heter", "en": "What it is called"}
    assert query.description["sv"] == "Mer på två rader."
    assert [each.name for each in query.parameters] == ["thing", "always"]
    assert [each.name for each in query.columns] == ["name"]
    assert query.projected() == {"name"}


def test_a_shared_parameter_is_taken_by_marking_a_place() -> None:
    query = read(GOOD.replace("VALUES (?thing) { }", "VALUES (?thing ?sometimes) { }"))
    assert [each.name for each in query.parameters] == ["thing", "always", "sometimes"]


def test_a_query_without_a_header_is_plain_sparql() -> None:
    assert headers.has_header(GOOD)
    assert not headers.has_header("# a comment\nSELECT * { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("# type = ", "# type ", "query-header"),
        ('# type = "thing"', '# type = "ting"', "setting-choice"),
        ('# title.en = "What it is called"\n', "", "setting-language-missing"),
        ('# examples = ["intlgraph query names"]\n', "", "setting-missing"),
        ('# en = "name"\n', "", "setting-missing"),
        ('# en = "name"\n', '# en = "name"\n# colour = "red"\n', "setting-unknown"),
        ("VALUES (?thing) { }", "VALUES (?thing ?other) { }", "query-mark"),
        ("VALUES (?thing) { }", "", "query-unmarked"),
    ],
)
def test_a_fault_of_a_header_is_told_with_its_file(old: str, new: str, code: str) -> None:
    assert old in GOOD
    with pytest.raises(DataError) as raised:
        read(GOOD.replace(old, new, 1))
    [problem] = raised.value.problems
    assert problem.code == code
    assert problem.place.file == "queries/names.rq"
    assert all(problem.text(language) and problem.hint(language) for language in ("sv", "en"))

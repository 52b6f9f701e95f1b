"""Our JSON-LD, held to PyLD's compaction and read back by PyLD and pyoxigraph; and the context it is written with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pyld import jsonld as pyld

from intlgraph.errors import DataError
from intlgraph.project import Project, builtin
from intlgraph.publishing.contexts import context, understood
from intlgraph.publishing.jsonld import document

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
BUILT_IN: dict[str, Any] = json.loads((builtin() / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
# Everything that the writer knows, in the most awkward way: prefixes that overlap, two terms for one property,
# other names for every keyword, a typed compact IRI, references written by name.
AWKWARD: dict[str, Any] = {
    "@version": 1.1,
    "a-long": "http://e/",
    "e": "http://e/",
    "ex": "http://e/",
    "deep": "e:deep/",
    "n": {"@id": "http://e/no/"},
    "f": {"@id": "http://e/flag-", "@prefix": True},
    "xsd": XSD,
    "an-id": "@id",
    "id": "@id",
    "uri": "@id",
    "kind": "@type",
    "v": "@value",
    "lang": "@language",
    "things": "@graph",
    "p": "e:p",
    "pDate": {"@id": "e:p", "@type": "xsd:date"},
    "pLink": {"@id": "e:p", "@type": "@id"},
    "q": {"@id": "e:q", "@type": "@vocab"},
    "qLink": {"@id": "e:q", "@type": "@id"},
    "onlyDate": {"@id": "e:onlyDate", "@type": "xsd:date"},
    "e:typed": {"@id": "e:typed", "@type": "xsd:integer"},
    "AClass": "e:T",
    "T": "e:T",
    "Tagged": {"@id": "e:T", "@type": "@id"},
    "s": {"@id": "e:s", "@type": "xsd:string"},
}
IRI = st.sampled_from(
    [
        f"http://e/{local}"
        for local in ("p", "q", "s", "T", "typed", "onlyDate", "a b".replace(" ", "%20"), "", "/x", "//x")
    ]
    + [
        f"http://e/{local}"
        for local in ("deep/x", "deep/", "no/x", "flag-x", "flag-", "å\U0001f600", "x:y", "@id", "#")
    ]
    + ["http://e", "urn:isbn:1", "mailto:a@b", "tag:e,2020:x", "http:", "E:x", f"{XSD}date", "urn:e:x", "ftp://e/x"]
    + ["https://w3id.org/intlgraph/ns#start", "http://www.w3.org/ns/oa#start", "http://www.w3.org/ns/oa#x"]
    + ["http://www.w3.org/ns/org#member", "http://purl.org/dc/terms/type", "http://purl.org/dc/terms/modified"]
)
TEXT = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from('"\\\n\r\t\b\f\x00\x7f\u2028u')), max_size=8
)
DATATYPE = st.one_of(st.sampled_from([f"{XSD}{name}" for name in ("date", "integer", "boolean", "double")]), IRI)


def quoted(text: str) -> str:
    """Return a canonical N-Triples string (RDF 1.1 N-Triples, section 4, and the RDF 1.2 draft for controls)."""
    known = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
    return '"' + "".join(known.get(c) or (f"\\u{ord(c):04X}" if c < " " or c == "\x7f" else c) for c in text) + '"'


# PyLD's reader of N-Quads knows neither `\\u`, `\\b` and `\\f` nor the line ends that are data in a literal.
TEXT_FOR_PYLD = st.text(alphabet=st.sampled_from('ab "\\\n\r\tåU\U0001f600{}@:<>^'), max_size=8)
REFERENCE = IRI.map(lambda iri: f"<{iri}>")
PREDICATE = st.one_of(REFERENCE, REFERENCE, st.just(RDF_TYPE))
TYPED = [
    f'"{text}"^^<{XSD}{kind}>'
    for text in ("1", "01", "true", "2020-01-01", "1e3")
    for kind in ("integer", "date", "boolean", "double")
]


def graphs(text: st.SearchStrategy[str]) -> st.SearchStrategy[set[str]]:
    literal = st.one_of(
        text.map(quoted),
        st.builds(lambda text, tag: f"{quoted(text)}@{tag}", text, st.sampled_from(["sv", "en", "sv-se", "zh-hant"])),
        st.builds(lambda text, iri: f"{quoted(text)}^^<{iri}>", text, DATATYPE),
        st.sampled_from(TYPED),
    )
    value = st.one_of(REFERENCE, literal)
    return st.sets(st.builds(lambda s, p, o: f"{s} {p} {o}", REFERENCE, PREDICATE, value), max_size=12)


CONTEXT = st.sampled_from([AWKWARD, BUILT_IN, {}])


def written(triples: Iterable[str], definitions: Mapping[str, object]) -> Any:
    return json.loads("".join(document(sorted(triples), definitions)))


def parsed(lines: str | bytes, form: pyoxigraph.RdfFormat) -> set[str]:
    return {f"{quad.subject} {quad.predicate} {quad.object}" for quad in pyoxigraph.parse(lines, format=form)}


def expected(triples: Iterable[str]) -> set[str]:
    return parsed("".join(f"{triple} .\n" for triple in triples), pyoxigraph.RdfFormat.N_TRIPLES)


def nodes(found: Any, definitions: Mapping[str, Any]) -> list[str]:
    """Return the node objects in a form in which the order of nodes and of values does not count."""
    graph = min((name for name, value in definitions.items() if value == "@graph"), default="@graph")
    inside = {key: value for key, value in found.items() if key != "@context"}
    listed = inside.get(graph, [inside] if inside else [])
    ordered = [
        {
            key: sorted(map(canonical, value)) if isinstance(value, list) else canonical(value)
            for key, value in node.items()
        }
        for node in listed
    ]
    return sorted(map(canonical, ordered))


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True)


@given(graphs(TEXT), CONTEXT)
@example({f'<http://e/a> {RDF_TYPE} "a literal"', f"<http://e/a> {RDF_TYPE} <http://e/T>"}, AWKWARD)
@example({'<http://e/a> <http://e/typed> "plain"', f'<http://e/a> <http://e/typed> "1"^^<{XSD}integer>'}, AWKWARD)
@example({"<http://e/a> <http://e/q> <http://e/T>", "<http://e/a> <http://e/q> <http://e/U>"}, AWKWARD)
def test_reading_it_gives_the_very_same_triples(triples: set[str], definitions: dict[str, Any]) -> None:
    text = "".join(document(sorted(triples), definitions))
    assert parsed(text, pyoxigraph.RdfFormat.JSON_LD) == expected(triples)
    # PyLD takes http: without a host for no absolute IRI and leaves such triples out; it rewrites every double.
    assume(not any("<http:>" in triple or triple.endswith(f"^^<{XSD}double>") for triple in triples))
    back = pyld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    assert parsed(back, pyoxigraph.RdfFormat.N_QUADS) == expected(triples)


@given(graphs(TEXT_FOR_PYLD), CONTEXT)
@example({"<http://e/a> <http://e/p> <http://e/b>", f'<http://e/a> <http://e/p> "1"^^<{XSD}date>'}, AWKWARD)
@example({"<http://e/a> <http://e/q> <http://e/T>", "<http://e/a> <http://e/q> <http://e/U>"}, AWKWARD)
def test_it_is_what_the_compaction_of_pyld_gives(triples: set[str], definitions: dict[str, Any]) -> None:
    assume(not any("<http:>" in triple for triple in triples))
    # PyLD writes http://e///x as e://x, which no processor reads back: the one place where ours differs.
    assume(not any("<http://e///" in triple for triple in triples))
    expanded = pyld.from_rdf("".join(f"{triple} .\n" for triple in triples), {"format": "application/n-quads"})
    reference = pyld.compact(pyld.flatten(expanded), {"@context": definitions})
    assert nodes(written(triples, definitions), definitions) == nodes(reference, definitions)


def test_the_document_stands_alone_one_subject_a_line() -> None:
    lines = "".join(document(['<http://e/a> <http://e/p> "x"', '<http://e/b> <http://e/p> "y"'], AWKWARD)).split("\n")
    assert json.loads("\n".join(lines))["@context"] == AWKWARD
    assert lines[-4:] == ['{"id":"e:a","p":"x"},', '{"id":"e:b","p":"y"}', "]}", ""]


def test_an_empty_dataset_is_an_empty_graph() -> None:
    assert written([], BUILT_IN) == {"@context": BUILT_IN, "@graph": []}


def test_numbers_stay_as_written() -> None:
    (node,) = written([f'<http://e/a> <http://e/n> "007"^^<{XSD}integer>'], {"xsd": XSD})["@graph"]
    assert node["http://e/n"] == {"@type": "xsd:integer", "@value": "007"}


@pytest.mark.parametrize("iri", ["e:curie", "id:x", "T:x", "e:"])
def test_an_iri_that_would_be_read_as_another_is_an_error(iri: str) -> None:
    with pytest.raises(DataError) as caught:
        written([f"<http://e/a> <http://e/p> <{iri}>"], AWKWARD)
    assert [problem.code for problem in caught.value.problems] == ["iri-like-prefix"]
    assert iri in caught.value.problems[0].text()


@pytest.mark.parametrize(
    "definition",
    [
        {"@vocab": "http://e/"},
        {"@base": "http://e/"},
        {"@language": "sv"},
        {"@import": "other"},
        {"a": None},
        {"a": {"@id": "http://e/a", "@container": "@language"}},
        {"a": {"@id": "http://e/a", "@language": "sv"}},
        {"a": {"@id": "http://e/a", "@context": {}}},
        {"a": {"@reverse": "http://e/a"}},
        {"a": {"@id": "http://e/a", "@type": "@json"}},
        {"a": {"@id": "http://e/a", "@type": "@none"}},
        {"a": {"@id": "http://e/a", "@type": None}},
        {"a": {"@id": "http://e/a", "@prefix": "yes"}},
        {"a": {"@type": "@id"}},
        {"a": "@list"},
        {"a/b": "http://e/a"},
        {"a": 3},
    ],
    ids=json.dumps,
)
def test_what_the_writer_does_not_know_is_refused(definition: dict[str, object]) -> None:
    with pytest.raises(DataError) as caught:
        understood(definition)
    (problem,) = caught.value.problems
    assert problem.code == "context-unknown"
    assert problem.values["term"] == next(iter(definition))


@pytest.mark.parametrize("value", ["relative", "a", "b", {"@id": "http://e/a", "@type": "date"}])
def test_a_definition_that_leads_nowhere_is_refused(value: object) -> None:
    with pytest.raises(DataError) as caught:
        understood({"a": value, "b": "a:x"})
    assert {problem.code for problem in caught.value.problems} == {"context-no-iri"}


def test_a_compact_iri_keeps_its_meaning() -> None:
    with pytest.raises(DataError, match="e:x"):
        understood({"e": "http://e/", "e:x": {"@id": "e:y"}})


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Project:
    (tmp_path / "ontology").mkdir()
    return replace(project, root=tmp_path)


def put(own: Project, text: str) -> None:
    (own.root / "ontology" / "context.jsonld").write_bytes(text.encode("latin-1"))


def test_the_built_in_context_is_one_that_the_writer_knows(own: Project) -> None:
    assert context(own) == BUILT_IN
    assert understood(context(own)).prefixes["xsd"] == XSD


def test_the_publications_terms_are_added(own: Project) -> None:
    put(own, '{"@context": {"xsd": "http://www.w3.org/2001/XMLSchema#", "mine": "http://e/"}}')
    assert context(own) == {**BUILT_IN, "mine": "http://e/"}


def test_a_publication_whose_root_is_the_built_in_reads_one_file(own: Project) -> None:
    assert context(replace(own, root=builtin())) == BUILT_IN


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('{"@context": {"xsd": "http://e/"}}', "context-changed", "ontology/context.jsonld"),
        ('{"@context": {\n  "a": }}', "context-not-json", "ontology/context.jsonld:2:8"),
        ('{"@context": {"a": "http://e/\xe5"}}', "context-not-utf8", "ontology/context.jsonld"),
        ('{"@context": {"a": "http://e/", "a": "http://f/"}}', "context-twice", "ontology/context.jsonld"),
        ('{"@context": []}', "context-missing", "ontology/context.jsonld"),
        ("[]", "context-missing", "ontology/context.jsonld"),
    ],
)
def test_a_context_that_cannot_be_used_says_where(own: Project, text: str, code: str, place: str) -> None:
    put(own, text)
    with pytest.raises(DataError) as caught:
        context(own)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.text()) == (code, place)
    assert problem.text("sv")
    assert problem.hint("sv")
    assert problem.text("en")
    assert problem.hint("en")

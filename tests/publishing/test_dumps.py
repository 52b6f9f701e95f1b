"""The dumps: the same triples in every format, the same bytes every time, and pleasant to read."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intlgraph.errors import DataError
from intlgraph.formats import GRAPH_FORMATS, graph_format
from intlgraph.project import Dataset, Project
from intlgraph.publishing.dumps import Dump, about, export, file_name, write

Write = Callable[[Path, Mapping[str, Iterable[str]]], Path]

GOLDEN = Path(__file__).parent.parent / "golden"
BASE = "https://example.org/x"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
CONTEXT: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": XSD,
    "own": "https://example.org/x/ns#",
    "member": {"@id": "org:member", "@type": "@id"},
    "latest": {"@id": "own:latest", "@type": "xsd:date"},
}
PYOXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
RDFLIB = {"ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
GRAPH_ENDS = [f" <{BASE}/graph/{name}>" for name in ("a", "b")]


def thing(path: str) -> str:
    return f"<{BASE}/id/{path}>"


def all_dumps(project: Project, dataset: Dataset, quads: Path, out: Path) -> tuple[Dump, ...]:
    out.mkdir(exist_ok=True)
    return write(project, dataset, quads, out, CONTEXT)


def content(dump: Dump) -> bytes:
    data = dump.path.read_bytes()
    return gzip.decompress(data) if dump.path.suffix == ".gz" else data


def by_pyoxigraph(data: bytes, name: str) -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(data, format=PYOXIGRAPH[name])}


def by_rdflib(data: bytes, name: str) -> set[str]:
    """Return the triples as rdflib reads them, each literal with the lexical form that stands in the file."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's Dataset warns of rdflib's own calls
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        dataset = rdflib.Dataset(default_union=True) if graph_format(name).holds_graphs else rdflib.Graph()
        dataset.parse(io.BytesIO(data), format=RDFLIB.get(name, name))
        return {" ".join(map(term, triple)) for triple in dataset.triples((None, None, None))}


def term(node: Any) -> str:
    if isinstance(node, rdflib.Literal):
        kind = None if node.datatype == rdflib.XSD.string or node.language else node.datatype
        literal = pyoxigraph.Literal(
            str(node), language=node.language, datatype=pyoxigraph.NamedNode(kind) if kind else None
        )
        return str(literal)
    return f"<{node}>"


def expected(triples: Iterable[str]) -> set[str]:
    lines = "".join(f"{triple} .\n" for triple in triples)
    return by_pyoxigraph(lines.encode(), "ntriples")


def quoted(text: str) -> str:
    known = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x7f": "\\u007F"}
    return f'"{"".join(known.get(character, character) for character in text)}"'


LOCALS = [
    "ubc",
    "a.b",
    "a.",
    ".a",
    "-x",
    "%C3%A5",
    "å",
    "x,y",
    "",
    "a:b",
    "d#char=1,2",
    "0",
    "a//b",
    "a'b",
    "x_",
    "~",
]
KINDS = [
    "network",
    "document",
    "base",
    "prefix",
    "graph",
    "org",
    "xml-thing",
    "role",
    "a",
    "true",
    "å",
    "X",
    "a-b",
    "b-",
]
IRIS = st.one_of(
    st.builds(lambda kind, local: f"{BASE}/id/{kind}/{local}", st.sampled_from(KINDS), st.sampled_from(LOCALS)),
    st.builds(
        lambda start, local: start + local,
        st.sampled_from(
            [f"{BASE}/ns#", f"{BASE}/", "https://w3id.org/intlgraph/concept/role/", "http://www.w3.org/ns/org#"]
        ),
        st.sampled_from(LOCALS),
    ),
    st.sampled_from(
        ["urn:isbn:1", "mailto:a@b", "http://e/?a=1&b='2'", f"{BASE}/concept/role/x", "http://e/#a/b", XSD]
    ),
).filter(lambda iri: iri.count("#") < 2)
PREDICATES = st.sampled_from(
    [TYPE]
    + [f"<http://www.w3.org/ns/org#{name}>" for name in ("member", "role", "a.b", "x-y_1")]
    + [f"<{BASE}/ns#{name}>" for name in ("latest", "p", "p-1")]
    + [f"<http://e/{name}>" for name in ("p", "q/1a", "ö/p", "öp", "p?a&b")]
    + ["<urn:e:p>", f"<{BASE}/id/network/p>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#value>"]
)
# What XML cannot hold is left out here, and has a test of its own.
TEXT = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
        st.sampled_from("\"\\\n\r\t\x7f\u0085\u2028<>&'{}[]@.;,#"),
    ),
    max_size=8,
)
NUMBERS = [
    f'"{text}"^^<{XSD}{kind}>'
    for text in ("0", "-0", "1", "-1", "01", "+1", "1.0", "1.50", "-0.0", ".5", "1.", "true", "1e0", "", " 1")
    for kind in ("integer", "decimal", "boolean", "double", "date", "gYear")
]
LITERALS = st.one_of(
    TEXT.map(quoted),
    st.builds(lambda text, tag: f"{quoted(text)}@{tag}", TEXT, st.sampled_from(["sv", "en", "sv-se"])),
    st.builds(lambda text, iri: f"{quoted(text)}^^<{iri}>", TEXT, IRIS),
    st.sampled_from(NUMBERS),
)
REFERENCES = IRIS.map(lambda iri: f"<{iri}>")
TRIPLES = st.builds(lambda s, p, o: f"{s} {p} {o}", REFERENCES, PREDICATES, st.one_of(REFERENCES, LITERALS))


@settings(deadline=None)
@given(st.lists(TRIPLES, max_size=10), st.lists(TRIPLES, max_size=6))
@example([f'<http://e/s> <http://e/p> "1"^^<{XSD}integer>'], [f'<http://e/s> <http://e/p> "1"^^<{XSD}integer>'])
@example([f"<http://e/s> <http://e/p> {number}" for number in NUMBERS], [])
@example([f'<http://e/s> {TYPE} "text"', f"<http://e/s> {TYPE} <http://e/T>", "<http://e/s> <urn:zz> <http://e/T>"], [])
def test_every_format_says_the_same_to_every_reader(
    project: Project, everything: Dataset, write_quads: Write, first: list[str], second: list[str]
) -> None:
    wanted = expected({*first, *second})
    with tempfile.TemporaryDirectory() as folder:
        quads = write_quads(
            Path(folder) / "quads", {"a": first, "b": second, "people": ["<http://e/a> <http://e/p> <http://e/person>"]}
        )
        for dump in all_dumps(project, everything, quads, Path(folder) / "out"):
            data, name = content(dump), dump.format.name
            assert by_pyoxigraph(data, name) == wanted, name
            assert by_rdflib(data, name) == wanted, name
            assert dump.triples == len({*first, *second})
            if dump.format.holds_graphs:
                parsed = list(pyoxigraph.parse(data, format=PYOXIGRAPH[name]))
                assert len(parsed) == len({*first}) + len({*second})
                for graph, triples in ((f"{BASE}/graph/a", first), (f"{BASE}/graph/b", second)):
                    inside = {str(quad.triple) for quad in parsed if quad.graph_name == pyoxigraph.NamedNode(graph)}
                    assert inside == expected(triples)


ROWS = [
    f"{thing('membership/vaxjo-ubc')} {TYPE} <http://www.w3.org/ns/org#Membership>",
    f"{thing('membership/vaxjo-ubc')} <http://www.w3.org/ns/org#member> {thing('municipality/vaxjo')}",
    f"{thing('membership/vaxjo-ubc')} <http://www.w3.org/ns/org#organization> {thing('network/ubc')}",
    f"{thing('membership/vaxjo-ubc')} <http://www.w3.org/ns/org#role> <https://w3id.org/intlgraph/concept/role/member>",
    f'{thing("membership/vaxjo-ubc")} <{BASE}/ns#latest> "2019-12-31"^^<{XSD}date>',
    f'{thing("membership/vaxjo-ubc")} <{BASE}/ns#said> "\\"medlem\\""@sv',
    f'{thing("membership/vaxjo-ubc")} <{BASE}/ns#said> "member"@en',
    f"{thing('membership/vaxjo-ubc')} <{BASE}/ns#passage> {thing('document/page#char=3,9')}",
    f"{thing('document/page#char=3,9')} {TYPE} <http://www.w3.org/ns/oa#SpecificResource>",
    f"{thing('document/page#char=3,9')} <http://www.w3.org/ns/oa#hasSelector> {thing('selector/page-3-9')}",
    f'{thing("selector/page-3-9")} <http://www.w3.org/ns/oa#start> "3"^^<{XSD}integer>',
    f'{thing("network/ubc")} <http://www.w3.org/2000/01/rdf-schema#label> "Union of the Baltic Cities"',
]


@pytest.fixture
def quads(tmp_path: Path, write_quads: Write) -> Path:
    return write_quads(tmp_path / "quads", {"tables": ROWS, "editorial": ROWS[-1:]})


@pytest.mark.parametrize("name", ["turtle", "trig", "jsonld", "rdfxml"])
def test_it_reads_well(project: Project, everything: Dataset, quads: Path, name: str) -> None:
    stream = io.BytesIO()
    export(project, everything, quads, graph_format(name), stream, CONTEXT)
    golden = GOLDEN / f"dump.{graph_format(name).extension}"
    assert stream.getvalue().decode() == golden.read_text("utf-8")


def test_the_same_build_gives_the_same_bytes(
    project: Project, everything: Dataset, quads: Path, tmp_path: Path
) -> None:
    first = all_dumps(project, everything, quads, tmp_path / "first")
    second = all_dumps(project, everything, quads, tmp_path / "second")
    assert [dump.path.read_bytes() for dump in first] == [dump.path.read_bytes() for dump in second]
    assert [dump.path.name for dump in first] == [file_name("all", form) for form in GRAPH_FORMATS]


def test_a_dump_is_described_as_it_is(project: Project, everything: Dataset, quads: Path, tmp_path: Path) -> None:
    for dump in all_dumps(project, everything, quads, tmp_path):
        data = dump.path.read_bytes()
        assert (dump.bytes, dump.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert (dump.dataset, dump.triples, dump.path) == ("all", len(ROWS), tmp_path / file_name("all", dump.format))


def test_a_packed_dump_knows_no_time_and_no_name(
    project: Project, everything: Dataset, quads: Path, tmp_path: Path
) -> None:
    packed = [dump for dump in all_dumps(project, everything, quads, tmp_path) if dump.path.suffix == ".gz"]
    assert [dump.path.name for dump in packed] == ["all.nt.gz", "all.nq.gz"]
    for dump in packed:
        header = dump.path.read_bytes()[:10]
        assert header[3] == 0  # no flags: no name, no comment
        assert header[4:8] == bytes(4)  # no time
        lines = content(dump).decode().splitlines(keepends=True)
        assert lines == sorted(lines)


def test_an_export_is_the_dump_unpacked(project: Project, everything: Dataset, quads: Path, tmp_path: Path) -> None:
    for dump in all_dumps(project, everything, quads, tmp_path):
        stream = io.BytesIO()
        export(project, everything, quads, dump.format, stream, CONTEXT)
        assert stream.getvalue() == content(dump)


def test_a_slice_is_the_same_in_every_format(project: Project, quads: Path, tmp_path: Path) -> None:
    slice_ = Dataset("memberships", {"sv": "Medlemskap", "en": "Memberships"}, {}, ("membership",))
    for dump in all_dumps(project, slice_, quads, tmp_path):
        assert by_pyoxigraph(content(dump), dump.format.name) == expected(ROWS[:-1])
        assert dump.triples == len(ROWS) - 1


def test_an_empty_dataset_is_a_file_that_can_be_read(
    project: Project, everything: Dataset, tmp_path: Path, write_quads: Write
) -> None:
    quads = write_quads(tmp_path / "quads", {"tables": []})
    for dump in all_dumps(project, everything, quads, tmp_path):
        assert dump.triples == 0
        assert by_pyoxigraph(content(dump), dump.format.name) == set()
        assert by_rdflib(content(dump), dump.format.name) == set()


def test_only_used_prefixes_are_declared(project: Project, everything: Dataset, quads: Path, tmp_path: Path) -> None:
    for dump in all_dumps(project, everything, quads, tmp_path):
        text = content(dump).decode()
        if dump.format.name in ("turtle", "trig"):
            body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(("@prefix", "#")))
            declared = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
            assert declared == sorted(declared)
            assert [name for name in declared if name not in body] == []


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (f"{BASE}/id/network/ubc", "network:ubc"),
        (f"{BASE}/id/network/", None),
        (f"{BASE}/id/network/a,b", None),
        (f"{BASE}/id/network/a.", None),
        (f"{BASE}/id/network/%C3%A5", "network:%C3%A5"),
        (f"{BASE}/id/document/d#char=1,2", None),
        (f"{BASE}/id/org/x", "id-org:x"),
        (f"{BASE}/id/prefix/x", "id-prefix:x"),
        (f"{BASE}/id/own/x", "id-own:x"),
        (f"{BASE}/id/xml-thing/x", "id-xml-thing:x"),
        ("https://w3id.org/intlgraph/concept/network/x", "concept-network:x"),
        (f"{BASE}/concept/network/x", None),
        (f"{BASE}/concept/theme/x", "theme:x"),
        (f"{BASE}/ns#x", "own:x"),
        ("http://www.w3.org/ns/org#", None),
        ("http://elsewhere/x", None),
    ],
)
def test_an_iri_is_short_where_it_can_be(
    project: Project, everything: Dataset, tmp_path: Path, write_quads: Write, iri: str, short: str | None
) -> None:
    taken = [f"{thing('network/0')} <http://e/p> <https://w3id.org/intlgraph/concept/network/0>"]
    quads = write_quads(tmp_path, {"a": [f"<https://z/z> <http://e/p> <{iri}>", *taken]})
    stream = io.BytesIO()
    export(project, everything, quads, graph_format("turtle"), stream, CONTEXT)
    last = stream.getvalue().decode().rstrip().splitlines()[-1]
    assert last == f"    <http://e/p> {short or f'<{iri}>'} ."


def test_the_head_says_what_it_is_and_cannot_be_broken_out_of(
    project: Project, everything: Dataset, quads: Path
) -> None:
    lines = about(project, everything)
    assert lines[:2] == ("Länkade data: Allt", "Linked data: Everything")
    assert "\n" in lines[-1]
    for name in ("turtle", "trig", "rdfxml"):
        stream = io.BytesIO()
        export(project, everything, quads, graph_format(name), stream, CONTEXT)
        assert "En demonstration." in stream.getvalue().decode()
        assert len(by_pyoxigraph(stream.getvalue(), name)) == len(ROWS)


def test_a_demonstration_without_description_says_so_too(project: Project, everything: Dataset) -> None:
    silent = replace(project, description={})
    assert about(silent, everything)[-2:] == ("Detta är en demonstration.", "This is a demonstration.")
    assert len(about(replace(silent, demonstration=False), everything)) == 5


def refused(project: Project, everything: Dataset, quads: Path, name: str) -> DataError:
    with pytest.raises(DataError) as caught:
        export(project, everything, quads, graph_format(name), io.BytesIO(), CONTEXT)
    (problem,) = caught.value.problems
    assert problem.hint("sv")
    assert problem.hint("en")
    return caught.value


@pytest.mark.parametrize("predicate", ["http://e/1", "http://e/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#li"])
def test_a_property_without_a_name_is_no_xml(
    project: Project, everything: Dataset, tmp_path: Path, write_quads: Write, predicate: str
) -> None:
    quads = write_quads(tmp_path, {"a": [f'<http://e/s> <{predicate}> "x"']})
    error = refused(project, everything, quads, "rdfxml")
    assert error.problems[0].code == "predicate-not-xml"
    assert predicate in str(error)


@pytest.mark.parametrize(("written", "named"), [("\\u0000", "U+0000"), ("\\b", "U+0008"), ("\uffff", "U+FFFF")])
def test_a_control_character_is_no_xml(
    project: Project, everything: Dataset, tmp_path: Path, write_quads: Write, written: str, named: str
) -> None:
    quads = write_quads(tmp_path, {"a": [f'<http://e/s> <http://e/p> "a{written}"']})
    error = refused(project, everything, quads, "rdfxml")
    assert error.problems[0].code == "text-not-xml"
    assert named in str(error)
    export(project, everything, quads, graph_format("turtle"), io.BytesIO(), CONTEXT)


def test_the_context_travels_with_the_dump(project: Project, everything: Dataset, quads: Path) -> None:
    stream = io.BytesIO()
    export(project, everything, quads, graph_format("jsonld"), stream, CONTEXT)
    assert json.loads(stream.getvalue())["@context"] == CONTEXT


def test_blank_nodes_are_kept_apart(project: Project, everything: Dataset, tmp_path: Path, write_quads: Write) -> None:
    rows = ["<http://e/s> <http://e/p> _:b0", "_:b0 <http://e/p> _:0b", '_:0b <http://e/p> "x"@sv']
    quads = write_quads(tmp_path, {"a": rows})
    wanted = pyoxigraph.Dataset(pyoxigraph.parse("".join(f"{row} .\n" for row in rows), format=PYOXIGRAPH["ntriples"]))
    wanted.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    for form in GRAPH_FORMATS:
        stream = io.BytesIO()
        export(project, everything, quads, form, stream, CONTEXT)
        parsed = pyoxigraph.parse(stream.getvalue(), format=PYOXIGRAPH[form.name])
        found = pyoxigraph.Dataset(pyoxigraph.Quad(*quad.triple) for quad in parsed)
        found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        assert set(found) == set(wanted), form.name

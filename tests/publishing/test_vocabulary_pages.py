"""The pages of the ontology, the shapes and the named queries: complete, in words, and true to the data."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from tests.conftest import ROOT, TINY

from intlgraph import graphs, pipeline
from intlgraph.errors import Place, sentence
from intlgraph.formats import graph_format
from intlgraph.namespaces import PREFIXES
from intlgraph.project import load
from intlgraph.publishing.site import asking, inventory
from intlgraph.publishing.site.inventory import sort_key
from intlgraph.publishing.site.pages import ontology, queries, shapes
from intlgraph.publishing.site.plan import Site, describer
from intlgraph.publishing.site.shaping import Shaping
from intlgraph.publishing.site.terms import Terms
from intlgraph.publishing.site.tree import Tree
from intlgraph.query import named, writing
from intlgraph.rendering.description import Link
from intlgraph.rendering.drawings import hierarchy
from intlgraph.rendering.drawings.hierarchy import Box, Diagram, Relation
from intlgraph.rendering.drawings.svg import Caption, Reader
from intlgraph.rendering.html import told
from intlgraph.rendering.prose import Prose
from intlgraph.rendering.words import Words
from intlgraph.store import generations, oxigraph
from intlgraph.validation import publication
from intlgraph.validation.shapes import Shapes, from_quads
from intlgraph.validation.vocabulary import PARAMETERS, SH

LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Written:
    """A publication whose vocabulary has been written, what it was made from, and where it lies."""

    site: Site
    terms: Terms
    public: Path

    def text(self, address: str) -> str:
        """Return what a page says, without markup and with single spaces."""
        return plain((self.public / address / "index.html").read_text("utf-8").partition("<main")[2])


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", markup)).split())


def writing_of(root: Path, source: Path) -> Iterator[Written]:
    for part in ("data", "ontology"):
        shutil.copytree(source / part, root / part)
    shutil.copy(source / "intlgraph.toml", root)
    project = load(root)
    pipeline.build(project)
    store = oxigraph.open_read_only(generations.current(project.build) / "store")
    with inventory.opened(project.languages) as listed:
        public = root / "public"
        public.mkdir()
        site = Site.of(project, store, describer(project, store), listed, Tree(public))
        terms = ontology.terms(site)
        ontology.write(site, terms)
        shapes.write(site, terms)
        queries.write(site)
        yield Written(site, terms, public)


@pytest.fixture(scope="module", params=["root", "tiny"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    yield from writing_of(tmp_path_factory.mktemp(request.param), ROOT if request.param == "root" else TINY)


def test_every_term_of_the_ontology_has_a_page_that_tells_what_it_means(written: Written) -> None:
    words = written.site.vocabulary
    graph = written.site.project.iris.graph("ontology")
    typed = written.site.store.select(
        f"SELECT DISTINCT ?term WHERE {{ GRAPH <{graph}> {{ ?term a ?type VALUES ?type {{ owl:Class owl:ObjectProperty"
        " owl:DatatypeProperty owl:AnnotationProperty } } }"
    ).column("term")
    terms = {each.value for each in typed if isinstance(each, NamedNode)}
    assert terms == {*words.classes, *words.properties}
    assert len(terms) > 100
    for iri in terms:
        for language in written.site.project.languages:
            text = written.text(f"{language}/{words.pages[iri]}")
            assert words.texts(iri, f"{PREFIXES['skos']}definition")[language] in text, iri
            assert words.short(iri) in text


def test_the_tree_has_each_class_once_below_each_of_its_parents(written: Written) -> None:
    tree = [link.iri for _, link, _, _ in written.terms.ontology().tree]
    for page in written.terms.classes():
        assert tree.count(page.term.link.iri) == max(1, len(page.term.above)), page.term.short


def test_addresses_differ_also_where_case_does_not_count(written: Written) -> None:
    words = written.site.vocabulary
    own = [words.pages[each].casefold() for each in (*words.classes, *words.properties)]
    assert len(own) == len(set(own))
    assert {each.partition("/")[0] for each in own} == {"class", "property"}


def test_the_class_of_a_publication_says_what_it_is_and_shows_its_things(tmp_path: Path) -> None:
    for tiny in writing_of(tmp_path, TINY):
        text = tiny.text("sv/class/Festival")
        assert "Återkommande tillställning som en kommun ordnar." in text
        assert "I den här publiceringen: 2." in text
        festivals = (each for each in tiny.terms.classes() if each.term.short.endswith("Festival"))
        (page,) = festivals
        assert len(page.term.examples) == 2
        assert [each.short for each in page.properties][:1] == ["nordby:network"]
        assert tiny.text("en/property/visitors").count("number") >= 1
        leading = (tiny.public / "ns" / "index.html").read_text("utf-8")
        assert "../sv/ontology/" in leading


def test_how_often_a_term_is_used_is_what_the_data_has(written: Written) -> None:
    lines = [
        line.split(" ", 2)
        for path in (generations.current(written.site.project.build) / "quads").glob("*.nq")
        if path.stem != "ontology"
        for line in path.read_text("utf-8").splitlines()
    ]
    for page in written.terms.properties():
        assert page.term.count == sum(line[1] == f"<{page.term.link.iri}>" for line in lines), page.term.short
    used = [each for each in written.terms.classes() if each.term.count]
    assert used
    for kind in used:
        things = {line[0] for line in lines if line[2].startswith(f"<{kind.term.link.iri}> ") and "#type>" in line[1]}
        assert kind.term.count == len(things)
        assert kind.term.examples
        assert {f"<{each.subject.iri}>" for each in kind.term.examples} <= things
        if kind.display == "statement":
            assert all(each.fact for each in kind.term.examples), kind.term.short


def test_links_to_shapes_and_borrowed_terms_lead_to_an_anchor(written: Written) -> None:
    words = written.site.vocabulary
    anchored = {where for where in words.pages.values() if "#" in where}
    assert len(anchored) > 100
    for where in sorted(anchored):
        address, _, anchor = where.partition("#")
        for language in written.site.project.languages:
            page = (written.public / language / address / "index.html").read_text("utf-8")
            assert page.count(f'id="{anchor}"') == 1, where


# Shapes in words


def prose(language: str) -> Prose:
    class Nowhere:
        base = "https://example.org/x"

        def page(self, iri: str, language: str) -> str:
            return ""

        def relative(self, here: str, there: str) -> str:
            return there

    return Prose(Nowhere(), Words(language), "")  # type: ignore[arg-type]


def read(turtle: str) -> Shapes:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in {**PREFIXES, "e": "http://e/"}.items())
    return from_quads(graphs.parse((prefixes + turtle).encode(), graph_format("turtle")), Place("x.ttl"))


def said(turtle: str, language: str) -> str:
    """Return what is said of the shape e:S, node and properties together."""
    return plain(" | ".join(_said(Shaping(read(turtle), {}), "http://e/S", language)))


def _said(shaping: Shaping, iri: str, language: str) -> Iterator[str]:
    shape = told.shape(prose(language), shaping.told(iri))
    yield from shape.targets
    yield from (point.sentence for point in shape.points)
    yield from (f"{rule.name}: {point.sentence}" for rule in shape.rules for point in rule.points)


SPOKEN = {
    "sh:minCount 1 ; sh:maxCount 1": ("precis ett värde.", "exactly one value."),
    "sh:minCount 2 ; sh:maxCount 2": ("precis 2 värden.", "exactly 2 values."),
    "sh:minCount 1": ("minst ett värde.", "at least one value."),
    "sh:minCount 2": ("minst 2 värden.", "at least 2 values."),
    "sh:maxCount 1": ("högst ett värde.", "at most one value."),
    "sh:maxCount 3": ("högst 3 värden.", "at most 3 values."),
    "sh:maxCount 0": ("inget värde alls.", "no value at all."),
    "sh:minCount 1 ; sh:maxCount 3": ("mellan 1 och 3 värden.", "between 1 and 3 values."),
    "sh:uniqueLang true": ("högst en text på varje språk.", "at most one text in each language."),
    "sh:class foaf:Project": ("av slaget foaf:Project", "of the kind foaf:Project"),
    "sh:datatype xsd:integer": ("skrivs som ett heltal (xsd:integer).", "written as a whole number (xsd:integer)."),
    "sh:nodeKind sh:IRI": ("en länk till något med en adress (IRI).", "(IRI)."),
    "sh:in ( 1 2 3 )": ("ett av dessa: 1, 2 eller 3.", "one of these: 1, 2 or 3."),
    "sh:languageIn ( 'sv' 'en' )": ("på språket sv eller en.", "in the language sv or en."),
    "sh:hasValue 'x'": ("ett av värdena är x.", "one of the values is x."),
    "sh:pattern '^a<b' ": ("fyller mönstret ^a<b.", "fits the pattern ^a<b."),
    "sh:pattern 'a' ; sh:flags 'i'": ("med stora eller små bokstäver", "in upper or lower case"),
    "sh:minLength 2": ("minst 2 tecken långt", "at least 2 characters long"),
    "sh:maxLength 9": ("högst 9 tecken långt", "at most 9 characters long"),
    "sh:minInclusive 2": ("minst 2.", "at least 2."),
    "sh:minExclusive 2": ("mer än 2.", "more than 2."),
    "sh:maxInclusive 2": ("högst 2.", "at most 2."),
    "sh:maxExclusive 2": ("mindre än 2.", "less than 2."),
    "sh:equals e:q": ("samma värden som http://e/q", "the same values as http://e/q"),
    "sh:disjoint e:q": ("inget värde gemensamt med http://e/q", "no value in common with http://e/q"),
    "sh:lessThan e:q": ("mindre eller tidigare än http://e/q", "less or earlier than http://e/q"),
    "sh:lessThanOrEquals e:q": ("inte större eller senare än http://e/q", "not greater or later than http://e/q"),
    "sh:node e:T": ("av slaget tupp", "of the kind cock"),
    "sh:not e:T": ("inte av slaget tupp", "not of the kind cock"),
    "sh:or ( e:T [ sh:datatype xsd:date ] )": ("av något av slagen tupp eller skrivs som", "cock or written as"),
    "sh:and ( e:T [ sh:minLength 2 ] )": ("slagen tupp och minst 2 tecken långt", "cock and at least 2 char"),
    "sh:xone ( e:T [ sh:class foaf:Agent ] )": ("av precis ett av slagen tupp eller", "exactly one of the kinds cock"),
    "sh:qualifiedValueShape e:T ; sh:qualifiedMinCount 2": ("minst 2 av slaget tupp", "at least 2 of the kind cock"),
    "sh:qualifiedValueShape e:T ; sh:qualifiedMaxCount 2": ("högst 2 av slaget tupp", "at most 2 of the kind cock"),
    "sh:qualifiedValueShape e:T ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true": (
        "inget av dem räknas till två slag",
        "none of them counted as of two kinds",
    ),
    "sh:sparql [ sh:select 'SELECT $this { $this a $this }' ; sh:message 'm' ]": ("med en fråga", "with a query"),
    "sh:node [ sh:property [ sh:path e:r ; sh:minCount 1 ] ]": ("”http://e/r”: minst ett värde", "at least one value"),
}


@pytest.mark.parametrize("asks", SPOKEN)
def test_each_kind_of_constraint_is_said_in_both_languages(asks: str) -> None:
    turtle = (
        f"e:S a sh:NodeShape ; sh:targetClass foaf:Project ; sh:property e:P . e:P sh:path e:p ; {asks} ."
        " e:T a sh:NodeShape ; rdfs:label 'tupp'@sv , 'cock'@en ; sh:nodeKind sh:IRI ."
    )
    for language, wanted in zip(LANGUAGES, SPOKEN[asks], strict=True):
        assert wanted in said(turtle, language)


def test_a_closed_shape_says_so_and_what_is_allowed_besides() -> None:
    turtle = "e:S a sh:NodeShape ; sh:targetNode e:x ; sh:closed true ; sh:ignoredProperties ( rdf:type e:q ) ."
    assert "Holds for http://e/x" in said(turtle, "en").replace("↗", "")
    assert "has no other properties than those listed here, and rdf:type and http://e/q" in said(turtle, "en")
    assert "has no other" not in said(turtle.replace("true", "false"), "en")


def test_every_parameter_of_shacl_is_said() -> None:
    spoken = {match for asks in SPOKEN for match in re.findall(r"sh:(\w+) ", asks)}
    spoken |= {"closed", "ignoredProperties", "property"}
    assert {each.removeprefix(SH) for each in PARAMETERS} - spoken == set()


def test_no_constraint_of_our_shapes_is_without_words(written: Written) -> None:
    bound = publication.shapes_of(written.site.project)
    shaping = written.site.vocabulary.shaping
    silent = {f"{SH}{each}" for each in ("property", "flags", "ignoredProperties", "qualifiedValueShape")}
    asked = 0
    for iri, shape in bound.nodes.items():
        constraints = shape.parameters.keys() - silent
        count = len(constraints) - ({f"{SH}minCount", f"{SH}maxCount"} <= constraints)
        clauses = shaping.clauses(shape)
        # A parameter with several values may be said several times, none may be left out.
        assert len(clauses) >= count, iri
        assert "rule-own" not in [each.code for each in clauses], iri
        asked += count
    assert asked > 300
    for language in LANGUAGES:
        texts = [text for iri in bound.roots for text in _said(shaping, iri, language)]
        assert len(texts) > 200
        assert not [each for each in texts if "\x00" in each or "{" in re.sub(r"<code>.*?</code>", "", each)]


def test_a_rule_shows_the_message_of_its_shape_and_how_grave_it_is(written: Written) -> None:
    page = written.text("sv/shapes/status")
    assert "En statusuppgift har precis en status, ur listan över projektstatus." in page
    assert "Fel: En statusuppgift" in page
    assert "Varning: Texten är en platshållare" in written.text("sv/shapes/text")


# Named queries


def test_lists_are_in_the_order_of_their_language(written: Written) -> None:
    for room, name in (("query", "vilka"), ("shapes", "å")):
        page = (written.public / "sv" / room / "index.html").read_text("utf-8")
        titles = [plain(each) for each in re.findall(r'<span class="name">(.*?)</span></a>', page)]
        assert titles == sorted(titles, key=lambda each: sort_key(each, "sv"))
        assert any(each.casefold().startswith(name) for each in titles)


def test_the_answer_of_a_page_is_the_answer_of_the_command_line(written: Written) -> None:
    site, answered = written.site, 0
    for query in named.catalogue(site.project):
        given = asking.given_by(query)
        found = asking.ask(site.store, query, site.project.languages)
        for language in site.project.languages:
            here = written.public / language / "query" / query.name
            text = written.text(f"{language}/query/{query.name}")
            assert query.title[language] in text
            if found.problem:
                assert not (here / "answer.json").exists()
                assert found.problem[language] in text
                continue
            asked = named.ask(site.store, query, given, language)
            page = asking.page(query, found, language).asking
            assert (page.count, page.left_out) == (len(asked.answer.rows), asked.left_out), query.name
            assert (here / "answer.csv").read_bytes() == writing.write(asked, "csv", language)
            assert json.loads((here / "answer.json").read_bytes()) == json.loads(writing.write(asked, "json", language))
            assert text.count(Words(language)("asked-rows-none")) == (not page.rows)
            answered += page.count
    assert answered > (100 if site.project.root.name.startswith("root") else 3)


def test_a_long_answer_is_cut_and_says_so(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST", 2)
    query = next(each for each in named.catalogue(written.site.project) if each.name == "names")
    found = asking.ask(written.site.store, query, ("sv",))
    page = asking.page(query, found, "sv")
    if written.site.project.root.name.startswith("root"):
        assert (page.asking.count, page.asking.whole) == (2, False)
    else:
        assert page.asking.whole


def test_a_publication_without_queries_says_so(
    written: Written, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(named, "catalogue", lambda _: ())
    site = written.site
    tree, out = site.tree.out, tmp_path
    site.tree.out = out
    try:
        queries.write(site)
    finally:
        site.tree.out = tree
    page = plain((out / "en" / "query" / "index.html").read_text("utf-8"))
    assert sentence("queries-none", "text", "en", {}) in page
    assert not list(out.glob("*/query/*/index.html"))


def test_the_text_of_a_query_stands_whole_on_its_page(written: Written) -> None:
    for query in named.catalogue(written.site.project):
        page = (written.public / "en" / "query" / query.name / "index.html").read_text("utf-8")
        code = unescape(re.sub(r"<[^>]*>", "", page.rpartition("<code>")[2].partition("</code>")[0]))
        assert code.strip()
        assert query.text.rstrip().endswith(code), query.name
        assert f'href="../../sparql/#named={query.name}' in page


# The drawing


def test_the_drawing_has_each_class_and_no_box_upon_another() -> None:
    hostile = '<b> & "x"'
    boxes = tuple(
        Box(Link(f"http://e/{each}", {"en": f"{hostile} {each}"}), "entity" if each % 2 else "statement")
        for each in range(9)
    )
    ties = tuple(Relation(f"http://e/{each % 3}", Link("http://e/p", {}), f"http://e/{each % 4}") for each in range(12))
    above = tuple((f"http://e/{each}", "http://e/Top") for each in range(5))
    reader = Reader("en", lambda iri: f"{iri}.html")
    drawn = hierarchy.draw(Diagram(boxes, above, ties), Caption("classes", "x"), reader)
    root = ET.fromstring(drawn)
    assert "<b>" not in drawn
    space = "{http://www.w3.org/2000/svg}"
    rects = [
        tuple(float(each.attrib[name]) for name in ("x", "y", "width", "height")) for each in root.iter(f"{space}rect")
    ]
    assert len(rects) == 9 + 1 + 4
    across, down = float(root.attrib["width"]), float(root.attrib["height"])
    for place, (x, y, wide, high) in enumerate(rects):
        assert min(x, y) >= 0
        assert x + wide <= across
        assert y + high <= down
        for x2, y2, wide2, high2 in rects[:place]:
            assert x + wide <= x2 or x2 + wide2 <= x or y + high <= y2 or y2 + high2 <= y
    assert len(root.findall(f".//{space}a[@class='edge']")) == len(ties)
    assert hierarchy.draw(Diagram(), Caption("classes", "x"), Reader("en", lambda _: "")) == ""


def test_a_class_whose_parents_go_in_a_circle_is_told_of(tmp_path: Path) -> None:
    root = tmp_path / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build", "public"))
    path = root / "ontology" / "festival.ttl"
    path.write_text(path.read_text("utf-8") + "\nnordby:Festival rdfs:subClassOf nordby:Festival .\n", "utf-8")
    project = load(root)
    pipeline.build(project)
    store = oxigraph.open_read_only(generations.current(project.build) / "store")
    with inventory.opened(project.languages) as listed:
        site = Site.of(project, store, describer(project, store), listed, Tree(tmp_path / "public"))
        page = ontology.terms(site).ontology()
    assert [link.iri for _, link, _, _ in page.tree].count("https://data.example.org/nordby/ns#Festival") == 1

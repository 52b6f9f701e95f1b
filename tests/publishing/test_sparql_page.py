"""The query page as it is published: what it says, what its script reads, and what it says without its script."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from pyoxigraph import NamedNode
from tests.conftest import ROOT, TINY

from intlgraph import pipeline
from intlgraph.errors import ProjectError, sentence
from intlgraph.project import Dataset, Project, load
from intlgraph.publishing import dumps
from intlgraph.publishing.contexts import context
from intlgraph.publishing.site import inventory, questions
from intlgraph.publishing.site.pages import sparql as pages
from intlgraph.publishing.site.plan import Site, describer
from intlgraph.publishing.site.tree import Tree
from intlgraph.query import binding, named
from intlgraph.query.headers import NamedQuery
from intlgraph.rendering import bundle
from intlgraph.rendering.html import sparql
from intlgraph.store import generations, oxigraph
from intlgraph.store.oxigraph import OxigraphStore

SOURCES = ROOT / "assets" / "src"
SCRIPTS = {f"assets/{name}": name.encode() for name in ("sparql.js", "engine.js", "onward.js", "sparql.css")}
CATALOGUE = named.catalogue(load(ROOT))


@dataclass(frozen=True)
class Written:
    """A publication, its store, and the folder that its query page was written to."""

    project: Project
    store: OxigraphStore
    public: Path

    def settings(self, language: str) -> dict[str, Any]:
        page = (self.public / language / "sparql" / "index.html").read_text("utf-8")
        found = re.search(r'<script type="application/json" id="settings">(.*?)</script>', page, re.DOTALL)
        assert found, page
        told: dict[str, Any] = json.loads(found[1])
        return told

    def json(self, name: str) -> Any:
        return json.loads((self.public / "sparql" / f"{name}.json").read_text("utf-8"))

    def dump(self) -> None:
        """Write the dumps that the page loads."""
        (self.public / "data").mkdir(exist_ok=True)
        quads = generations.current(self.project.build) / "quads"
        for dataset in self.project.datasets:
            dumps.write(self.project, dataset, quads, self.public / "data", context(self.project))


def written(folder: Path, source: Path) -> Written:
    for part in ("data", "ontology"):
        shutil.copytree(source / part, folder / part)
    shutil.copy(source / "intlgraph.toml", folder)
    project = load(folder)
    pipeline.build(project)
    return page_of(project, folder / "public")


def page_of(project: Project, out: Path) -> Written:
    """Write the query page of a publication that has been built."""
    out.mkdir(exist_ok=True)
    store = oxigraph.open_read_only(generations.current(project.build) / "store")
    with inventory.opened(project.languages) as listed:
        pages.write(Site.of(project, store, describer(project, store), listed, Tree(out)))
    return Written(project, store, out)


@pytest.fixture(scope="module", params=["root", "tiny"])
def here(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The query page of this repository's publication and of the tiny one, with stand-ins for the scripts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "files", lambda: SCRIPTS)
        return written(tmp_path_factory.mktemp(request.param), ROOT if request.param == "root" else TINY)


def test_every_link_of_the_page_is_relative_and_leads_to_a_file(here: Written) -> None:
    here.dump()
    for language in ("sv", "en"):
        settings, address = here.settings(language), f"/{language}/sparql/"
        page = (here.public / language / "sparql" / "index.html").read_text("utf-8")
        scripts = re.findall(r'<script type="module" src="([^"]+)"', page)
        sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
        own = [each for each in (*scripts, *sheets) if "assets" in each]
        assert [urlsplit(each).path for each in own] == ["../../assets/sparql.js", "../../assets/sparql.css"]
        for link in [settings["engine"], *settings["dumps"], settings["queries"], settings["vocabulary"], *own]:
            assert not link.startswith(("/", "http")), link
            assert (here.public / urlsplit(urljoin(address, link)).path.lstrip("/")).is_file(), link
        assert urljoin(address, settings["top"]) == "/"


def test_what_is_loaded_is_what_the_store_holds(here: Written) -> None:
    here.dump()
    loaded: set[str] = set()
    for link in here.settings("sv")["dumps"]:
        content = (here.public / "sv" / "sparql" / link).resolve().read_bytes()
        text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        loaded |= set(text.decode().splitlines())
    people = f"{here.project.iris.graph('people')}>", f"{here.project.iris.graph('derived-people')}>"
    published = any(each.graphs and "people" in each.graphs for each in here.project.datasets)
    held = {line.rstrip("\n") for line in here.store.dump()}
    wanted = held if published else {line for line in held if not line.rstrip(" .").endswith(people)}
    assert len(loaded) > 100
    assert loaded == wanted


def test_datasets_of_classes_are_loaded_only_where_they_hold_more(here: Written) -> None:
    names = [each.name for each in pages.loaded(here.project, here.store)]
    assert names == (["all", "people", "ontology"] if here.project.root.name.startswith("root") else ["all"])
    festivals = Dataset("some", {}, {}, classes=("festival",))
    parts = replace(here.project, datasets=(festivals, Dataset("people", {}, {}, graphs=("people",))))
    assert [each.name for each in pages.loaded(parts, here.store)] == ["some", "people"]


def test_the_vocabulary_agrees_with_the_store(here: Written) -> None:
    told = here.json("vocabulary")
    for name, pattern in (("classes", "?s a <{}>"), ("properties", "?s <{}> ?o")):
        counts = {each["iri"]: each["count"] for each in told[name]}
        ask = "SELECT DISTINCT ?t WHERE { ?s a ?t }" if name == "classes" else "SELECT DISTINCT ?t WHERE { ?s ?t ?o }"
        assert counts.keys() == {cell.value for (cell,) in here.store.select(ask).rows if isinstance(cell, NamedNode)}
        for iri in [told[name][0]["iri"], told[name][-1]["iri"]]:
            assert len(here.store.select(f"SELECT * WHERE {{ {pattern.format(iri)} }}").rows) == counts[iri]
    membership = next(each for each in told["classes"] if each["iri"].endswith("org#Membership"))
    assert membership["label"].keys() >= {"sv", "en"}


def test_the_queries_are_all_there_with_what_may_be_chosen(here: Written) -> None:
    told = {each["name"]: each for each in here.json("queries")["queries"]}
    assert told.keys() == {each.name for each in named.catalogue(here.project)}
    certainty = next(each for each in told["members"]["parameters"] if each["name"] == named.CERTAINTY)
    assert [each["code"] for each in certainty["choices"]] == ["stated", "implied", "heading", "inferred"]
    assert all(each["names"].keys() >= {"sv", "en"} for each in certainty["choices"])
    date = next(each for each in told["running"]["parameters"] if each["name"] == "date")
    assert date["required"]
    assert date["example"] == ["2021-02-01"]


@pytest.mark.parametrize("query", CATALOGUE, ids=[each.name for each in CATALOGUE])
def test_the_pieces_of_a_query_are_the_query(query: NamedQuery) -> None:
    pieces = questions.parts(questions.body(query.text))
    nothing = "".join(each for each in pieces if isinstance(each, str))
    assert nothing == binding.fill(questions.body(query.text), {})
    marked = {re.sub(r"_\d+$", "", name) for each in pieces if not isinstance(each, str) for name in each}
    assert marked == binding.marked(query.text)


def test_the_pages_it_leads_to_are_those_of_the_site(here: Written) -> None:
    leads = here.json("queries")["pages"]
    assert any(each.startswith("concept/certainty/") for each in leads.values())
    assert set(here.settings("en")["kinds"]) >= {"network", "municipality"}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_without_scripts_the_queries_stand_there(here: Written, language: str) -> None:
    page = unescape((here.public / language / "sparql" / "index.html").read_text("utf-8"))
    for query in named.catalogue(here.project):
        assert query.title[language] in page
        assert query.description[language] in page
        assert questions.body(query.text) in page
    assert sentence("sparql-without-script", "text", language, {}) in page


@pytest.mark.parametrize("language", ["sv", "en"])
def test_where_the_scripts_were_not_built_the_page_says_so(
    language: str, here: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "files", dict)
    bare = page_of(here.project, tmp_path / "public")
    page = unescape((bare.public / language / "sparql" / "index.html").read_text("utf-8"))
    assert sentence("sparql-not-built", "text", language, {}) in page
    assert "make assets" in page
    assert "assets/" not in page
    assert not (bare.public / "assets").exists()
    assert 'http-equiv="refresh"' in (bare.public / "sparql" / "index.html").read_text("utf-8")


def test_the_address_without_a_language_waits_for_its_script(here: Written) -> None:
    page = (here.public / "sparql" / "index.html").read_text("utf-8")
    assert re.search(r'<script type="module" src="\.\./assets/onward\.js\?[0-9a-f]{8}">', page)
    assert '<noscript><meta http-equiv="refresh" content="0; url=../sv/sparql/"></noscript>' in page
    assert 'href="../en/sparql/" hreflang="en"' in page


def test_an_endpoint_is_asked_where_there_is_one(
    here: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "files", lambda: SCRIPTS)
    address = "https://data.example.org/sparql"
    asking = page_of(replace(here.project, endpoint=address), tmp_path / "public")
    assert asking.settings("sv")["endpoint"] == address
    page = (asking.public / "sv" / "sparql" / "index.html").read_text("utf-8")
    assert f'href="{address}"' in page
    assert sentence("sparql-there", "text", "sv", {}) in page
    assert sentence("sparql-here", "text", "sv", {}) not in page
    assert here.settings("sv")["endpoint"] == ""


def test_the_setting_of_an_endpoint(tmp_path: Path) -> None:
    settings = (TINY / "intlgraph.toml").read_text("utf-8")

    def with_endpoint(line: str) -> Project:
        (tmp_path / "intlgraph.toml").write_text(f"{settings}\n[sparql]\n{line}\n", encoding="utf-8")
        return load(tmp_path)

    assert load(TINY).endpoint == ""
    assert with_endpoint('endpoint = "https://data.example.org/sparql"').endpoint == "https://data.example.org/sparql"
    for line, code in (
        ('endpoint = "ftp://data.example.org/"', "setting-endpoint"),
        ("endpoint = 3", "setting-needs-text"),
        ('adress = "https://data.example.org/sparql"', "setting-unknown"),
    ):
        with pytest.raises(ProjectError) as raised:
            with_endpoint(line)
        assert [each.code for each in raised.value.problems] == [code]
        assert raised.value.problems[0].place.column.startswith("sparql.")


def test_hostile_text_stays_text(here: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "files", lambda: SCRIPTS)
    hostile = "https://data.example.org/</script><script>alert(1)</script>"
    asking = page_of(replace(here.project, endpoint=hostile), tmp_path / "public")
    assert asking.settings("en")["endpoint"] == hostile
    assert "<script>alert" not in (asking.public / "en" / "sparql" / "index.html").read_text("utf-8")


def test_the_script_says_nothing_that_the_catalogue_does_not_know() -> None:
    texts = {path: path.read_text("utf-8") for path in sorted(SOURCES.rglob("*.ts"))}
    assert len(texts) > 20
    whole = "\n".join(texts.values())
    said = set(re.findall(r'\bsay\("([a-z-]+)"', whole))
    known = {each.removeprefix("sparql-") for each in sparql.WORDS}
    assert said <= known, said - known
    idle = {word for word in known if f'"{word}"' not in whole and f"fault-{word[6:]}" != word}
    assert not {each for each in idle if not each.endswith("-one") and not each.startswith("no-")}, idle


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_blanks_of_the_script_are_left_for_it(here: Written, language: str) -> None:
    words = here.settings(language)["words"]
    assert {f"sparql-{each}" for each in words} == set(sparql.WORDS)
    assert "{line}" in words["fault-syntax-at"]
    assert "{count}" in words["rows-found"]

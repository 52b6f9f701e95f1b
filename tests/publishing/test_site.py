"""The written site, page by page: no link leads nowhere, everything has its page and its data, in every language."""

from __future__ import annotations

import gc
import itertools
import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat
from tests.conftest import ROOT, TINY

from intlgraph import pipeline
from intlgraph.errors import DataError
from intlgraph.namespaces import Display, Intl
from intlgraph.project import Project, load
from intlgraph.publishing import site
from intlgraph.publishing.site import inventory
from intlgraph.publishing.site.addresses import SiteAddresses
from intlgraph.publishing.site.inventory import Entered
from intlgraph.query import wording
from intlgraph.query.rows import TYPE as RDF_TYPE
from intlgraph.store import generations, oxigraph

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
FORMATS = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML, "nt": RdfFormat.N_TRIPLES}
HOSTILE = "<b>Ö</b> \"&' </script><script>alert(1)</script> שלום"


@dataclass
class Page(HTMLParser):
    """What a page holds, as a parser sees it."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    elements: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    text: str = ""
    language: str = ""
    wrong: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.elements.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.language = self.language or (given.get("lang") or "" if tag == "html" else "")
        if "hreflang" in given and tag == "link":
            self.alternates[given["hreflang"] or ""] = given.get("href") or ""
        for name in ("href", "src"):
            if name in given and not (
                tag == "link" and given.get("rel") in ("canonical", "alternate") and "hreflang" in given
            ):
                self.links.append(given[name] or "")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            self.scripts.append(data)
        else:
            self.text += data

    def left(self) -> list[str]:
        return self.wrong + self._open


@cache
def read(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text("utf-8"))
    page.close()
    return page


def built(root: Path, source: Path) -> Project:
    for part in ("data", "ontology"):
        shutil.copytree(source / part, root / part)
    shutil.copy(source / "intlgraph.toml", root)
    project = load(root)
    pipeline.build(project)
    return project


def write(project: Project, out: Path, previous: Path | None = None) -> int:
    store = oxigraph.open_read_only(generations.current(project.build) / "store")
    out.mkdir(exist_ok=True)
    return site.write(project, store, out, lambda code, **values: None, previous)


@pytest.fixture(scope="module", params=["root", "tiny"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    folder = tmp_path_factory.mktemp(request.param)
    project = built(folder, ROOT if request.param == "root" else TINY)
    write(project, folder / "public")
    return project, folder / "public"


Published = tuple[Project, Path]


def pages(public: Path) -> list[Path]:
    return sorted(public.rglob("*.html"))


def own(public: Path, project: Project) -> Iterator[Path]:
    return (path for path in pages(public) if path.relative_to(public).parts[0] in project.languages)


def target(public: Path, path: Path, link: str) -> tuple[Path, str]:
    here = "/" + path.relative_to(public).as_posix()
    parts = urlsplit(urljoin(here, link))
    there = public / unquote(parts.path).lstrip("/")
    return (there / "index.html" if parts.path.endswith("/") else there), parts.fragment


def test_no_link_leads_nowhere(published: Published) -> None:
    project, public = published
    dead = set()
    for path in pages(public):
        for link in read(path).links:
            if re.match(r"[a-z][a-z0-9+.-]*:", link):
                continue
            there, anchor = target(public, path, link)
            if there.is_relative_to(public / "data") and there.relative_to(public / "data").parts[0].split(".")[0] in {
                each.name for each in project.datasets
            } | {"tables"}:
                continue  # the dumps are written by another room
            if there.relative_to(public).parts[0] in {"ontology", "shapes", "report"} and there.name != "index.html":
                continue  # so are these files
            if anchor.startswith("named="):
                continue  # the query page reads it
            if not there.is_file() or (
                anchor and anchor not in read(there).ids and unquote(anchor) not in read(there).ids
            ):
                dead.add((path.relative_to(public).as_posix(), link))
    assert sorted(dead)[:20] == []


def test_every_page_is_well_formed_and_says_its_language(published: Published) -> None:
    project, public = published
    for path in pages(public):
        page = read(path)
        where = path.relative_to(public).as_posix()
        assert page.left() == [], where
        assert len(page.ids) == len(set(page.ids)), (
            where,
            sorted(each for each in page.ids if page.ids.count(each) > 1),
        )
        assert page.elements[: page.elements.index("body")].count("title") == 1, where
        if where.split("/")[0] in project.languages:
            assert page.language == where.split("/")[0]
            assert page.elements.count("h1") == 1, where


def test_the_languages_of_a_page_lead_to_each_other(published: Published) -> None:
    project, public = published
    for path in own(public, project):
        alternates = {tag: href for tag, href in read(path).alternates.items() if tag in project.languages}
        assert set(alternates) == set(project.languages), path
        for tag, href in alternates.items():
            address = href.removeprefix(f"{project.base}/")
            there = public / unquote(address) / "index.html"
            assert address.startswith(f"{tag}/")
            assert there.is_file(), (path, href)
            assert read(there).alternates == read(path).alternates


def subjects(project: Project) -> set[str]:
    quads = generations.current(project.build) / "quads"
    lines = (
        line for path in quads.glob("*.nq") if path.stem != "ontology" for line in path.read_text("utf-8").split("\n")
    )
    return {line[1 : line.index(">")] for line in lines if line.startswith("<")}


def test_every_iri_of_the_data_leads_to_a_page(published: Published) -> None:
    project, public = published
    start = f"{project.base}/id/"
    things = {
        each for each in subjects(project) if each.startswith(start) and "#" not in each and "/selector/" not in each
    }
    missing = [each for each in things if not (public / "id" / unquote(each[len(start) :]) / "index.html").is_file()]
    assert sorted(missing)[:20] == []


def triples(path: Path) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in pyoxigraph.parse(path=path, format=FORMATS[path.suffix[1:]])}


def test_the_data_of_a_thing_is_the_same_in_every_format(published: Published) -> None:
    _, public = published
    files = sorted((public / "data").rglob("*.ttl"))
    assert files
    for path in files:
        first = triples(path)
        assert first, path
        for extension in ("jsonld", "rdf", "nt"):
            assert triples(path.with_suffix(f".{extension}")) == first, path


def test_the_files_of_all_things_hold_every_triple_of_the_data(published: Published) -> None:
    project, public = published
    quads = generations.current(project.build) / "quads"
    everything = {
        quad.triple
        for path in quads.glob("*.nq")
        if path.stem != "ontology"
        for quad in pyoxigraph.parse(path=path, format=RdfFormat.N_QUADS)
    }
    written = {triple for path in (public / "data").rglob("*.nt") for triple in triples(path)}
    assert {str(each) for each in everything - written} == set()


def test_what_did_not_change_keeps_its_file(published: Published, tmp_path: Path) -> None:
    project, public = published
    (public / "sv" / "index.html").write_text("old", "utf-8")
    assert write(project, tmp_path / "again", public) == sum(
        1 for path in (tmp_path / "again").rglob("*") if path.is_file()
    )
    same = [path.relative_to(public) for path in public.rglob("*") if path.is_file()]
    new = [each for each in same if not (public / each).samefile(tmp_path / "again" / each)]
    assert [each.as_posix() for each in new] == ["sv/index.html"]
    shutil.copy(tmp_path / "again" / "sv" / "index.html", public / "sv" / "index.html")


def test_python_looks_for_garbage_as_before_when_a_site_is_written() -> None:
    before = gc.get_threshold()
    with site._seldom_swept():
        assert gc.get_threshold() > before
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_lists_are_csv_and_json_too(published: Published) -> None:
    project, public = published
    for path in (public / project.languages[0]).glob("*/list.json"):
        listed = json.loads(path.read_text("utf-8"))
        rows = path.with_suffix(".csv").read_bytes().decode("utf-8-sig").split("\r\n")
        assert listed
        assert len(rows) >= len(listed) + 2
        assert rows[0].startswith("iri,name,summary")


def test_the_site_map_holds_every_page(published: Published) -> None:
    project, public = published
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    located = [
        each.text or ""
        for path in public.glob("sitemap-*.xml")
        for each in ET.parse(path).getroot().iter(f"{space}loc")
    ]
    assert len(located) == len(set(located))
    written = {
        f"{project.base}/{path.parent.relative_to(public).as_posix()}/"
        for path in own(public, project)
        if not re.search(r"/page/\d+$", path.parent.as_posix())
    }
    assert {unquote(each) for each in located} == written


def test_a_demonstration_is_kept_out_of_search_engines(published: Published) -> None:
    project, public = published
    assert ("Disallow: /" in (public / "robots.txt").read_text("utf-8").split("\n")) == project.demonstration


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


def rename(root: Path, table: str, old: str, new: str) -> None:
    path = root / "data" / "tables" / table
    path.write_text(path.read_text("cp1252").replace(old, new), "utf-8", newline="")


def test_bad_labels_are_shown_and_nothing_else(tiny: Path, tmp_path: Path) -> None:
    quoted = HOSTILE.replace('"', '""')
    rename(tiny, "networks.csv", "Sällskapet Små Städer – i går och i morgon", f'"{quoted}"')
    rename(tiny, "municipalities.csv", "Nästanvik", "N" + 10_000 * "å")
    project = load(tiny)
    pipeline.build(project)
    write(project, tmp_path / "public")
    hostile = read(tmp_path / "public" / "sv" / "network" / "sma-stader" / "index.html")
    assert HOSTILE in " ".join(hostile.text.split())
    for path in pages(tmp_path / "public"):
        page = read(path)
        assert page.left() == [], path
        assert "b" not in page.elements
        assert not [each for each in page.scripts if "alert" in each and not json.loads(each)]
    assert (tmp_path / "public" / "sv" / "municipality" / "nastanvik" / "index.html").is_file()


def test_addresses_that_a_file_system_takes_for_one_are_an_error(tmp_path: Path) -> None:
    with inventory.opened(("sv",)) as listed:
        for slug in ("nordby", "Nordby", "n", "v%C3%A4xj%C3%B6", "va%CC%88xjo%CC%88"):
            listed.add(Entered("place", f"place/{slug}/", f"https://example.org/id/place/{slug}", {}))
        with pytest.raises(DataError) as raised:
            listed.check()
    found = [each.text("en") for each in raised.value.problems]
    assert len(found) == 2
    assert "place/Nordby" in found[0]
    assert "place/va%CC%88xjo%CC%88" in found[1]


NAMED = "http://www.w3.org/2004/02/skos/core#prefLabel"


def quad(project: Project, subject: str, property_: str, value: NamedNode | Literal) -> Quad:
    return Quad(NamedNode(subject), NamedNode(property_), value, NamedNode(f"{project.base}/graph/tables"))


def test_rows_about_rows_are_shown_where_the_last_one_is_whatever_is_asked_first(tmp_path: Path) -> None:
    project = load(TINY)
    things = [f"{project.base}/id/{each}" for each in ("place/x", "row/a", "row/b", "row/c")]
    about, row = "https://example.org/about", NamedNode("https://example.org/Row")
    store = oxigraph.in_memory(
        [
            quad(project, things[0], NAMED, Literal("X")),
            *(quad(project, each, RDF_TYPE, row) for each in things[1:]),
            *(quad(project, each, about, NamedNode(other)) for other, each in itertools.pairwise(things)),
            quad(project, row.value, Intl.SUBJECT_PROPERTY, NamedNode(about)),
            quad(project, row.value, Intl.DISPLAY, NamedNode(Display.STATEMENT)),
        ]
    )
    for order in itertools.permutations(things):
        addresses = SiteAddresses(project, store, wording.read(store, None))
        addresses.learn(order)
        assert [addresses.where(each) for each in things] == ["place/x/", *(f"place/x/#row-{each}" for each in "abc")]
        assert {addresses.home(each) for each in things} == {things[0]}


def test_slugs_of_any_kind_become_safe_names() -> None:
    project = load(TINY)
    slugs = ["a%2Fb", "..", "%2E%2E", "index.html", "list.csv", "v%C3%A4xj%C3%B6", "x" * 500, "a%00b", "a%3Fb%23c"]
    named = [Literal("X")] * len(slugs)
    things = [f"{project.base}/id/place/{slug}" for slug in slugs]
    store = oxigraph.in_memory([quad(project, each, NAMED, name) for each, name in zip(things, named, strict=True)])
    addresses = SiteAddresses(project, store, wording.read(store, None))
    for thing in things:
        where = unquote(addresses.where(thing))
        kind, slug, rest = where.split("/")
        assert (kind, rest) == ("place", "")
        assert slug not in ("", ".", "..", "index.html", "list.csv")
        assert len(slug.encode()) < 200
        assert "\0" not in slug

"""Pages: they say how sure each fact is, escape everything, and lead where they should."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from intlgraph.project import Project, load
from intlgraph.rendering.description import Cited, Description, Fact, Interval, Link, Place, Section, Value
from intlgraph.rendering.drawings.goals import contrast
from intlgraph.rendering.html import Renderer, assets, concepts, documents, lists, redirects, things
from intlgraph.rendering.html import start as starting
from intlgraph.rendering.machine import script
from intlgraph.rendering.pages import ConceptPage, Count, DocumentPage, Entry, Goal, Listing, Reading, StartPage
from intlgraph.rendering.words import KINDS

BASE = "https://data.example.org/town"
WILD = "<b>\"wild'</b> & </script><script>alert(1)</script> <!-- \x01"
ARABIC = "بلدية"


class Flat:
    """Addresses of a site with things and statements on `thing/a`; whatever has a fragment or is unknown has none."""

    base = BASE

    def page(self, iri: str, language: str) -> str:
        if not iri.startswith(f"{BASE}/id/"):
            return ""
        place, _, rest = iri.removeprefix(f"{BASE}/id/").partition("#")
        if place.startswith("row/"):
            return f"{language}/thing/a/#{place.replace('/', '-')}"
        return f"{language}/{place}/" + (f"#{self.anchor(iri)}" if rest else "")

    def anchor(self, iri: str) -> str:
        if "#char=" in iri:
            return "char-" + iri.partition("#char=")[2].replace(",", "-")
        return iri.removeprefix(f"{BASE}/id/").replace("/", "-")

    def data(self, iri: str, extension: str) -> str:
        return f"data/{iri.removeprefix(f'{BASE}/id/')}.{extension}" if iri.startswith(BASE) else ""

    def list(self, kind: str, language: str, number: int = 1) -> str:
        return f"{language}/{kind}/" + (f"page/{number}/" if number > 1 else "")

    def start(self, language: str) -> str:
        return f"{language}/"

    def relative(self, here: str, there: str) -> str:
        return "../" * here.count("/") + there


class Reader(HTMLParser):
    """Reads a page strictly enough to see an element that is never closed, an id that stands twice, a script."""

    VOID = frozenset({"meta", "link", "br", "img", "hr", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.scripts: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if said.get("id"):
            self.ids.append(str(said["id"]))
        if tag == "a":
            self.links.append(str(said["href"]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Elements of drawings may close themselves."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.scripts if self.open and self.open[-1] == "script" else self.text).append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert page.count("<h1") == 1
    assert page.count("<main") == 1
    return reader


def project_of(tmp_path: Path) -> Project:
    (tmp_path / "intlgraph.toml").write_text(
        f'[publication]\nbase = "{BASE}"\ntitle = {{ sv = "Stad", en = "Town" }}\n'
        'description = { sv = "Om staden", en = "On the town" }\nlanguages = ["sv", "en"]\n'
        'demonstration = true\n[publisher]\nname = { sv = "Staden", en = "The town" }\niri = "https://example.org/town"\n'
        '[licences]\ndata = "https://creativecommons.org/publicdomain/zero/1.0/"\n'
        '[datasets.all]\ntitle = { sv = "Allt", en = "All" }\n',
        "utf-8",
    )
    return load(tmp_path)


@pytest.fixture
def renderer(tmp_path: Path) -> Renderer:
    return Renderer(project_of(tmp_path), Flat(), lists=(Link("", {"sv": "saker", "en": "things"}, "thing"),))


def thing(slug: str, **names: str) -> Link:
    return Link(f"{BASE}/id/thing/{slug}", names, "thing")


OWN = thing("a", sv="Saken", en="The thing")
OTHER = thing("b", sv="Nätet")
PAPER = Link(f"{BASE}/id/document/paper", {"sv": "Papperet"}, "document")


def fact(slug: str, kind: str = "said", text: str = "Saken är medlem i Nätets krets.") -> Fact:
    return Fact(
        f"{BASE}/id/row/{slug}",
        {"sv": text},
        kind,  # type: ignore[arg-type]
        {},
        {"sv": "Därför"},
        (({"sv": "slag"}, (Value("stort", "sv"), Value("large", "en"))),),
        (Cited(PAPER, 3, 9), Cited(PAPER, 12, 20), Cited(thing("c", sv="Hela"))),
        (OWN, OTHER),
    )


def described(*facts: Fact, link: Link = OWN, **more: object) -> Description:
    section = Section("members", {"sv": "Medlemskap"}, facts)
    return Description(link, (), {"sv": "En sak."}, (section,), **more)  # type: ignore[arg-type]


def test_every_fact_leads_to_its_passages(renderer: Renderer) -> None:
    page = things.page(renderer, described(fact("one")), "sv")
    reader = read(page)
    assert "../../../sv/document/paper/#char-3-9" in reader.links
    assert "../../../sv/document/paper/#char-12-20" in reader.links
    assert "tecken 3–9" in page
    assert "hela dokumentet" in page
    assert "row-one" in reader.ids
    assert "Därför" in page
    assert "large" not in page


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "said"])
def test_what_was_not_said_outright_says_so(renderer: Renderer, kind: str) -> None:
    page = things.page(renderer, described(fact("one", kind)), "sv")
    word = things.page(renderer, described(fact("one")), "sv")
    assert f'class="fact {kind}"' in page
    assert 'class="mark"' in page
    assert 'class="mark"' not in word


def test_a_sentence_links_what_it_names_and_not_the_thing_itself(renderer: Renderer) -> None:
    page = things.page(renderer, described(fact("one")), "sv")
    assert (
        '<span class="self" dir="auto">Saken</span> är medlem i <a href="../../../sv/thing/b/" dir="auto">Nätet</a>s'
        in page
    )


def test_a_name_inside_a_longer_name_or_word_is_left_alone(renderer: Renderer) -> None:
    long = thing("d", sv="Nätet Norr")
    text = "Nätet Norr är inte Nätetland."
    page = things.page(renderer, described(Fact("", {"sv": text}, "said", {}, {}, (), (), (OTHER, long))), "sv")
    (sentence,) = re.findall('<p class="sentence">(.*)</p>', page)
    assert ">Nätet Norr</a> är inte Nätetland." in sentence
    assert "sv/thing/b/" not in sentence


def test_whatever_the_data_says_is_text(renderer: Renderer) -> None:
    wild = thing("a", sv=WILD, en=WILD)
    evil = Link("javascript:alert(1)", {})
    bad = Fact("", {"sv": WILD}, "said", {}, {"sv": WILD}, (({"sv": WILD}, (Value(link=evil),)),), (Cited(wild, 1, 2),))
    description = Description(
        wild, (Link("x:y", {"sv": WILD}),), {"sv": WILD}, (Section("s", {"sv": WILD}, (bad,)),),
        other_names=(Value(WILD, 'x" onclick="y'),), same=("javascript:alert(1)",), identifiers=(Value(WILD),),
    )  # fmt: skip
    page = things.page(renderer, description, "sv")
    reader = read(page)
    assert "<script>" not in page.replace('<script type="application/ld+json">', "")
    assert "<b>" not in page
    assert "\x01" not in page
    assert not [href for href in reader.links if href.startswith("javascript:")]
    assert 'onclick="' not in page.replace("&#34;", "").replace("&quot;", "")
    [said] = reader.scripts
    assert json.loads(said)["name"][0]["@value"] == WILD


def test_json_in_a_script_keeps_its_value() -> None:
    made = script({"a": WILD})
    assert "<" not in made
    assert json.loads(made) == {"a": WILD}


def test_names_that_are_long_foreign_or_missing(renderer: Renderer) -> None:
    long = things.page(renderer, described(link=thing("a", sv="å" * 10_000)), "sv")
    assert re.search(r'<h1 class="long"[ >]', long)
    assert len(re.findall("<title>(.*)</title>", long)[0]) < 200
    foreign = things.page(renderer, described(link=thing("a", ar=ARABIC)), "sv")
    assert f'<h1><span lang="ar" dir="auto">{ARABIC}</span></h1>' in foreign
    nameless = things.page(renderer, described(link=thing("utan-namn")), "sv")
    assert "<h1>utan-namn</h1>" in nameless


def test_each_language_leads_to_the_other_and_to_the_data(renderer: Renderer) -> None:
    for language, other in (("sv", "en"), ("en", "sv")):
        page = things.page(renderer, described(fact("one")), language)
        assert f'<html lang="{language}">' in page
        assert f'<link rel="canonical" href="{BASE}/{language}/thing/a/">' in page
        assert f'hreflang="{other}" href="{BASE}/{other}/thing/a/"' in page
        assert 'rel="alternate" type="text/turtle" href="../../../data/thing/a.ttl"' in page
        assert "demonstration" in page
        assert '<meta name="robots" content="noindex">' in page


def test_an_anchor_stands_once(renderer: Renderer) -> None:
    reader = read(things.page(renderer, described(fact("one"), fact("one")), "sv"))
    assert reader.ids.count("row-one") == 1


def test_a_thing_is_drawn(renderer: Renderer) -> None:
    goal = Link("http://metadata.un.org/sdg/6", {"sv": "Vatten"})
    renderer.goals = {goal.iri: Goal(goal, "6", "#26BDE2")}
    page = things.page(
        renderer,
        described(
            places=(Place(OTHER, 56.9, 14.8),),
            intervals=(Interval(OTHER, {"sv": "2008"}, "2008-01-01", ""),),
            goals=(goal,),
        ),
        "sv",
    )
    read(page)
    assert page.count("<svg") >= 3
    assert "#26BDE2" in page


def test_a_list(renderer: Renderer) -> None:
    entries = (Entry(OTHER, {"sv": WILD}, ((thing("k", sv="slaget"),),)),)
    groups = ((thing("k", sv="slaget"), entries), (Link("", {}), ()))
    listing = Listing("thing", {"sv": "saker"}, {}, entries, 41, 2, 3, groups=groups)
    page = lists.page(renderer, listing, "sv")
    reader = read(page)
    assert "41 i listan · Sida 2 av 3" in page
    assert {"../../../../sv/thing/list.csv", "../../../../sv/thing/page/3/", "../../../../sv/thing/b/"} <= {
        *reader.links
    }


def test_a_document_has_its_passages_as_anchors(renderer: Renderer) -> None:
    readings = (Reading(fact("one"), OWN, 3, 9), Reading(fact("two", "implied"), OWN, 3, 9), Reading(fact("c"), OWN))
    counts = (Count(Link("", {}, "said"), 2), Count(Link("", {}, "implied"), 1))
    page = DocumentPage(described(link=PAPER), readings, counts, "https://example.org/", "100", "ab")
    made = documents.page(renderer, page, "sv")
    reader = read(made)
    assert "char-3-9" in reader.ids
    assert "https://example.org/" in reader.links
    assert made.index("tecken 3–9") < made.index("row/c" if "row/c" in made else "hela dokumentet")


def test_a_goal(renderer: Renderer) -> None:
    link = Link(f"{BASE}/id/goal/6", {"sv": "Vatten"})
    page = concepts.page(renderer, ConceptPage(link, None, {}, "6", "#26BDE2", users=(({}, (OTHER,)),)), "sv")
    read(page)
    assert "background:#26BDE2" in page
    odd = concepts.page(renderer, ConceptPage(link, None, {}, "6", "red;} body {"), "sv")
    assert "red;}" not in odd


def test_the_start_page(renderer: Renderer) -> None:
    goal = Goal(Link("http://metadata.un.org/sdg/6", {"sv": "Vatten"}), "6", "#26BDE2", (OWN,))
    start = StartPage(
        (Count(Link("", {"sv": "saker"}, "thing"), 7),), (), 9, (Place(OWN, 56.9, 14.8),), goals=(goal,),
        documents=(Count(PAPER, 3),), datasets=(("all", {"sv": "Allt"}),),
    )  # fmt: skip
    page = starting.page(renderer, start, "sv")
    reader = read(page)
    assert {"../sv/thing/", "../data/all.ttl", "../sv/document/paper/"} <= {*reader.links}
    assert json.loads(reader.scripts[0])["@type"] == "Dataset"


def test_a_redirect_points_on(renderer: Renderer) -> None:
    page = redirects.thing(renderer, OWN.iri, WILD)
    assert 'content="0; url=../../../sv/thing/a/"' in page
    assert f'<link rel="canonical" href="{BASE}/sv/thing/a/">' in page
    assert "<b>" not in page
    assert 'url=sv/"' in redirects.front(renderer, "", "Stad", renderer.addresses.start)


def test_nothing_is_loaded_from_another_site(renderer: Renderer) -> None:
    style = assets()["style.css"].decode()
    assert "url(" not in style
    assert "@import" not in style
    assert not re.findall(
        r'<(?:script|img|link rel="stylesheet")[^>]*(?:src|href)="https?:', things.page(renderer, described(), "sv")
    )


def test_an_identifier_says_its_register(renderer: Renderer) -> None:
    code = Value("0780", link=thing("register", sv="kommunkod"))
    page = things.page(renderer, described(identifiers=(code,)), "sv")
    assert '>kommunkod</a>: <span dir="auto">0780</span>' in page


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(theme: int) -> None:
    palettes = re.findall(r":root \{(.*?)\}", assets()["style.css"].decode(), re.S)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", palettes[theme]))
    inks = [name for name in colours if name in ("ink", "quiet", "link", "visited") or name.startswith("mark-")]
    grounds = [name for name in colours if name in ("ground", "raised", "sunk") or name.startswith("tint-")]
    assert len(inks) > 6
    assert [(i, g) for i in inks for g in grounds if contrast(colours[i], colours[g]) < 4.5] == []


class Near(Flat):
    """Addresses by which a page leads to itself as a site does."""

    def relative(self, here: str, there: str) -> str:
        return "./" if here == there else super().relative(here, there)


def test_pages_beside_each_other_share_a_frame_but_for_those_that_it_leads_to(tmp_path: Path) -> None:
    renderer = Renderer(project_of(tmp_path), Near(), lists=(Link("", {"sv": "saker", "en": "things"}, "thing"),))
    for _ in range(2):
        listed, one, other, below = (
            renderer._frames.around(renderer.prose(f"sv/{here}/", "sv")) for here in ("thing", "one", "other", "one/a")
        )
        assert '<a href="./">' in listed.top
        assert '<a href="../../sv/thing/">' in one.top
        assert one is other
        assert '<a href="../../../sv/thing/">' in below.top

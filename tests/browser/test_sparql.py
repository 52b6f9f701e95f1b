"""The query page in a browser: it answers as the command line does, and a query that runs away is stopped."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from tests.browser.auditing import faults
from tests.conftest import ROOT

from intlgraph import project as projects
from intlgraph.query import named, writing
from intlgraph.query.named import CERTAINTY, READING
from intlgraph.rendering import bundle
from intlgraph.store import generations, oxigraph
from intlgraph.store.oxigraph import OxigraphStore

pytestmark = pytest.mark.skipif(not bundle.files(), reason="the scripts are not built: make assets")

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = 60_000
CATALOGUE = named.catalogue(projects.load(ROOT))
EXAMPLES = [(query.name, example) for query in CATALOGUE for example in query.examples]
ONE_OF_EACH = list({name: (name, example) for name, example in reversed(EXAMPLES)}.values())


@pytest.fixture(scope="session")
def store(public: Path) -> OxigraphStore:
    """Return the store of the build that the site was published from."""
    built = public.parent / "build"
    return oxigraph.open_read_only(generations.current(built if built.is_dir() else ROOT / "build") / "store")


def given_by(example: str) -> dict[str, list[str]]:
    """Return what an example of a query gives, by parameter."""
    words = shlex.split(example)
    given: dict[str, list[str]] = {}
    for before, word in pairwise(words):
        if before == "-p":
            name, _, value = word.partition("=")
            given.setdefault(name, []).extend(value.split(",") if name == CERTAINTY else [value])
        elif before in (f"--{READING}", f"--{CERTAINTY}"):
            given[before[2:]] = word.split(",")
    return given


def asked(page: Page, name: str, given: Mapping[str, list[str]], language: str = "sv") -> dict[str, Any]:
    """Ask a named query on the page and return the file that it offers."""
    carried = urlencode([("named", name), *((f"p.{key}", each) for key, said in given.items() for each in said)])
    page.goto("about:blank")
    page.goto(f"{language}/sparql/#{carried}")
    page.locator("#sparql .run").click()
    expect(page.locator(".status")).to_contain_text(re.compile("sekunder|seconds"), timeout=LONG)
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON", exact=True).click()
    found: dict[str, Any] = json.loads(Path(download.value.path()).read_text("utf-8"))
    return found


def type_query(page: Page, text: str) -> None:
    """Write a query in the plain text area, which one key leads to."""
    page.wait_for_selector("#sparql button[aria-pressed]")
    if page.locator("#sparql button[aria-pressed=false]").count():
        page.wait_for_selector(".cm-editor")
        page.keyboard.press("Alt+t")
    page.locator("textarea").fill(text)


def run(page: Page) -> None:
    page.get_by_role("button", name="Kör", exact=True).click()


@pytest.mark.parametrize(("name", "example"), ONE_OF_EACH, ids=[name for name, _ in ONE_OF_EACH])
def test_a_named_query_gives_the_rows_of_the_command_line(
    name: str, example: str, page: Page, store: OxigraphStore
) -> None:
    given = given_by(example)
    query = named.find(projects.load(ROOT), name)
    expected = json.loads(writing.write(named.ask(store, query, given, "sv"), "json", "sv"))
    found = asked(page, name, given)
    assert expected["results"]["bindings"], f"{example} finds nothing, and so compares nothing"
    assert found["head"]["vars"] == expected["head"]["vars"]
    assert found["results"]["bindings"] == expected["results"]["bindings"]


def test_a_runaway_query_is_stopped_and_the_next_one_works(page: Page) -> None:
    page.goto("sv/sparql/")
    type_query(page, RUNAWAY)
    run(page)
    expect(page.locator(".status")).to_have_text("Frågan körs.", timeout=LONG)
    page.wait_for_timeout(500)
    stop = page.get_by_role("button", name="Stoppa")
    expect(stop).to_be_enabled()
    stop.click()
    expect(page.locator(".status")).to_contain_text("Stoppad", timeout=2000)
    type_query(page, "SELECT (1 + 1 AS ?two) { }")
    run(page)
    expect(page.locator(".results td")).to_have_text("2", timeout=LONG)


def test_what_is_wrong_is_said_with_its_place(page: Page) -> None:
    page.goto("sv/sparql/")
    type_query(page, "SELECT *\nWHERE { ?s org:member }")
    run(page)
    expect(page.locator(".fault")).to_contain_text("Rad 2, tecken 23", timeout=LONG)
    page.get_by_role("button", name="Visa stället").click()
    assert page.evaluate("document.activeElement.selectionStart") == len("SELECT *\nWHERE { ?s org:member ")
    type_query(page, "SELECT * { ?s nix:member ?o }")
    run(page)
    expect(page.locator(".fault")).to_contain_text("nix:")
    expect(page.locator(".fault")).to_contain_text("Rad 1, tecken 15")


def test_the_address_carries_the_query_and_needs_no_language(page: Page) -> None:
    query = "SELECT ?a { BIND (1 AS ?a) } # &=+ö"
    page.goto(f"sparql/?{urlencode({'query': query})}")
    page.wait_for_url("**/sv/sparql/?query=*")
    expect(page.locator(".cm-content")).to_have_text(query)
    page.keyboard.press("Alt+t")
    page.goto(f"sparql/#{urlencode({'query': query})}")
    page.wait_for_url("**/sv/sparql/#query=*")
    expect(page.locator("textarea")).to_have_value(query)


def test_triples_come_as_turtle(page: Page) -> None:
    page.goto("sv/sparql/")
    type_query(page, "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3")
    run(page)
    expect(page.locator("#results-heading")).to_have_text("3 tripplar", timeout=LONG)
    with page.expect_download() as download:
        page.get_by_role("button", name="Turtle").click()
    assert Path(download.value.path()).read_text("utf-8").count(" .\n") == 3


@pytest.mark.parametrize(
    ("view", "query", "drawn"),
    [
        ("karta", "SELECT ?s ?lat ?long { ?s schema:latitude ?lat ; schema:longitude ?long }", ".picture circle"),
        ("diagram", "SELECT ?class (COUNT(?s) AS ?n) { ?s a ?class } GROUP BY ?class", ".bars li"),
        ("nätverk", "SELECT ?a ?b { ?a org:hasMember ?b }", ".picture line"),
    ],
)
def test_an_answer_is_drawn(view: str, query: str, drawn: str, page: Page) -> None:
    page.goto("sv/sparql/")
    type_query(page, query)
    run(page)
    expect(page.locator(".results table")).to_be_visible(timeout=LONG)
    page.get_by_role("radio", name=view).check()
    expect(page.locator(drawn).first).to_be_visible()
    assert page.locator(drawn).count() > 5
    assert not faults(page)


@pytest.mark.parametrize("plain", [False, True])
def test_the_page_is_accessible_with_either_way_to_write(plain: bool, page: Page) -> None:
    page.goto("sv/sparql/#named=members")
    page.wait_for_selector(".cm-editor")
    if plain:
        page.get_by_role("button", name="Enkelt textfält").click()
        expect(page.get_by_role("textbox", name="Fråga i SPARQL")).to_be_visible()
    run(page)
    expect(page.locator(".results table")).to_be_visible(timeout=LONG)
    assert not faults(page)
    if plain:
        page.reload()
        expect(page.locator("textarea")).to_be_visible()


def test_it_fits_a_phone_in_the_dark(phone: Page) -> None:
    phone.emulate_media(color_scheme="dark")
    phone.goto("sv/sparql/#named=running")
    phone.get_by_role("button", name="Kör", exact=True).click()
    expect(phone.locator(".results table")).to_be_visible(timeout=LONG)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not faults(phone)


def test_without_scripts_the_queries_and_the_data_are_there(unscripted: Page) -> None:
    unscripted.goto("sv/sparql/")
    assert unscripted.locator("details[data-query]").count() == len(CATALOGUE)
    assert unscripted.locator("a[href$='.nq.gz']").count() > 1


def test_what_is_answered_leads_to_our_pages(page: Page, site: str) -> None:
    asked(page, "members", {"organization": ["iclei"]}, "en")
    links = [each.get_attribute("href") or "" for each in page.locator(".results td a").all()]
    kinds = {"/".join(each.removeprefix("../../").split("/")[:2]) for each in links}
    assert kinds >= {"en/network", "en/concept", "en/document"}, kinds
    for each in {kind: link for link in links for kind in [link.split("/")[3]]}.values():
        answer = page.request.get(f"{site}en/sparql/{each.partition('#')[0]}")
        assert answer.ok, each


def test_completion_offers_what_the_data_uses(page: Page) -> None:
    page.goto("sv/sparql/#query=SELECT+*+{+?s+a+}")
    page.wait_for_selector(".cm-editor")
    page.locator(".cm-content").click()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type(" org:Memb")
    option = page.locator(".cm-tooltip-autocomplete [role=option]").first
    expect(option).to_contain_text("org:Membership")
    page.wait_for_timeout(200)  # a key that comes at once is not meant for what has just appeared
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_contain_text("org:Membership")


def test_what_does_not_fit_is_said_beside_its_field(page: Page) -> None:
    page.goto("sv/sparql/#named=running")
    field = page.get_by_label("Projektet", exact=True)
    field.fill("Finns inte alls")
    page.get_by_label("Dagen, månaden eller året").fill("i våras")
    run(page)
    expect(page.locator("#misfit-thing")).to_contain_text("Inget här heter Finns inte alls", timeout=LONG)
    expect(page.locator("#misfit-date")).to_contain_text("i våras är inget datum")
    expect(page.locator(".fault")).to_contain_text("passar inte")
    field.fill("SPiK")
    page.get_by_label("Dagen, månaden eller året").fill("2021-02")
    run(page)
    expect(page.locator(".results tbody tr")).to_have_count(1, timeout=LONG)
    expect(page.locator("#misfit-thing")).to_be_empty()

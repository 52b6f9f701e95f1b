"""Pages as readers meet them: whole without scripts, nothing cut off, usable with a keyboard, all of it ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from tests.browser.sampling import kinds

PROJECT = "sv/project/blue-vietnam/"
NARROW: ViewportSize = {"width": 320, "height": 640}
"""The width at which everything must still fit (WCAG 2.2, 1.4.10)."""

PLAIN = "/* */"
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
LARGE = "html { font-size: 212.5% !important }"
WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "";
  const out = [...document.querySelectorAll("body *")].filter(each => each.getBoundingClientRect().right > width + 1);
  return out.slice(0, 4).map(each => each.outerHTML.slice(0, 90)).join(" | ") || "something";
}"""
HEADINGS = "all => all.map(each => [Number(each.tagName[1]), each.textContent.trim()])"


def whole(public: Path) -> Iterator[str]:
    """Yield the address of a page of each kind, but for those that only point on."""
    for name, address in kinds(public).items():
        if name not in ("front", "permanent address") and not name.endswith("without a language"):
            yield address


def open_all(page: Page, addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        yield address


@pytest.mark.parametrize("style", [PLAIN, SPACED], ids=["as it is", "spaced"])
def test_nothing_is_wider_than_a_narrow_screen(page: Page, public: Path, style: str) -> None:
    page.set_viewport_size(NARROW)
    found = {}
    for address in open_all(page, whole(public)):
        page.add_style_tag(content=style)
        found[address] = page.evaluate(WIDER)
    assert not any(found.values()), "\n".join(f"{address}: {wide}" for address, wide in found.items() if wide)


def test_text_can_be_twice_as_large(page: Page, public: Path) -> None:
    found = {}
    for address in open_all(page, whole(public)):
        page.add_style_tag(content=LARGE)
        found[address] = page.evaluate(WIDER)
    assert not any(found.values()), "\n".join(f"{address}: {wide}" for address, wide in found.items() if wide)


def test_pages_are_whole_without_scripts(unscripted: Page, public: Path) -> None:
    for address in open_all(unscripted, whole(public)):
        levels = [level for level, _ in unscripted.locator("h1, h2, h3, h4").evaluate_all(HEADINGS)]
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(level <= before + 1 for before, level in pairwise(levels)), (address, levels)
        assert len(unscripted.locator("main").inner_text()) > 60, address
        assert unscripted.locator("a[href]").count() > 10, address


def test_everything_is_said_in_the_language_of_the_page(unscripted: Page, public: Path) -> None:
    for address in open_all(unscripted, kinds(public, "sv").values()):
        language = unscripted.locator("html").get_attribute("lang")
        assert language == "sv", address
        assert re.search(r"\b(page|menu|start|kind)-[a-z]+\b", unscripted.locator("body").inner_text()) is None, address


def test_a_permanent_address_leads_to_the_page(page: Page, site: str) -> None:
    page.goto("id/project/blue-vietnam/")
    page.wait_for_url(f"{site}{PROJECT}")
    page.goto("")
    page.wait_for_url(f"{site}sv/")


def test_the_menu_opens_and_closes_by_keyboard(page: Page) -> None:
    page.goto(PROJECT)
    summary, link = page.locator(".menu > summary"), page.locator(".menu nav a").first
    expect(link).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_menu_closes_when_the_reader_goes_elsewhere(page: Page) -> None:
    page.goto(PROJECT)
    link = page.locator(".menu nav a").first
    page.locator(".menu > summary").click()
    expect(link).to_be_visible()
    page.locator("h1").click(position={"x": 5, "y": 5}, force=True)
    page.mouse.click(5, 700)
    expect(link).to_be_hidden()
    page.locator(".menu > summary").click()
    page.locator(".menu nav a").last.focus()
    page.keyboard.press("Tab")
    expect(link).to_be_hidden()


def test_the_menu_works_without_scripts_on_a_phone(unscripted: Page, site: str) -> None:
    unscripted.set_viewport_size(NARROW)
    unscripted.goto(PROJECT)
    unscripted.locator(".menu > summary").click()
    unscripted.get_by_role("navigation", name="Meny").get_by_role("link", name="Nätverk", exact=True).click()
    unscripted.wait_for_url(f"{site}sv/network/")


def test_search_is_a_form_that_needs_no_script(unscripted: Page, site: str) -> None:
    unscripted.goto(PROJECT)
    unscripted.get_by_role("searchbox").first.fill("vatten")
    unscripted.keyboard.press("Enter")
    unscripted.wait_for_url(f"{site}sv/search/?q=vatten")


def test_focus_can_be_seen_wherever_it_goes(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("sv/partnership/vaxjo-jb-marks/")
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate("""() => {
          const each = document.activeElement, style = getComputedStyle(each), box = each.getBoundingClientRect();
          return {at: each.outerHTML.slice(0, 80), style: style.outlineStyle, width: parseFloat(style.outlineWidth),
                  inside: box.bottom > 0 && box.top < innerHeight && box.height > 0};
        }""")
        if focused["at"].startswith("<body"):
            break
        seen.add(focused["at"])
        assert focused["style"] != "none", focused
        assert focused["width"] >= 2, focused
        assert focused["inside"], focused
    assert len(seen) > 15


def test_the_first_key_leads_past_the_menu(page: Page) -> None:
    page.goto(PROJECT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_a_source_is_one_click_from_its_fact(page: Page, site: str) -> None:
    page.goto(PROJECT)
    fact = page.locator("#section-names li.fact, .facts .fact").first
    fact.locator("summary").click()
    source = fact.locator(".sources a[href*='#char-']").first
    expect(source).to_be_visible()
    source.click()
    assert re.match(f"{re.escape(site)}sv/document/[^#]+#char-", page.url)
    expect(page.locator(f"[id='{page.url.partition('#')[2]}']")).to_be_in_viewport()


def test_what_was_not_said_looks_different(page: Page) -> None:
    page.goto("sv/municipality/vaxjo/")
    edge = "each => { const style = getComputedStyle(each); return [style.borderLeftStyle, style.borderLeftColor] }"
    said, implied, heading = (page.locator(f"li.fact.{kind}").first for kind in ("said", "implied", "heading"))
    looks = [each.evaluate(edge) for each in (said, implied, heading)]
    assert len({tuple(each) for each in looks}) == 3
    expect(implied.locator(".mark")).to_be_visible()
    assert said.locator(".mark").count() == 0


def test_paper_shows_the_sources_and_no_menu(page: Page) -> None:
    page.goto("sv/partnership/vaxjo-jb-marks/")
    expect(page.locator(".evidence").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".evidence").first).to_be_visible()
    for hidden in (".menu", ".find", ".languages"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")

"""The start page: drawn whole, light to load, and drawings that move once they are touched."""

from __future__ import annotations

import gzip
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Response, expect
from tests.browser.conftest import absent

from intlgraph.rendering import bundle

LIGHT = 150_000
"""Bytes of a first load, compressed."""


@pytest.fixture(autouse=True)
def bundled() -> None:
    if not bundle.holds("drawings.js"):
        absent("the scripts are not bundled: run make assets")


def touched(page: Page, kind: str) -> Locator:
    """Open the start page and touch a drawing; returns its box once it moves."""
    page.goto("sv/")
    box = page.locator(f'[data-drawing="{kind}"]')
    expect(box.locator("svg.drawing").first).to_be_visible()
    assert box.get_attribute("data-moves") is None
    box.dispatch_event("pointerenter")
    expect(box).to_have_attribute("data-moves", kind)
    return box


def test_a_first_load_is_light_and_holds_what_moves_nothing(page: Page) -> None:
    loaded: list[Response] = []
    page.on("response", lambda each: loaded.append(each))
    page.goto("sv/", wait_until="networkidle")
    assert sum(len(gzip.compress(each.body())) for each in loaded) < LIGHT
    assert not [each.url for each in loaded if "/assets/" in urlsplit(each.url).path]


def test_a_point_of_the_network_is_moved_with_its_lines(page: Page) -> None:
    box = touched(page, "network")
    box.scroll_into_view_if_needed()
    node = box.locator("[data-node]").first
    number = node.get_attribute("data-node")
    line = box.locator(f'[data-ends^="{number} "], [data-ends$=" {number}"]').first
    before = line.get_attribute("d")
    at = node.locator("circle.point").bounding_box()
    assert at
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.mouse.down()
    page.mouse.move(at["x"] + 90, at["y"] + 60, steps=6)
    page.mouse.up()
    moved = node.locator("circle.point").bounding_box()
    assert moved
    assert moved["x"] - at["x"] > 40
    assert line.get_attribute("d") != before
    assert page.url.endswith("/sv/")


def test_what_is_not_linked_steps_back_while_a_point_has_the_focus(page: Page) -> None:
    box = touched(page, "network")
    box.locator("[data-node] a").first.focus()
    expect(box.locator("svg.chosen")).to_have_count(1)
    near = box.locator("[data-node].near").count()
    assert 1 < near < box.locator("[data-node]").count()


def test_the_map_comes_nearer_by_button_and_goes_back(page: Page) -> None:
    box = touched(page, "map")
    box.get_by_role("button", name="Närmare").click()
    moved = box.locator("svg.drawing > g")
    expect(moved).to_have_attribute("transform", re.compile(r"scale\(1\.6"))
    box.get_by_role("button", name="Hela teckningen").click()
    expect(moved).to_have_attribute("transform", re.compile(r"scale\(1\)"))


def test_the_wheel_scrolls_the_page_and_not_the_map(page: Page) -> None:
    box = touched(page, "map")
    box.scroll_into_view_if_needed()
    box.hover()
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 200)
    page.wait_for_function(f"scrollY > {before}")
    assert "scale(1)" in (box.locator("svg.drawing > g").get_attribute("transform") or "scale(1)")


def test_the_timeline_is_drawn_out_and_its_words_stay(page: Page) -> None:
    box = touched(page, "timeline")
    drawing = box.locator("svg.drawing")
    narrow = drawing.evaluate("each => each.clientWidth")
    box.get_by_role("button", name="Närmare").click()
    assert drawing.evaluate("each => each.clientWidth") == pytest.approx(2 * narrow, rel=0.02)
    scroll = box.locator(".drawing-scroll")
    scroll.evaluate("each => { each.scrollLeft = each.scrollWidth }")
    page.wait_for_timeout(100)
    left = scroll.bounding_box()
    words = box.locator(".words").first.bounding_box()
    assert left
    assert words
    assert abs(words["x"] - left["x"]) < 40


def test_drawings_are_whole_without_scripts(unscripted: Page) -> None:
    unscripted.goto("sv/")
    for kind in ("map", "network", "timeline"):
        expect(unscripted.locator(f'[data-drawing="{kind}"] svg.drawing a').first).to_be_visible()
    expect(unscripted.locator(".moving")).to_have_count(0)

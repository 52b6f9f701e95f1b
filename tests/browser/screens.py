"""Pictures of every kind of page, on phone and desktop, light and dark: `python -m tests.browser.screens PUBLIC OUT`.

They are for people to look at; a very long page is cut.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FloatRect, Page, Route, expect, sync_playwright
from tests.browser.conftest import ARGUMENTS, DESKTOP, PHONE, chromium
from tests.browser.sampling import kinds
from tests.browser.serving import served

__all__ = ["main"]

LONGEST = 3200
"""Pixels of a page that are shown."""

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


def _found(page: Page) -> None:
    page.locator(".found li").first.wait_for()


def _asked(page: Page) -> None:
    page.get_by_role("button", name="Kör", exact=True).click()
    expect(page.locator(".status")).to_contain_text("sekunder", timeout=60_000)


SCENES: Mapping[str, tuple[str, Callable[[Page], object]]] = {
    "scene search": ("sv/search/?q=vatten", _found),
    "scene query answered": ("sv/sparql/#named=participants", _asked),
    "scene menu": ("sv/network/", lambda page: page.locator(".menu > summary").click()),
    "scene source": ("sv/network/iclei/", lambda page: page.locator(".facts summary").first.click()),
    "scene facet": ("sv/place/", lambda page: page.locator(".facet input").first.check()),
}
"""Pages in use: where, and what is done there."""


def staying(route: Route) -> None:
    """Answer with the page itself where it would point on at once."""
    response = route.fetch()
    route.fulfill(response=response, body=re.sub('<meta http-equiv="refresh"[^>]*>', "", response.text()))


def shoot(page: Page, out: Path, name: str) -> int:
    """Write a picture of a page as it is now in each theme; returns how many."""
    size = page.viewport_size or DESKTOP
    width = "phone" if size["width"] == PHONE["width"] else "desktop"
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        height = min(LONGEST, page.evaluate("document.documentElement.scrollHeight"))
        area: FloatRect = {"x": 0, "y": 0, "width": size["width"], "height": height}
        file = out / f"{re.sub('[^a-z]+', '-', name)}-{width}-{theme}.png"
        page.screenshot(path=file, full_page=True, clip=area, animations="disabled")
    return len(THEMES)


def photograph(browser: Browser, site: str, pages: Mapping[str, str], scenes: Collection[str], out: Path) -> int:
    """Write a picture of each page and scene at each width in each theme; returns how many."""
    count = 0
    for size in (DESKTOP, PHONE):
        context = browser.new_context(base_url=site, viewport=size, locale="sv-SE", reduced_motion="reduce")
        page = context.new_page()
        page.route(re.compile(f"^{re.escape(site)}(?!sv/|en/)(.*/)?$"), staying)
        for name, address in pages.items():
            page.goto(address)
            count += shoot(page, out, name)
        for name in scenes:
            address, act = SCENES[name]
            page.goto("about:blank")
            page.goto(address)
            act(page)
            count += shoot(page, out, name)
        context.close()
    return count


def main() -> None:
    """Serve a published folder, and photograph one page of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("public", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="a part of the names of what is photographed")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    pages = {name: address for name, address in kinds(given.public).items() if given.only in name}
    with tempfile.TemporaryDirectory() as host, served(given.public, Path(host)) as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        scenes = [name for name in SCENES if given.only in name]
        print(f"{photograph(browser, site, pages, scenes, given.out)} pictures in {given.out}")
        browser.close()


if __name__ == "__main__":
    main()

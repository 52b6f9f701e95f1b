"""Every kind of page can be read by everyone: WCAG 2.2 AA as axe judges it, and what no tool judges by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.auditing import COLOURS, faults
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.sampling import kinds

WIDTHS = {"desktop": DESKTOP, "phone": PHONE}


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_any_kind_of_page(page: Page, public: Path, width: str) -> None:
    page.set_viewport_size(WIDTHS[width])
    found = []
    for name, address in kinds(public).items():
        if name in ("front", "permanent address") or name.endswith("without a language"):
            continue
        page.goto(address)
        found += [f"{address}: {each}" for each in faults(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{address} (dark): {each}" for each in faults(page, COLOURS)]
        page.emulate_media(color_scheme="light")
    assert not found, "\n".join(found)

"""Pages in a real browser: this repository's publication, published once, served below a path, opened in Chromium.

A test takes `page`, or `phone`, `dark`, `unscripted`: each a fresh page of a fresh context, with addresses relative to
the site (`page.goto("sv/")`). The test fails when the page logged an error, threw one, was answered one, or asked
another host for anything. `INTLGRAPH_PUBLIC` may name a folder that is published already, to be taken as it is.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from tests.browser.serving import served
from tests.browser.watching import watched
from tests.conftest import ROOT

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 375, "height": 740}
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def absent(what: str) -> None:
    """Skip a test for something the machine lacks, or fail it where that is required."""
    if os.environ.get("INTLGRAPH_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{what}, and INTLGRAPH_REQUIRE_BROWSER=1 asks for it")
    pytest.skip(what)


def chromium() -> str:
    """Return the program that shows pages; without one the test is skipped."""
    named = (os.environ.get("INTLGRAPH_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, filter(None, named)) if path), None)
    if not found:
        absent("no Chromium here: install Debian's package chromium, or name a program in INTLGRAPH_CHROMIUM")
    return str(found)


def publish(folder: Path) -> Path:
    """Publish the publication in a folder, as its officer does; returns the folder that was published."""
    out = folder / "public"
    command = [sys.executable, "-m", "intlgraph", "publish", "--project", str(folder), "--out", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return out


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def public(shared_folder: Path) -> Path:
    """Return the published folder; whichever worker comes first publishes it, the others wait."""
    given = os.environ.get("INTLGRAPH_PUBLIC")
    if given:
        return Path(given)
    folder = shared_folder / "publication"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "public").exists():
            for part in ("data", "ontology"):
                shutil.copytree(ROOT / part, folder / part, dirs_exist_ok=True)
            shutil.copy(ROOT / "intlgraph.toml", folder)
            publish(folder)
    return folder / "public"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests of this worker."""
    program = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(browser: Browser, public: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the served site, with its final slash."""
    with served(public, tmp_path_factory.mktemp("host")) as address:
        yield address


def opened(browser: Browser, site: str, **settings: Any) -> Iterator[Page]:
    """Yield a page of a fresh context, and fail when something went wrong in it meanwhile."""
    context = browser.new_context(base_url=site, **{"viewport": DESKTOP, "locale": "sv-SE", **settings})
    wrong = watched(context, site)
    page = context.new_page()
    yield page
    context.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """Open a page on a desktop."""
    yield from opened(browser, site)


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """Open a page on a phone, with touch."""
    yield from opened(browser, site, viewport=PHONE, is_mobile=True, has_touch=True)


@pytest.fixture
def dark(browser: Browser, site: str) -> Iterator[Page]:
    """Open a page for a reader who wants it dark."""
    yield from opened(browser, site, color_scheme="dark")


@pytest.fixture
def unscripted(browser: Browser, site: str) -> Iterator[Page]:
    """Open a page where no script runs."""
    yield from opened(browser, site, java_script_enabled=False)

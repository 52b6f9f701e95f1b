"""What data may hold and pages must bear: no name, a very long one, another direction of writing, HTML, scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.auditing import faults
from tests.browser.conftest import opened, publish
from tests.browser.sampling import file_of
from tests.browser.serving import served
from tests.browser.test_html import judged
from tests.browser.test_pages import NARROW, WIDER
from tests.conftest import TINY

PWN = "<img src=x onerror='window.pwned=1'></script><script>window.pwned=1</script>&lt;b&gt;"
HOSTILE = f"{PWN} שלום עולם"
LONG = "N" + 9_999 * "å"
TURNED = "جمعية البلديات \u202eabc"
ADDRESSES = ["sv/", "en/"] + [
    f"{language}/{place}"
    for language in ("sv", "en")
    for place in (
        "network/", "network/sma-stader/", "network/gron-farja/", "municipality/", "municipality/nastanvik/",
        "municipality/sjoakero/", "festival/", "festival/asiktsfestivalen/", "festival/varmarknaden/",
    )
]  # fmt: skip


def edited(root: Path, table: str, *changes: tuple[str, str]) -> None:
    path = root / "data" / "tables" / table
    text = path.read_text("cp1252")
    for old, new in changes:
        assert text.count(old) == 1, (table, old, text.count(old))
        text = text.replace(old, new)
    path.write_text(text, "utf-8", newline="")


def quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the tiny publication with names and descriptions that somebody might write, or mean ill with."""
    root = tmp_path_factory.mktemp("bad") / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build", "public"))
    edited(
        root, "networks.csv",
        ("Sällskapet Små Städer – i går och i morgon", quoted(HOSTILE)),
        ("Öarnas nätverk för gröna färjor", TURNED),
        ("Påhittat nätverk för öar som vill köra färjor utan utsläpp.", quoted(f"Beskrivet: {HOSTILE}")),
    )  # fmt: skip
    edited(root, "municipalities.csv", ("Nästanvik", LONG), ("Sjöåkerö kommun", quoted("Sjö \"'<&>` {{ 7 * 7 }} ${1}")))
    edited(root, "festivals.csv", ("Tre dagar av samtal, sång och sill på öns södra udde.", quoted(PWN)))
    return publish(root)


@pytest.fixture(scope="module")
def bad_site(bad: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(bad, tmp_path_factory.mktemp("host")) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, bad_site: str) -> Iterator[Page]:
    yield from opened(browser, bad_site)


def test_nothing_of_it_runs_and_nothing_breaks(visitor: Page, bad: Path) -> None:
    found = []
    for address in ADDRESSES:
        assert file_of(bad, address).exists(), address
        visitor.goto(address)
        assert visitor.evaluate("() => window.pwned") is None, address
        found += [f"{address}: {each}" for each in faults(visitor)]
        visitor.set_viewport_size(NARROW)
        wide = visitor.evaluate(WIDER)
        found += [f"{address} is too wide: {wide}"] if wide else []
        visitor.set_viewport_size({"width": 1280, "height": 900})
    assert not found, "\n".join(found)


def test_it_is_all_valid_html(bad: Path) -> None:
    found = judged(bad)
    assert not found, "\n".join(found[:40])


def test_it_is_shown_as_it_was_written(visitor: Page) -> None:
    visitor.goto("sv/network/sma-stader/")
    assert visitor.locator("h1").text_content() == HOSTILE
    visitor.goto("sv/municipality/nastanvik/")
    assert visitor.locator("h1").text_content() == LONG
    visitor.goto("sv/network/gron-farja/")
    assert visitor.locator("h1 [dir=auto]").evaluate("each => getComputedStyle(each).direction") == "rtl"

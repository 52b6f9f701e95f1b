"""Accessibility as axe judges it: every rule of WCAG 2.0 to 2.2 A and AA, and best practices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Page
from tests.browser.conftest import absent

__all__ = ["COLOURS", "faults"]

_AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that depend on light and dark."""

_RUN = """only => axe.run(document, {runOnly: only, resultTypes: ["violations"]}).then(found => found.violations.map(
  each => `${each.id}: ${each.help}: ` + each.nodes.slice(0, 5).map(node => `${node.target} (${
    node.any.concat(node.all, node.none).map(check => check.message).join(" ")})`).join(" | ")))"""


@cache
def _axe() -> str:
    if not _AXE.exists():
        absent("axe is not here: make checkers")
    return _AXE.read_text("utf-8")


def faults(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds wrong with a page as it is now, a line for each rule; `rules` names the only ones."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    found: list[str] = page.evaluate(
        _RUN, {"type": "rule", "values": [*rules]} if rules else {"type": "tag", "values": _RULES}
    )
    return found

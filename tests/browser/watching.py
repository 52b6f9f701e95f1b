"""What must never happen while a page is looked at: an error, or a request to another site."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

__all__ = ["watched"]

_OURS = ("data:", "blob:", "about:")


def watched(context: BrowserContext, site: str) -> list[str]:
    """Watch every page of a context from now on; returns the list that grows by what goes wrong, in words."""
    wrong: list[str] = []

    def note(found: bool, text: str) -> None:
        if found:
            wrong.append(text)

    context.on("console", lambda each: note(each.type == "error", f"console: {each.text} {each.location.get('url')}"))
    context.on("weberror", lambda each: note(True, f"script: {each.error}"))
    context.on("request", lambda each: note(not each.url.startswith((site, *_OURS)), f"another site: {each.url}"))
    context.on("response", lambda each: note(each.status >= 400, f"answer {each.status}: {each.url}"))
    return wrong

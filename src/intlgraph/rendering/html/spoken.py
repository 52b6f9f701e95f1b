"""What scripts say to readers: sentences of the catalogue, carried by the page in an attribute."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from intlgraph.rendering.words import Words

__all__ = ["LISTING", "SEARCHING", "spoken"]

SEARCHING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "all": "search-all",
        "by": "search-by",
        "failed": "search-failed",
        "hits": "search-hits",
        "label": "search-label",
        "many": "search-many",
        "none": "search-none",
        "one": "search-one",
    }
)
"""What the search field says, by the names that its script has for it."""

LISTING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "after": "list-after",
        "before": "list-before",
        "clear": "list-clear",
        "csv": "list-csv",
        "failed": "list-failed",
        "hits": "list-hits",
        "json": "list-json",
        "pages": "page-pages",
        "shown": "page-shown",
    }
)
"""What a list says when something is chosen from it."""

_LATER: Final = {each: f"{{{each}}}" for each in ("count", "name", "number", "pages", "total")}


def spoken(words: Words, codes: Mapping[str, str]) -> str:
    """Return sentences in a language as JSON; their places are left for the script to fill.

    >>> spoken(Words("sv"), {"hits": "search-hits"})
    '{"hits":"{count} träffar"}'
    """
    texts = {name: words(code, **_LATER) for name, code in codes.items()}
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))

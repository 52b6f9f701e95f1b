"""One page of each kind, out of a published folder: the largest, which has most that can go wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

__all__ = ["file_of", "kinds"]

_OTHER = "en"
"""The other language, whose pages are made by the same templates."""


def file_of(public: Path, address: str) -> Path:
    """Return the file of a page by its address from the top of the site."""
    return public / address / "index.html" if address.endswith("/") or not address else public / address


def kinds(public: Path, language: str = "sv") -> Mapping[str, str]:
    """Return for each kind of page, named after its folder, the address of the largest one in a language.

    The first pages of all lists are one kind; so are the pages that stand at permanent addresses and point on.
    """
    largest: dict[str, tuple[int, str]] = {}
    for path in public.rglob("*.html"):
        address = path.relative_to(public).as_posix().removesuffix("index.html")
        name = _kind(public, address.split("/"), language)
        if name:
            largest[name] = max(largest.get(name, (0, "")), (path.stat().st_size, address))
    return {name: address for name, (_, address) in sorted(largest.items())}


def _kind(public: Path, parts: list[str], language: str) -> str:
    first, *rest = parts
    if first == _OTHER:
        return ""
    if first != language:
        return {"": "front", "id": "permanent address"}.get(first, f"{first} without a language")
    kind, *rest = rest
    if not rest:
        return "start"
    later = ", later page" if "page" in rest else ""
    if len(rest) == 1 or rest[0] == "page":
        return f"list{later}" if (public / language / kind / "list.csv").exists() else f"{kind}, all{later}"
    return f"{kind}, scheme" if kind in ("about", "concept") and len(rest) == 2 else f"{kind}{later}"

"""Addresses: resolving and comparing URLs as RFC 3986 says.

`urllib.parse.urljoin` drops an empty fragment and leaves unknown schemes alone; table metadata needs neither.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_absolute", "normalised", "resolve"]

_PARTS: Final = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PORTS: Final = {"http": ":80", "https": ":443"}


def is_absolute(address: str) -> bool:
    """Tell whether an address has a scheme of its own.

    >>> is_absolute("https://w3id.org/intlgraph/ns#"), is_absolute("../x")
    (True, False)
    """
    return _ABSOLUTE.fullmatch(address) is not None


def _without_dots(path: str) -> str:
    if "/." not in path and not path.startswith("."):
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1 or (kept and kept[0]):
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    text = "/".join(kept)
    return f"/{text}" if path.startswith("/") and not text.startswith("/") else text


def resolve(base: str, reference: str) -> str:
    """Return a reference as an absolute address (RFC 3986, section 5.2.2).

    >>> resolve("https://example.org/data/tables/x.csv", "../../id/membership/a")
    'https://example.org/id/membership/a'
    >>> resolve("https://example.org/x.csv", "#")
    'https://example.org/x.csv#'
    """
    match = _PARTS.fullmatch(reference)
    origin = _PARTS.fullmatch(base)
    if match is None or origin is None:
        return reference
    scheme, authority, path, query, fragment = match.groups(default="")
    if scheme:
        rest = _without_dots(path) if match[2] is not None or path.startswith("/") else path
    else:
        scheme = origin[1] or ""
        rest = path
        if match[2] is not None:
            rest = _without_dots(path)
        else:
            authority = origin[2] or ""
            if not path:
                rest = origin[3]
                query = query if match[4] is not None else (origin[4] or "")
            elif path.startswith("/"):
                rest = _without_dots(path)
            else:
                folder = origin[3].rpartition("/")[0] + "/" if "/" in origin[3] or authority else ""
                rest = _without_dots(folder + path)
    has_authority = match[2] is not None or (not match[1] and origin[2] is not None)
    return (
        f"{scheme}:{'//' + authority if has_authority else ''}{rest}{query}{fragment}"
        if scheme
        else rest + query + fragment
    )


def normalised(address: str) -> str:
    """Return an address in the form in which two spellings of it compare equal (RFC 3986, sections 6.2.2 and 6.2.3).

    >>> normalised("HTTP://Example.org:80/a/./b%7e")
    'http://example.org/a/b~'
    """
    match = _PARTS.fullmatch(address)
    if match is None or not match[1]:
        return address
    scheme = match[1].lower()
    authority = (match[2] or "").lower().removesuffix(_PORTS.get(scheme, "\0"))
    path = _without_dots(match[3]) or ("/" if match[2] is not None else "")
    text = f"{scheme}:{'//' + authority if match[2] is not None else ''}{path}{match[4] or ''}{match[5] or ''}"
    return _ESCAPE.sub(_plain_escape, text)


def _plain_escape(match: re.Match[str]) -> str:
    character = chr(int(match[0][1:], 16))
    return character if character in _UNRESERVED else match[0].upper()

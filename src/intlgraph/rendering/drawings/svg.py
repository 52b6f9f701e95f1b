"""The pieces that every drawing is made of: escaped text, names in the reader's language, short numbers, the frame.

A drawing with links in it is a `group`, since what stands inside an `img` does not exist for a screen reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Final

from intlgraph.rendering.description import Link, Text

__all__ = ["Caption", "Reader", "escaped", "frame", "linked", "named", "number", "shortened", "titled", "worded"]

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 200
"""Characters of a title on a mark; the whole text stands on the page of the thing."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What a drawing is called and what it shows, in words; `key` is unique on the page, letters and hyphens."""

    key: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a drawing is for: a language, and the function from an IRI to a link (empty where there is no page)."""

    language: str
    address: Callable[[str], str]


def escaped(text: str) -> str:
    """Return a text as it may stand in markup and in attributes, without what XML forbids.

    >>> escaped('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return escape(_FORBIDDEN.sub("", text), quote=True)


def number(value: float) -> str:
    """Return a number with at most one decimal, as short as it can be written.

    >>> number(12.04), number(-0.01), number(7.46)
    ('12', '0', '7.5')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def shortened(text: str, length: int) -> str:
    """Return a text on one line, cut at a length (characters) with an ellipsis.

    >>> shortened("Union of the Baltic Cities", 14)
    'Union of the…'
    """
    # Slice first: a label may have any length, and only its beginning is shown.
    plain = " ".join(text[: 4 * length + 20].split())
    return plain if len(plain) <= length else plain[: length - 1].rstrip(" ,;:–-") + "…"


def worded(texts: Text, language: str) -> tuple[str, str]:
    """Return a text in a language, else in English, else in the first there is; and the language it is in.

    >>> worded({"sv": "mål"}, "en"), worded({}, "en")
    (('mål', 'sv'), ('', ''))
    """
    for one in (language, "en", *sorted(texts)):
        if texts.get(one, "").strip():
            return texts[one], one
    return "", ""


def named(link: Link, language: str) -> tuple[str, str]:
    """Return what a thing is called and the language of that; without a name, the last part of its IRI."""
    text, spoken = worded(link.names, language)
    return (text, spoken) if text else (re.split(r"[/#]", link.iri.rstrip("/#"))[-1] or link.iri, "")


def titled(text: str, spoken: str, language: str) -> str:
    """Return the title of a mark, which says its language where it is not the page's."""
    mark = f' lang="{escaped(spoken)}"' if spoken and spoken != language else ""
    return f"<title{mark}>{escaped(shortened(text, _LONGEST))}</title>"


def linked(iri: str, inner: str, reader: Reader, classes: str = "") -> str:
    """Return markup as a link to the page of a thing, or as a mere group where it has none."""
    address = reader.address(iri)
    mark = f' class="{escaped(classes)}"' if classes else ""
    return f'<a href="{escaped(address)}"{mark}>{inner}</a>' if address else f"<g{mark}>{inner}</g>"


def frame(caption: Caption, kind: str, size: str, inner: str) -> str:
    """Return a whole drawing: `kind` is its class, `size` the attributes that say how large it is."""
    key = escaped(caption.key)
    role = "group" if "<a " in inner else "img"
    described = f' aria-describedby="{key}-desc"' if caption.description else ""
    desc = f'<desc id="{key}-desc">{escaped(caption.description)}</desc>' if caption.description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing {kind}" {size} role="{role}" '
        f'aria-labelledby="{key}-title"{described}><title id="{key}-title">{escaped(caption.title)}</title>{desc}'
        f"{inner}</svg>"
    )

"""What a reader's program asks for, as regular expressions that web servers try one after the other.

The expressions are written in what PCRE (Apache, nginx) and RE2 (Caddy) share: no look-around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

__all__ = ["asked", "formats", "languages"]

_PARAMETERS: Final = "(?: *; *(?:[^q,; ][^,;]*|q[^=,;][^,;]*))*"
"""Parameters of a media type other than its weight."""
_MORE: Final = "(?:;[^,]*)?"
_WEIGHTS: Final = (
    f"(?: *; *q=1(?:[.]0*)?{_MORE})?",
    *(f" *; *q=0[.]{tenth}[0-9]* *{_MORE}" for tenth in range(9, 0, -1)),
)
"""The weights from 1 to 0.1, by tenths (RFC 9110, section 12.4.2); less than a tenth is as good as nothing."""

_PAGES: Final = ("text/html", "application/xhtml+xml", "text/*", "*/*")
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {"application/ld+json": ("application/json",)}
"""Media types that a format answers to beside its own."""


def formats(known: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield expressions for `Accept`, each with the extension that it asks for, empty for a page; the first counts.

    `known` has extensions with media types. The heavier weight wins; of two that weigh the same, data that is named
    wins over pages, and an earlier format over a later.

    >>> found = list(formats([("ttl", "text/turtle"), ("rdf", "application/rdf+xml")]))
    >>> asked(found, "text/turtle;q=0.5, application/rdf+xml;q=0.8, */*;q=0.1")
    'rdf'
    >>> asked(found, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    ''
    """
    ways = [(_types((media, *_ALSO.get(media, ()))) + _PARAMETERS, extension) for extension, media in known]
    return _weighed([*ways, (_types(_PAGES) + _PARAMETERS, "")])


def languages(tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield expressions for `Accept-Language`, each with the language that it asks for; the first counts.

    >>> asked(list(languages(["sv", "en"])), "de, sv;q=0.3, en-GB;q=0.7")
    'en'
    """
    return _weighed([(re.escape(tag) + "(?:-[a-z0-9-]*)?", tag) for tag in tags] + [("[*]", tags[0])])


def asked(expressions: Sequence[tuple[str, str]], header: str) -> str:
    """Return what a header asks for, as a web server finds it; empty where no expression meets it."""
    return next((value for text, value in expressions if re.search(text, header, re.IGNORECASE)), "")


def _weighed(ways: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for weight in _WEIGHTS:
        for text, value in ways:
            yield f"(?:^|,) *{text}{weight} *(?:,|$)", value


def _types(names: Sequence[str]) -> str:
    plain = "|".join(name.replace("+", "[+]").replace("*", "[*]") for name in names)
    return f"(?:{plain})"

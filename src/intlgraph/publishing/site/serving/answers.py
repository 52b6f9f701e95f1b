"""How a web server answers for the site: one value that the settings of every web server are made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit
from xml.sax.saxutils import escape

from intlgraph.errors import sentence
from intlgraph.formats import GRAPH_FORMATS
from intlgraph.project import Project
from intlgraph.publishing.site.resources import EXTENSIONS
from intlgraph.publishing.site.vocabulary import ONTOLOGY

__all__ = ["DAY", "VERSIONED", "Answers", "Retired", "Rule"]

VERSIONED: Final = "-[0-9A-Z]{8}[.](?:js|wasm|woff2)$"
"""The names of files that carry a hash of what they hold: they never change."""
DAY: Final[Mapping[bool, str]] = {True: "public, max-age=31536000, immutable", False: "public, max-age=300"}
"""How long a copy may be used without asking: what is versioned for ever, anything else for five minutes."""

_UTF8: Final = "; charset=utf-8"
_TYPES: Final = {
    "css": f"text/css{_UTF8}",
    "csv": f"text/csv{_UTF8}",
    "gz": "application/gzip",
    "html": f"text/html{_UTF8}",
    "js": f"text/javascript{_UTF8}",
    "json": "application/json",
    "png": "image/png",
    "rq": "application/sparql-query",
    "svg": "image/svg+xml",
    "txt": f"text/plain{_UTF8}",
    "wasm": "application/wasm",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
_START: Final = "serving-start"
_PACKED: Final = frozenset({"gz", "png", "woff2"})
_NAME: Final = "[^/?]+(?:/[^/?]+?){1,3}?"


@dataclass(frozen=True, slots=True)
class Rule:
    """An IRI, below the site, and where it leads: the first of the `targets` that is there as a file.

    The IRI is an expression with one group. Targets are addresses with `{name}`, what the group matched, and
    `{format}` and `{language}`, what is asked for; where no format is asked for, a target with a format is none.
    """

    iri: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retired:
    """A name below `id/` that is used no more, and where it leads now: another name, a whole IRI, or None when gone."""

    name: str
    new: str | None

    @property
    def written(self) -> str:
        """The new name or IRI, quoted as in a link."""
        new = self.new or ""
        return new if ":" in new else quote(new)


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that Apache, nginx and Caddy are told, each in its own words.

    `path` is where the base IRI stands on its host, without a last slash; `formats` has extensions with media types;
    `types` has what every kind of file is sent as, and `packable` the media types worth compressing.
    """

    base: str
    path: str
    languages: tuple[str, ...]
    formats: tuple[tuple[str, str], ...]
    rules: tuple[Rule, ...]
    types: tuple[tuple[str, str], ...]
    policy: str
    hidden: bool
    retired: tuple[Retired, ...] = ()

    @classmethod
    def of(cls, project: Project, retired: Iterable[tuple[str, str | None]] = ()) -> Answers:
        """Return how servers are to answer for a publication; `retired` has old IRIs with new ones, None for gone."""
        media = {each.extension: each.media_type for each in GRAPH_FORMATS}
        types = {**_TYPES, **media, "ttl": f"{media['ttl']}{_UTF8}"}
        start = f"{project.base}/id/"
        known = (
            Retired(unquote(old.removeprefix(start)), unquote(new.removeprefix(start)) if new else None)
            for old, new in retired
            if old.startswith(start)
        )
        return cls(
            project.base,
            urlsplit(project.base).path,
            project.languages,
            tuple((each, media[each]) for each in EXTENSIONS),
            tuple(_rules(project)),
            tuple(sorted(types.items())),
            _policy(project.endpoint),
            project.demonstration,
            tuple(known),
        )

    @property
    def packable(self) -> tuple[str, ...]:
        """The media types that are worth compressing."""
        return tuple(sorted({media.partition(";")[0] for name, media in self.types if name not in _PACKED}))

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """What is said of every answer, errors too."""
        open_ = (
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Expose-Headers", "Link"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
        )
        return (*open_, ("X-Robots-Tag", "noindex")) if self.hidden else open_

    @property
    def about(self) -> str:
        """An expression for addresses of one thing (its IRI, pages and data) whose one group is the thing's name."""
        folders = "|".join(("id", "data", *self.languages))
        return f"(?:{folders})/({_NAME}){self.endings}"

    @property
    def endings(self) -> str:
        """An expression for what may follow the name of a thing in an address."""
        extensions = "|".join(name for name, _ in self.formats)
        return f"(?:/(?:index[.]html)?|[.](?:{extensions}))?"

    def links(self, site: str, name: str, here: str) -> str:
        """Return the `Link` header (RFC 8288) of what is about one thing, with a server's words for what differs.

        `site` is the path of the site with a last slash, `name` the thing's, `here` the address below the base.
        """
        data = [f'<{site}data/{name}.{each}>; rel="alternate"; type="{media}"' for each, media in self.formats]
        pages = [
            f'<{site}{tag}/{name}/>; rel="alternate"; type="text/html"; hreflang="{tag}"' for tag in self.languages
        ]
        return ", ".join([*data, *pages, f'<{self.base}/{here}>; rel="canonical"'])

    def missing(self, code: int) -> str:
        """Return the page for what is not there (404) or is gone (410), on one line and without double quotes."""
        first, what = self.languages[0], {404: "serving-404", 410: "serving-410"}[code]
        parts = "".join(
            f"<section lang='{tag}'><h1>{_said(what, 'text', tag)}</h1><p>{_said(what, 'hint', tag)}"
            f" <a href='{self.base}/{tag}/'>{_said(_START, 'text', tag)}</a></p></section>"
            for tag in self.languages
        )
        return (
            f"<!doctype html><html lang='{first}'><head><meta charset='utf-8'>"
            "<meta name='viewport' content='width=device-width, initial-scale=1'><meta name='robots' content='noindex'>"
            "<meta name='color-scheme' content='light dark'><link rel='icon' href='data:,'>"
            "<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>"
            f"<title>{_said(what, 'text', first)}</title></head><body><main>{parts}</main></body></html>"
        )


def _said(what: str, part: str, language: str) -> str:
    return escape(sentence(what, part, language, {}), {"'": "&#39;", '"': "&#34;"})


def _rules(project: Project) -> Iterator[Rule]:
    """Yield what leads where: the site itself, things and rows, concepts, the ontology, datasets.

    A row has no page but a place on that of its subject: what stands at its own address points on to it.
    """
    page, data = "{language}/{name}/", "data/{name}.{format}"
    yield Rule("()", ("catalog.{format}", "{language}/"))
    yield Rule("id/([^/?]+/[^/?]+)/?", (data, page))
    yield Rule("id/([^/?]+/[^/?]+)", ("id/{name}/",))
    yield Rule("id/([^/?]+)/?", (page,))
    yield Rule("(concept/[^/?]+(?:/[^/?]+)*)/?", (data, page))
    yield Rule(f"({ONTOLOGY.rstrip('/')})/?", (data, page))
    names = "|".join(re.escape(each.name).replace("\\-", "-") for each in project.datasets)
    if names:
        yield Rule(f"dataset/({names})/?", ("catalog.{format}", data, "{language}/dataset/{name}/", "{language}/"))


def _policy(endpoint: str) -> str:
    """Return the Content-Security-Policy that the pages keep to; the colours of goals are styles of elements."""
    away = urlsplit(endpoint)
    asked = f" {away.scheme}://{away.netloc}" if away.netloc else ""
    return (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
        "style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data:; font-src 'self'; connect-src 'self'{asked}; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'self'"
    )

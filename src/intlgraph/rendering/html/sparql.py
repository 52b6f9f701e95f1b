"""The page that asks in SPARQL: what it says without scripts, and what the script that fills it needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from intlgraph.errors import sentence
from intlgraph.query.headers import NamedQuery
from intlgraph.query.labels import chosen
from intlgraph.rendering.bundle import versioned
from intlgraph.rendering.description import Text
from intlgraph.rendering.html.head import ICON, TITLE, Data
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.machine import script
from intlgraph.rendering.prose import cut
from intlgraph.rendering.words import Words

__all__ = ["WORDS", "SparqlPage", "address", "onward", "page"]

WORDS: Final = (
    "sparql-after", "sparql-any", "sparql-asking", "sparql-before", "sparql-capped", "sparql-certainty",
    "sparql-chart", "sparql-chart-of", "sparql-choice", "sparql-completions", "sparql-copied", "sparql-copy-link",
    "sparql-cut", "sparql-date", "sparql-date-form", "sparql-document", "sparql-download", "sparql-edited",
    "sparql-fault-died", "sparql-fault-empty", "sparql-fault-engine", "sparql-fault-load", "sparql-fault-misfit",
    "sparql-fault-remote", "sparql-fault-syntax", "sparql-fault-syntax-at", "sparql-further", "sparql-indexing",
    "sparql-integer", "sparql-keys", "sparql-left-out", "sparql-left-out-one", "sparql-link-in-address",
    "sparql-loading", "sparql-map", "sparql-map-credit", "sparql-map-of", "sparql-missing", "sparql-nearer",
    "sparql-network", "sparql-network-of", "sparql-no", "sparql-no-chart", "sparql-no-map", "sparql-no-network",
    "sparql-no-such-query", "sparql-not-stated", "sparql-own-query", "sparql-passage", "sparql-pick", "sparql-plain",
    "sparql-prefix", "sparql-publisher-says", "sparql-query", "sparql-required", "sparql-rows-found",
    "sparql-rows-found-one", "sparql-rows-shown", "sparql-run", "sparql-service", "sparql-show-as",
    "sparql-show-place", "sparql-stop", "sparql-stopped", "sparql-table", "sparql-thing-none", "sparql-thing-several",
    "sparql-took", "sparql-triples", "sparql-triples-found", "sparql-triples-found-one", "sparql-use", "sparql-whole",
    "sparql-yes",
)  # fmt: skip
"""What the script says: codes of the catalogue, which it knows without what they begin with."""

_BLANKS: Final = (
    "cause", "column", "count", "first", "label", "last", "line", "lines", "megabytes", "name", "number", "prefix",
    "quads", "seconds", "shown", "text", "things", "total",
)  # fmt: skip
"""What the script fills in itself."""

_NAME: Final = "SPARQL"
_OURS: Final = "sparql-"


@dataclass(frozen=True, slots=True)
class SparqlPage:
    """The query page: the named queries, each with its text, and the dumps, each with its name and titles.

    `settings` is what the script needs to know, its addresses written from the top of the site; `bundle` is empty where
    the scripts have not been built.
    """

    queries: tuple[tuple[NamedQuery, str], ...]
    dumps: tuple[tuple[str, Text], ...]
    bundle: Mapping[str, bytes]
    settings: Mapping[str, object]
    loaded: tuple[str, ...] = ()
    endpoint: str = ""


def address(language: str = "") -> str:
    """Return the address of the page in a language, or of what points on to it.

    >>> address("sv"), address()
    ('sv/sparql/', 'sparql/')
    """
    return f"{language}/sparql/" if language else "sparql/"


def page(renderer: Renderer, asking: SparqlPage, language: str) -> str:
    """Return the query page in a language."""
    prose = renderer.prose(address(language), language)
    words = prose.words
    built = bool(asking.bundle)
    scripts = (versioned(asking.bundle, "sparql.js"),) if built else ()
    known = {
        **asking.settings,
        "language": language,
        "top": "../" * address(language).count("/"),
        "engine": prose.to(versioned(asking.bundle, "engine.js")) if built else "",
        "dumps": [prose.to(each) for each in asking.loaded],
        "endpoint": asking.endpoint,
        "queries": prose.to(f"{address()}queries.json"),
        "vocabulary": prose.to(f"{address()}vocabulary.json"),
        "words": _words(language),
    }
    return renderer.render(
        "sparql",
        prose,
        renderer.head(prose, words("sparql-title"), words("sparql-lead"), scripts=scripts),
        {each: address(each) for each in renderer.languages},
        queries=[
            (each.name, chosen(each.title, language), chosen(each.description, language), text)
            for each, text in sorted(asking.queries, key=lambda pair: chosen(pair[0].title, language).casefold())
        ],
        dumps=[(prose.text(titles), Data(name, "application/gzip", prose.to(name))) for name, titles in asking.dumps],
        settings=script(known) if built else "",
        sheet=prose.to(versioned(asking.bundle, "sparql.css")) if built else "",
        endpoint=asking.endpoint,
    )


def onward(renderer: Renderer, bundle: Mapping[str, bytes]) -> str:
    """Return what stands at the address without a language; its script keeps what the address carries."""
    here, first = address(), renderer.languages[0]

    def to(there: str) -> str:
        return renderer.addresses.relative(here, there)

    return renderer.template("onward").render(
        name=cut(_NAME, TITLE),
        language=first,
        canonical=renderer.absolute(address(first)),
        ways=[(each, Words.native(each), to(address(each))) for each in renderer.languages],
        style=to(renderer.style),
        icon=to(ICON),
        script=to(versioned(bundle, "onward.js")) if bundle else "",
    )


def _words(language: str) -> dict[str, str]:
    """Return what the script says, with the blanks that it fills in."""
    blanks = {each: f"{{{each}}}" for each in _BLANKS}
    return {each.removeprefix(_OURS): sentence(each, "text", language, blanks) for each in WORDS}

"""The pages of the named queries: what each asks, and what is answered here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Value
from intlgraph.rendering.html import told
from intlgraph.rendering.html.head import Data
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.prose import Prose
from intlgraph.rendering.queries import QueriesPage, QueryPage, Setting
from intlgraph.store import syntax

__all__ = ["ROOM", "address", "page", "queries"]

ROOM: Final = "query/"
"""Where the pages stand, below the folder of a language."""

_KEPT: Final = 4
_DAY: Final = re.compile(r"[\[\]\d.-]{4,24}")
_EDITOR: Final = "sparql/"
_ANSWERS: Final = (("csv", "CSV", "text/csv"), ("json", "JSON", "application/sparql-results+json"))
_TAKES: Final[Mapping[str, str]] = {
    "thing": "takes-thing",
    "date": "takes-date",
    "concept": "takes-concept",
    "integer": "takes-integer",
    "text": "takes-text",
    "choice": "takes-choice",
}
_CLASSES: Final = {"word": "w", "variable": "v", "string": "s", "iri": "i", "name": "i", "number": "s"}


def address(name: str) -> str:
    """Return where the page of a query stands, below the folder of a language."""
    return f"{ROOM}{quote(name, safe='')}/"


def queries(renderer: Renderer, page: QueriesPage, language: str) -> str:
    """Return the page that leads to all named queries, in a language."""
    prose = renderer.prose(f"{language}/{ROOM}", language)
    entries = [
        (prose.text(title), prose.to(f"{language}/{address(name)}"), prose.text(description), name)
        for name, title, description in page.queries
    ]
    return renderer.render(
        "queries",
        prose,
        renderer.head(prose, prose.words("queries-title"), prose.words("queries-lead")),
        {each: f"{each}/{ROOM}" for each in renderer.languages},
        entries=entries,
    )


def page(renderer: Renderer, query: QueryPage, language: str) -> str:
    """Return the page of a query in a language."""
    where = address(query.name)
    prose = renderer.prose(f"{language}/{where}", language)
    title = chosen(query.title, language)
    downloads = [Data(name, media, f"answer.{extension}") for extension, name, media in _ANSWERS]
    return renderer.render(
        "query",
        prose,
        renderer.head(prose, title, chosen(query.description, language)),
        {each: f"{each}/{where}" for each in renderer.languages},
        query=query,
        settings=[(each, _choices(prose, each)) for each in query.settings],
        rows=[
            (tuple(_cell(prose, cell) for cell in row.cells), row.certainty, row.documents) for row in query.asking.rows
        ],
        text=_coloured(query.body),
        downloads=downloads if query.asking.problem is None else [],
        editor=prose.to(f"{language}/{_EDITOR}#{_carried(query)}"),
        crumbs=[(prose.words("queries-title"), prose.to(f"{language}/{ROOM}"))],
    )


def _carried(query: QueryPage) -> str:
    """Return a query and what was given as the page that asks in the browser reads them from its address."""
    return urlencode([("named", query.name), *((f"p.{name}", value) for name, value in query.asking.given)])


def _choices(prose: Prose, setting: Setting) -> Markup:
    """Return what may be given of a parameter: its kind, and the values of a list or the classes of a thing."""
    values = [Markup("<code>{}</code>").format(each) for each in setting.choices]
    values += [prose.link(each) for each in setting.classes]
    kind = escape(prose.words(_TAKES[setting.type]))
    return Markup(f"{kind}: {told.joined(prose, values, 'list-or')}") if values else kind


def _cell(prose: Prose, value: Value | None) -> Markup:
    if value is None:
        return Markup('<span class="unsaid">{}</span>').format(prose.words("query-not-stated"))
    if _DAY.fullmatch(value.text):
        return Markup('<span class="day">{}</span>').format(value.text)
    return prose.value(value)


@lru_cache(_KEPT)
def _coloured(text: str) -> Markup:
    """Return a query with its words, names and variables marked; a comment is what stands between tokens.

    >>> _coloured("ASK {} # why")
    Markup('<span class="w">ASK</span> {} <span class="c"># why</span>')
    """
    return Markup("").join(_pieces(text))


def _pieces(text: str) -> Iterator[Markup]:
    done = 0
    for token in syntax.tokens(text):
        yield from _between(text[done : token.start])
        known = _CLASSES.get(token.kind)
        yield Markup('<span class="{}">{}</span>').format(known, token.text) if known else escape(token.text)
        done = token.start + len(token.text)
    yield from _between(text[done:])


def _between(text: str) -> Iterator[Markup]:
    """Yield space as it is and comments as such."""
    for line in text.splitlines(keepends=True):
        space, mark, comment = line.partition("#")
        yield escape(space)
        if mark:
            ending = "\n" if comment.endswith("\n") else ""
            yield Markup('<span class="c">{}</span>').format(mark + comment.rstrip("\n")) + ending

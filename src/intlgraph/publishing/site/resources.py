"""One thing as data, in each format, by the writers of the dumps: what is read beside a page looks as the dumps do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Triple

from intlgraph.project import Project
from intlgraph.publishing import rdfxml, turtle
from intlgraph.publishing.contexts import understood
from intlgraph.publishing.jsonld import Compaction
from intlgraph.publishing.prefixes import Prefixes
from intlgraph.rendering.html.head import FORMATS

__all__ = ["EXTENSIONS", "Resources"]

EXTENSIONS: Final = tuple(extension for extension, _, _ in FORMATS)
"""The extensions of the formats that every thing is published in."""

_KEY: Final = re.compile(r'"([^"\\]+)":')
_QUOTED: Final = re.compile(r'"([^"\\:]+)(?::[^"\\]*)?"')


class Resources:
    """Writes things of one publication; what is known of the context is worked out once."""

    def __init__(self, project: Project, context: Mapping[str, object]) -> None:
        """Keep the definitions that stand under `@context`; raises `DataError` for what cannot be followed."""
        known = understood(context)
        self._names = Prefixes(project.iris, known.prefixes)
        self._compaction = Compaction(known)
        self._definitions = {name: _definition(name, each) for name, each in context.items()}
        self._needed = {name: _leaning(name, context) for name in context}
        self._always = frozenset(
            name
            for name, each in context.items()
            if name.startswith("@") or (isinstance(each, str) and each.startswith("@"))
        )

    def write(self, triples: Iterable[Triple], extension: str) -> bytes:
        """Return triples in a format, by its extension: all formats hold the same."""
        return dict(self.files(triples))[extension]

    def files(self, triples: Iterable[Triple]) -> Iterator[tuple[str, bytes]]:
        """Yield triples in each format, with its extension. The lines are sorted, once for all of them."""
        lines = sorted(map(str, triples))
        names = self._names.fresh()
        body = "".join(turtle.subjects(lines, names))
        yield "ttl", (turtle.head((), names.used) + body).encode()
        yield "jsonld", self._jsonld(lines).encode()
        names = self._names.fresh()
        body = "".join(rdfxml.Descriptions(names).subjects(lines))
        yield "rdf", (rdfxml.head((), names.used) + body + rdfxml.tail()).encode()
        yield "nt", "".join([f"{line} .\n" for line in lines]).encode()

    def _jsonld(self, lines: Sequence[str]) -> str:
        nodes = ",\n".join(self._compaction.nodes(lines))
        used = self._used(nodes)
        opening = ",\n".join([text for name, text in self._definitions.items() if name in used])
        return f'{{"@context": {{\n{opening}\n}},\n{self._compaction.keyword("@graph")}: [\n{nodes}\n]}}\n'

    def _used(self, nodes: str) -> frozenset[str]:
        """Return the definitions that a text may need, and those that these lean on: a small file needs few."""
        found = {*_QUOTED.findall(nodes), *_KEY.findall(nodes)}
        return self._always.union(*(self._needed[name] for name in found if name in self._needed))


def _definition(name: str, definition: object) -> str:
    """Return a definition as it stands in a context, without the braces around."""
    return json.dumps({name: definition}, ensure_ascii=False, indent=1)[2:-2]


def _leaning(name: str, context: Mapping[str, object]) -> frozenset[str]:
    """Return a definition and all that it leans on."""
    used: set[str] = set()
    waiting = {name}
    while new := {each for each in waiting if each in context} - used:
        used |= new
        waiting = set(_QUOTED.findall(json.dumps([context[each] for each in sorted(new)])))
    return frozenset(used)

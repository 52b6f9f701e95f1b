"""One thing as data, in each format, by the writers of the dumps: what is read beside a page looks as the dumps do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pyoxigraph import Triple

from intlgraph.project import Project
from intlgraph.publishing import rdfxml, turtle
from intlgraph.publishing.contexts import understood
from intlgraph.publishing.jsonld import Compaction
from intlgraph.publishing.prefixes import Prefixes

__all__ = ["EXTENSIONS", "Resources"]

EXTENSIONS: Final = ("ttl", "jsonld", "rdf", "nt")
"""The extensions of the formats that every thing is published in."""

_QUOTED: Final = re.compile(r'"([^"\\:]+)(?::[^"\\]*)?"')


class Resources:
    """Writes things of one publication; what is known of the context is worked out once."""

    def __init__(self, project: Project, context: Mapping[str, object]) -> None:
        """Keep the definitions that stand under `@context`; raises `DataError` for what cannot be followed."""
        self._project = project
        self._context = context
        known = understood(context)
        self._prefixes = known.prefixes
        self._compaction = Compaction(known)

    def write(self, triples: Iterable[Triple], extension: str) -> bytes:
        """Return triples in a format, by its extension: all formats hold the same. The lines are sorted."""
        lines = sorted(map(str, triples))
        if extension == "nt":
            return "".join(f"{line} .\n" for line in lines).encode()
        if extension == "jsonld":
            return self._jsonld(lines).encode()
        names = Prefixes(self._project.iris, self._prefixes)
        if extension == "ttl":
            body = "".join(turtle.subjects(lines, names))
            return (turtle.head((), names.used) + body).encode()
        body = "".join(rdfxml.Descriptions(names).subjects(lines))
        return (rdfxml.head((), names.used) + body + rdfxml.tail()).encode()

    def _jsonld(self, lines: Sequence[str]) -> str:
        nodes = ",\n".join(self._compaction.nodes(lines))
        opening = json.dumps(self._used(nodes), ensure_ascii=False, indent=1)
        return f'{{"@context": {opening},\n{self._compaction.keyword("@graph")}: [\n{nodes}\n]}}\n'

    def _used(self, nodes: str) -> dict[str, object]:
        """Return the definitions that a text may need, and those that these lean on: a small file needs few."""
        used: set[str] = set()
        waiting = set(_QUOTED.findall(nodes)) | set(re.findall(r'"([^"\\]+)":', nodes))
        while waiting:
            new = {name for name in waiting if name in self._context} - used
            used |= new
            said = json.dumps([self._context[name] for name in sorted(new)])
            waiting = set(_QUOTED.findall(said)) - used
        return {
            name: each
            for name, each in self._context.items()
            if name in used or name.startswith("@") or (isinstance(each, str) and each.startswith("@"))
        }

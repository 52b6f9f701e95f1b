"""Where a node is written: the line of a file that a term stands on, found in its text.

Parsers do not say where a triple stood. A term has few spellings (`<iri>`, `prefix:name`, `"iri"`), so the text is
searched: for the line where the node begins, or the named node that a blank node hangs from and then its path; from
there for the term in question. That can be a few lines off, never in the wrong file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode

from intlgraph.errors import Place
from intlgraph.validation.statements import Node, Statements, Term
from intlgraph.validation.vocabulary import MINTED, SH

__all__ = ["Written"]

_PREFIX = re.compile(r"""(?i)(?<![^\s.])@?prefix\s+([\w.-]*):\s*<([^>]*)>|xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']""")
_BEGINNING = re.compile(r"(?m)^[ \t]*(?:<([^>\s]*)>|([\w.-]*:[\w.-]*\w)(?![\w:%\\-]))")


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a file, the prefixes that it declares, and the IRIs that lines begin with, each by its first line."""

    text: str
    prefixes: tuple[tuple[str, str], ...]
    starts: Mapping[str, int]

    @classmethod
    def of(cls, path: Path) -> _Text:
        text = path.read_text("utf-8-sig", errors="replace")
        found = ((match[1] or match[3] or "", match[2] or match[4]) for match in _PREFIX.finditer(text))
        prefixes = tuple((prefix, namespace) for prefix, namespace in found if namespace)
        namespaces, starts = dict(prefixes), dict[str, int]()
        for match in _BEGINNING.finditer(text):
            prefix, _, local = match[2].partition(":") if match[2] else ("", "", "")
            starts.setdefault(match[1] or namespaces.get(prefix, "") + local, match.end() - 1)
        return cls(text, prefixes, starts)

    def begins(self, term: NamedNode) -> int:
        """Return where a line begins with the term, else where it is first written, -1 when it is not."""
        return self.starts[term.value] if term.value in self.starts else next(self.occurrences(term), -1)

    def occurrences(self, term: NamedNode, start: int = 0) -> Iterator[int]:
        """Yield each place from one on where the term is written, comments left out."""
        for match in re.compile(self._spelt(term)).finditer(self.text, start):
            line = self.text[self.text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if not re.search(r"(?:^|\s)#", line):
                yield match.start()

    def line(self, place: int) -> int:
        return self.text.count("\n", 0, place) + 1

    def _spelt(self, term: NamedNode) -> str:
        iri = term.value
        spellings = [re.escape(mark[0] + iri + mark[1]) for mark in ("<>", '""', "''")]
        spellings += [
            rf"(?<![\w:.-]){re.escape(f'{prefix}:{iri[len(namespace) :]}')}(?![\w-]|\.\w)"
            for prefix, namespace in self.prefixes
            if iri.startswith(namespace)
        ]
        return "|".join(spellings)


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a shapes graph: which of them tells of each node, and their texts, read when they are needed.

    `otherwise` is the place of whatever is in no file.
    """

    statements: Statements
    files: Mapping[Node, tuple[str, Path | None]]
    otherwise: Place
    _texts: dict[Path, _Text] = field(default_factory=dict)
    _subjects: dict[Term, Node] = field(default_factory=dict)

    def place(self, node: Term, term: Term | None = None) -> Place:
        """Return where a node is written, or a term that is said of it."""
        named = self.above(node)
        name, path = self.files.get(named, ("", None)) if isinstance(named, Node) else ("", None)
        if path is None or not isinstance(named, NamedNode):
            return Place(name) if name else self.otherwise
        if path not in self._texts:
            self._texts[path] = _Text.of(path)
        text = self._texts[path]
        start = near = text.begins(named)
        for step in self.statements.values(node, f"{SH}path") if node != named else ():
            near = next(text.occurrences(step, max(start, 0)), near) if isinstance(step, NamedNode) else near
        if isinstance(term, NamedNode):
            near = min(text.occurrences(term, max(start, 0)), key=lambda place: abs(place - near), default=near)
        return Place(name, line=text.line(near) if near >= 0 else None)

    def above(self, node: Term) -> Term:
        """Return the node, or for one whose name stands in no file the nearest one above it that has a name."""
        if not self._subjects:
            for subject, rest in self.statements.about.items():
                for values in rest.values():
                    for value in values:
                        self._subjects.setdefault(value, subject)
        seen: set[Term] = set()
        while (isinstance(node, BlankNode) or node.value.startswith(MINTED)) and node not in seen:
            seen.add(node)
            node = self._subjects.get(node, node)
        return node

"""Turtle with positions: each statement of a file with where its subject and its object are written.

RDF 1.1 Turtle, section 6, and TriG, section 4, whose subsets N-Triples and N-Quads are. For text that a parser has
accepted: this one does not look for faults. Reifiers and triple terms of RDF 1.2 are stepped over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final, NamedTuple

from intlgraph.namespaces import RDF, XSD
from intlgraph.positions.terms import resolved, written

__all__ = ["Stated", "statements"]

_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS: Final = rf"{_BASE}0-9_\u00b7\u0300-\u036f\u203f\u2040\-"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_TOKEN: Final = re.compile(
    rf"""(?P<space>(?:[ \t\r\n]+|\#[^\n\r]*)+)
    |(?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    |(?P<string>\"{{3}}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*\"{{3}}|'{{3}}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{{3}}
               |"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?)
    |(?P<blank>_:[{_BASE}_0-9](?:[{_CHARS}.]*[{_CHARS}])?)
    |(?P<name>(?:[{_BASE}](?:[{_CHARS}.]*[{_CHARS}])?)?:(?:(?:[{_BASE}_:0-9]|{_ESCAPED})(?:(?:[{_CHARS}:.]|{_ESCAPED})*(?:[{_CHARS}:]|{_ESCAPED}))?)?)
    |(?P<double>[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+)
    |(?P<decimal>[+-]?[0-9]*\.[0-9]+)
    |(?P<integer>[+-]?[0-9]+)
    |(?P<word>[A-Za-z]+)
    |(?P<mark>\^\^|<<\(|\)>>|<<|>>|\{{\||\|\}}|.)""",
    re.VERBOSE | re.DOTALL,
)
_LOCAL_ESCAPE: Final = re.compile(r"\\(.)")
_NIL: Final = f"<{RDF}nil>"
_UNNAMED: Final = "_:["
"""Begins the label of a blank node that has none in the file; no label can begin so."""


class Stated(NamedTuple):
    """A statement, its terms as N-Triples writes them, and the offsets at which subject and object are written.

    A blank node keeps the label it is written with; one that has none gets one that no file can hold.
    """

    subject: str
    predicate: str
    object: str
    start: int
    end: int


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


@dataclass(slots=True)
class _Frame:
    """What is open: the document or a graph, a blank node in brackets, a list, or something that states nothing."""

    kind: str
    subject: str = ""
    predicate: str = ""
    start: int = 0
    opened: int = 0
    node: str = ""
    is_said: bool = False

    def clear(self) -> None:
        self.subject = self.predicate = ""
        self.is_said = False


def statements(text: str, base: str = "", *, quads: bool = False) -> Iterator[Stated]:
    """Yield the statements of a text as they are written; with `quads` a fourth term names the graph.

    Relative addresses are resolved against `base`. It ends, without an error, where the text is not Turtle.

    >>> [(each.object, each.end) for each in statements('<x:a> <x:b> 1, "ä"@sv .')]
    [('"1"^^<http://www.w3.org/2001/XMLSchema#integer>', 12), ('"ä"@sv', 15)]
    """
    return _Reader(text, base, quads).read()


class _Reader:
    """Reads one text; nesting is kept in a list of frames, so that it may be as deep as it likes."""

    def __init__(self, text: str, base: str, quads: bool) -> None:
        self._text = text
        self._tokens = self._tokenised()
        self._ahead: list[_Token] = []
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._frames = [_Frame("document")]
        self._nodes = count(1)
        self._quads = quads
        self._found: list[Stated] = []
        self._terms: dict[str, Callable[[_Token], str]] = {
            "iri": lambda token: f"<{resolved(token.text[1:-1], self._base)}>",
            "name": self._named,
            "blank": lambda token: token.text,
            "string": self._literal,
            "integer": lambda token: f'"{token.text}"^^<{XSD}integer>',
            "decimal": lambda token: f'"{token.text}"^^<{XSD}decimal>',
            "double": lambda token: f'"{token.text}"^^<{XSD}double>',
        }

    def _tokenised(self) -> Iterator[_Token]:
        for match in _TOKEN.finditer(self._text, 1 if self._text.startswith("\ufeff") else 0):
            kind = match.lastgroup or "mark"
            if kind != "space":
                yield _Token(kind, match[0], match.start())

    def _next(self) -> _Token:
        return self._ahead.pop() if self._ahead else next(self._tokens, _Token("end", "", len(self._text)))

    def read(self) -> Iterator[Stated]:
        found = self._found
        while (token := self._next()).kind != "end":
            if (make := self._terms.get(token.kind)) is not None:
                self._term(make(token), token.offset)
            elif token.kind == "mark":
                self._mark(token)
            elif token.kind == "word":
                self._word(token)
            else:
                self._directive(token.text[1:])
            if found:
                yield from found
                found.clear()

    def _word(self, token: _Token) -> None:
        if token.text in ("true", "false"):
            self._term(f'"{token.text}"^^<{XSD}boolean>', token.offset)
        elif token.text == "a":
            self._term(f"<{RDF}type>", token.offset)
        elif token.text.upper() != "GRAPH":
            self._directive(token.text.lower())

    def _directive(self, name: str) -> None:
        first = self._next()
        if name == "prefix":
            self._prefixes[first.text[:-1]] = resolved(self._next().text[1:-1], self._base)
        elif name == "base":
            self._base = resolved(first.text[1:-1], self._base)

    def _term(self, term: str, offset: int) -> None:
        """Take a term where the innermost frame waits for one."""
        frame = self._frames[-1]
        if frame.kind == "list":
            self._item(frame, term, offset)
        elif not frame.subject:
            frame.subject, frame.start = term, offset
        elif not frame.predicate:
            frame.predicate = term
        elif frame.kind != "silent" and not (self._quads and frame.is_said):
            frame.is_said = True
            self._found.append(Stated(frame.subject, frame.predicate, term, frame.start, offset))

    def _item(self, frame: _Frame, term: str, offset: int) -> None:
        cell = self._fresh()
        if frame.subject:
            self._found.append(Stated(frame.subject, f"<{RDF}rest>", cell, frame.start, offset))
        else:
            frame.node = cell
        frame.subject, frame.start = cell, offset
        self._found.append(Stated(cell, f"<{RDF}first>", term, offset, offset))

    def _fresh(self) -> str:
        return f"{_UNNAMED}{next(self._nodes)}"

    def _mark(self, token: _Token) -> None:
        frame = self._frames[-1]
        match token.text:
            case ".":
                frame.clear()
            case ";":
                frame.predicate = ""
            case "[" | "{|":
                node = self._fresh()
                self._frames.append(_Frame("node", node, start=token.offset, opened=token.offset, node=node))
            case "(":
                self._frames.append(_Frame("list", opened=token.offset))
            case "<<" | "<<(":
                self._frames.append(_Frame("silent", opened=token.offset, node=self._fresh()))
            case "{":
                frame.clear()
                self._frames.append(_Frame("document"))
            case "}":
                self._close()
                self._frames[-1].clear()
            case "|}":
                self._close()
            case ")" if frame.kind == "list" and frame.subject:
                self._found.append(Stated(frame.subject, f"<{RDF}rest>", _NIL, frame.start, token.offset))
                self._closed(frame.node)
            case ")":
                self._closed(_NIL)
            case "]" | ">>" | ")>>":
                self._closed(frame.node)
            case "~":
                self._skip_reifier()

    def _close(self) -> _Frame:
        """Leave the innermost frame; the document itself stays, whatever the text."""
        return self._frames.pop() if len(self._frames) > 1 else self._frames[0]

    def _closed(self, node: str) -> None:
        frame = self._close()
        self._term(node, frame.opened)

    def _skip_reifier(self) -> None:
        token = self._next()
        if token.kind not in ("iri", "name", "blank"):
            self._ahead.append(token)

    def _named(self, token: _Token) -> str:
        prefix, _, local = token.text.partition(":")
        if "\\" in local:
            local = _LOCAL_ESCAPE.sub(r"\1", local)
        return f"<{self._prefixes.get(prefix, '')}{local}>"

    def _literal(self, token: _Token) -> str:
        after = self._next()
        if after.kind == "language":
            return written(token.text, after.text)
        if after.text != "^^":
            self._ahead.append(after)
            return written(token.text, "")
        datatype = self._next()
        return written(token.text, f"^^{self._terms[datatype.kind](datatype)}" if datatype.kind in self._terms else "")

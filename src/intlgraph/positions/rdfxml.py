"""RDF/XML with positions: each statement of a file with where the elements of its subject and its object begin.

RDF 1.1 XML Syntax, section 7. For text that a parser has accepted: this one does not look for faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Final
from xml.parsers import expat

from intlgraph.namespaces import RDF
from intlgraph.positions import lines
from intlgraph.positions.terms import literal, resolved
from intlgraph.positions.turtle import Stated

__all__ = ["statements"]

_XML: Final = "http://www.w3.org/XML/1998/namespace"
_BLOCK: Final = 1 << 16
_SYNTAX: Final = frozenset(f"{RDF}{name}" for name in ("ID", "about", "nodeID", "resource", "parseType", "datatype"))
_NIL: Final = f"<{RDF}nil>"
_UNNAMED: Final = "_:["
"""Begins the label of a blank node that has none in the file; no label can begin so."""


def statements(text: str, base: str = "") -> Iterator[Stated]:
    """Yield the statements of a text; a blank node keeps its `rdf:nodeID`.

    It ends, without an error, where the text is not XML.
    """
    return _Reader(text, base).read()


@dataclass(slots=True)
class _Element:
    """An element that is open: what it is about, and what has been found in it.

    `kind` is `document` or `property` where a node is next, `node` where a property is, else `collection` or `xml`.
    """

    kind: str
    base: str
    language: str
    offset: int
    subject: str = ""
    predicate: str = ""
    object: str = ""
    datatype: str = ""
    reified: str = ""
    text: list[str] = field(default_factory=list)
    items: list[tuple[str, int]] = field(default_factory=list)
    members: int = 0


class _Reader:
    """Reads one text; the statements found in a block are handed on before the next is read."""

    def __init__(self, text: str, base: str) -> None:
        self._text = text
        self._lines = lines.starts(text)
        self._open = [_Element("document", base, "", 0)]
        self._nodes = count(1)
        self._found: list[Stated] = []
        self._subjects: dict[str, int] = {}
        self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = lambda data: self._open[-1].text.append(data)

    def read(self) -> Iterator[Stated]:
        try:
            for start in range(0, len(self._text), _BLOCK):
                self._parser.Parse(self._text[start : start + _BLOCK])
                yield from self._taken()
            self._parser.Parse("", True)
        except expat.ExpatError:
            pass
        yield from self._taken()

    def _taken(self) -> list[Stated]:
        taken, self._found = self._found, []
        return taken

    def _here(self) -> int:
        line = min(self._parser.CurrentLineNumber, len(self._lines))
        return self._lines[line - 1] + self._parser.CurrentColumnNumber

    def _say(self, subject: str, predicate: str, term: str, offset: int) -> None:
        start = self._subjects.get(subject, offset)
        self._found.append(Stated(subject, f"<{predicate}>", term, start, offset))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        parent = self._open[-1]
        given = {key.replace(" ", ""): value for key, value in attributes.items()}
        base = parent.base
        if f"{_XML}base" in given:
            base = resolved(given[f"{_XML}base"], parent.base).partition("#")[0]
        element = _Element("xml", base, given.get(f"{_XML}lang", parent.language), self._here())
        self._open.append(element)
        name = name.replace(" ", "")
        if parent.kind == "xml":
            return
        if name == f"{RDF}RDF" and parent.kind == "document":
            element.kind = "document"
        elif parent.kind == "node":
            self._property(name, given, element, parent)
        else:
            self._node(name, given, element, parent)

    def _node(self, name: str, given: Mapping[str, str], element: _Element, parent: _Element) -> None:
        """Begin an element that is a thing (section 7.2.11)."""
        element.kind, element.subject = "node", self._named(given, "about", element.base)
        self._subjects.setdefault(element.subject, element.offset)
        parent.object = element.subject
        parent.items.append((element.subject, element.offset))
        if name != f"{RDF}Description":
            self._say(element.subject, f"{RDF}type", f"<{name}>", element.offset)
        self._attributes(element.subject, given, element)

    def _named(self, given: Mapping[str, str], key: str, base: str) -> str:
        if f"{RDF}{key}" in given:
            return f"<{resolved(given[f'{RDF}{key}'], base)}>"
        if key == "about" and f"{RDF}ID" in given:
            return f"<{resolved('#' + given[f'{RDF}ID'], base)}>"
        return f"_:{given[f'{RDF}nodeID']}" if f"{RDF}nodeID" in given else self._fresh()

    def _fresh(self) -> str:
        return f"{_UNNAMED}{next(self._nodes)}"

    def _attributes(self, subject: str, given: Mapping[str, str], element: _Element) -> None:
        for key, value in given.items():
            if key == f"{RDF}type":
                self._say(subject, key, f"<{resolved(value, element.base)}>", element.offset)
            elif key not in _SYNTAX and not key.startswith(_XML):
                self._say(subject, key, literal(value, element.language), element.offset)

    def _property(self, name: str, given: Mapping[str, str], element: _Element, parent: _Element) -> None:
        """Begin an element that leads from a thing to another or to a value (section 7.2.14)."""
        if name == f"{RDF}li":
            parent.members += 1
            name = f"{RDF}_{parent.members}"
        element.kind, element.subject, element.predicate = "property", parent.subject, name
        element.datatype = given.get(f"{RDF}datatype", "")
        if f"{RDF}ID" in given:
            element.reified = f"<{resolved('#' + given[f'{RDF}ID'], element.base)}>"
        kind = given.get(f"{RDF}parseType")
        if kind == "Resource":
            self._lead(element, self._fresh())
            element.kind, element.subject = "node", element.object
        elif kind is not None:
            element.kind = "collection" if kind == "Collection" else "xml"
        elif any(key not in (f"{RDF}ID", f"{RDF}datatype") and not key.startswith(_XML) for key in given):
            self._lead(element, self._named(given, "resource", element.base))
            self._attributes(element.object, given, element)

    def _lead(self, element: _Element, term: str) -> None:
        """Say what a property says, and what is said of its saying so (section 7.3)."""
        element.object = term
        self._say(element.subject, element.predicate, term, element.offset)
        if element.reified:
            said = {"subject": element.subject, "predicate": f"<{element.predicate}>", "object": term}
            self._say(element.reified, f"{RDF}type", f"<{RDF}Statement>", element.offset)
            for key, value in said.items():
                self._say(element.reified, f"{RDF}{key}", value, element.offset)
        element.predicate = ""

    def _end(self, name: str) -> None:
        element = self._open.pop()
        if element.kind == "collection":
            self._collect(element)
        elif element.kind == "xml":
            if element.predicate:
                self._lead(element, self._fresh())
        elif element.kind == "property" and element.predicate:
            datatype = resolved(element.datatype, element.base) if element.datatype else ""
            text = literal("".join(element.text), "" if datatype else element.language, datatype)
            self._lead(element, element.object or text)

    def _collect(self, element: _Element) -> None:
        cells = [(self._fresh(), item, offset) for item, offset in element.items]
        self._lead(element, cells[0][0] if cells else _NIL)
        for number, (cell, item, offset) in enumerate(cells, 1):
            self._say(cell, f"{RDF}first", item, offset)
            self._say(cell, f"{RDF}rest", cells[number][0] if number < len(cells) else _NIL, offset)

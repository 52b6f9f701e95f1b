"""RDF/XML, written from sorted triples as they stream by, for the harvesters that read nothing else.

XML cannot hold every graph: a predicate must end in an XML name, and a text may not hold most control characters
(RDF 1.1 XML Syntax, section 5; XML 1.0, section 2.2). What it cannot hold is an error, never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from intlgraph.errors import DataError
from intlgraph.namespaces import RDF
from intlgraph.publishing.prefixes import Prefixes
from intlgraph.publishing.terms import Memo, literal, unescaped
from intlgraph.publishing.turtle import comment

__all__ = ["Descriptions", "head", "tail"]

# The longest name at the end: as names hold neither / nor #, it begins where the vocabulary means it to.
_ENDS_IN_NAME = re.compile(r".*?([A-Za-z_][A-Za-z0-9_.-]*)")
_KEPT = 16_384
_MARKUP = re.compile(r"[&<>\\\ufffe\uffff]")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE = re.compile(r"[A-Za-z0-9_.-]+")
# Names in the namespace of RDF that are syntax and cannot be predicates (RDF 1.1 XML Syntax, section 6.1.4).
_SYNTAX = frozenset(
    f"{RDF}{name}"
    for name in ("Description", "RDF", "ID", "about", "bagID", "parseType", "resource", "nodeID", "datatype", "li")
)


class Descriptions:
    """The subjects of one RDF/XML document."""

    def __init__(self, names: Prefixes) -> None:
        """Take the short names of namespaces; `rdf:` is always used."""
        self._names = names
        self._names.name(RDF)
        self._elements: Memo[str] = Memo(self._element)

    def subjects(self, triples: Iterable[str]) -> Iterator[str]:
        """Yield one `rdf:Description` a subject from sorted triples `<s> <p> <o>`.

        Raises `DataError` for a predicate or a text that XML cannot hold.
        """
        subject = ""
        for triple in triples:
            s, p, o = triple.split(" ", 2)
            if s != subject:
                yield f"{'  </rdf:Description>' if subject else ''}\n  <rdf:Description {_node(s, 'about')}>\n"
                subject = s
            element = self._elements[p]
            if not o.startswith('"'):
                yield f"    <{element} {_node(o, 'resource')}/>\n"
                continue
            text, language, datatype = literal(o)
            about = f' xml:lang="{language}"' if language else ""
            if datatype:
                about = f" rdf:datatype={_attribute(datatype)}"
            yield f"    <{element}{about}>{_content(text[1:-1], triple)}</{element}>\n"
        yield "  </rdf:Description>\n" if subject else ""

    def _element(self, predicate: str) -> str:
        namespace, name = _parted(predicate)
        return f"{self._names.numbered(namespace)}:{name}"


def head(lines: Iterable[str], used: Mapping[str, str]) -> str:
    """Return what stands before the subjects: the declaration, a comment, and the root with its namespaces."""
    text = "\n".join(f"  {comment(line)}" for line in lines).replace("--", "- -")
    about = f"<!--\n{text}\n-->\n" if text else ""
    spaces = "".join(f"\n  xmlns:{name}={_attribute(used[name])}" for name in sorted(used))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{about}<rdf:RDF{spaces}>\n'


def tail() -> str:
    """Return what stands after the subjects."""
    return "\n</rdf:RDF>\n"


@lru_cache(_KEPT)
def _parted(predicate: str) -> tuple[str, str]:
    iri = unescaped(predicate[1:-1])
    found = _ENDS_IN_NAME.fullmatch(iri)
    if iri in _SYNTAX or not found:
        raise DataError.of("predicate-not-xml", predicate=iri)
    cut = found.start(1)
    return iri[:cut], iri[cut:]


@lru_cache(_KEPT)
def _node(term: str, attribute: str) -> str:
    if term.startswith("<"):
        return f"rdf:{attribute}={_attribute(unescaped(term[1:-1]))}"
    return f'rdf:nodeID="b{term[2:]}"' if _NODE.fullmatch(term[2:]) else f"rdf:nodeID={_attribute(term[2:])}"


@lru_cache(_KEPT)
def _attribute(text: str) -> str:
    return quoteattr(text)


def _content(text: str, triple: str) -> str:
    if not _MARKUP.search(text):
        return text
    plain = unescaped(text)
    if odd := _NOT_XML.search(plain):
        subject, predicate, _ = triple.split(" ", 2)
        character = f"U+{ord(odd[0]):04X}"
        raise DataError.of("text-not-xml", character=character, subject=subject[1:-1], predicate=predicate[1:-1])
    return escape(plain, {"\r": "&#13;"})

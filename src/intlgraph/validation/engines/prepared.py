"""Prepared data: quads files as one file in canonical lines, and what an engine must know of its literals.

Everything here looks at bytes, a block of whole lines at a time, because that is many times faster than parsing.
What is not written as canonical N-Quads is rewritten first, so that nothing can hide from a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from intlgraph import graphs
from intlgraph.errors import MachineError, Problem
from intlgraph.formats import graph_format
from intlgraph.lines import blocks
from intlgraph.namespaces import XSD
from intlgraph.validation.engines.lexical import fits

__all__ = [
    "NODE",
    "OBJECT",
    "Prepared",
    "TypedLiteral",
    "canonical_blocks",
    "datatypes_after",
    "prepare",
]

_IRI: Final = rb"<[^>\n\\ ]*+>"
NODE: Final = rb"(?:%b|_:[^\s<\"]++)" % _IRI
# A group is never possessive: Python before 3.11.5 loses matches where something in it can be given back.
_TEXT: Final = rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*"'
OBJECT: Final = rb"(?:%b|%b(?:\^\^%b|@[A-Za-z0-9-]++)?)" % (NODE, _TEXT, _IRI)
"""What a subject, and what an object, looks like in a canonical line."""
_CANONICAL: Final = re.compile(rb"%b %b %b(?: %b)? \.\n" % (NODE, _IRI, OBJECT, NODE))
_XSD: Final = re.escape(XSD.encode())
_BOOLEAN: Final = f'"^^<{XSD}boolean>'.encode()
"""How a boolean begins where its value ends: the name of the datatype alone may be the range of a property."""
# What is well-formed, and kept as it is by every library, in these plain forms is not looked at one by one.
_PLAIN: Final = (
    rb"(?:0|-?[1-9][0-9]{0,14})~integer>|(?:true|false)~boolean>"
    rb"|(?!0000)[0-9]{4}(?:~gYear>|-(?:0[1-9]|1[0-2])(?:~gYearMonth>|-(?:0[1-9]|1[0-9]|2[0-8])~date>))"
).replace(b"~", rb'"\^\^<' + _XSD)
# A quotation mark inside a literal is escaped, so one after "> " always opens a literal.
_TYPED: Final = re.compile(
    rb'> "(?!%b)([^"\\\n]*+(?:\\.[^"\\\n]*+)*)"\^\^<%b(?!string>|anyURI>)([A-Za-z]++)>' % (_PLAIN, _XSD)
)
_LONG_NUMBER: Final = re.compile("[0-9]{16}")


@dataclass(frozen=True, slots=True)
class TypedLiteral:
    """A typed literal of the data that is not in one of the plain forms, and the predicate (an IRI) it stands after.

    `text` is the literal as N-Triples writes it.
    """

    predicate: str
    lexical: str
    datatype: str
    text: str

    @property
    def is_ill_typed(self) -> bool:
        """Whether the datatype does not allow the lexical form."""
        return not fits(self.lexical, self.datatype)

    @property
    def is_beyond(self) -> bool:
        """Whether the number is so long that the native libraries, which count in 64 or 128 bits, may lose it."""
        return bool(_LONG_NUMBER.search(self.lexical))


@dataclass(frozen=True, slots=True)
class Prepared:
    """All quads in one file of canonical lines, whether any line has a blank node, and the literals to look out for.

    `booleans` tells whether there may be one among the literals; `canonical` are those of the files given that had such
    lines already.
    """

    file: Path
    blank: bool
    literals: frozenset[TypedLiteral]
    booleans: bool = False
    canonical: frozenset[Path] = frozenset()


def prepare(files: Iterable[Path], target: Path, *, known: bool = False) -> Prepared:
    """Write the quads of N-Quads files to one file of canonical lines, and return what was seen.

    A blank node label means the same node in all of the files; files that are `known` to have canonical lines are not
    checked. Raises `DataError` with file and line where the syntax breaks, `MachineError` when the disk says no.
    """
    given = tuple(files)
    seen: set[tuple[bytes, bytes, bytes]] = set()
    blank = booleans = False
    rewritten: set[Path] = set()
    with target.open("wb") as out:
        for path in given:
            for block in canonical_blocks(path, known=known, rewritten=rewritten):
                _write(out, block, target)
                blank = blank or (b"_:" in block and (block.startswith(b"_:") or b"\n_:" in block or b"> _:" in block))
                booleans = booleans or _BOOLEAN in block
                seen.update(_typed(block))
    return Prepared(target, blank, frozenset(map(_literal, seen)), booleans, frozenset(given) - rewritten)


def _typed(block: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield predicate, lexical form and local name of the datatype of each literal that is not in a plain form."""
    for found in _TYPED.finditer(block):
        yield block[block.rindex(b"<", 0, found.start()) + 1 : found.start()], found[1], found[2]


def _write(out: IO[bytes], block: bytes, target: Path) -> None:
    try:
        out.write(block)
    except OSError as error:
        raise MachineError([Problem("file-unwritable", {"file": target, "cause": error})]) from error


def canonical_blocks(path: Path, *, known: bool = False, rewritten: set[Path] | None = None) -> Iterator[bytes]:
    """Yield the quads of a file in blocks of canonical lines; a file that is `known` to have such is not checked.

    Raises as `blocks`, and `DataError` where the syntax breaks. A line may come twice, which a graph does not see.
    """
    for block in blocks(path):
        if known or _is_canonical(block):
            yield block
        else:
            if rewritten is not None:
                rewritten.add(path)
            yield from _rewritten(path)
            return


def _is_canonical(block: bytes) -> bool:
    return not _CANONICAL.sub(b"", block)


def _rewritten(path: Path) -> Iterator[bytes]:
    lines: list[str] = []
    for quad in graphs.parse(path, graph_format("nquads")):
        lines.append(graphs.line(quad))
        if len(lines) > 50_000:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()


def datatypes_after(path: Path, predicates: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return, for some predicates (IRIs), the datatypes of their literals in a file of canonical lines.

    A text, with a language or without, has the empty datatype.
    """
    found: dict[str, frozenset[str]] = dict.fromkeys(predicates, frozenset())
    if not found:
        return found
    names = b"|".join(re.escape(predicate.encode()) for predicate in found)
    pattern = re.compile(rb" <(%b)> %b(?:\^\^<([^>]*+)>)?" % (names, _TEXT))
    for block in blocks(path):
        for predicate, datatype in set(pattern.findall(block)):
            found[predicate.decode()] |= {datatype.decode()}
    return found


def _literal(found: tuple[bytes, bytes, bytes]) -> TypedLiteral:
    predicate, lexical, name = (part.decode() for part in found)
    datatype = f"{XSD}{name}"
    return TypedLiteral(predicate, _unescaped(lexical), datatype, f'"{lexical}"^^<{datatype}>')


_ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def _unescaped(text: str) -> str:
    r"""Return a text without the escapes of N-Triples.

    >>> _unescaped('a\\n\\u0041')
    'a\nA'
    """
    if "\\" not in text:
        return text
    return re.sub(
        r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))",
        lambda match: chr(int(match[1] or match[2], 16)) if match[3] is None else _ESCAPES.get(match[3], match[3]),
        text,
    )

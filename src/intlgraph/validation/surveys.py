"""Surveys: what an N-Quads file holds, seen from above, and what in it is doubtful before any shape is run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from intlgraph.errors import Place, Problem
from intlgraph.namespaces import PREFIXES, RDF, XSD

__all__ = ["Survey", "doubts", "survey"]

_BLOCK: Final = 1 << 23
_DATATYPE = re.compile(rb'"\^\^<' + re.escape(XSD).encode() + rb"([^>]*)>(?: <[^>]*>| _:\S+)? \.$", re.MULTILINE)
_TYPE = re.compile(rb"^\S+ <" + re.escape(RDF).encode() + rb"type> <([^>]*)>", re.MULTILINE)
_ABOUT_SHAPES: Final = tuple(PREFIXES[each] for each in ("sh", "owl", "rdfs", "rdf"))
_NAMES: Final = (
    "anyURI anyAtomicType anySimpleType anyType base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration "
    "decimal double duration ENTITIES ENTITY float gDay gMonth gMonthDay gYear gYearMonth hexBinary ID IDREF IDREFS "
    "int integer language long Name NCName negativeInteger NMTOKEN NMTOKENS nonNegativeInteger nonPositiveInteger "
    "normalizedString NOTATION positiveInteger QName short string time token unsignedByte unsignedInt unsignedLong "
    "unsignedShort untypedAtomic yearMonthDuration"
)
"""The datatypes that XML Schema 1.1 (part 2) and the XPath data model name in the namespace of XSD."""

_DATATYPES: Final = frozenset(_NAMES.split())


@dataclass(frozen=True, slots=True)
class Survey:
    """How many lines a file has, the datatypes of XML Schema and the classes it uses, and whether it uses the base."""

    lines: int
    datatypes: frozenset[str]
    types: frozenset[str]
    relative: bool

    @property
    def only_shapes(self) -> bool:
        """Whether what is described are shapes, and classes and properties at most beside them."""
        shapes = any(each.startswith(PREFIXES["sh"]) for each in self.types)
        return shapes and all(each.startswith(_ABOUT_SHAPES) for each in self.types)


def survey(quads: Path, base: str) -> Survey:
    """Return what stands in a file of canonical N-Quads; `base` is what relative addresses would begin with."""
    lines, relative = 0, False
    datatypes: set[bytes] = set()
    types: set[bytes] = set()
    mark = b"<" + base.encode()
    with quads.open("rb") as file:
        while block := b"".join(file.readlines(_BLOCK)):
            lines += block.count(b"\n")
            datatypes.update(_DATATYPE.findall(block))
            types.update(_TYPE.findall(block))
            relative = relative or mark in block
    return Survey(lines, frozenset(map(bytes.decode, datatypes)), frozenset(map(bytes.decode, types)), relative)


def doubts(found: Survey, text: Path, name: str, base: str) -> tuple[Problem, ...]:
    """Return what is doubtful: unknown datatypes (errors), relative addresses and shapes given as data (warnings).

    `text` is the file as it was written, where the datatypes are looked for.
    """
    problems = [_datatype(each, text, name) for each in sorted(found.datatypes - _DATATYPES)]
    if found.relative:
        problems.append(Problem("rdf-relative", {"file": name, "base": base}, Place(name), "warning"))
    if found.only_shapes:
        problems.append(Problem("rdf-shapes-as-data", {"file": name}, Place(name), "warning"))
    return tuple(problems)


def _datatype(local: str, text: Path, name: str) -> Problem:
    """Return the problem of a datatype that XML Schema does not have, with the one that was probably meant."""
    folded = {each.casefold(): each for each in sorted(_DATATYPES)}
    near = get_close_matches(local.casefold(), folded, n=1, cutoff=0.6)
    values = {"found": local, "nearest": folded[near[0]] if near else ""}
    code = "rdf-datatype-unknown-near" if near else "rdf-datatype-unknown"
    written = re.compile(rb"[:#;]" + re.escape(local).encode() + rb"(?![\w-])")
    with text.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if match := written.search(line):
                character = len(line[: match.start()].decode("utf-8", "replace")) + 1
                return Problem(code, values, Place(name, line=number, character=character))
    return Problem(code, values, Place(name))

"""Lines of N-Quads taken apart: the few questions that this room asks of a line without parsing it into terms."""

from __future__ import annotations

import re
from typing import Final

from intlgraph.namespaces import DCTERMS, PREFIXES, RDF

__all__ = ["REPLACES", "TYPE", "WITHDRAWN", "graph_of", "parts", "tombstone", "triple_of"]

TYPE: Final = f"<{RDF}type>"
REPLACES: Final = f"<{DCTERMS}replaces>"
"""Leads from a thing to what it was called before; the column `formerly` becomes it."""

WITHDRAWN: Final = f"<{PREFIXES['adms']}status> <http://purl.org/adms/status/Withdrawn>"
"""What is said of a thing that was withdrawn; a row of `withdrawn.csv` becomes it."""

_LINE: Final = re.compile(
    r'((?:<[^>]*>|_:\S+) <[^>]*> (?:<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?))'
    r"(?: (<[^>]*>|_:\S+))? \.\n?",
    re.DOTALL,
)


def triple_of(line: str) -> str:
    """Return the triple of a line, `<s> <p> <o>` without full stop; a line that is not canonical comes back as it is.

    >>> triple_of('<http://e/s> <http://e/p> "a <b> ." <http://e/g> .')
    '<http://e/s> <http://e/p> "a <b> ."'
    """
    match = _LINE.fullmatch(line)
    return match[1] if match else line


def graph_of(line: str) -> str:
    """Return the graph of a line as it is written, empty for the default graph."""
    match = _LINE.fullmatch(line)
    return (match[2] or "") if match else ""


def parts(triple: str) -> tuple[str, str, str]:
    """Return subject, predicate and object of `<s> <p> <o>` as they are written."""
    subject, predicate, value = triple.split(" ", 2)
    return subject, predicate, value


def tombstone(triples: list[str]) -> bool:
    """Return whether something is described only as having been withdrawn: it has no class, and it says so."""
    withdrawn = any(WITHDRAWN in each for each in triples)
    return withdrawn and not any(each.split(" ", 2)[1] == TYPE for each in triples)

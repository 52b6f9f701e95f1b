"""Terms as the parser makes them, for readers that look at the text themselves."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat
from pyoxigraph import parse as parse_rdf

from intlgraph.namespaces import XSD

__all__ = ["literal", "resolved", "written"]

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?!.*/\.)[^\\]*")
_RELATIVE: Final = "<{}> <x:x> <x:x> ."
_WRITTEN: Final = "<x:x> <x:x> {} ."


def resolved(reference: str, base: str) -> str:
    """Return an address, resolved against a base and without escapes; as it stands where the parser refuses it.

    >>> resolved("../b", "http://e/a/c"), resolved("http://e/d", "")
    ('http://e/b', 'http://e/d')
    """
    if _ABSOLUTE.fullmatch(reference):
        return reference
    subject = _parsed(_RELATIVE.format(reference), base)[0]
    return subject.value if isinstance(subject, NamedNode) else reference


def literal(text: str, language: str = "", datatype: str = "") -> str:
    """Return a literal with this text as N-Triples writes it.

    >>> literal("ä", language="SV")
    '"ä"@sv'
    """
    try:
        if language:
            return str(Literal(text, language=language))
        return str(Literal(text, datatype=NamedNode(datatype)) if datatype else Literal(text))
    except ValueError:
        return str(Literal(text))


def written(quoted: str, rest: str) -> str:
    r"""Return a literal of Turtle as N-Triples writes it; `rest` is its language or datatype, if it has any.

    >>> written("'''a\"'''", "@SV")
    '"a\\""@sv'
    """
    is_plain = quoted[0] == '"' and not quoted.startswith('""') and quoted.isprintable() and "\\" not in quoted
    if is_plain and not rest.startswith("@") and rest != f"^^<{XSD}string>":
        return quoted + rest
    term = _parsed(_WRITTEN.format(quoted + rest), "")[1]
    return str(term) if isinstance(term, Literal) else quoted + rest


def _parsed(text: str, base: str) -> tuple[object, object]:
    """Return subject and object of one statement, both None where the parser refuses it."""
    try:
        quad = next(parse_rdf(text, format=RdfFormat.TURTLE, base_iri=base or None), None)
    except (SyntaxError, ValueError, MemoryError):  # the last is how it says that a literal is longer than 16 MB
        return None, None
    return (None, None) if quad is None else (quad.subject, quad.object)

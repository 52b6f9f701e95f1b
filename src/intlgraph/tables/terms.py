"""Terms: IRIs and literals as canonical N-Quads writes them.

RDF 1.1 N-Quads, section 5 (Canonical form): only the escapes that must be there.
"""

from __future__ import annotations

import re
from typing import Final

from intlgraph.namespaces import XSD

__all__ = ["escaped", "iri", "literal", "safe_iri"]

_ESCAPES: Final = {
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_SPECIAL: Final = re.compile(r'[\x00-\x1f"\\\x7f]')
_NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f]')
_STRING: Final = XSD + "string"


def escaped(text: str) -> str:
    r"""Return text as it stands between the quotation marks of a literal.

    >>> escaped('say "hej"')
    'say \\"hej\\"'
    """
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text)


def safe_iri(address: str) -> str:
    """Return an address with the characters that no IRI may hold percent-encoded.

    >>> safe_iri("https://example.org/a b")
    'https://example.org/a%20b'
    """
    if _NOT_IN_IRI.search(address) is None:
        return address
    return _NOT_IN_IRI.sub(lambda match: f"%{ord(match[0]):02X}", address)


def iri(address: str) -> str:
    """Return an address as an N-Quads term.

    >>> iri("http://schema.org/name")
    '<http://schema.org/name>'
    """
    return f"<{safe_iri(address)}>"


def literal(text: str, datatype: str | None = None, language: str | None = None) -> str:
    """Return a literal as an N-Quads term; a plain string is written without its type.

    >>> literal("Växjö", language="sv"), literal("5", "http://www.w3.org/2001/XMLSchema#integer")
    ('"Växjö"@sv', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    if language:
        return f'"{escaped(text)}"@{language}'
    if datatype is None or datatype == _STRING:
        return f'"{escaped(text)}"'
    return f'"{escaped(text)}"^^{iri(datatype)}'

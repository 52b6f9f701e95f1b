"""Kinds of values: what may stand as a value of each term of SHACL, and how a message writes a term."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from pyoxigraph import BlankNode, Literal, NamedNode

from intlgraph.namespaces import PREFIXES, XSD
from intlgraph.validation.statements import NIL, Term
from intlgraph.validation.vocabulary import DASH, NODE_KINDS

__all__ = ["KINDS", "MEMBERS", "is_language", "is_lenient", "is_string", "nearest", "short"]

_INTEGER, _STRING = NamedNode(f"{XSD}integer"), NamedNode(f"{XSD}string")
_BOOLEAN, _URI = NamedNode(f"{XSD}boolean"), NamedNode(f"{XSD}anyURI")
_NUMBERS = frozenset(NamedNode(XSD + name) for name in ("integer", "decimal", "double", "float"))
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def is_string(value: Term) -> bool:
    """Return whether a term is a plain string, without a language."""
    return isinstance(value, Literal) and value.datatype == _STRING


def _is_integer(value: Term) -> bool:
    return isinstance(value, Literal) and value.datatype == _INTEGER and bool(re.fullmatch(r"\+?\d+|-0+", value.value))


def _is_number(value: Term) -> bool:
    return isinstance(value, Literal) and value.datatype in _NUMBERS


def _is_boolean(value: Term) -> bool:
    return isinstance(value, Literal) and value.datatype == _BOOLEAN and value.value in ("true", "false")


def is_lenient(code: str, value: Term) -> bool:
    """Return whether a value is wrong by the letter only: "1" for true, a namespace without its datatype."""
    if code == "shapes-not-boolean":
        return isinstance(value, Literal) and value.datatype == _BOOLEAN and value.value in ("0", "1")
    return code == "shapes-not-address" and is_string(value)


KINDS: Mapping[str, Callable[[Term], bool]] = {
    "shapes-not-iri": lambda value: isinstance(value, NamedNode),
    "shapes-not-node": lambda value: not isinstance(value, Literal),
    "shapes-not-shape": lambda value: not isinstance(value, Literal) and value != NIL,
    "shapes-not-target": lambda value: not isinstance(value, BlankNode),
    "shapes-not-node-kind": lambda value: isinstance(value, NamedNode) and value.value in NODE_KINDS,
    "shapes-not-integer": _is_integer,
    "shapes-not-number": _is_number,
    "shapes-not-boolean": _is_boolean,
    "shapes-not-string": is_string,
    "shapes-not-text": lambda value: is_string(value) or (isinstance(value, Literal) and bool(value.language)),
    "shapes-not-literal": lambda value: isinstance(value, Literal),
    "shapes-not-address": lambda value: isinstance(value, Literal) and value.datatype == _URI,
}
"""For the code of each message of a wrong value, what the value must be."""

MEMBERS: Mapping[str, Callable[[Term], bool]] = {
    "shapes-not-list": lambda _value: True,
    "shapes-not-list-of-iris": lambda value: isinstance(value, NamedNode),
    "shapes-not-list-of-strings": is_string,
    "shapes-not-list-of-shapes": KINDS["shapes-not-shape"],
}
"""For the code of each message of a wrong list, what its members must be."""


def short(term: Term | str) -> str:
    """Return a term as a person would write it."""
    if isinstance(term, Literal):
        return str(term).replace(f"^^<{XSD}", "^^<xsd:") if term.datatype != _INTEGER else term.value
    iri = term if isinstance(term, str) else term.value
    if isinstance(term, BlankNode):
        return "[ ]"
    for prefix, namespace in {**PREFIXES, "dash": DASH}.items():
        if iri.startswith(namespace) and re.fullmatch(r"[\w-]+", iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def is_language(tag: str) -> bool:
    """Return whether a text has the form of a language tag (BCP 47), whether or not the language exists.

    >>> is_language("sv-FI"), is_language("svenska språket")
    (True, False)
    """
    return bool(_LANGUAGE.fullmatch(tag))


def nearest(iri: str, known: Iterable[str], least: float = 0.6) -> str:
    """Return the known term that an IRI is most like, small and capital letters alike; empty when none is.

    >>> nearest("http://www.w3.org/ns/shacl#Iri", ["http://www.w3.org/ns/shacl#IRI", "http://www.w3.org/ns/shacl#in"])
    'sh:IRI'
    """
    names = {re.split("[#/]", term)[-1].lower(): term for term in sorted(known)}
    found = get_close_matches(re.split("[#/]", iri)[-1].lower(), names, 1, least)
    return short(names[found[0]]) if found else ""

"""URI templates: the addresses that cells become.

RFC 6570; Metadata Vocabulary for Tabular Data, section 5.1.3 (URI template properties). `{x}` and `{+x}` are
compiled; every other form goes through the `uritemplate` package.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

import uritemplate

from intlgraph.tables.addresses import resolve
from intlgraph.tables.context import expand
from intlgraph.tables.terms import safe_iri

__all__ = ["Template", "Value"]

Value = str | Sequence[str] | None
"""What a variable stands for: one value, the values of a list, or nothing."""

_EXPRESSION: Final = re.compile(r"\{([^{}]*)\}")
_COMPILED: Final = re.compile(r"(\+?)([A-Za-z0-9_%]+(?:\.[A-Za-z0-9_%]+)*)")
_VARIABLE: Final = re.compile(r"([A-Za-z0-9_%.]+)(?::[0-9]+|\*)?")
_PLAIN: Final = re.compile(r"[A-Za-z0-9._~-]*")
_PLAIN_RESERVED: Final = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]*")
_LONE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _simple(value: Value) -> str:
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else quote(value, safe="~")
    return "" if value is None else ",".join(_simple(item) for item in value)


def _reserved(value: Value) -> str:
    if isinstance(value, str):
        if _PLAIN_RESERVED.fullmatch(value):
            return value
        return quote(_LONE_PERCENT.sub("%25", value), safe="!#$%&'()*+,/:;=?@[]~")
    return "" if value is None else ",".join(_reserved(item) for item in value)


class Template:
    """A URI template together with the address that its results are resolved against.

    >>> template = Template("../../id/{+member}", "https://example.org/data/tables/memberships.csv")
    >>> template.expand({"member": "municipality/vaxjo"})
    'https://example.org/id/municipality/vaxjo'
    """

    def __init__(self, text: str, base: str) -> None:
        """Compile a template; a prefixed name such as `schema:name` is expanded."""
        self.text = text
        self.base = base
        self._pieces = _pieces(text)
        self._head, self._prefix = self._resolved_head()
        self.variables = frozenset(_variables(text))
        self.constant = self.expand({}) if not self.variables else None

    def expand(self, values: Mapping[str, Value]) -> str:
        """Return the address for the values of the variables; a variable without a value leaves nothing behind."""
        if self._pieces is None:
            return self._resolve(uritemplate.expand(self.text, {k: v for k, v in values.items() if v is not None}))
        rest = "".join(piece if encode is None else encode(values.get(piece)) for piece, encode in self._pieces[1:])
        return self._joined(rest)

    def of_one(self, name: str) -> Callable[[str], str]:
        """Return a fast function from the text of one variable, the only one in the template, to the address.

        >>> Template("#gid-{GID}", "https://example.org/x.csv").of_one("GID")("7")
        'https://example.org/x.csv#gid-7'
        """
        if self._pieces is None or self._prefix is None or len(self._pieces) not in (2, 3):
            return lambda value: self.expand({name: value})
        encode = self._pieces[1][1]
        suffix = self._pieces[2][0] if len(self._pieces) == 3 else ""
        if encode is None or (len(self._pieces) == 3 and self._pieces[2][1] is not None):
            return lambda value: self.expand({name: value})
        head, plain = self._prefix, (_PLAIN if encode is _simple else _PLAIN_RESERVED).fullmatch

        def address(value: str) -> str:
            if "." not in value and plain(value) is not None:
                return head + value + suffix
            return self._joined(encode(value) + suffix)

        return address

    def _resolved_head(self) -> tuple[str, str | None]:
        """Return the literal before the first variable, as written and, where that is sure, resolved."""
        if self._pieces is None:
            return "", None
        head = self._pieces[0][0]
        head = safe_iri(expand(head) or head)
        # What follows can only stay inside the last segment of the path when the head already has one.
        settled = any(sign in head for sign in "/?#") and not head.endswith(".")
        return head, resolve(self.base, head) if settled else None

    def _joined(self, rest: str) -> str:
        if self._prefix is None or rest.startswith(".") or "/." in rest:
            return self._resolve(self._head + rest)
        return self._prefix + rest

    def _resolve(self, text: str) -> str:
        return safe_iri(resolve(self.base, expand(text) or text))


def _variables(text: str) -> list[str]:
    return [
        match[1]
        for expression in _EXPRESSION.findall(text)
        for part in expression.lstrip("+#./;?&").split(",")
        if (match := _VARIABLE.fullmatch(part))
    ]


def _pieces(text: str) -> list[tuple[str, Callable[[Value], str] | None]] | None:
    """Return literals and variables in turn, a literal first; None where an expression is of another kind."""
    pieces: list[tuple[str, Callable[[Value], str] | None]] = []
    end = 0
    for match in _EXPRESSION.finditer(text):
        known = _COMPILED.fullmatch(match[1])
        if known is None:
            return None
        if match.start() > end or not pieces:
            literal = text[end : match.start()]
            pieces.append((safe_iri(literal) if pieces else literal, None))
        pieces.append((known[2], _reserved if known[1] else _simple))
        end = match.end()
    if end < len(text) or not pieces:
        pieces.append((safe_iri(text[end:]) if pieces else text[end:], None))
    return pieces

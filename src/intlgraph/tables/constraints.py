"""Constraints: how long a value may be, and between which bounds it must lie.

Model for Tabular Data, section 6.4.6 (Length and value constraints).
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from intlgraph.tables.datetimes import DATE_TYPES, as_comparable
from intlgraph.tables.values import DURATIONS, SHAPES, CellError, Datatype, Parser, is_numeric

__all__ = ["bounded", "comparable", "has_bounds", "has_length", "in_order", "measured"]

_BINARY: Final = frozenset({"base64Binary", "binary", "hexBinary"})
_LENGTHS: Final = _BINARY | {
    "string", "normalizedString", "token", "language", "Name", "NMTOKEN", "xml", "html", "json", "anyURI",
}  # fmt: skip


def has_length(base: str) -> bool:
    """Tell whether `length` and its kin may be asked of a built-in datatype (Model, section 6.4.6.1)."""
    return base in _LENGTHS


def has_bounds(base: str) -> bool:
    """Tell whether `minimum` and its kin may be asked of a built-in datatype (Model, section 6.4.6.2)."""
    return is_numeric(base) or base in DATE_TYPES or base in DURATIONS


def comparable(base: str, lexical: str) -> object | None:
    """Return a value that can be compared with others of the same datatype, or None where there is none.

    >>> comparable("integer", "10") > comparable("integer", "9")
    True
    """
    if is_numeric(base):
        try:
            number = Decimal({"INF": "Infinity", "-INF": "-Infinity"}.get(lexical, lexical))
        except InvalidOperation:
            return None
        return None if number.is_nan() else number
    if base in DATE_TYPES:
        return as_comparable(base, lexical)
    match = SHAPES[base].fullmatch(lexical) if base in DURATIONS else None
    if match is None:
        return None
    part = {name: Decimal(text) for name, text in match.groupdict().items() if text}
    months = part.get("years", Decimal(0)) * 12 + part.get("months", Decimal(0))
    # A month has no fixed length; its mean puts durations in an order that is right for all but near ties.
    seconds = months * Decimal("2629746") + part.get("days", Decimal(0)) * 86400
    seconds += part.get("hours", Decimal(0)) * 3600 + part.get("minutes", Decimal(0)) * 60
    seconds += part.get("seconds", Decimal(0))
    return -seconds if lexical.startswith("-") else seconds


def in_order(low: Any, high: Any, *, strict: bool) -> bool:
    """Tell whether two comparable values stand in order; what cannot be compared does not.

    >>> in_order(1, 1, strict=False), in_order(1, 1, strict=True), in_order(None, 1, strict=False)
    (True, False, False)
    """
    if low is None or high is None:
        return False
    return bool(low < high or (low == high and not strict))


def _length_of(base: str, text: str) -> int:
    if base == "hexBinary":
        return len(text) // 2
    if base in _BINARY:
        compact = text.replace(" ", "")
        return len(compact) * 3 // 4 - compact.count("=")
    return len(text)


def measured(datatype: Datatype, parse: Parser | None) -> Parser | None:
    """Return a parser that also looks at lengths, where the datatype asks for any."""
    lengths = (
        ("cell-length", "eq", datatype.length),
        ("cell-too-few-characters", "ge", datatype.min_length),
        ("cell-too-many-characters", "le", datatype.max_length),
    )
    asked = [(code, kind, limit) for code, kind, limit in lengths if limit is not None]
    if not asked:
        return parse

    def checked(text: str) -> str:
        lexical = parse(text) if parse is not None else text
        size = _length_of(datatype.base, lexical)
        for code, kind, limit in asked:
            if not {"eq": size == limit, "ge": size >= limit, "le": size <= limit}[kind]:
                raise CellError(code, value=text, length=size, limit=limit)
        return lexical

    return checked


def bounded(datatype: Datatype, parse: Parser | None) -> Parser | None:
    """Return a parser that also looks at bounds, where the datatype has any."""
    base = datatype.base
    bounds = [
        (code, limit, comparable(base, limit), strict, above)
        for code, limit, strict, above in (
            ("cell-below", datatype.minimum, False, False),
            ("cell-above", datatype.maximum, False, True),
            ("cell-below", datatype.min_exclusive, True, False),
            ("cell-above", datatype.max_exclusive, True, True),
        )
        if limit is not None
    ]
    if not bounds or parse is None:
        return parse

    def bounded(text: str) -> str:
        lexical = parse(text)
        value = comparable(base, lexical)
        for code, limit, bound, strict, above in bounds:
            if not in_order(value, bound, strict=strict) if above else not in_order(bound, value, strict=strict):
                raise CellError(code, value=text, limit=limit)
        return lexical

    return bounded

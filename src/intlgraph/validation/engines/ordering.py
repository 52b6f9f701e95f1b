"""Ordering: how two literals compare, by the operators of SPARQL 1.1 (section 17.3) and of XPath for dates and times.

Two literals that no operator compares are neither less nor more: SHACL counts that as a violation.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any, Final

from intlgraph.namespaces import XSD
from intlgraph.tables.datetimes import as_comparable
from intlgraph.validation.engines.lexical import fits

__all__ = ["compare"]

_INTEGERS: Final = (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger unsignedLong"
    " unsignedInt unsignedShort unsignedByte"
)
_FLOATS: Final = frozenset({"float", "double"})
_MOMENTS: Final = frozenset({"date", "dateTime", "time"})  # XPath has no operator that orders years or months
_FARTHEST: Final = 14 * 60
_ZONE: Final = re.compile("(Z|[+-][0-9]{2}:[0-9]{2})$")


def compare(first: tuple[str, str], second: tuple[str, str]) -> int | None:
    """Return -1, 0 or 1 for two literals (lexical form and datatype), None where they cannot be compared.

    >>> day, clock = f"{XSD}date", f"{XSD}dateTime"
    >>> compare(("2020-01-01", day), ("2020-01-02", day)), compare(("2020-01-01", day), ("2020-01-02T00:00:00", clock))
    (-1, None)
    """
    if not fits(*first) or not fits(*second):
        return None
    kinds = [datatype.removeprefix(XSD) if datatype.startswith(XSD) else "" for _, datatype in (first, second)]
    if all(kind in _INTEGERS.split() or kind in _FLOATS or kind == "decimal" for kind in kinds):
        return _numbers((first[0], kinds[0]), (second[0], kinds[1]))
    if kinds == ["string", "string"]:
        return _sign(first[0], second[0])
    if kinds == ["boolean", "boolean"]:
        return _sign(*(text in ("true", "1") for text in (first[0], second[0])))
    kinds = ["dateTime" if kind == "dateTimeStamp" else kind for kind in kinds]
    if kinds[0] == kinds[1] and kinds[0] in _MOMENTS:
        return _moments(kinds[0], first[0], second[0])
    return None


def _sign(first: Any, second: Any) -> int:
    return int(first > second) - int(first < second)


def _numbers(first: tuple[str, str], second: tuple[str, str]) -> int | None:
    """Compare as doubles when either is a float or a double, else exactly."""
    if first[1] in _FLOATS or second[1] in _FLOATS:
        left, right = float(first[0]), float(second[0])
        return None if math.isnan(left) or math.isnan(right) else _sign(left, right)
    return _sign(Decimal(first[0]), Decimal(second[0]))


def _moments(kind: str, first: str, second: str) -> int | None:
    """Compare on one scale; where one alone has a time zone, only what holds in every time zone counts."""
    if kind == "time":  # 24 o'clock is the same time as 0 o'clock, where there is no day to end
        first, second = (re.sub("^24", "00", text) for text in (first, second))
    left, right = as_comparable(kind, first), as_comparable(kind, second)
    if left is None or right is None:
        return None
    zones = [bool(_ZONE.search(text)) for text in (first, second)]
    if zones[0] == zones[1]:
        return _sign(left, right)
    apart = _sign(left, (right[0] + _FARTHEST, right[1])), _sign(left, (right[0] - _FARTHEST, right[1]))
    return apart[0] if apart[0] == apart[1] != 0 else None

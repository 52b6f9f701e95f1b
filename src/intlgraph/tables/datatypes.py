"""Datatypes: from the text of a cell to the lexical form of a value, or to what is wrong with it.

Model for Tabular Data, section 6.4 (Parsing cells); Metadata Vocabulary, section 5.11 (Datatypes).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Final

from intlgraph.tables.context import DATATYPES
from intlgraph.tables.datetimes import DATE_TYPES, as_comparable, compile_dates
from intlgraph.tables.numbers import compile_numbers, parse_pattern

__all__ = [
    "CellError",
    "Datatype",
    "Parser",
    "comparable",
    "compile_datatype",
    "format_fits",
    "has_bounds",
    "has_length",
    "in_order",
    "is_numeric",
]

Parser = Callable[[str], str]
"""Returns the lexical form of one value, or raises `CellError`."""


class CellError(Exception):
    """One value does not fit its datatype; `code` and `values` are those of the problem to report."""

    def __init__(self, code: str, **values: object) -> None:
        """Keep the code of the problem and what fills its sentence."""
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Datatype:
    """What kind of value a column holds and how it is written (Metadata Vocabulary, section 5.11.2)."""

    base: str = "string"
    id: str | None = None
    format: str | None = None
    decimal_char: str | None = None
    group_char: str | None = None
    length: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    min_exclusive: str | None = None
    max_exclusive: str | None = None

    @property
    def iri(self) -> str:
        """The address of the datatype in RDF."""
        return self.id or DATATYPES[self.base]


_INTEGERS: Final[Mapping[str, tuple[int | None, int | None]]] = MappingProxyType(
    {
        "integer": (None, None),
        "long": (-(2**63), 2**63 - 1),
        "int": (-(2**31), 2**31 - 1),
        "short": (-(2**15), 2**15 - 1),
        "byte": (-128, 127),
        "nonNegativeInteger": (0, None),
        "positiveInteger": (1, None),
        "unsignedLong": (0, 2**64 - 1),
        "unsignedInt": (0, 2**32 - 1),
        "unsignedShort": (0, 2**16 - 1),
        "unsignedByte": (0, 255),
        "nonPositiveInteger": (None, 0),
        "negativeInteger": (None, -1),
    }
)
_FLOATS: Final = frozenset({"double", "float", "number"})
_SPECIAL: Final = frozenset({"NaN", "INF", "-INF"})
DURATIONS: Final = frozenset({"duration", "dayTimeDuration", "yearMonthDuration"})
_CLOCK: Final = r"T(?=[0-9])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?(?:(?P<seconds>[0-9]+(?:\.[0-9]+)?)S)?"
_SHAPES: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        name: re.compile(shape)
        for name, shape in {
            "duration": rf"-?P(?=[0-9T])(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?(?:(?P<days>[0-9]+)D)?(?:{_CLOCK})?",
            "dayTimeDuration": rf"-?P(?=[0-9T])(?:(?P<days>[0-9]+)D)?(?:{_CLOCK})?",
            "yearMonthDuration": r"-?P(?=[0-9])(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?",
            "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
            "base64Binary": r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}= ?=|(?:[A-Za-z0-9+/] ?){3}=)?",
            "binary": r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}= ?=|(?:[A-Za-z0-9+/] ?){3}=)?",
            "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
            "NMTOKEN": r"[\w.:·-]+",
            "Name": r"[^\W\d][\w.:·-]*|:[\w.:·-]*",
            "QName": r"(?:[^\W\d][\w.·-]*:)?[^\W\d][\w.·-]*",
            "anyURI": r"[^\s<>\"{}|\\^`]*",
        }.items()
    }
)
_BINARY: Final = frozenset({"base64Binary", "binary", "hexBinary"})
_LENGTHS: Final = _BINARY | {
    "string", "normalizedString", "token", "language", "Name", "NMTOKEN", "xml", "html", "json", "anyURI",
}  # fmt: skip


def is_numeric(base: str) -> bool:
    """Tell whether a built-in datatype is a number."""
    return base in _INTEGERS or base in _FLOATS or base == "decimal"


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
    match = _SHAPES[base].fullmatch(lexical) if base in DURATIONS else None
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


def format_fits(base: str, pattern: object) -> bool:
    """Tell whether a `format` can be used with a built-in datatype.

    >>> format_fits("boolean", "ja|nej"), format_fits("boolean", "YN"), format_fits("string", "+")
    (True, False, False)
    """
    if not isinstance(pattern, str):
        return False
    if is_numeric(base):
        return parse_pattern(pattern) is not None
    if base == "boolean":
        true, bar, false = pattern.partition("|")
        return bool(bar and true and false and "|" not in false)
    if base in DATE_TYPES:
        return compile_dates(base, pattern) is not None
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _number(datatype: Datatype) -> Parser:
    base, integer = datatype.base, datatype.base in _INTEGERS
    group = datatype.group_char or ("," if datatype.format is not None else "")
    pattern = parse_pattern(datatype.format) if datatype.format is not None else None
    read = compile_numbers(pattern, datatype.decimal_char or ".", group, integer=integer, exponent=base in _FLOATS)
    least, most = _INTEGERS.get(base, (None, None))

    def parse(text: str) -> str:
        if base in _FLOATS and text in _SPECIAL:
            return text
        lexical = read(text)
        if lexical is None:
            if datatype.format is not None:
                raise CellError("cell-number-format", value=text, format=datatype.format)
            raise CellError("cell-not-integer" if integer else "cell-not-number", value=text)
        if integer:
            if "." in lexical:
                raise CellError("cell-not-integer", value=text)
            number = int(lexical)
            if (least is not None and number < least) or (most is not None and number > most):
                raise CellError("cell-out-of-range", value=text, datatype=base)
        return lexical

    def parse_plain(text: str) -> str:
        plain = text.isascii() and text.isdigit()
        return text if plain else parse(text)

    return parse_plain if base == "integer" and datatype.format is None else parse


def _boolean(datatype: Datatype) -> Parser:
    true, _, false = (datatype.format or "").partition("|")
    known = {true: "true", false: "false"} if datatype.format else {
        "true": "true", "1": "true", "false": "false", "0": "false",
    }  # fmt: skip
    expected = f"{true} / {false}" if datatype.format else "true / false"

    def parse(text: str) -> str:
        lexical = known.get(text)
        if lexical is None:
            raise CellError("cell-not-boolean", value=text, expected=expected)
        return lexical

    return parse


def _date(datatype: Datatype) -> Parser:
    read = compile_dates(datatype.base, datatype.format) or compile_dates(datatype.base, None)
    if read is None:
        raise KeyError(datatype.base)

    def parse(text: str) -> str:
        lexical = read(text)
        if lexical:
            return lexical
        if lexical == "":
            raise CellError("cell-no-such-day", value=text)
        if datatype.format is not None:
            raise CellError("cell-date-format", value=text, format=datatype.format)
        raise CellError("cell-not-date", value=text, datatype=datatype.base)

    return parse


def _json(text: str) -> str:
    try:
        json.loads(text)
    except ValueError:
        raise CellError("cell-datatype", value=text, datatype="json") from None
    return text


def _text(datatype: Datatype) -> Parser | None:
    base, pattern = datatype.base, datatype.format
    shape = _SHAPES.get(base)
    fits = re.compile(pattern).fullmatch if pattern is not None else None
    if base == "json" and fits is None:
        return _json
    if shape is None and fits is None:
        return None

    def parse(text: str) -> str:
        if shape is not None and shape.fullmatch(text) is None:
            code = "cell-not-duration" if base in DURATIONS else "cell-datatype"
            raise CellError(code, value=text, datatype=base)
        if fits is not None and fits(text) is None:
            raise CellError("cell-format", value=text, format=pattern)
        return text

    return parse


def _length_of(base: str, text: str) -> int:
    if base == "hexBinary":
        return len(text) // 2
    if base in _BINARY:
        compact = text.replace(" ", "")
        return len(compact) * 3 // 4 - compact.count("=")
    return len(text)


def _checked(datatype: Datatype, parse: Parser | None) -> Parser | None:
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


def _bounded(datatype: Datatype, parse: Parser | None) -> Parser | None:
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


def compile_datatype(datatype: Datatype) -> Parser | None:
    """Return the function that parses one value, or None where every text is its own value.

    >>> compile_datatype(Datatype("boolean", format="ja|nej"))("ja")
    'true'
    >>> compile_datatype(Datatype()) is None
    True
    """
    if is_numeric(datatype.base):
        parse: Parser | None = _number(datatype)
    elif datatype.base == "boolean":
        parse = _boolean(datatype)
    elif datatype.base in DATE_TYPES:
        parse = _date(datatype)
    else:
        parse = _text(datatype)
    return _bounded(datatype, _checked(datatype, parse))

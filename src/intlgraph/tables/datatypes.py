"""Datatypes: from the text of a cell to the lexical form of a value, or to what is wrong with it.

Model for Tabular Data, section 6.4 (Parsing cells); Metadata Vocabulary, section 5.11 (Datatypes).
"""

from __future__ import annotations

import json
import re
from typing import Final

from intlgraph.tables.constraints import bounded, measured
from intlgraph.tables.datetimes import DATE_TYPES, compile_dates
from intlgraph.tables.numbers import compile_numbers, parse_pattern
from intlgraph.tables.values import DURATIONS, FLOATS, INTEGERS, SHAPES, CellError, Datatype, Parser, is_numeric

__all__ = ["CellError", "Datatype", "Parser", "compile_datatype", "format_fits"]

_SPECIAL: Final = frozenset({"NaN", "INF", "-INF"})


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
    base, integer = datatype.base, datatype.base in INTEGERS
    group = datatype.group_char or ("," if datatype.format is not None else "")
    pattern = parse_pattern(datatype.format) if datatype.format is not None else None
    read = compile_numbers(pattern, datatype.decimal_char or ".", group, integer=integer, exponent=base in FLOATS)
    least, most = INTEGERS.get(base, (None, None))

    def parse(text: str) -> str:
        if base in FLOATS and text in _SPECIAL:
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
    shape = SHAPES.get(base)
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
    return bounded(datatype, measured(datatype, parse))

"""Lexical forms: whether a literal is one that its datatype allows (XML Schema 1.1, part 2; RDF 1.1 Concepts, 5).

The libraries behind the engines differ from XML Schema here, each in its own places. This is what both are held to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from intlgraph.namespaces import XSD
from intlgraph.tables.datetimes import DATE_TYPES, compile_dates

__all__ = ["DATATYPES", "fits"]

_NAME_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_CHAR: Final = _NAME_START + "\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"
_DURATION_DAY: Final = r"(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
_BASE64: Final = "[A-Za-z0-9+/]"
_FLOAT: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"

_SHAPES: Final[Mapping[str, str]] = {
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "float": _FLOAT,
    "double": _FLOAT,
    "duration": rf"-?P(?=[\dT])(?:\d+Y)?(?:\d+M)?{_DURATION_DAY}",
    "dayTimeDuration": rf"-?P(?=[\dT]){_DURATION_DAY}",
    "yearMonthDuration": r"-?P(?=\d)(?:\d+Y)?(?:\d+M)?",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
    "base64Binary": (
        rf"(?:(?:{_BASE64} ?){{4}})*(?:(?:{_BASE64} ?){{3}}{_BASE64}|(?:{_BASE64} ?){{2}}[AEIMQUYcgkosw048] ?="
        rf"|{_BASE64} ?[AQgw] ?= ?=)?"
    ),
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "Name": f"[:{_NAME_START}][:{_NAME_CHAR}]*",
    "NCName": f"[{_NAME_START}][{_NAME_CHAR}]*",
    "NMTOKEN": f"[:{_NAME_CHAR}]+",
    "string": r"(?s:.*)",
    "anyURI": r"(?s:.*)",
}
_RANGES: Final[Mapping[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_INTEGER: Final = re.compile("[+-]?[0-9]+")
_LONGEST: Final = 4000


def _whole(text: str, least: int | None, most: int | None) -> bool:
    if not _INTEGER.fullmatch(text):
        return False
    if least is None and most is None:
        return True
    if len(text.lstrip("+-0")) > _LONGEST:  # Python refuses to read longer numbers: the sign decides
        return most is None if text[0] != "-" else least is None
    number = int(text.lstrip("+")[:1] + text.lstrip("+-0").rjust(1, "0")) if text[0] == "-" else int(text)
    return (least is None or number >= least) and (most is None or number <= most)


def _dates(name: str) -> Callable[[str], bool]:
    read = compile_dates(name, None)
    return lambda text: read is not None and bool(read(text))


def _shape(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


_CHECKS: Final[Mapping[str, Callable[[str], bool]]] = {
    **{f"{XSD}{name}": _shape(pattern) for name, pattern in _SHAPES.items()},
    **{f"{XSD}{name}": partial(_whole, least=least, most=most) for name, (least, most) in _RANGES.items()},
    **{f"{XSD}{name}": _dates(name) for name in DATE_TYPES if name != "datetime"},
}

DATATYPES: Final = frozenset(_CHECKS)
"""The datatypes (full IRIs) whose lexical forms are known here."""


def fits(text: str, datatype: str) -> bool:
    """Return whether a text is a lexical form of a datatype (a full IRI); of a datatype nobody knows, every text is.

    >>> fits("2020-02-30", f"{XSD}date"), fits("1e3", f"{XSD}decimal"), fits("256", f"{XSD}unsignedByte")
    (False, False, False)
    >>> fits("2020-01-01T24:00:00", f"{XSD}dateTime"), fits("0G", f"{XSD}hexBinary"), fits("x", "http://e/unknown")
    (True, False, True)
    """
    check = _CHECKS.get(datatype)
    return check is None or check(text)

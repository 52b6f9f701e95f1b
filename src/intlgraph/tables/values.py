"""Values: what a datatype is, which built-in kinds there are, and how their lexical forms look.

Metadata Vocabulary for Tabular Data, section 5.11 (Datatypes); XML Schema Definition Language 1.1, part 2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from intlgraph.tables.context import DATATYPES

__all__ = ["DURATIONS", "FLOATS", "INTEGERS", "SHAPES", "CellError", "Datatype", "Parser", "is_numeric"]

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


INTEGERS: Final[Mapping[str, tuple[int | None, int | None]]] = MappingProxyType(
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
FLOATS: Final = frozenset({"double", "float", "number"})
DURATIONS: Final = frozenset({"duration", "dayTimeDuration", "yearMonthDuration"})
_YEARS: Final = r"(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?"
_CLOCK: Final = r"T(?=[0-9])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?(?:(?P<seconds>[0-9]+(?:\.[0-9]+)?)S)?"
SHAPES: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        name: re.compile(shape)
        for name, shape in {
            "duration": rf"-?P(?=[0-9T]){_YEARS}(?:(?P<days>[0-9]+)D)?(?:{_CLOCK})?",
            "dayTimeDuration": rf"-?P(?=[0-9T])(?:(?P<days>[0-9]+)D)?(?:{_CLOCK})?",
            "yearMonthDuration": rf"-?P(?=[0-9]){_YEARS}",
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


def is_numeric(base: str) -> bool:
    """Tell whether a built-in datatype is a number."""
    return base in INTEGERS or base in FLOATS or base == "decimal"

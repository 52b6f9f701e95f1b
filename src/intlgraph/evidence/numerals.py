"""Numbers in running text: digits however they are grouped, and number words and ordinals in Swedish and English.

Not read as numbers: `andra` (which says *other* more often than *second*), `a` and `an`, and words for a rough count
such as *dozens* or *ett hundratal*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final

from intlgraph.evidence.words import words

__all__ = ["numbers"]

_DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:([ \u00a0\u202f.,’'])\d{3})(?:\1\d{3})*(?!\d)|\d+(?:[.,]\d+)?")
_SPACES = re.compile(r"[ \u00a0\u202f’']")

_UNITS: Final = (
    "noll|zero en|ett|one|första|first två|two|second|båda|bägge|both tre|three|tredje|third fyra|four|fjärde|fourth "
    "fem|five|femte|fifth sex|six|sjätte|sixth sju|seven|sjunde|seventh åtta|eight|åttonde|eighth "
    "nio|nine|nionde|ninth tio|ten|tionde|tenth elva|eleven|elfte|eleventh tolv|twelve|tolfte|twelfth "
    "tretton|thirteen|trettonde|thirteenth fjorton|fourteen|fjortonde|fourteenth "
    "femton|fifteen|femtonde|fifteenth sexton|sixteen|sextonde|sixteenth "
    "sjutton|seventeen|sjuttonde|seventeenth arton|eighteen|artonde|eighteenth nitton|nineteen|nittonde|nineteenth"
)
_TENS: Final = (
    "tjugo|twenty|tjugonde|twentieth trettio|thirty|trettionde|thirtieth fyrtio|forty|fyrtionde|fortieth "
    "femtio|fifty|femtionde|fiftieth sextio|sixty|sextionde|sixtieth sjuttio|seventy|sjuttionde|seventieth "
    "åttio|eighty|åttionde|eightieth nittio|ninety|nittionde|ninetieth"
)
_POWERS: Final = ((100, "hundra|hundred"), (1000, "tusen|thousand"), (10**6, "miljon|miljoner|million|millions"))


@cache
def _values() -> Mapping[str, int]:
    """Return the value of each number word, Swedish compounds (tjugofem, tvåhundra) among them."""
    units = {word: value for value, forms in enumerate(_UNITS.split()) for word in forms.split("|")}
    tens = {word: value * 10 for value, forms in enumerate(_TENS.split(), 2) for word in forms.split("|")}
    small = {unit: value for unit, value in units.items() if 0 < value < 10}
    joined = {ten + unit: tens[ten] + value for ten in tens for unit, value in small.items()}
    known = {**units, **tens, **joined}
    powers = {word: value for value, forms in _POWERS for word in forms.split("|")}
    multiplied = {unit + power: value * powers[power] for unit, value in known.items() for power in ("hundra", "tusen")}
    return MappingProxyType({**multiplied, **powers, **known})


_FACTORS: Final = frozenset(word for _, forms in _POWERS for word in forms.split("|"))


def numbers(text: str) -> frozenset[Decimal]:
    """Return every number that a text may be read as saying.

    `1,500` is 1500 and 1.5: which it is, the language decides, and that is not known here.

    >>> sorted(map(int, numbers("a three-year project, 1 500 cities, twenty-five, tvåhundra, den tredje")))
    [3, 5, 20, 25, 200, 1500]
    """
    return frozenset((*_written_in_digits(text), *_written_in_words(words(text))))


def _written_in_digits(text: str) -> Iterator[Decimal]:
    for match in _DIGITS.finditer(text):
        plain = _SPACES.sub("", match[0])
        yield Decimal(plain.replace(",", "").replace(".", "") if match[1] else plain.replace(",", "."))
        if match[1] and plain.count(",") + plain.count(".") == 1:
            yield Decimal(plain.replace(",", "."))


def _written_in_words(text: tuple[str, ...]) -> Iterator[Decimal]:
    values = _values()
    for word, following in zip(text, (*text[1:], ""), strict=True):
        value = values.get(word, int(word) if word.isdecimal() and following in _FACTORS else None)
        if value is None:
            continue
        yield Decimal(value)
        after = values.get(following, 0)
        if following in _FACTORS and word not in _FACTORS:
            yield Decimal(value * after)
        elif value in range(20, 100, 10) and 0 < after < 10:
            yield Decimal(value + after)

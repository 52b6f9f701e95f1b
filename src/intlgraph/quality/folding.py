"""Names folded for comparison, so that spelling habits of different languages meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

__all__ = ["key", "numbers", "words"]

_DIGRAPHS: Final = (("ø", "o"), ("æ", "a"), ("å", "a"), ("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss"))
_WRITTEN_OUT: Final = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
_SHORT: Final = 2


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, accents and digraphs; å, aa and a meet, as do ö, ø, oe and o.

    >>> words("Växjö kommun"), words("VAEXJOE"), words("Århus/Aarhus")
    (('vaxjo', 'kommun'), ('vaxjo',), ('arhus', 'arhus'))
    """
    text = unicodedata.normalize("NFC", name).casefold()
    for written, plain in _DIGRAPHS:
        text = text.replace(written, plain)
    text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    for written, plain in _WRITTEN_OUT:
        text = text.replace(written, plain)
    return tuple(re.findall(r"[^\W_]+", text))


def key(name: str, generic: Collection[str] = ()) -> tuple[str, ...]:
    """Return the words that tell a name from others, in the order of the alphabet.

    Generic words and words of one or two letters tell nothing, unless nothing else is left; numbers always tell.

    >>> key("Municipality of Växjö", {"municipality"}), key("Östersjö 2b"), key("Kommun", {"kommun"})
    (('vaxjo',), ('2b', 'ostersjo'), ('kommun',))
    """
    found = words(name)
    telling = [each for each in found if _has_digit(each) or (len(each) > _SHORT and each not in generic)]
    return tuple(sorted(telling or found))


def numbers(folded: Collection[str]) -> tuple[str, ...]:
    """Return the words that have a digit, which must be the same in two names of one thing.

    >>> numbers(key("Agenda 2030, del 2b"))
    ('2030', '2b')
    """
    return tuple(sorted(each for each in folded if _has_digit(each)))


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)

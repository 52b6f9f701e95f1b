"""Words and their forms: whether a text says a name, however it is capitalised, hyphenated or inflected.

A name is said where its words stand one after another. Case, punctuation and the kind of space or hyphen do not
count; letters do, å is not a. A word may be inflected as Swedish and English inflect nouns and names:

- a genitive -s, also written 's, ’s or :s, on a word of two letters or more (EU:s, ICLEIs, Växjös), and a definite
  -en or -et on one of three (län, länet);
- definite, plural and genitive endings (`ENDINGS`) on either of the two forms, when they share a stem of four letters
  or more (förvaltning, förvaltningens; kommun, kommunerna).

A word of digits is only itself. There are no rules for compounds, for vowels that change (stad, städer) or for
spelling: such a form is a row in the table of names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["ENDINGS", "alike", "says", "words"]

_FORMS: Final = "s a t r n e es en et ar er or na ens ets ns ts ars ers ors nas arna erna orna arnas ernas ornas an ans"
ENDINGS: Final = frozenset(_FORMS.split())
"""What a form of a noun, a name or an adjective may end in after its stem, in Swedish or English."""

_SHORTEST_STEM: Final = 4
_ON_SHORT_WORDS: Final[Mapping[int, tuple[str, ...]]] = MappingProxyType(
    {2: ("s",), 3: ("s", "en", "et", "ens", "ets")}
)
_LONGEST_ENDING: Final = max(map(len, ENDINGS))
_GENITIVE = re.compile(r"(?<=\w)[’':]\s?s\b")
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which they are compared.

    >>> words("EU: s klimatmål, Energy-Cities’ “Letter”")
    ('eus', 'klimatmål', 'energy', 'cities', 'letter')
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return tuple(_WORD.findall(_GENITIVE.sub("s", folded)))


def alike(one: str, other: str) -> bool:
    """Tell whether two words are forms of one.

    >>> alike("kommunerna", "kommun"), alike("iclei", "icleis"), alike("paris", "porec"), alike("2019", "2019s")
    (True, True, False, False)
    """
    if one == other:
        return True
    if one[:1].isdigit() or other[:1].isdigit():
        return False
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and long[len(short) :] in _ON_SHORT_WORDS.get(min(len(short), _SHORTEST_STEM - 1), ()):
        return True
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return any(
        _ends(one[stem:]) and _ends(other[stem:])
        for stem in range(max(_SHORTEST_STEM, shared - _LONGEST_ENDING), shared + 1)
    )


def _ends(rest: str) -> bool:
    return not rest or rest in ENDINGS


def says(text: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Tell whether the words of a name, as `words` returns them, stand one after another in those of a text.

    >>> says(words("Växjös tekniska förvaltning vässar"), words("Växjö tekniska förvaltningen"))
    True
    """
    if not name:
        return False
    return any(
        all(alike(written, word) for written, word in zip(text[at:], name, strict=False))
        for at in range(len(text) - len(name) + 1)
    )

"""Sentences of a plain text in Swedish or English, with their offsets.

A line is never joined with the next: a heading and an item of a list are sentences of their own, without the sign
that begins the item. Inside a line a sentence ends at a full stop, question or exclamation mark, with the quotes and
brackets that close there, when what follows can begin a sentence; not after an abbreviation, an initial or an ordinal
(*den 3. maj*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["Sentence", "sentences"]

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_ITEM = re.compile(r"(?:[•◦▪‣·*–—-]|\d{1,2}[.)]|\([a-z0-9]\))\s+")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“”‘’«(\[–—-]*\s?[^\W_a-zåäöéü])")
_LAST_WORD = re.compile(r"[\w.:§-]+$")
_SHORT: Final = (
    "t.ex bl.a d.v.s dvs m.m m.fl o.s.v osv s.k f.d fr.o.m t.o.m p.g.a ca cirka kl nr st tel jfr resp inkl exkl "
    "e.g i.e etc cf vs no dr mr mrs ms prof st approx incl fig p pp vol ed eds"
)
_ABBREVIATIONS: Final = frozenset(_SHORT.split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its range in the text, the end being the first character left out."""

    start: int
    end: int
    text: str


def sentences(text: str) -> Iterator[Sentence]:
    r"""Yield the sentences of a text in order, each without the space around it.

    >>> [each.text for each in sentences("Nätverk\n\n• Bl.a. Nordby är med. Since when? \n")]
    ['Nätverk', 'Bl.a. Nordby är med.', 'Since when?']
    """
    for line in _LINE.finditer(text):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        if item := _ITEM.match(text, start, line.end()):
            start = item.end()
        for end in _END.finditer(text, start, line.end()):
            if not _goes_on(text[start : end.end()]):
                yield from _sentence(text, start, end.end())
                start = end.end()
        yield from _sentence(text, start, line.end())


def _goes_on(so_far: str) -> bool:
    """Tell whether a full stop belongs to the word before it and does not end the sentence."""
    if not so_far.endswith("."):
        return False
    word = _LAST_WORD.search(so_far[:-1])
    if word is None:
        return False
    last = word[0].casefold()
    return last in _ABBREVIATIONS or len(last) == 1 or (last.isdecimal() and len(last) < 3 and so_far != f"{last}.")


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if any(sign.isalnum() for sign in words):
        yield Sentence(start, start + len(words), words)

"""How the text of a table is written: UTF-8, UTF-16 or Windows-1252, and what to do when it is none of them.

The whole file is looked at once, in pieces, before a row is read: a wrong guess would turn å into Ã¥ in every name.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from intlgraph.errors import DataError, Place

__all__ = ["Encoding", "detect"]

_PIECE: Final = 1 << 20
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8_LETTER = re.compile(rb"[\xc3\xc4\xc5][\x80-\xbf]")
_NOT_IN_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# å, ä, ö as DOS (86, 84, 94) and old Macs (8c, 8a, 9a) write them, between letters: in Windows-1252
# these bytes are quotation marks, daggers and capitals, which do not stand there.
_OTHER_CODE_PAGE = re.compile(rb"[A-Za-z][\x84\x86\x94\x8c\x8a][a-z]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name of an encoding as Python knows it, and whether letters stand decomposed (a and ring apart)."""

    name: str
    decomposed: bool = False


def detect(path: Path, shown: str) -> Encoding:
    """Return how a text file is encoded.

    `shown` is the file's name in messages. Raises `DataError` for a file that mixes encodings, that is in an old code
    page, or that is not text; the place names the row, counted by line ends.
    """
    with path.open("rb") as file:
        head = file.read(4)
    for mark, name in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return _decoded(path, shown, name)
    try:
        return _decoded(path, shown, "utf-8")
    except UnicodeDecodeError:
        return _windows(path, shown)


def _decoded(path: Path, shown: str, name: str) -> Encoding:
    decoder = codecs.getincrementaldecoder(name)()
    composed, rows = True, 1
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            text = decoder.decode(piece)
            if "\x00" in text:
                row = rows + text[: text.index("\x00")].count("\n")
                raise DataError.of("not-text", Place(shown, row=row))
            composed = composed and (text.isascii() or unicodedata.is_normalized("NFC", text))
            rows += text.count("\n")
        _finish(decoder, name, shown)
    return Encoding(name, decomposed=not composed)


def _finish(decoder: codecs.IncrementalDecoder, name: str, shown: str) -> None:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        if name == "utf-8":
            raise
        raise DataError.of("encoding-broken", Place(shown)) from None


def _windows(path: Path, shown: str) -> Encoding:
    rows, tail = 1, b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            window = tail + piece
            for pattern, code in (
                (_UTF8_LETTER, "encoding-mixed"),
                (_NOT_IN_WINDOWS_1252, "encoding-unknown"),
                (_OTHER_CODE_PAGE, "encoding-unknown"),
            ):
                if found := pattern.search(window):
                    row = rows + window[: found.start()].count(b"\n")
                    raise DataError.of(code, Place(shown, row=row))
            rows += window[:-2].count(b"\n")
            tail = window[-2:]
    return Encoding("cp1252")

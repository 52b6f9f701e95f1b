"""Regular expressions of shapes: which engines can run them as they are meant, and whether they ever finish.

sh:pattern is an expression of XPath (SHACL, section 4.5.3). The fast engine runs Rust's `regex`, the reference
Python's `re`; each of the three has constructs that the others lack, or read differently.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from pyoxigraph import Literal

from intlgraph.validation.ambiguity import ambiguous
from intlgraph.validation.vocabulary import SH

__all__ = ["broken", "dialects", "may_run_forever", "translate"]

_START = (
    "_:A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = _START + "\\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
_SETS = {"i": _START, "c": _NAME}
_PIECE = re.compile(r"\\(?:[pP]\{[^}]*\}|.)|\[\^?|-\[\^?|\]|.", re.DOTALL)
_FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.VERBOSE}


def translate(pattern: str) -> str | None:
    r"""Return an XPath expression as Python's `re` writes it, None where Python has no such thing (`\p{Lu}`).

    `\i` and `\c` become the characters of XML names, `[a-z-[aeiou]]` a look-ahead before a class.

    >>> re.fullmatch(translate(r"\i\c*") or "", "läsa-1") is not None
    True
    >>> translate("[a-z-[aeiou]]+")
    '(?:(?![aeiou])[a-z])+'
    """
    found: list[str] = []
    pieces = [match[0] for match in _PIECE.finditer(pattern)]
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if piece.startswith("["):
            text, place = _class(pieces, place)
            if text is None:
                return None
            found.append(text)
            continue
        if piece[:2] in (r"\p", r"\P"):
            return None
        if piece[:1] == "\\" and piece[1:].lower() in _SETS:
            found.append(f"[{'^' if piece[1:].isupper() else ''}{_SETS[piece[1:].lower()]}]")
        else:
            found.append(piece)
        place += 1
    return "".join(found)


def _class(pieces: list[str], place: int) -> tuple[str | None, int]:
    """Return the class that begins at a place, for Python, and the place after it."""
    found, excluded = [pieces[place]], ""
    start = place
    place += 1
    while place < len(pieces):
        piece = pieces[place]
        if piece == "]" and place > start + 1:
            text = "".join(found) + "]"
            return (f"(?:(?!{excluded}){text})" if excluded else text), place + 1
        if piece.startswith("-["):
            inner, place = _class([*pieces[:place], piece[1:], *pieces[place + 1 :]], place)
            if inner is None:
                return None, place
            excluded = inner
            continue
        if piece[:2] in (r"\p", r"\P", r"\I", r"\C"):
            return None, place
        found.append(_SETS[piece[1:]] if piece[:1] == "\\" and piece[1:] in _SETS else piece)
        place += 1
    return "".join(found), place


@lru_cache(maxsize=1024)
def dialects(pattern: str, flags: str = "") -> frozenset[str]:
    r"""Return which engines run a pattern as it is meant: `rust` (the fast one), `python` (the reference).

    >>> sorted(dialects("[A-Z]{2}")), sorted(dialects("a(?=b)")), sorted(dialects(r"\p{Lu}")), sorted(dialects(r"\i"))
    (['python', 'rust'], ['python'], ['rust'], [])
    """
    if _read_differently(pattern):
        return frozenset()
    found = set()
    if not set(flags) & set("sxq") and _python_error(pattern, flags) is None:  # pySHACL passes over these three
        found.add("python")
    if _rust_compiles(pattern, flags):
        found.add("rust")
    return frozenset(found)


def _read_differently(pattern: str) -> bool:
    """Return whether engines accept a pattern and mean another thing: subtraction, sets of sets, possessive repeats."""
    inside = 0
    before = ""
    for match in _PIECE.finditer(pattern):
        piece = match[0]
        if inside and (piece.startswith("-[") or (piece in "&~-" and piece == before)):
            return True
        if not inside and piece == "+" and before in ("*", "+", "?", "}"):
            return True
        if piece.startswith("["):
            inside = match.end()
        elif piece == "]" and match.start() > inside:
            inside = 0
        before = piece
    return False


def _python_error(pattern: str, flags: str) -> re.error | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(re.escape(pattern) if "q" in flags else pattern, _python_flags(flags))
        except re.error as error:
            return error
        except (OverflowError, RecursionError):
            return re.error("too large", pattern, 0)
    return None


def _python_flags(flags: str) -> int:
    return sum(_FLAGS[flag] for flag in set(flags) & _FLAGS.keys())


def _rust_compiles(pattern: str, flags: str) -> bool:
    """Return whether the native engine takes a pattern; where it is not installed, by what Rust is known to lack."""
    try:
        import shacl  # here, because there is not a wheel of it for every machine
    except ImportError:
        unlike = r"\(\?(?:[=!]|<[=!])|\\[1-9]|\\[icIC]|\\Z"
        return _python_error(re.sub(r"\\[pP]\{\w+\}", ".", pattern), flags) is None and not re.search(unlike, pattern)
    shape = "<urn:x:shape>"
    text = f"{shape} <{SH}targetNode> {shape} .\n{shape} <{SH}pattern> {Literal(pattern)} .\n"
    if flags:
        text += f"{shape} <{SH}flags> {Literal(flags)} .\n"
    try:
        shacl.Shapes.from_text(text, "ntriples")
    except ValueError:
        return False
    return True


def broken(pattern: str, flags: str = "") -> tuple[str, int] | None:
    """Return why no engine can run a pattern and at which character (from 1), None when one can.

    >>> broken("(a")
    ('missing ), unterminated subpattern', 1)
    """
    if dialects(pattern, flags):
        return None
    error = _python_error(pattern, flags)
    if error is None:
        return "engines read this differently", 1
    return error.msg, (error.pos or 0) + 1


def may_run_forever(pattern: str, flags: str = "") -> bool:
    """Return whether a backtracking engine (Python's, that of the reference) can take exponential time on a pattern.

    A pattern that Python does not compile is not run by it: false.

    >>> may_run_forever(r"([a-zA-Z]+)*$"), may_run_forever(r"[A-Z]{2}[0-9]{1,3}")
    (True, False)
    """
    if "q" in flags or _python_error(pattern, flags) is not None:
        return False
    return ambiguous(pattern, _python_flags(flags))

r"""Patterns: the regular expressions of sh:pattern, which are those of XPath, said so that a library means the same.

SPARQL 1.1 (section 17.4.3.14) takes over `fn:matches` of XPath Functions and Operators, section 7.6. Python and Rust
each read some of it in another way: `$` of Python also stands before a last line feed, `\s` and `\w` are other sets
of characters in all three, and a class can be subtracted from another in XPath alone.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

__all__ = ["PatternError", "for_native", "for_python"]

_FLAGS: Final = frozenset("imsxq")
_SPACE: Final = " \\t\\n\\r"
_TOKEN: Final = re.compile(
    r"\\p\{[^}]*\}|\\P\{[^}]*\}|\\.|\(\?:|\(\?|[*+?][+?]?|\{[0-9]+(?:,[0-9]*)?\}\??|.", re.DOTALL
)
_PLAIN_ESCAPES: Final = frozenset("nrtdD\\|.-^?*+{}()[]$/")


class PatternError(ValueError):
    """A pattern is not one of XPath, or says what the library cannot."""


def for_native(pattern: str, flags: str) -> str | None:
    r"""Return a pattern that means in Rust what the given one does in XPath, flags inside; None where that is not sure.

    >>> for_native("^\\s+$", ""), for_native("[a-z-[x]]", ""), for_native("a(?=b)", "")
    ('^[ \\t\\n\\r]+$', None, None)
    """
    try:
        body = _translated(pattern, flags, _native_class, "$")
    except PatternError:
        return None
    kept = "".join(flag for flag in "ims" if flag in flags)
    return f"(?{kept}){body}" if kept else body


def for_python(pattern: str, flags: str) -> str:
    r"""Return a pattern that means in Python what the given one means in XPath, with the flags inside.

    Raises `PatternError` for a pattern that is not of XPath, or subtracts classes.

    >>> for_python("^a$", "i"), for_python("a.b", "q")
    ('(?i)^a\\Z', 'a\\.b')
    """
    body = _translated(pattern, flags, _python_class, "(?=\\n|\\Z)" if "m" in flags else "\\Z")
    kept = "".join(flag for flag in "ims" if flag in flags)
    text = f"(?{kept}){body}" if kept else body
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(str(error)) from error
    return text


def _translated(pattern: str, flags: str, named: Callable[[str], str], end: str) -> str:
    r"""Return a pattern with what the libraries disagree on spelt out; `named` tells what `\s` and the like hold."""
    if not _FLAGS.issuperset(flags):
        raise PatternError(flags)
    if "q" in flags:
        return re.escape(pattern)
    pieces: list[str] = []
    inside = False
    tokens = _TOKEN.findall(pattern)
    for place, token in enumerate(tokens):
        if "x" in flags and not inside and token in " \t\n\r":
            continue
        if token == "(?" or (len(token) == 2 and token[0] in "*+?" and token[1] == "+"):
            raise PatternError(pattern)
        if token[0] == "\\":
            pieces.append(_escape(token, inside, named))
        elif inside:
            if token == "[" or (token in "&~-" and tokens[place + 1 : place + 2] == [token]):
                raise PatternError(pattern)
            inside = token != "]"
            pieces.append(token)
        else:
            inside = token == "["
            pieces.append(end if token == "$" else token)
            if inside and tokens[place + 1 : place + 2] == ["]"]:
                raise PatternError(pattern)
    if inside:
        raise PatternError(pattern)
    return "".join(pieces)


def _escape(token: str, inside: bool, named: Callable[[str], str]) -> str:
    name = token[1:]
    if name in _PLAIN_ESCAPES:
        return token
    if name[:1] not in ("s", "S", "w", "W", "p", "P"):
        raise PatternError(token)
    members = named(name[:1].lower() + name[1:])
    if name[0] in "SWP" or members.startswith("^"):
        negated = (name[0] in "SWP") != members.startswith("^")
        if inside:
            raise PatternError(token)
        return f"[{'^' if negated else ''}{members.removeprefix('^')}]"
    return members if inside else f"[{members}]"


def _native_class(name: str) -> str:
    if name == "s":
        return _SPACE
    return "^\\p{P}\\p{Z}\\p{C}" if name == "w" else f"\\{name}"


def _python_class(name: str) -> str:
    if name == "s":
        return _SPACE
    if name == "w":
        return "^" + _members("P") + _members("Z") + _members("C")
    return _members(name[2:-1])


@cache
def _members(category: str) -> str:
    """Return the characters of a general category of Unicode (`L`, `Lu`) as ranges for a class of Python."""
    if not re.fullmatch("[LMNPZSC][a-z]?", category):
        raise PatternError(category)
    ranges: list[tuple[int, int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(category):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1] = (ranges[-1][0], code)
            else:
                ranges.append((code, code))
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)

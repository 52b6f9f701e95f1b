"""Number formats: the patterns of UTS #35 that say how a number is written in a cell.

Model for Tabular Data, section 6.4.2 (Formats for numeric types).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

__all__ = ["NumberPattern", "compile_numbers", "parse_pattern"]

_SHAPE: Final = re.compile(
    r"(?P<before>[%‰+-]{0,2})(?P<whole>[#0,]*)(?:\.(?P<fraction>[#0,]*))?(?:E(?P<exponent>[+-]?#*0+))?(?P<after>[%‰]?)"
)
_WHOLE: Final = re.compile(r"#*0*")
_FRACTION: Final = re.compile(r"0*#*")


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """How many digits a number has, how they are grouped, and which signs stand around them.

    A size of 0 means that digits are not grouped there.
    """

    least_whole: int
    most_whole: int | None
    primary: int
    secondary: int
    least_fraction: int
    most_fraction: int
    fraction_group: int
    exponent: bool
    sign: str
    percent_before: str
    percent_after: str

    def fits(self, whole: str, fraction: str, group: str) -> bool:
        """Tell whether the digits of a number, as written, have the lengths and the groups of the pattern."""
        digits = whole.replace(group, "") if group else whole
        decimals = fraction.replace(group, "") if group else fraction
        if len(digits) < self.least_whole or (self.most_whole is not None and len(digits) > self.most_whole):
            return False
        if not self.least_fraction <= len(decimals) <= self.most_fraction:
            return False
        return whole == _grouped(digits, self.primary, self.secondary, group) and fraction == _grouped_right(
            decimals, self.fraction_group, group
        )


def _grouped(digits: str, primary: int, secondary: int, group: str) -> str:
    if not primary or len(digits) <= primary:
        return digits
    parts = [digits[-primary:]]
    rest = digits[:-primary]
    while rest:
        parts.append(rest[-secondary:])
        rest = rest[:-secondary]
    return group.join(reversed(parts))


def _grouped_right(digits: str, size: int, group: str) -> str:
    if not size:
        return digits
    return group.join(digits[start : start + size] for start in range(0, len(digits), size))


def parse_pattern(pattern: str) -> NumberPattern | None:
    """Return what a number pattern asks for, or None where it is not a pattern that UTS #35 knows.

    >>> parse_pattern("#,##0.00").least_fraction
    2
    >>> parse_pattern("[") is None
    True
    """
    match = _SHAPE.fullmatch(pattern)
    if match is None:
        return None
    whole, fraction = match["whole"], match["fraction"] or ""
    digits, decimals = whole.replace(",", ""), fraction.replace(",", "")
    if not _WHOLE.fullmatch(digits) or not _FRACTION.fullmatch(decimals) or not digits + decimals:
        return None
    groups = whole.split(",")
    sizes = [len(group) for group in groups[1:]]
    if 0 in sizes:
        return None
    before = match["before"]
    return NumberPattern(
        least_whole=digits.count("0"),
        # In scientific notation the digits before the point are as many as the pattern shows, no more.
        most_whole=len(digits) if match["exponent"] is not None else None,
        primary=sizes[-1] if sizes else 0,
        secondary=(sizes[-2] if len(sizes) > 1 else sizes[-1]) if sizes else 0,
        least_fraction=decimals.count("0"),
        most_fraction=len(decimals),
        fraction_group=len(fraction.split(",")[0]) if "," in fraction else 0,
        exponent=match["exponent"] is not None,
        sign="+" if "+" in before else "-" if "-" in before else "",
        percent_before=before.strip("+-"),
        percent_after=match["after"],
    )


def compile_numbers(
    pattern: NumberPattern | None, decimal_char: str, group_char: str, *, integer: bool, exponent: bool
) -> Callable[[str], str | None]:
    """Return a function from a number as a cell has it to its lexical form, None where it does not fit.

    >>> compile_numbers(parse_pattern("#,##0.0#"), ",", " ", integer=False, exponent=False)("1 234,5")
    '1234.5'
    """
    point, group = re.escape(decimal_char), re.escape(group_char)
    shape = re.compile(
        rf"(?P<before>[%‰]?)(?P<sign>[+-]?)(?P<whole>(?:[0-9]|{group}(?!{group}))*)"
        rf"(?:{point}(?P<fraction>[0-9](?:[0-9]|{group}(?!{group}))*))?(?:[Ee](?P<exponent>[+-]?[0-9]+))?(?P<after>[%‰]?)"
        if group_char
        else rf"(?P<before>[%‰]?)(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:{point}(?P<fraction>[0-9]+))?"
        r"(?:[Ee](?P<exponent>[+-]?[0-9]+))?(?P<after>[%‰]?)"
    )

    def parse(text: str) -> str | None:
        match = shape.fullmatch(text)
        if match is None or not _allowed(match, pattern, group_char, integer=integer, exponent=exponent):
            return None
        whole, fraction = match["whole"], match["fraction"] or ""
        if group_char:
            whole, fraction = whole.replace(group_char, ""), fraction.replace(group_char, "")
        plain = match["sign"] + (whole or "0") + (f".{fraction}" if fraction else "")
        if match["exponent"] is not None:
            plain += f"e{match['exponent']}"
        mark = match["before"] or match["after"]
        if mark:
            return format(Decimal(plain).scaleb(-2 if mark == "%" else -3), "f")
        return plain

    return parse


def _allowed(
    match: re.Match[str], pattern: NumberPattern | None, group_char: str, *, integer: bool, exponent: bool
) -> bool:
    whole, fraction = match["whole"], match["fraction"] or ""
    if not whole + fraction or (integer and fraction) or (match["exponent"] is not None and not exponent):
        return False
    if match["before"] and match["after"]:
        return False
    if pattern is None:
        return not whole.startswith(group_char) if group_char else True
    if pattern.exponent != (match["exponent"] is not None) or (pattern.sign and match["sign"] not in ("+", "-")):
        return False
    if (match["before"], match["after"]) != (pattern.percent_before, pattern.percent_after):
        return False
    return pattern.fits(whole, fraction, group_char)

"""Times as an answer tells them: as precisely as they are known, and never as a day that nobody named.

A query projects the first and the last day that a time can mean. From these the year, the month or the day is made
again; a time between two days, or with one end open, becomes EDTF, as a cell of the tables would hold it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import XSD
from intlgraph.store import Term

__all__ = ["BOUNDS", "WORDS", "between", "shown"]

BOUNDS: Final = ("_earliest", "_latest")
"""What a query projects for a column of time: the name of the column with each of these."""

WORDS: Final = "_text"
"""And, where a source may tell a time that no calendar holds, the name of the column with this."""

_TYPES: Final = {4: "gYear", 7: "gYearMonth", 10: "date"}


def shown(cells: Mapping[str, Term | None], name: str) -> Term | None:
    """Return the time of one column of one solution: from its bounds, else the words for it, else None."""
    first, last = (cell.value if isinstance(cell := cells.get(name + end), Literal) else "" for end in BOUNDS)
    return between(first, last) if first or last else cells.get(name + WORDS)


def between(first: str, last: str) -> Literal:
    """Return the time that can mean the days from the first to the last; an empty one is an open end.

    >>> between("2019-01-01", "2019-12-31").value, between("2021-05-31", "2021-05-31").value
    ('2019', '2021-05-31')
    >>> between("2021-02-01", "2021-02-01").value, between("2021-01-01", "2021-01-31").value
    ('2021-02-01', '2021-01')
    >>> between("", "2021-01-31").value, between("2018-01-01", "2020-12-31").value, between("2019-04-02", "").value
    ('[..2021-01]', '[2018..2020]', '[2019-04-02..]')
    """
    if first == last or not (first and last):
        return _one(first) if first == last else Literal(f"[{_short(first, last=False)}..{_short(last, last=True)}]")
    for size in (4, 7):
        if _is_whole(first, last, size):
            return _one(first[:size])
    return Literal(f"[{_short(first, last=False)}..{_short(last, last=True)}]")


def _one(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + _TYPES[len(text)]))


def _is_whole(first: str, last: str, size: int) -> bool:
    """Tell whether two days are the first and the last of one year (4) or of one month (7)."""
    return first[:size] == last[:size] and len(_short(first, last=False)) <= size >= len(_short(last, last=True))


def _short(day: str, *, last: bool) -> str:
    """Return the year or the month that a day begins, or ends, and else the day."""
    if not day:
        return ""
    year, month, number = (int(part) for part in day.split("-"))
    if number != (monthrange(year, month)[1] if last else 1):
        return day
    return day[:4] if month == (12 if last else 1) else day[:7]

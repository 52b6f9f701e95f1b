"""A timeline of intervals: a bar for each under its words, with the years above and below.

All across is in percent, so that a bar shrinks with the page and its words do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from intlgraph.query.times import between
from intlgraph.rendering.description import Interval
from intlgraph.rendering.drawings.axis import Axis, axis, day, end_of
from intlgraph.rendering.drawings.svg import Caption, Reader, escaped, frame, linked, named, titled, worded
from intlgraph.rendering.drawings.wrapping import wrapped

__all__ = ["draw"]

_LINE: Final = 19
_BAR: Final = 10
_GAP: Final = 14
_HEAD: Final = 30
_LONG: Final = 20
"""Rows from which on the drawing scrolls in itself."""
_LEAST: Final = 1.2
"""Percent of the width below which a bar is a dot."""
_ROOM: Final = 0.08
"""Part of the axis that an open end has at least to fade in."""
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Row:
    """An interval in years: None for an open end; between `start` and `started`, `ending` and `end` it is uncertain."""

    interval: Interval
    start: float | None
    started: float | None
    ending: float | None
    end: float | None

    def times(self) -> list[float]:
        return [time for time in (self.start, self.started, self.ending, self.end) if time is not None]


def draw(intervals: Sequence[Interval], caption: Caption, reader: Reader, kinds: Mapping[str, str] = _NONE) -> str:
    """Return a timeline as SVG, in the order given; empty where no interval has a known bound.

    An open end fades, an uncertain one is hatched. `kinds` has the word for each kind of fact that is to be said with
    it ("implied"). A long one stands in a box of its own that scrolls and takes the keyboard's focus.
    """
    rows = [row for row in map(_row, intervals) if row.times()]
    if not rows:
        return ""
    after = _ROOM if any(row.end is None for row in rows) else 0.0
    before = _ROOM if any(row.start is None for row in rows) else 0.0
    line = axis([time for row in rows for time in row.times()], after, before)
    down, drawn = float(_HEAD), []
    for row in rows:
        lines = _words(row.interval, reader)
        drawn.append(_drawn(row, line, lines, down, caption, reader, kinds))
        down += len(lines[0]) * _LINE + _BAR + _GAP
    height = round(down + _HEAD - _GAP / 2)
    inner = f"{_patterns(caption)}{_grid(line, height)}{''.join(drawn)}"
    drawing = frame(caption, "timeline", f'width="100%" height="{height}"', inner)
    if len(rows) <= _LONG:
        return drawing
    label = escaped(caption.title)
    return f'<div class="drawing-scroll" tabindex="0" role="region" aria-label="{label}">{drawing}</div>'


def _row(interval: Interval) -> _Row:
    start, end = day(interval.earliest), end_of(interval.latest)
    started, ending = end_of(interval.started), day(interval.ending)
    if start is None:
        start, started = (None, None) if started is None else (started, started)
    if end is None and ending is not None:
        end = ending
    return _Row(interval, start, started, ending, end)


def _words(interval: Interval, reader: Reader) -> tuple[tuple[str, ...], str, str]:
    """Return the words of an interval as lines, whole, and in which language they are."""
    text, spoken = worded(interval.label, reader.language)
    if not text:
        text, spoken = named(interval.link, reader.language)
    return wrapped(text, 46, 3), text, spoken


def _drawn(
    row: _Row,
    line: Axis,
    words: tuple[tuple[str, ...], str, str],
    top: float,
    caption: Caption,
    reader: Reader,
    kinds: Mapping[str, str],
) -> str:
    lines, text, spoken = words
    kind = kinds.get(row.interval.kind, "")
    times = _said(row.interval)
    said = text + (f" ({times})" if times else "") + (f" [{kind}]" if kind else "")
    language = f' lang="{escaped(spoken)}"' if spoken and spoken != reader.language else ""
    bar = top + len(lines) * _LINE
    written = "".join(
        f'<text class="words" x="0" y="{round(top + 14 + index * _LINE)}"{language}>{escaped(one)}</text>'
        for index, one in enumerate(lines)
    )
    inner = f"{titled(said, spoken, reader.language)}{written}{''.join(_bars(row, line, round(bar), caption.key))}"
    return linked(row.interval.link.iri, inner, reader, f"interval {row.interval.kind}")


def _said(interval: Interval) -> str:
    """Return when it began and ended as precisely as that is known, with a dash for what lies between."""
    start = _known(interval.earliest, interval.started or interval.earliest)
    end = _known(interval.ending or interval.latest, interval.latest)
    return start if start == end else f"{start}–{end}"


def _known(first: str, last: str) -> str:
    """Return the year, month or day that two days (ISO) are the bounds of; what no calendar here holds stays apart."""
    if first == last:
        return first
    try:
        return between(first, last).value
    except (ValueError, IndexError, KeyError):
        return f"{first}/{last}"


def _bars(row: _Row, line: Axis, top: int, key: str) -> list[str]:
    """Return the pieces of a bar: what is sure, what is hatched, what fades."""
    if row.start is None or row.end is None:
        return _open(row, line, top, escaped(key))
    start, end = line.at(row.start), line.at(max(row.end, row.start))
    if end - start < _LEAST:
        middle = (start + end) / 2
        return [f'<circle class="bar" cx="{middle:.2f}%" cy="{top + _BAR // 2}" r="{_BAR // 2 + 1}"/>']
    inner = (
        line.at(row.started) if row.started is not None else start,
        line.at(row.ending) if row.ending is not None else end,
    )
    if inner[0] >= inner[1]:  # when it began and when it ended may be the same days: nothing of it is sure
        return [_piece(start, end, top, "hatched", f"{escaped(key)}-hatch")]
    pieces = [(start, inner[0], "hatched"), (inner[0], inner[1], "bar"), (inner[1], end, "hatched")]
    return [
        _piece(left, right, top, name, f"{escaped(key)}-hatch" if name == "hatched" else "")
        for left, right, name in pieces
        if right > left
    ]


def _open(row: _Row, line: Axis, top: int, key: str) -> list[str]:
    """Return a bar with an open end: an edge at the end that is known, hatched where that is uncertain, then a fade."""
    if row.end is None:
        near, sure = row.start, row.started
        side = "after"
    else:
        near, sure = row.end, row.ending
        side = "before"
    assert near is not None
    known = line.at(near)
    inner = line.at(sure) if sure is not None else known
    left, right = (inner, 100.0) if side == "after" else (0.0, inner)
    pieces = [_piece(left, right, top, f"open {side}", f"{key}-{side}")]
    if abs(inner - known) > 0:
        pieces.append(_piece(min(known, inner), max(known, inner), top, "hatched", f"{key}-hatch"))
    pieces.append(f'<line class="edge" x1="{known:.2f}%" x2="{known:.2f}%" y1="{top - 2}" y2="{top + _BAR + 2}"/>')
    return pieces


def _piece(left: float, right: float, top: int, name: str, fill: str = "") -> str:
    painted = f' fill="url(#{fill})"' if fill else ""
    wide = max(0.0, right - left)
    return f'<rect class="{name}" x="{left:.2f}%" y="{top}" width="{wide:.2f}%" height="{_BAR}"{painted}/>'


def _patterns(caption: Caption) -> str:
    """Return the hatching and the two fades, under names that are the drawing's own."""
    key = escaped(caption.key)
    near, far = '<stop offset="{}" class="near"/>', '<stop offset="{}" class="far"/>'
    return (
        f'<defs><pattern id="{key}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><line class="hatch" x1="1" x2="1" y1="0" y2="5"/></pattern>'
        f'<linearGradient id="{key}-after">{near.format("0.25")}{far.format("1")}</linearGradient>'
        f'<linearGradient id="{key}-before">{far.format("0")}{near.format("0.75")}</linearGradient></defs>'
    )


def _grid(line: Axis, height: int) -> str:
    """Return the years, above and below, and a thin line down from each."""
    parts = []
    for year in line.years:
        at = line.at(year)
        anchor = "start" if at < 4 else "end" if at > 96 else "middle"
        place = f'x="{at:.2f}%" text-anchor="{anchor}"'
        parts.append(
            f'<line class="tick" x1="{at:.2f}%" x2="{at:.2f}%" y1="20" y2="{height - 20}"/>'
            f'<text class="year" {place} y="14">{year}</text><text class="year" {place} y="{height - 5}">{year}</text>'
        )
    return f'<g class="years" aria-hidden="true">{"".join(parts)}</g>'

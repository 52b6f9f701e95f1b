"""The goals as tiles: number, name and colour of each, in the order given, a list for those who do not see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from intlgraph.rendering.drawings.labels import width
from intlgraph.rendering.drawings.svg import Reader, escaped, named, number, shortened
from intlgraph.rendering.pages import Goal

__all__ = ["contrast", "draw", "ink"]

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_SIZE: Final = 120
_TEXT: Final = 13.0
_LINES: Final = 4


def draw(goals: Sequence[Goal], reader: Reader, counts: bool = False) -> str:
    """Return the goals as a list of tiles, each a link; empty for none.

    Where `counts` are wanted, each tile says how many things here have to do with the goal, and those of none are
    paler. It is HTML around small drawings, so that the tiles flow to the width of the page.
    """
    tiles = "".join(f"<li>{_tile(goal, reader, counts)}</li>" for goal in goals)
    return f'<ul class="goals">{tiles}</ul>' if tiles else ""


def ink(colour: str) -> str:
    """Return the text colour, black or white, that is easier to read on a colour; `inherit` on what is none.

    One of them always has a contrast of 4.5 or more, as WCAG 2.2 (1.4.3) asks for.

    >>> ink("#FCC30B"), ink("#19486A")
    ('#000', '#fff')
    """
    if not _COLOUR.fullmatch(colour):
        return "inherit"
    return "#000" if contrast(colour, "#000000") >= contrast(colour, "#FFFFFF") else "#fff"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (#RRGGBB), from 1 to 21, as WCAG 2.2 defines it.

    >>> contrast("#FFFFFF", "#000000")
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _tile(goal: Goal, reader: Reader, counts: bool) -> str:
    name, spoken = named(goal.link, reader.language)
    colour = goal.colour if _COLOUR.fullmatch(goal.colour) else ""
    language = f' lang="{escaped(spoken)}"' if spoken and spoken != reader.language else ""
    # A colour of the goal is its own in light and dark; one that has none takes the stylesheet's.
    fill, text = (f' fill="{colour}"', f' fill="{ink(colour)}"') if colour else ("", "")
    lines = "".join(
        f'<text class="goal-name" x="10" y="{62 + index * 16}" font-size="{number(_TEXT)}">{escaped(line)}</text>'
        for index, line in enumerate(_broken(name))
    )
    count = str(len(goal.things)) if counts and goal.things else ""
    badge = f'<text class="goal-count" x="110" y="30" font-size="20" text-anchor="end">{count}</text>' if count else ""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="goal-tile{"" if colour else " plain"}" viewBox="0 0 120 120" '
        f'aria-hidden="true" focusable="false"><rect{fill} width="{_SIZE}" height="{_SIZE}" rx="6"/><g{text}>'
        f'<text class="goal-number" x="10" y="42" font-size="36">{escaped(shortened(goal.number, 4))}</text>'
        f"{lines}{badge}</g></svg>"
    )
    said = escaped(shortened(f"{goal.number} {name}".strip(), 200)) + (f" ({count})" if count else "")
    unused = " unused" if counts and not goal.things else ""
    return _linked(goal, reader, f'<span class="goal-words"{language}>{said}</span>{drawing}', unused)


def _linked(goal: Goal, reader: Reader, inner: str, unused: str) -> str:
    address = reader.address(goal.link.iri)
    if address:
        return f'<a class="goal-link{unused}" href="{escaped(address)}">{inner}</a>'
    return f'<span class="goal-link{unused}">{inner}</span>'


def _broken(name: str) -> Iterator[str]:
    """Yield the lines of a name on its tile: words too long are divided, what has no room ends with an ellipsis."""
    room = (_SIZE - 18) / _TEXT
    lines: list[str] = []
    for word in (part for one in shortened(name, 80).split() for part in _divided(one, room)):
        if lines and not lines[-1].endswith("-") and width(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    yield from lines[: _LINES - 1]
    if len(lines) > _LINES:
        yield f"{lines[_LINES - 1][: int(room / 0.58) - 1]}…"
    else:
        yield from lines[_LINES - 1 :]


def _divided(word: str, room: float) -> Iterator[str]:
    """Yield a word in parts that fit in a width (ems), with hyphens."""
    while width(word) > room:
        cut = next(at for at in range(len(word), 0, -1) if width(word[:at]) <= room - 0.58)
        yield f"{word[:cut]}-"
        word = word[cut:]
    yield word

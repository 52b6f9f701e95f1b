"""A map of places, with lines between them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from intlgraph.rendering.description import Place
from intlgraph.rendering.drawings import land
from intlgraph.rendering.drawings.labels import Label, Spot, place
from intlgraph.rendering.drawings.projection import HEIGHT, WIDTH, Point, around
from intlgraph.rendering.drawings.svg import Caption, Reader, frame, linked, named, number, titled

__all__ = ["draw"]

Pair = tuple[Place, Place]


def draw(
    places: Sequence[Place],
    caption: Caption,
    reader: Reader,
    lines: Sequence[Pair] = (),
    own: str = "",
    guessed: Sequence[Pair] = (),
) -> str:
    """Return a map as SVG, cropped to the places; empty where no place has coordinates that can be drawn.

    `own` is the IRI of the thing that the page is about, which is marked. The first places are named first. Lines that
    nobody says outright are `guessed`, and dashed.
    """
    ends = [end for pair in (*lines, *guessed) for end in pair]
    seen = {(one.link.iri, one.latitude, one.longitude): one for one in (*places, *ends) if _exists(one)}
    if not seen:
        return ""
    window = around([_point(one) for one in seen.values()])
    project = window.projection()
    spots = [_spot(one, project(*_point(one)), reader, own) for one in seen.values()]
    names = place(spots, WIDTH, HEIGHT)
    links = "".join(
        _line(project(*_point(a)), project(*_point(b)), classes)
        for classes, several in (("line", lines), ("line guessed", guessed))
        for a, b in several
        if _exists(a) and _exists(b)
    )
    marks = "".join(
        _mark(one, spot, names.get(index), reader, own)
        for index, (one, spot) in enumerate(zip(seen.values(), spots, strict=True))
    )
    inner = (
        f'<rect class="sea" width="{number(WIDTH)}" height="{number(HEIGHT)}"/>{land.paths(window)}'
        + (f'<g class="lines" aria-hidden="true">{links}</g>' if links else "")
        + f'<g class="points">{marks}</g>'
    )
    return frame(caption, "map", f'viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}"', inner)


def _exists(one: Place) -> bool:
    # Comparisons with what is not a number are false, so that it is left out too.
    return abs(one.latitude) <= 90 and abs(one.longitude) <= 180


def _point(one: Place) -> Point:
    return one.longitude, one.latitude


def _spot(one: Place, at: Point, reader: Reader, own: str) -> Spot:
    text, spoken = named(one.link, reader.language)
    radius = 8.0 if one.link.iri == own else 6.0
    return Spot(at[0], at[1], radius, text, spoken if spoken != reader.language else "")


def _mark(one: Place, spot: Spot, name: Label | None, reader: Reader, own: str) -> str:
    x, y = number(spot.x), number(spot.y)
    inner = (
        f"{titled(*named(one.link, reader.language), reader.language)}"
        f'<circle class="touch" cx="{x}" cy="{y}" r="16"/>'
        f'<circle class="point" cx="{x}" cy="{y}" r="{number(spot.radius)}"/>{name.markup() if name else ""}'
    )
    return linked(one.link.iri, inner, reader, "own" if own and one.link.iri == own else "")


def _line(start: Point, end: Point, classes: str) -> str:
    """Return a line that bends a little, so that lines of many places to one do not lie on each other."""
    across, down = end[0] - start[0], end[1] - start[1]
    if math.hypot(across, down) < 1:
        return ""
    bend = 0.12 if across >= 0 else -0.12
    middle = (start[0] + end[0]) / 2 + down * bend, (start[1] + end[1]) / 2 - across * bend
    points = " ".join(f"{number(x)} {number(y)}" for x, y in (middle, end))
    return f'<path class="{classes}" d="M{number(start[0])} {number(start[1])}Q{points}"/>'

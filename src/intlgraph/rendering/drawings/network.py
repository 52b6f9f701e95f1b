"""A network of things and the links between them, as points and lines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from intlgraph.rendering.description import Link
from intlgraph.rendering.drawings.forces import layout
from intlgraph.rendering.drawings.labels import Label, Spot, place
from intlgraph.rendering.drawings.svg import Caption, Reader, escaped, frame, linked, named, number, titled

__all__ = ["LIMIT", "draw", "most_linked"]

LIMIT: Final = 80
"""Things in one drawing; more could not be told apart."""
_WIDTH: Final = 720.0
_HEIGHT: Final = 600.0
_EDGE: Final = 40.0
_TONES: Final = 6
_NONE: Final[Mapping[str, str]] = MappingProxyType({})

Pair = tuple[str, str]


def draw(
    nodes: Sequence[Link],
    pairs: Iterable[Pair],
    caption: Caption,
    reader: Reader,
    kinds: Mapping[str, str] = _NONE,
    own: str = "",
    guessed: Iterable[Pair] = (),
) -> str:
    """Return a network as SVG; empty where nothing is linked to anything.

    `pairs` are IRIs of nodes that are linked; of more than `LIMIT` nodes the most linked are drawn. `kinds` names the
    kinds of nodes for the legend, `own` is the IRI of the thing that the page is about. Links that nobody says outright
    are `guessed`, and dashed.
    """
    known = {node.iri for node in nodes}
    said = _between(known, pairs)
    edges = sorted({*said, *_between(known, guessed)})
    shown = most_linked(nodes, edges)
    if not shown:
        return ""
    index = {node.iri: at for at, node in enumerate(shown)}
    inside = [(index[a], index[b]) for a, b in edges if a in index and b in index]
    both = said | {(b, a) for a, b in said}
    degrees = Counter(end for pair in inside for end in pair)
    points = _fitted(layout(len(shown), inside))
    spots = [_spot(node, points[at], degrees[at], reader) for at, node in enumerate(shown)]
    # The most linked things are named first, wherever they stand.
    order = sorted(range(len(spots)), key=lambda at: (shown[at].iri != own, -degrees[at], shown[at].iri))
    named_first = place([spots[at] for at in order], _WIDTH, _HEIGHT)
    names = {at: named_first[rank] for rank, at in enumerate(order) if rank in named_first}
    tones = {kind: at % _TONES for at, kind in enumerate(sorted({node.kind for node in shown}))}
    lines = "".join(
        _line(points[a], points[b], a, b, "line" if (shown[a].iri, shown[b].iri) in both else "line guessed")
        for a, b in inside
    )
    marks = "".join(
        _mark(at, node, spots[at], names.get(at), reader, f"tone-{tones[node.kind]}{' own' if node.iri == own else ''}")
        for at, node in enumerate(shown)
    )
    drawing = frame(
        caption,
        "network",
        f'viewBox="0 0 {number(_WIDTH)} {number(_HEIGHT)}"',
        f'<g class="lines" aria-hidden="true">{lines}</g><g class="points">{marks}</g>',
    )
    return drawing + _legend(tones, kinds)


def most_linked(nodes: Sequence[Link], edges: Sequence[Pair], limit: int = LIMIT) -> list[Link]:
    """Return the nodes that have a link, at most so many: those with the most links, by IRI where that is equal."""
    degrees = Counter(end for pair in edges for end in pair)
    unique = {node.iri: node for node in nodes if degrees[node.iri]}
    kept = sorted(unique, key=lambda iri: (-degrees[iri], iri))[:limit]
    inside = set(kept)
    linked_inside = {end for a, b in edges if a in inside and b in inside for end in (a, b)}
    return [unique[iri] for iri in kept if iri in linked_inside]


def _fitted(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points spread over the drawing, each direction by itself: only who is near whom has a meaning."""
    (left, right), (top, bottom) = _extent([x for x, _ in points]), _extent([y for _, y in points])
    across, down = (_WIDTH - 2 * _EDGE) / (right - left or 1), (_HEIGHT - 2 * _EDGE) / (bottom - top or 1)
    return [(_EDGE + (x - left) * across, _EDGE + (y - top) * down) for x, y in points]


def _extent(values: list[float]) -> tuple[float, float]:
    """Return the least and the greatest value, apart by one at least, around the same middle."""
    low, high = min(values), max(values)
    missing = max(0.0, 1 - (high - low)) / 2
    return low - missing, high + missing


def _spot(node: Link, at: tuple[float, float], degree: int, reader: Reader) -> Spot:
    text, spoken = named(node, reader.language)
    return Spot(at[0], at[1], min(18.0, 5 + 2 * math.sqrt(degree)), text, spoken if spoken != reader.language else "")


def _between(known: set[str], pairs: Iterable[Pair]) -> set[Pair]:
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1] and known.issuperset(pair)}


def _line(start: tuple[float, float], end: tuple[float, float], one: int, other: int, classes: str) -> str:
    """Return a line; `one` and `other` are the numbers of the nodes at its ends, by which a script moves it."""
    way = f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"
    return f'<path class="{classes}" data-ends="{one} {other}" d="{way}"/>'


def _mark(at: int, node: Link, spot: Spot, name: Label | None, reader: Reader, classes: str) -> str:
    x, y = number(spot.x), number(spot.y)
    inner = (
        f"{titled(*named(node, reader.language), reader.language)}"
        f'<circle class="touch" cx="{x}" cy="{y}" r="{number(max(16, spot.radius))}"/>'
        f'<circle class="point" cx="{x}" cy="{y}" r="{number(spot.radius)}"/>{name.markup() if name else ""}'
    )
    return f'<g data-node="{at}">{linked(node.iri, inner, reader, classes)}</g>'


def _legend(tones: Mapping[str, int], kinds: Mapping[str, str]) -> str:
    """Return what the colours mean, as a list under the drawing, where there are words for it."""
    rows = "".join(
        f'<li><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" class="tone-{tone}">'
        f'<circle class="point" cx="6" cy="6" r="6"/></svg> {escaped(kinds[kind])}</li>'
        for kind, tone in tones.items()
        if kinds.get(kind)
    )
    return f'<ul class="drawing-legend">{rows}</ul>' if rows else ""

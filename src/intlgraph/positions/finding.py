"""Finding: the places of statements in one RDF file of any syntax."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from intlgraph.errors import Place
from intlgraph.formats import Format
from intlgraph.positions import blanks, jsonld, lines, listing, rdfxml, turtle
from intlgraph.positions.turtle import Stated
from intlgraph.positions.watching import Found, Rung, Wanted, Watch, nearest

__all__ = ["find"]

_LINES: Final = ("ntriples", "nquads")


def find(
    source: Path | bytes,
    known: Format,
    wanted: Iterable[Wanted],
    *,
    base: str = "",
    name: str = "",
    quads: Path | None = None,
) -> Mapping[Wanted, Found]:
    r"""Return where statements are written in a file that a parser has accepted, in the order in which they stand.

    `base` and `name` are as in `graphs.parse`. A statement that is not there has the places of what comes nearest:
    other statements with its subject and predicate, the first about its subject, those that mention the subject; or
    none. The place is that of the value, where there is one, else of the subject. `quads` is the N-Quads file whose
    labels the blank nodes in `wanted` have; without it they are looked for by the labels that the file gives them.

    >>> from intlgraph.formats import graph_format
    >>> a = Wanted("<http://e/a>", "<http://e/p>")
    >>> found = find(b"<http://e/a>\n <http://e/p> 1 .", graph_format("turtle"), [a], name="x.ttl")
    >>> [place.text() for place in found[a].places]
    ['x.ttl:2:15']
    """
    data = source.read_bytes() if isinstance(source, Path) else source
    text = data.decode("utf-8", "replace")
    instead = _instead(text, known, tuple(wanted), base, quads)
    offsets = _offsets(text, known, [each for several in instead.values() for each in several], base)
    shown, starts = name or (str(source) if isinstance(source, Path) else ""), lines.starts(text)

    def place(offset: int) -> Place:
        line = bisect_right(starts, offset)
        return Place(shown, line=line, character=offset - starts[line - 1] + 1)

    def found(wanted: Wanted) -> Found:
        rung, at = offsets[wanted]
        return Found(rung, tuple(place(offset) for offset in sorted(set(at))))

    return {each: nearest(map(found, several)) for each, several in instead.items()}


def _instead(
    text: str, known: Format, wanted: tuple[Wanted, ...], base: str, quads: Path | None
) -> Mapping[Wanted, tuple[Wanted, ...]]:
    """Return what to look for under the labels that blank nodes have here."""
    if quads is None:
        return {each: (each,) for each in wanted}
    with quads.open(encoding="utf-8", newline="\n") as file:
        return blanks.renamed(wanted, listing.statements(file), _statements(text, known, base))


def _offsets(
    text: str, known: Format, wanted: Iterable[Wanted], base: str
) -> Mapping[Wanted, tuple[Rung, tuple[int, ...]]]:
    if known.name == "jsonld":
        return jsonld.find(text, base, wanted)
    watch = Watch[tuple[int, int]](wanted, first_only=True)
    focuses = watch.focuses
    for subject, predicate, term, start, end in _statements(text, known, base) if focuses else ():
        if subject in focuses or term in focuses:
            watch.see(subject, predicate, term, (start, end))
    return {
        each: (rung, tuple(start if rung is Rung.ABOUT else end for start, end in found))
        for each, rung, found in watch.found()
    }


def _statements(text: str, known: Format, base: str) -> Iterator[Stated]:
    """Yield the statements of a text; of JSON-LD none, in which they cannot be told apart."""
    if known.name in _LINES:
        return listing.statements(io.StringIO(text, newline="\n"))
    if known.name == "rdfxml":
        return rdfxml.statements(text, base)
    return iter(()) if known.name == "jsonld" else turtle.statements(text, base)

"""Old addresses: which lead on to another, and which are gone, by what the data and the releases say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal

from intlgraph import graphs
from intlgraph.changes.manifest import Release
from intlgraph.changes.statements import REPLACES, TYPE, WITHDRAWN, parts, triple_of
from intlgraph.formats import graph_format
from intlgraph.lines import blocks
from intlgraph.namespaces import DCTERMS, PREFIXES
from intlgraph.privacy import names_people
from intlgraph.rendering.description import Text
from intlgraph.rendering.releases import Retired

__all__ = ["retired"]

_DAY: Final = f"<{DCTERMS}modified>"
_REASON: Final = f"<{PREFIXES['skos']}changeNote>"


def retired(
    quads: Path, releases: Sequence[Release] = (), names: Mapping[str, Text] = MappingProxyType({})
) -> tuple[Retired, ...]:
    """Return every address that the data or a release says is not in use any more, sorted.

    `quads` is the folder of a build's `<graph>.nq` files, `names` what things were called, by their old IRIs. Of
    several steps the last counts; what is a thing again is left out. People are left out, too: whoever was withdrawn
    is not to be named here.
    """
    leads: dict[str, Retired] = {}
    for release in releases:
        day = release.date[:10]
        leads |= {old: Retired(old, new, day) for old, new in release.renamed.items()}
        leads |= {old: Retired(old, "", day) for old in release.withdrawn}
    files = [path for path in sorted(quads.glob("*.nq")) if not names_people(path.stem)]
    for old, new in _told(files):
        leads[old] = Retired(old, new, leads[old].day if old in leads else "")
    alive = _typed(files, set(leads))
    explained = _explained(files, {old for old, each in leads.items() if not each.new})
    found = (_last(each, leads) for old, each in sorted(leads.items()) if old not in alive)
    told = (each if each.new else _gone(each, *explained.get(each.old, ("", {}))) for each in found)
    return tuple(replace(each, names=names.get(each.old, {})) for each in told)


def _gone(each: Retired, day: str, reason: Text) -> Retired:
    return replace(each, day=day or each.day, reason=reason)


def _last(first: Retired, leads: dict[str, Retired]) -> Retired:
    """Return where an address leads in the end; what is gone after a while tells since when."""
    seen, here = {first.old}, first
    while here.new in leads and here.new not in seen:
        seen.add(here.new)
        here = leads[here.new]
    return replace(first, new="" if here.new in seen else here.new, day=here.day)


def _told(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for line in _lines(files, (REPLACES, WITHDRAWN)):
        subject, property_, value = parts(triple_of(line))
        if property_ == REPLACES:
            yield value[1:-1], subject[1:-1]
        elif f"{property_} {value}" == WITHDRAWN:
            yield subject[1:-1], ""


def _explained(files: Iterable[Path], wanted: set[str]) -> dict[str, tuple[str, dict[str, str]]]:
    """Return since when and why things are gone, by what the rows of `withdrawn.csv` became."""
    lines = (each for each in _lines(files, (_DAY, _REASON)) if each[1 : each.find(">")] in wanted) if wanted else ()
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for quad in graphs.parse("\n".join(lines).encode(), graph_format("nquads")):
        if isinstance(quad.object, Literal):
            iri = str(quad.subject)[1:-1]
            day, reasons = found.get(iri, ("", {}))
            if str(quad.predicate) == _DAY:
                day = quad.object.value
            else:
                reasons[quad.object.language or ""] = quad.object.value
            found[iri] = day, reasons
    return found


def _typed(files: Iterable[Path], wanted: set[str]) -> set[str]:
    if not wanted:
        return set()
    subjects = (line[1 : line.index(">")] for line in _lines(files, (f" {TYPE} ",)) if line.startswith("<"))
    return wanted.intersection(subjects)


def _lines(files: Iterable[Path], holding: Sequence[str]) -> Iterator[str]:
    marks = [each.encode() for each in holding]
    for path in files:
        for block in blocks(path):
            if any(mark in block for mark in marks):
                yield from (each.decode() for each in block.split(b"\n") if any(mark in each for mark in marks))

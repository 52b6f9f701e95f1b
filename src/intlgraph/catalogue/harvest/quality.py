"""Quality: the score of the Metadata Quality Assessment and the five-star level, from the metadata alone.

The indicators and their points are those of https://data.europa.eu/mqa/methodology. A score is that of the catalogue:
the points of an indicator times the share of datasets, or of distributions, that meet it. dataportal.se scores alike,
takes media types where the European portal takes codes of file types, and gives no points for conformance.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from intlgraph.catalogue.authority import EU
from intlgraph.catalogue.harvest.described import Described, label
from intlgraph.catalogue.harvest.findings import Dimension, Stars
from intlgraph.catalogue.harvest.profiles import folder
from intlgraph.catalogue.statements import expand
from intlgraph.portal import is_open
from intlgraph.validation.statements import Node, Term

__all__ = ["CONFORMANCE", "Answering", "Assessment", "Shortfall", "assess", "stars"]

CONFORMANCE: Final = 30
"""The points for conformance to DCAT-AP, of the dimension interoperability; dataportal.se gives none."""

Answering = Callable[[str], bool] | None
"""Whether an address answers; None when nobody is to ask."""

Shortfall = Mapping[tuple[str, str], float]
"""The points that are missing, by property and by the thing that falls short of it."""

_MEDIA = re.compile(r"(?:https?://www\.iana\.org/assignments/media-types/)?([a-z]+/[A-Za-z0-9.+-]+)")
_IANA = re.compile(r"https?://www\.iana\.org/assignments/media-types/.+")


@dataclass(frozen=True, slots=True)
class _Formats:
    """What is known of formats: codes and media types that are machine-readable, open, and RDF."""

    machine_readable: frozenset[str]
    non_proprietary: frozenset[str]
    linked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The dimensions and what is missing in each property; `portal` is the score by the rules of dataportal.se."""

    dimensions: tuple[Dimension, ...]
    shortfall: Shortfall
    portal: tuple[float, int]


@dataclass(frozen=True, slots=True)
class _Indicator:
    """One indicator: its dimension and points, whether it is of datasets, the property, and when a thing meets it."""

    dimension: str
    points: int
    of_datasets: bool
    path: str
    met: Callable[[_Judge, Node], bool]
    online: bool = False


class _Judge:
    """What indicators ask of a catalogue; `swedish` takes media types for formats, as dataportal.se does."""

    def __init__(self, described: Described, answering: Answering, swedish: bool) -> None:
        self.described, self.answering, self._swedish = described, answering, swedish
        self.formats = _formats()

    def has(self, node: Node, *names: str) -> bool:
        return any(self.described.values(node, name) for name in names)

    def dated(self, dataset: Node, name: str) -> bool:
        """Return whether a dataset, or one of its distributions, has a date."""
        return self.has(dataset, name) or any(
            self.has(each, name) for each in self.described.nodes(dataset, "dcat:distribution")
        )

    def within(self, node: Node, name: str, known: Callable[[str], bool]) -> bool:
        values = self.described.values(node, name)
        return bool(values) and all(known(_text(value)) for value in values)

    def vocabulary(self, node: Node) -> bool:
        """Return whether format and media type are both from their tables."""
        codes = self.within(node, "dcterms:format", lambda text: text.startswith(f"{EU}file-type/"))
        if self._swedish and not codes:
            return self.within(node, "dcterms:format", lambda text: _MEDIA.fullmatch(text) is not None)
        return codes and self.within(node, "dcat:mediaType", lambda text: _IANA.fullmatch(text) is not None)

    def format_in(self, node: Node, known: frozenset[str]) -> bool:
        names = ("dcterms:format", "dcat:mediaType") if self._swedish else ("dcterms:format",)
        return any(code in known for name in names for code in map(_code, self.described.values(node, name)))

    def answers(self, node: Node, name: str) -> bool:
        values = self.described.nodes(node, name)
        return bool(values) and self.answering is not None and all(self.answering(value.value) for value in values)


def _text(value: Term) -> str:
    return value.value


def _code(value: Term) -> str:
    """Return the code of a file type, or a media type, however it is written."""
    text = _text(value)
    if text.startswith(f"{EU}file-type/"):
        return text.removeprefix(f"{EU}file-type/")
    match = _MEDIA.fullmatch(text)
    return match[1] if match else text.upper()


def _licence(text: str) -> bool:
    return text.startswith(f"{EU}licence/") or is_open(text)


_ACCESS: Final = f"{EU}access-right/"
_INDICATORS: Final = (
    _Indicator("findability", 30, True, "dcat:keyword", lambda j, n: j.has(n, "dcat:keyword")),
    _Indicator("findability", 30, True, "dcat:theme", lambda j, n: j.has(n, "dcat:theme")),
    _Indicator("findability", 20, True, "dcterms:spatial", lambda j, n: j.has(n, "dcterms:spatial")),
    _Indicator("findability", 20, True, "dcterms:temporal", lambda j, n: j.has(n, "dcterms:temporal")),
    _Indicator("accessibility", 50, False, "dcat:accessURL", lambda j, n: j.answers(n, "dcat:accessURL"), online=True),
    _Indicator("accessibility", 20, False, "dcat:downloadURL", lambda j, n: j.has(n, "dcat:downloadURL")),
    _Indicator(
        "accessibility", 30, False, "dcat:downloadURL", lambda j, n: j.answers(n, "dcat:downloadURL"), online=True
    ),
    _Indicator("interoperability", 20, False, "dcterms:format", lambda j, n: j.has(n, "dcterms:format")),
    _Indicator("interoperability", 10, False, "dcat:mediaType", lambda j, n: j.has(n, "dcat:mediaType")),
    _Indicator("interoperability", 10, False, "dcterms:format", lambda j, n: j.vocabulary(n)),
    _Indicator("interoperability", 20, False, "dcterms:format", lambda j, n: j.format_in(n, j.formats.non_proprietary)),
    _Indicator(
        "interoperability", 20, False, "dcterms:format", lambda j, n: j.format_in(n, j.formats.machine_readable)
    ),
    _Indicator("reusability", 20, False, "dcterms:license", lambda j, n: j.has(n, "dcterms:license")),
    _Indicator("reusability", 10, False, "dcterms:license", lambda j, n: j.within(n, "dcterms:license", _licence)),
    _Indicator("reusability", 10, True, "dcterms:accessRights", lambda j, n: j.has(n, "dcterms:accessRights")),
    _Indicator(
        "reusability",
        5,
        True,
        "dcterms:accessRights",
        lambda j, n: j.within(n, "dcterms:accessRights", lambda text: text.startswith(_ACCESS)),
    ),
    _Indicator("reusability", 20, True, "dcat:contactPoint", lambda j, n: j.has(n, "dcat:contactPoint")),
    _Indicator("reusability", 10, True, "dcterms:publisher", lambda j, n: j.has(n, "dcterms:publisher")),
    _Indicator("contextuality", 5, False, "dcterms:rights", lambda j, n: j.has(n, "dcterms:rights")),
    _Indicator("contextuality", 5, False, "dcat:byteSize", lambda j, n: j.has(n, "dcat:byteSize")),
    _Indicator("contextuality", 5, True, "dcterms:issued", lambda j, n: j.dated(n, "dcterms:issued")),
    _Indicator("contextuality", 5, True, "dcterms:modified", lambda j, n: j.dated(n, "dcterms:modified")),
)
_CONFORMING: Final = "interoperability"


def assess(described: Described, conforming: float, answering: Answering = None) -> Assessment:
    """Return the score of a catalogue; `conforming` is the share of its datasets that conform to DCAT-AP (0 to 1)."""
    shortfall: dict[tuple[str, str], float] = {}
    reached: dict[str, float] = {}
    most: dict[str, int] = {}
    unknown: dict[str, float] = {}
    judge = _Judge(described, answering, swedish=False)
    for each in _INDICATORS:
        most[each.dimension] = most.get(each.dimension, 0) + each.points
        if each.online and answering is None:
            unknown[each.dimension] = unknown.get(each.dimension, 0) + each.points
            continue
        missing = _missing(judge, each)
        for key, points in missing.items():
            shortfall[key] = shortfall.get(key, 0) + points
        reached[each.dimension] = reached.get(each.dimension, 0) + _reached(described, each, missing)
    most[_CONFORMING] += CONFORMANCE
    reached[_CONFORMING] = reached.get(_CONFORMING, 0) + CONFORMANCE * conforming
    dimensions = tuple(Dimension(name, reached.get(name, 0), most[name], unknown.get(name, 0)) for name in most)
    return Assessment(dimensions, shortfall, _portal(described, answering))


def _portal(described: Described, answering: Answering) -> tuple[float, int]:
    """Return the score by the rules of dataportal.se, and the most that it can be."""
    judge = _Judge(described, answering, swedish=True)
    asked = [each for each in _INDICATORS if not (each.online and answering is None)]
    reached = sum(_reached(described, each, _missing(judge, each)) for each in asked)
    return reached, sum(each.points for each in _INDICATORS)


def _reached(described: Described, indicator: _Indicator, missing: Shortfall) -> float:
    return indicator.points - sum(missing.values()) if described.datasets else 0.0


def _missing(judge: _Judge, indicator: _Indicator) -> dict[tuple[str, str], float]:
    """Return the points that each thing which falls short costs; without distributions it is the datasets that do."""
    described = judge.described
    path, nodes, met = indicator.path, described.datasets, indicator.met
    if not indicator.of_datasets:
        if described.distributions:
            nodes = described.distributions
        else:
            path, met = "dcat:distribution", lambda _judge, _node: False
    cost = indicator.points / len(nodes) if nodes else 0.0
    return {(expand(path), label(node)): cost for node in nodes if not met(judge, node)}


def stars(described: Described) -> Stars:
    """Return the five-star level of the data, as dataportal.se does: as its metadata tell (https://5stardata.info/)."""
    judge = _Judge(described, None, swedish=True)
    levels = [_level(judge, node) for node in described.distributions]
    counted = {level: levels.count(level) for level in sorted(set(levels))}
    return Stars(sum(levels) / len(levels) if levels else 0.0, counted)


def _level(judge: _Judge, node: Node) -> int:
    formats = judge.formats
    steps: Iterable[bool] = (
        judge.has(node, "dcterms:format", "dcat:mediaType") and judge.within(node, "dcterms:license", _licence),
        judge.format_in(node, formats.machine_readable),
        judge.format_in(node, formats.non_proprietary),
        judge.format_in(node, formats.linked),
    )
    level = 0
    for step in steps:
        if not step:
            break
        level += 1
    return level


def _formats() -> _Formats:
    said = tomllib.loads((folder() / "mqa.toml").read_text("utf-8"))
    return _Formats(*(frozenset(said[name]) for name in ("machine_readable", "non_proprietary", "linked")))

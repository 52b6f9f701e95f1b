"""What is measured, said in the W3C's Data Quality Vocabulary: metrics, their dimensions, and one value each.

https://www.w3.org/TR/vocab-dqv/. Nothing of the domain stands here: classes and properties come from what was
measured. No measurement names a thing, so that people stay where they are.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from intlgraph.namespaces import XSD
from intlgraph.quality.values import Quality
from intlgraph.store.results import shortened

__all__ = ["METRICS", "Measurement", "Metric", "measurements", "slug"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its name in addresses, its dimension, the codes of their words, and the datatype of its values.

    In the catalogue a code's text is the label and its hint the definition.
    """

    name: str
    code: str
    dimension: str
    dimension_code: str
    datatype: str


_SHARE: Final = f"{XSD}decimal"
_NUMBER: Final = f"{XSD}integer"

METRICS: Final = (
    Metric("completeness", "quality-metric-completeness", "completeness", "quality-dimension-completeness", _SHARE),
    Metric("language", "quality-metric-language", "completeness", "quality-dimension-completeness", _SHARE),
    Metric("passage", "quality-metric-passage", "trustworthiness", "quality-dimension-trustworthiness", _SHARE),
    Metric("source", "quality-metric-source", "trustworthiness", "quality-dimension-trustworthiness", _SHARE),
    Metric("identifier", "quality-metric-identifier", "interlinking", "quality-dimension-interlinking", _SHARE),
    Metric("dangling", "quality-metric-dangling", "consistency", "quality-dimension-consistency", _NUMBER),
    Metric("outdated", "quality-metric-outdated", "timeliness", "quality-dimension-timeliness", _NUMBER),
    Metric("duplicate", "quality-metric-duplicate", "conciseness", "quality-dimension-conciseness", _NUMBER),
)
"""The metrics in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value of one metric, of a class, a property (`predicate`) and a language where the metric is about these."""

    metric: str
    value: Decimal
    kind: str = ""
    predicate: str = ""
    language: str = ""

    @property
    def name(self) -> str:
        """What it measures, as the last part of its address."""
        parts = (slug(self.kind) if self.kind else "", slug(self.predicate) if self.predicate else "", self.language)
        return "/".join(filter(None, (self.metric, *parts)))


def measurements(quality: Quality) -> Iterator[Measurement]:
    """Yield every value of a quality; counts of lists are of the whole publication.

    Of what could not be measured there is no value: nothing is said of what is out of date without a day.
    """
    for filled in quality.completeness:
        about = filled.kind, filled.property
        yield Measurement("completeness", _share(filled.filled, filled.things), *about)
        for language, number in filled.languages.items():
            yield Measurement("language", _share(number, filled.things), *about, language)
    yield from _evidence(quality)
    missing = Counter(each.kind for each in quality.unidentified)
    for kind, things in quality.identifiable.items():
        yield Measurement("identifier", _share(things - missing[kind], things), kind)
    yield Measurement("dangling", Decimal(len({each.target for each in quality.dangling})))
    yield Measurement("duplicate", Decimal(len(quality.duplicates)))
    if quality.on:
        yield Measurement("outdated", Decimal(len({(each.thing, each.status) for each in quality.outdated})))


def _evidence(quality: Quality) -> Iterator[Measurement]:
    totals, passages, sources = Counter[str](), Counter[str](), Counter[str]()
    for each in quality.evidence:
        for kind in ("", each.kind):
            totals[kind] += each.statements
            passages[kind] += each.passages
            sources[kind] += each.passages + each.documents
    for kind, number in totals.items():
        yield Measurement("passage", _share(passages[kind], number), kind)
        yield Measurement("source", _share(sources[kind], number), kind)


def _share(part: int, whole: int) -> Decimal:
    """Return a share with four decimals, rounded down: only what is whole is 1."""
    return Decimal(10_000 * part // whole) / 10_000 if whole else Decimal(1)


def slug(iri: str) -> str:
    """Return what stands for a class or a property in an address, the same in every build.

    >>> slug("http://www.w3.org/ns/org#Membership"), slug("https://example.org/ns#Festival")
    ('org.Membership', 'Festival-776a0fc7')
    """
    short = shortened(iri)
    if short != iri:
        return short.replace(":", ".", 1)
    local = re.sub(r"[^A-Za-z0-9]+", "-", re.split(r"[/#]", iri.rstrip("/#"))[-1]).strip("-")
    return f"{local}-{hashlib.sha256(iri.encode()).hexdigest()[:8]}"

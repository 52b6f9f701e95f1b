"""The quality of a publication as data beside its dumps: the Data Quality Vocabulary in Turtle, the same every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.errors import sentence
from intlgraph.namespaces import DCTERMS, PREF_LABEL, PREFIXES, RDF, XSD
from intlgraph.project import Project
from intlgraph.publishing import turtle
from intlgraph.publishing.prefixes import Prefixes
from intlgraph.quality.days import newest, of_environment
from intlgraph.quality.measuring import measure
from intlgraph.quality.metrics import METRICS, Measurement, Metric, measurements
from intlgraph.quality.values import Quality
from intlgraph.store import Store

__all__ = ["FILE", "as_turtle", "write"]

FILE: Final = "quality.ttl"
"""The name of the file beside the dumps."""

_DQV: Final = "http://www.w3.org/ns/dqv#"
_LDQD: Final = "http://www.w3.org/2016/05/ldqd#"
"""The dimensions of the Linked Data quality survey, which the W3C published beside its vocabulary."""
_TYPE: Final = f"{RDF}type"
_DEFINITION: Final = f"{PREFIXES['skos']}definition"


def write(project: Project, store: Store, out: Path, environment: Mapping[str, str]) -> Quality:
    """Measure a build and write `quality.ttl` into the folder `out`; return what was measured.

    The day is that of `SOURCE_DATE_EPOCH` in the environment, else the newest that the documents name: never today,
    so that the same tables give the same bytes. Raises as `measure`, and `CommandError` for a variable that is wrong.
    """
    quality = measure(store, project, of_environment(environment) or newest(store))
    (out / FILE).write_text(as_turtle(quality, project), "utf-8", newline="\n")
    return quality


def as_turtle(quality: Quality, project: Project) -> str:
    """Return a quality as Turtle, without blank nodes: metrics, dimensions, and a measurement for every value.

    Everything stands under `{base}/quality/` and is computed on the dataset that holds everything.
    """
    names = Prefixes(project.iris, {"dqv": _DQV, "ldqd": _LDQD})
    lines = sorted({*_metrics(project), *_measurements(quality, project)})
    body = "".join(turtle.subjects(lines, names))
    titles = dict.fromkeys(project.title[tag] for tag in project.languages)
    return turtle.head(titles, names.used) + body


def _metrics(project: Project) -> Iterator[str]:
    for metric in METRICS:
        here, dimension = _address(project, "metric", metric.name), _address(project, "dimension", metric.dimension)
        yield _line(here, _TYPE, NamedNode(f"{_DQV}Metric"))
        yield _line(here, f"{_DQV}inDimension", NamedNode(dimension))
        yield _line(here, f"{_DQV}expectedDataType", NamedNode(metric.datatype))
        yield _line(dimension, _TYPE, NamedNode(f"{_DQV}Dimension"))
        yield _line(dimension, f"{PREFIXES['skos']}closeMatch", NamedNode(f"{_LDQD}{metric.dimension}"))
        for tag in project.languages:
            for subject, code in ((here, metric.code), (dimension, metric.dimension_code)):
                yield _line(subject, PREF_LABEL, Literal(sentence(code, "text", tag, {}), language=tag))
                yield _line(subject, _DEFINITION, Literal(sentence(code, "hint", tag, {}), language=tag))


def _measurements(quality: Quality, project: Project) -> Iterator[str]:
    known = {metric.name: metric for metric in METRICS}
    dataset = project.iris.dataset(_everything(project))
    for each in measurements(quality):
        here = _address(project, "measurement", each.name)
        metric = known[each.metric]
        yield _line(dataset, f"{_DQV}hasQualityMeasurement", NamedNode(here))
        yield _line(here, _TYPE, NamedNode(f"{_DQV}QualityMeasurement"))
        yield _line(here, f"{_DQV}computedOn", NamedNode(dataset))
        yield _line(here, f"{_DQV}isMeasurementOf", NamedNode(_address(project, "metric", each.metric)))
        yield _line(here, f"{_DQV}value", Literal(f"{each.value:f}", datatype=NamedNode(metric.datatype)))
        yield from _about(here, each, metric, quality, project)


def _about(here: str, each: Measurement, metric: Metric, quality: Quality, project: Project) -> Iterator[str]:
    """Yield what a measurement is about: a class, a property and a language, as an observation has dimensions."""
    if quality.on:
        yield _line(here, f"{DCTERMS}date", _day(quality.on))
    if each.kind:
        yield _line(here, f"{DCTERMS}subject", NamedNode(each.kind))
    if each.predicate:
        yield _line(here, f"{DCTERMS}relation", NamedNode(each.predicate))
    if each.language:
        yield _line(here, f"{PREFIXES['schema']}inLanguage", Literal(each.language))
    for tag in project.languages:
        parts = [quality.label(iri, tag) for iri in (each.kind, each.predicate) if iri]
        label = ": ".join([sentence(metric.code, "text", tag, {}), ", ".join([*parts, each.language])]).rstrip(":, ")
        yield _line(here, PREF_LABEL, Literal(label, language=tag))


def _everything(project: Project) -> str:
    """Return the name of the dataset that holds everything, else of the first, else `all`."""
    whole = [each.name for each in project.datasets if not each.classes and not each.graphs]
    return next(iter([*whole, *(each.name for each in project.datasets)]), "all")


def _address(project: Project, kind: str, name: str) -> str:
    return f"{project.base}/quality/{kind}/{name}"


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=NamedNode(f"{XSD}date"))


def _line(subject: str, predicate: str, value: NamedNode | Literal) -> str:
    return f"<{subject}> <{predicate}> {value}"

"""Writing: `catalog.rdf`, `.ttl` and `.jsonld`, and `void.ttl`, into the folder that is published.

Each is written from a graph of its own and never out of a store, which rewrites `xsd:nonNegativeInteger`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from intlgraph.catalogue import authority, files, void
from intlgraph.catalogue.coverage import Coverage, cover, together
from intlgraph.catalogue.days import published
from intlgraph.catalogue.dcat import Listed, catalogue
from intlgraph.catalogue.shown import shown
from intlgraph.catalogue.statements import NAMES, expand
from intlgraph.project import Project
from intlgraph.publishing import contexts, jsonld, rdfxml, turtle
from intlgraph.publishing.dumps import Dump
from intlgraph.publishing.prefixes import Prefixes
from intlgraph.rendering.datasets import DatasetPage
from intlgraph.store import Store

__all__ = ["CATALOGUE", "write"]

CATALOGUE: Final = "catalog.rdf"
"""The file that portals harvest: RDF/XML is the only form that dataportal.se reads."""


def write(
    project: Project,
    public: Path,
    quads: Path,
    dumps: Sequence[Dump],
    store: Store,
    environment: Mapping[str, str],
    released: Iterable[date] = (),
    version: Iterable[str] = (),
) -> tuple[DatasetPage, ...]:
    """Write the catalogue of a publication that has a `[catalogue]` section, and `void.ttl` for every publication.

    Returns what the site shows of each dataset.

    `public` is the folder that is published, with dumps and tables in it; `quads` the folder of the build's sorted
    `<graph>.nq` files; `released` the days of releases, `version` what is said of the current one, as
    triples `<s> <p> <o>`. Raises `ProjectError` for codes that are in no authority table.
    """
    authority.check(project)
    _write(project, public / "void.ttl", void.describe(project, quads, dumps))
    listed = _listed(project, public, quads, dumps)
    issued, modified = published(project, store, environment, released)
    if project.listing is not None:
        _write_catalogue(project, public, {*catalogue(project, listed, issued, modified), *_both(version)})
    return shown(project, listed, store, issued, modified)


def _write_catalogue(project: Project, public: Path, said: Iterable[str]) -> None:
    triples = sorted(said)
    _write(project, public / "catalog.ttl", triples)
    _write_xml(project, public / CATALOGUE, triples)
    text = "".join(jsonld.document(triples, contexts.context(project)))
    (public / "catalog.jsonld").write_text(text, "utf-8", newline="\n")


def _listed(project: Project, public: Path, quads: Path, dumps: Sequence[Dump]) -> list[Listed]:
    tables = files.tabled(project, public / "data" / "tables")
    coverages = {each.name: cover(project, each, quads) for each in project.datasets}
    whole = together(coverages.values())
    return [
        Listed(
            each,
            (*files.dumped(project, each, dumps), *tables.get(each.name, ())),
            _or_whole(coverages[each.name], whole),
        )
        for each in project.datasets
    ]


def _both(version: Iterable[str]) -> Iterator[str]:
    """Yield what is said of a version, its name also as readers of DCAT-AP 2.1.1 look for it."""
    for triple in version:
        yield triple
        subject, predicate, value = triple.split(" ", 2)
        if predicate == f"<{expand('dcat:version')}>":
            yield f"{subject} <{expand('owl:versionInfo')}> {value}"


def _or_whole(coverage: Coverage, whole: Coverage) -> Coverage:
    """Return what a dataset covers; one that names no days is about the time that the publication is about."""
    return coverage if coverage.start else replace(whole, origins=coverage.origins)


def _names(project: Project) -> Prefixes:
    return Prefixes(project.iris, NAMES)


def _head(project: Project) -> tuple[str, ...]:
    return tuple(dict.fromkeys(project.title[tag] for tag in project.languages))


def _write(project: Project, path: Path, triples: Sequence[str]) -> None:
    names = _names(project)
    body = "".join(turtle.subjects(triples, names))
    path.write_text(turtle.head(_head(project), names.used) + body, "utf-8", newline="\n")


def _write_xml(project: Project, path: Path, triples: Sequence[str]) -> None:
    names = _names(project)
    body = "".join(rdfxml.Descriptions(names).subjects(triples))
    path.write_text(rdfxml.head(_head(project), names.used) + body + rdfxml.tail(), "utf-8", newline="\n")

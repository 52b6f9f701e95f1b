"""What the site shows of each dataset, as values: what the catalogue says of it, for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from intlgraph.catalogue.dcat import Listed, told
from intlgraph.catalogue.files import File
from intlgraph.catalogue.rights import Rights, rights
from intlgraph.project import Project
from intlgraph.query.labels import Texts, names_of
from intlgraph.rendering.datasets import ColumnTold, DatasetPage, FileTold
from intlgraph.rendering.description import Link
from intlgraph.rendering.pages import Count
from intlgraph.store import Store
from intlgraph.tables.model import Column

__all__ = ["shown"]


def shown(
    project: Project, listed: Sequence[Listed], store: Store, issued: date | None, modified: date | None
) -> tuple[DatasetPage, ...]:
    """Return the page of each dataset; classes and properties have the names that the store has for them."""
    classes = {iri for each in listed for iri in each.coverage.classes}
    properties = {column.property_url or "" for each in listed for file in each.files for column in file.columns}
    names = names_of(store, classes | properties - {""})
    days = tuple(each.isoformat() if each else "" for each in (issued, modified))
    return tuple(_page(project, each, names, days) for each in listed)


def _page(project: Project, listed: Listed, names: Mapping[str, Texts], days: tuple[str, ...]) -> DatasetPage:
    dataset, coverage = listed.dataset, listed.coverage
    allowed = [rights(project, {file.origin} if file.origin else coverage.origins) for file in listed.files]
    counted = sorted(coverage.classes.items(), key=lambda each: (-each[1], each[0]))
    issued, modified = days
    return DatasetPage(
        name=dataset.name,
        iri=project.iris.dataset(dataset.name),
        title=dataset.title,
        description=told(project, dataset),
        classes=tuple(Count(Link(iri, names.get(iri, {})), number) for iri, number in counted),
        files=tuple(_file(project, file, each, names) for file, each in zip(listed.files, allowed, strict=True)),
        rights=tuple({each.name: (each.licence, each.statement) for each in allowed}.values()),
        triples=coverage.triples,
        issued=issued,
        modified=modified,
        start=coverage.start,
        end=coverage.end,
    )


def _file(project: Project, file: File, allowed: Rights, names: Mapping[str, Texts]) -> FileTold:
    return FileTold(
        address=file.address.removeprefix(f"{project.base}/"),
        form=file.form.name,
        media="application/gzip" if file.compressed else file.form.media_type,
        title=file.title,
        bytes=file.bytes,
        sha256=file.sha256,
        licence=allowed.licence,
        columns=tuple(_columns(file.columns, names)),
    )


def _columns(columns: Sequence[Column], names: Mapping[str, Texts]) -> Iterator[ColumnTold]:
    for column in columns:
        titles = {tag: several[0] for tag, several in column.titles.items() if several}
        iri = column.property_url or ""
        yield ColumnTold(
            heading=titles.get("en", column.heading),
            titles=titles,
            datatype=column.datatype.base,
            required=column.required,
            several=column.separator is not None,
            property=Link(iri, names.get(iri, {})) if iri in names else None,
        )

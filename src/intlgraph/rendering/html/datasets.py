"""The page of a dataset."""

from __future__ import annotations

from markupsafe import Markup

from intlgraph.query.labels import chosen
from intlgraph.rendering.datasets import DatasetPage, address
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.machine import script
from intlgraph.rendering.prose import Prose

__all__ = ["page"]


def page(renderer: Renderer, dataset: DatasetPage, version: str, language: str) -> str:
    """Return the page of a dataset in a language; `version` is the last release, empty where there is none."""
    where = address(dataset.name)
    prose = renderer.prose(f"{language}/{where}", language)
    title, summary = chosen(dataset.title, language), chosen(dataset.description, language)
    return renderer.render(
        "dataset",
        prose,
        renderer.head(prose, title, summary, machine=_machine(renderer, dataset, version, prose)),
        {each: f"{each}/{where}" for each in renderer.languages},
        dataset=dataset,
        files=[(each, prose.to(each.address), each.address.rpartition("/")[2]) for each in dataset.files],
        tables=[(each, each.address.rpartition("/")[2]) for each in dataset.files if each.columns],
        version=version,
        cited=_cited(renderer, dataset, version, prose),
        crumbs=[(prose.words("page-all-data"), prose.to(f"{renderer.addresses.start(language)}#data"))],
    )


def _cited(renderer: Renderer, dataset: DatasetPage, version: str, prose: Prose) -> str:
    """Return how the dataset is cited: who, when, what, which version, where (DataCite's order)."""
    publisher = chosen(renderer.project.publisher.name, prose.language)
    site, title = chosen(renderer.project.title, prose.language), chosen(dataset.title, prose.language)
    parts = (
        f"{publisher} ({dataset.modified[:4]})" if dataset.modified else publisher,
        f"{site}: {title}",
        prose.words("dataset-version", version=version) if version else "",
    )
    return f"{'. '.join(filter(None, parts))}. {dataset.iri}"


def _machine(renderer: Renderer, dataset: DatasetPage, version: str, prose: Prose) -> Markup:
    """Return the dataset in the words of schema.org, for search engines of datasets."""
    publisher = renderer.project.publisher
    said = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": dataset.iri,
        "name": chosen(dataset.title, prose.language),
        "description": chosen(dataset.description, prose.language),
        "url": renderer.absolute(prose.here),
        "license": [licence for licence, _ in dataset.rights],
        "datePublished": dataset.issued,
        "dateModified": dataset.modified,
        "temporalCoverage": f"{dataset.start}/{dataset.end}" if dataset.start else "",
        "version": version,
        "creator": {"@type": "Organization", "@id": publisher.iri, "name": chosen(publisher.name, prose.language)},
        "isPartOf": f"{renderer.project.base}/",
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": renderer.absolute(file.address),
                "encodingFormat": file.media,
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for file in dataset.files
        ],
    }
    return script({key: value for key, value in said.items() if value})

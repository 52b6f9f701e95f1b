"""The page of each dataset in every language, and what points on to it from its permanent address."""

from __future__ import annotations

from collections.abc import Sequence

from intlgraph.publishing.site.plan import Site
from intlgraph.query.labels import chosen
from intlgraph.rendering.datasets import DatasetPage, address
from intlgraph.rendering.html import datasets, redirects

__all__ = ["write"]


def write(site: Site, pages: Sequence[DatasetPage], version: str) -> None:
    """Write them; `version` is the last release, empty where there is none."""
    for page in pages:
        where = address(page.name)
        site.addresses.learn(_leading(page))
        for language in site.project.languages:
            text = datasets.page(site.renderer, page, version, language)
            site.tree.write(f"{language}/{where}", text.encode())
        name = chosen(page.title, site.project.languages[0])
        there = {language: f"{language}/{where}" for language in site.project.languages}
        site.tree.write(where, redirects.page(site.renderer, where, name, there).encode())


def _leading(page: DatasetPage) -> list[str]:
    """Return everything that the page leads to."""
    columns = (column for file in page.files for column in file.columns)
    return [*(each.link.iri for each in page.classes), *(each.property.iri for each in columns if each.property)]

"""The site: a page for everything, in every language, with its data beside it, as files for any web server.

`plan` finds out what the site holds; each module of `pages` writes one kind of page into it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Final

from intlgraph.project import Project
from intlgraph.publishing.site import inventory, serving
from intlgraph.publishing.site.pages import (
    concepts,
    datasets,
    documents,
    lists,
    ontology,
    queries,
    releases,
    search,
    shapes,
    sparql,
    start,
    things,
)
from intlgraph.publishing.site.plan import Site, Stage, describer
from intlgraph.publishing.site.tree import Tree
from intlgraph.rendering import html
from intlgraph.rendering.datasets import DatasetPage, address
from intlgraph.rendering.releases import ReleasesPage, Retired
from intlgraph.store import Store
from intlgraph.store.remembering import Remembering

__all__ = ["write"]

_SELDOM: Final = (50_000, 10, 10)
"""After so many new objects Python looks for garbage that holds itself, of which pages leave little."""


def write(
    project: Project,
    store: Store,
    out: Path,
    stage: Stage,
    previous: Path | None = None,
    listed: Sequence[DatasetPage] = (),
    released: ReleasesPage | None = None,
    retired: Sequence[Retired] = (),
) -> int:
    """Write the site into the folder `out` and return how many files that are.

    `previous` is the folder that was published before: what did not change keeps its file there, and so its time.
    `listed` are the pages of the datasets, `released` is that of the releases, and `retired` are addresses that are in
    use no more.
    Raises `DataError` with all things whose addresses collide, and as the store does.
    """
    store = Remembering(store)
    with inventory.opened(project.languages) as entered, _seldom_swept():
        tree = Tree(out, previous)
        site = Site.of(project, store, describer(project, store), entered, tree, released is not None)
        stage("stage-site", count=sum(site.counts.values()), languages=len(project.languages))
        _fill(site)
        start.write(site, described=bool(listed))
        datasets.write(site, listed, released.releases[0].version if released else "")
        if released:
            releases.write(site, released)
        releases.write_retired(site, retired)
        pages = chain(site.everywhere(), ((address(each.name), each.modified) for each in listed))
        serving.write(project, tree, pages, ((each.old, each.new or None) for each in retired))
        return site.tree.files


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """Let Python look for garbage seldom, and not at what was there before: a sixth of the time went into looking."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _fill(site: Site) -> None:
    """Write what the data alone gives: first the things, which enter the inventory that all others are made from."""
    for name, content in html.assets().items():
        site.tree.write(name, content)
    things.write(site)
    documents.write(site)
    concepts.write(site)
    lists.write(site)
    terms = ontology.terms(site)
    ontology.write(site, terms)
    shapes.write(site, terms)
    queries.write(site)
    search.write(site)
    sparql.write(site)

"""The lists of the classes, page by page, and each whole list as CSV and JSON."""

from __future__ import annotations

from functools import partial

from intlgraph.publishing.site import choosing
from intlgraph.publishing.site.plan import Site
from intlgraph.rendering.html import lists

__all__ = ["write"]


def write(site: Site) -> None:
    """Write every list in every language."""
    served = site.goals.serving(site.inventory.goals())
    for kind, sort in site.sorts.items():
        goals = served if "goals" in sort.views else ()
        for language in site.project.languages:
            first = site.addresses.list(kind, language)
            for page in site.lists.pages(site.inventory, kind, sort, language, goals):
                address = site.addresses.list(kind, language, page.number)
                site.tree.write(address, lists.page(site.renderer, page, language).encode())
            for name, fill in (("csv", site.lists.csv), ("json", site.lists.json)):
                site.tree.pour(f"{first}list.{name}", partial(fill, site.inventory, kind, sort, language))
            if any(sort.facets):
                fill = partial(choosing.write, site.lists, site.project.iris.thing(kind, ""))
                site.tree.pour(f"{first}list.facets.json", partial(fill, site.inventory, kind, sort, language))

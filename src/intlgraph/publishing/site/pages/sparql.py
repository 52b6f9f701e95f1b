"""The query page, what its script reads, and the bundle of scripts itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode

from intlgraph import ontology
from intlgraph.formats import graph_format
from intlgraph.namespaces import PREFIXES
from intlgraph.project import Dataset, Project
from intlgraph.publishing.datasets import holds_data
from intlgraph.publishing.dumps import file_name
from intlgraph.publishing.site import questions
from intlgraph.publishing.site.plan import Site
from intlgraph.query import named
from intlgraph.rendering import bundle
from intlgraph.rendering.html import sparql
from intlgraph.rendering.html.sparql import SparqlPage
from intlgraph.store import Store

__all__ = ["loaded", "write"]

_DUMPED: Final = graph_format("nquads")
_EXAMPLE: Final = """SELECT ?class (COUNT(?thing) AS ?things)
WHERE {
  ?thing a ?class .
}
GROUP BY ?class
ORDER BY DESC(?things)
"""


def write(site: Site) -> None:
    """Write the page in every language, what points on to it, and the files that it needs."""
    catalogue = named.catalogue(site.project)
    scripts = bundle.files()
    for address, content in scripts.items():
        site.tree.write(address, content)
    _json(site, "vocabulary", questions.vocabulary(site.store))
    _json(
        site,
        "queries",
        {
            "pages": {iri: site.addresses.where(iri) for iri in sorted(site.concepts | site.foreign)},
            "certainty": named.CERTAINTY,
            "queries": [questions.query(site.store, each) for each in catalogue],
        },
    )
    page = SparqlPage(
        queries=tuple((each, questions.body(each.text)) for each in catalogue),
        dumps=tuple((_dump(each), each.title) for each in site.project.datasets),
        bundle=scripts,
        settings={
            "base": site.project.base,
            "kinds": sorted(site.sorts),
            "prefixes": dict(PREFIXES),
            "example": _EXAMPLE,
            "questions": questions.questions(site.describer.wording),
        },
        loaded=_sources(site),
        endpoint=site.project.endpoint,
    )
    for language in site.project.languages:
        site.tree.write(sparql.address(language), sparql.page(site.renderer, page, language).encode())
    site.tree.write(sparql.address(), sparql.onward(site.renderer, scripts).encode())


def loaded(project: Project, store: Store) -> tuple[Dataset, ...]:
    """Return the datasets whose dumps hold together all that is published of the store.

    Those that take graphs whole are enough where they take every graph that any dataset takes; else it takes all.
    """
    rows = store.select("SELECT ?graph WHERE { GRAPH ?graph { } }").rows
    start = project.iris.graph("")
    graphs = [cell.value.removeprefix(start) for (cell,) in rows if isinstance(cell, NamedNode)]
    whole = tuple(each for each in project.datasets if not each.classes)
    some = all(_taken(whole, each) or not _taken(project.datasets, each) for each in graphs)
    return whole if some else project.datasets


def _taken(datasets: Iterable[Dataset], graph: str) -> bool:
    return any(graph in each.graphs if each.graphs else holds_data(graph) for each in datasets)


def _sources(site: Site) -> tuple[str, ...]:
    """Return the addresses of what the engine loads; the ontology gets a file where no dataset has it."""
    datasets = loaded(site.project, site.store)
    dumps = tuple(_dump(each) for each in datasets)
    if _taken(datasets, ontology.GRAPH):
        return dumps
    address = f"{sparql.address()}{ontology.GRAPH}.nq"
    lines = site.store.dump(site.project.iris.graph(ontology.GRAPH))
    site.tree.write(address, "".join(lines).encode())
    return (*dumps, address)


def _dump(dataset: Dataset) -> str:
    return f"data/{file_name(dataset.name, _DUMPED)}"


def _json(site: Site, name: str, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=dict)
    site.tree.write(f"{sparql.address()}{name}.json", text.encode())

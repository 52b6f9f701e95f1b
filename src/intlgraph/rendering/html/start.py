"""The first page: what is here."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from intlgraph.query.labels import chosen
from intlgraph.rendering.datasets import address
from intlgraph.rendering.drawn import Drawn
from intlgraph.rendering.html.head import DUMPED, Data
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.html.sheets import moving
from intlgraph.rendering.machine import script
from intlgraph.rendering.pages import StartPage
from intlgraph.rendering.prose import Prose

__all__ = ["page"]

_ASKING: Final = (
    ("start-ask-sparql", "{language}/sparql/"),
    ("start-ask-queries", "{language}/query/"),
    ("start-ask-ontology", "{language}/ontology/"),
    ("start-ask-shapes", "{language}/shapes/"),
    ("start-ask-report", "report/validation.ttl"),
)
"""Ways for those who want to know more: codes of what they are called, addresses of the site."""


def page(renderer: Renderer, start: StartPage, language: str) -> str:
    """Return the start page in a language."""
    project = renderer.project
    prose = renderer.prose(renderer.addresses.start(language), language)
    summary = chosen(project.description, language)
    return renderer.render(
        "start",
        prose,
        renderer.head(
            prose, chosen(project.title, language), summary, machine=_catalogue(renderer, prose), scripts=moving()
        ),
        {each: renderer.addresses.start(each) for each in renderer.languages},
        page=start,
        drawn=Drawn(prose, renderer.goals),
        kinds={each.kind: chosen(each.names, language) for each in renderer.lists},
        asking=[(code, prose.to(where.format(language=language))) for code, where in _ASKING],
        datasets=[
            (
                prose.text(titles),
                prose.to(f"{language}/{address(name)}") if start.described else "",
                _dumps(prose, name),
            )
            for name, titles in start.datasets
        ],
        licence=project.licences.get("data", ""),
    )


def _dumps(prose: Prose, dataset: str) -> list[Data]:
    return [Data(name, media, prose.to(f"data/{dataset}.{extension}")) for extension, name, media in DUMPED]


def _catalogue(renderer: Renderer, prose: Prose) -> Markup:
    """Return the publication as a dataset, for search engines."""
    project = renderer.project
    said = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": chosen(project.title, prose.language),
        "description": chosen(project.description, prose.language),
        "url": renderer.absolute(prose.here),
        "license": project.licences.get("data", ""),
        "inLanguage": list(project.languages),
        "creator": {"@type": "Organization", "name": chosen(project.publisher.name, prose.language)},
    }
    return script({key: value for key, value in said.items() if value})

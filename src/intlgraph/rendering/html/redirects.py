"""What stands at permanent addresses: it points on, for hosts that cannot redirect."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from intlgraph.rendering.description import Link
from intlgraph.rendering.html.head import ICON, TITLE, Data
from intlgraph.rendering.html.renderer import Renderer
from intlgraph.rendering.prose import cut, plain
from intlgraph.rendering.words import Words

__all__ = ["front", "page", "thing"]


def thing(renderer: Renderer, iri: str, name: str) -> str:
    """Return what stands at the permanent address of a thing, `id/<class>/<slug>/`, as deep as its IRI is."""
    here = f"{iri.removeprefix(renderer.project.base).strip('/')}/"
    return page(renderer, here, name or plain(Link(iri, {}), renderer.languages[0]), renderer.ways(iri), iri)


def front(renderer: Renderer, here: str, name: str, there: Callable[[str], str]) -> str:
    """Return what stands at an address of the site that has no language: it leads to the page of each language."""
    return page(renderer, here, name, {each: there(each) for each in renderer.languages})


def page(renderer: Renderer, here: str, name: str, ways: Mapping[str, str], iri: str = "") -> str:
    """Return a page that points on to addresses of the site, by language, and to the data of a thing if it is one."""
    first = ways[renderer.languages[0]]
    data: tuple[Data, ...] = renderer.files(iri, here) if iri else ()
    return renderer.template("redirect").render(
        name=cut(name, TITLE),
        language=renderer.languages[0],
        canonical=renderer.absolute(first),
        ways=[(tag, Words.native(tag), renderer.addresses.relative(here, way)) for tag, way in ways.items()],
        data=data,
        style=renderer.addresses.relative(here, renderer.style),
        icon=renderer.addresses.relative(here, ICON),
    )

"""The frame that all pages share: head, menu, languages, and the templates.

It knows where things are only through `Addresses`, so every link in a page is relative and the site works under any
address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from intlgraph.project import Project
from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Description, Link
from intlgraph.rendering.html.frames import Frames
from intlgraph.rendering.html.head import FORMATS, LONG, TITLE, Data, Head
from intlgraph.rendering.machine import schema
from intlgraph.rendering.pages import Addresses, Goal
from intlgraph.rendering.prose import Prose, cut
from intlgraph.rendering.ways import Ways
from intlgraph.rendering.words import Words

__all__ = ["Renderer"]

_SUMMARY: Final = 300
_FOLDERS: Final = 200
"""Folders whose ways are kept: more than there are classes, in all languages."""
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""Characters that a page must not hold (HTML, section 13.1.1), wherever they stand."""


@dataclass(slots=True)
class Renderer:
    """Makes the pages of one publication.

    `lists` are the lists that the menu of every page leads to: `kind` is the class segment, the names are plural.
    `goals` are the goals by IRI, with their numbers and colours. `released` tells whether there are releases.
    """

    project: Project
    addresses: Addresses
    style: str = "style.css"
    lists: tuple[Link, ...] = ()
    goals: Mapping[str, Goal] = field(default_factory=dict)
    released: bool = False
    _ways: dict[tuple[str, str], Ways] = field(default_factory=dict, init=False, repr=False)
    _environment: Environment = field(init=False, repr=False)
    _templates: dict[str, Template] = field(default_factory=dict, init=False, repr=False)
    _words: Mapping[str, Words] = field(init=False, repr=False)
    _frames: Frames = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Open the folder of templates."""
        self._environment = Environment(
            loader=PackageLoader("intlgraph.rendering"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            auto_reload=False,
        )
        self._words = {language: Words(language) for language in self.project.languages}
        menus = {tag: _by_name(self.lists, tag) for tag in self.languages}
        self._frames = Frames(self.project, self.template("frame"), self.style, menus, self.released)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the pages, the first of them the publication's own."""
        return self.project.languages

    def prose(self, here: str, language: str, own: str = "", called: tuple[str, ...] = ()) -> Prose:
        """Return what writes for one page: `here` is its address, `own` the IRI of what it is about."""
        prose = Prose(self.addresses, self._words[language], here, own, called)
        beside = language, prose.folder
        if beside not in self._ways:
            if len(self._ways) >= _FOLDERS:
                self._ways.clear()
            self._ways[beside] = prose.ways
        prose.ways = self._ways[beside]
        prose.ways.forget()
        return prose

    def ways(self, iri: str) -> Mapping[str, str]:
        """Return the addresses of the page of a thing, by language."""
        return {each: self.addresses.page(iri, each) for each in self.languages}

    def crumbs(self, prose: Prose, kind: str) -> list[tuple[str, str]]:
        """Return the way to a thing: the list of its class segment, where that is known."""
        names = next((each.names for each in self.lists if each.kind == kind), None)
        if names is None or not kind:
            return []
        return [(chosen(names, prose.language), prose.to(self.addresses.list(kind, prose.language)))]

    def files(self, iri: str, here: str) -> tuple[Data, ...]:
        """Return where a thing lies as data, as links from an address of the site."""
        found = ((name, media, self.addresses.data(iri, extension)) for extension, name, media in FORMATS)
        return tuple(Data(name, media, self.addresses.relative(here, there)) for name, media, there in found if there)

    def thing_head(self, description: Description, prose: Prose) -> Head:
        """Return the head of the page of a thing."""
        machine = schema(description, self.absolute(prose.here), prose.language)
        kind = description.classes[0].names if description.classes else {}
        summary = chosen(description.summary or kind, prose.language)
        data = self.files(description.link.iri, prose.here)
        return self.head(prose, prose.name(description.link), summary, data, machine, "article")

    def head(
        self,
        prose: Prose,
        title: str,
        summary: str,
        data: tuple[Data, ...] = (),
        machine: Markup | None = None,
        kind: str = "website",
        scripts: tuple[str, ...] = (),
    ) -> Head:
        """Return the head of a page; `scripts` are addresses of the site."""
        site = chosen(self.project.title, prose.language)
        return Head(
            title=cut(title, TITLE) if title == site else f"{cut(title, TITLE)} – {site}",
            summary=cut(summary, _SUMMARY),
            robots="noindex" if self.project.demonstration else "",
            canonical=self.absolute(prose.here),
            data=data,
            machine=machine or Markup(),
            kind=kind,
            scripts=tuple(map(prose.to, scripts)),
        )

    def absolute(self, there: str) -> str:
        """Return the absolute address of a page, which the base IRI begins."""
        return f"{self.project.base}/{there}"

    def render(self, name: str, prose: Prose, head: Head, ways: Mapping[str, str], **values: object) -> str:
        """Return a page made from a template; `ways` are its addresses by language."""
        here = prose.language
        frame = self._frames.around(prose)
        own = {"t": prose.words, "head": head, "language": here}
        content = self.template(name).render(own, p=prose, project=self.project, start=frame.start, long=LONG, **values)
        text = self.template("base").render(
            own,
            frame=frame,
            content=Markup(content),
            languages=[(each, Words.native(each), prose.to(there)) for each, there in ways.items() if there],
            alternates=[(each, self.absolute(there)) for each, there in ways.items() if there],
            site=chosen(self.project.title, here),
        )
        return _FORBIDDEN.sub("", text)

    def template(self, name: str) -> Template:
        """Return a template by its name without the extension; each is read once."""
        if name not in self._templates:
            self._templates[name] = self._environment.get_template(f"{name}.html")
        return self._templates[name]


def _by_name(lists: Iterable[Link], language: str) -> Sequence[Link]:
    """Return lists in the order of their names, as a reader of a menu looks for them."""
    return sorted(lists, key=lambda each: chosen(each.names, language).casefold())

"""Pages as HTML: for people, without scripts, with what machines read beside it.

One renderer serves the static site and the server. It knows where things are only through `Addresses`, so every link
in a page is relative and the site works under any address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from intlgraph.project import Project
from intlgraph.query.labels import chosen
from intlgraph.rendering.description import Description, Fact, Link, Section, Text
from intlgraph.rendering.drawn import Drawn
from intlgraph.rendering.machine import schema, script
from intlgraph.rendering.pages import Addresses, ConceptPage, DocumentPage, Goal, Listing, StartPage
from intlgraph.rendering.prose import Prose, Shown, cut, plain
from intlgraph.rendering.words import KINDS, Words

__all__ = ["Renderer", "assets"]

_FORMATS: Final = (
    ("ttl", "Turtle", "text/turtle"),
    ("jsonld", "JSON-LD", "application/ld+json"),
    ("rdf", "RDF/XML", "application/rdf+xml"),
    ("nt", "N-Triples", "application/n-triples"),
)
_DUMPED: Final = (*_FORMATS[:3], ("nt.gz", "N-Triples (gzip)", "application/gzip"))
_LISTED: Final = (("csv", "text/csv"), ("json", "application/json"))
_TITLE: Final = 120
_SUMMARY: Final = 300
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""Characters that a page must not hold (HTML, section 13.1.1), wherever they stand."""

_LONG: Final = 120
"""A heading longer than this is set in smaller type."""


def assets() -> Mapping[str, bytes]:
    """Return the files that every page needs, by their name at the top of the site."""
    room = resources.files("intlgraph.rendering")
    sheets = (room.joinpath("style.css"), room.joinpath("drawings").joinpath("drawings.css"))
    return {"style.css": b"\n".join(each.read_bytes() for each in sheets)}


@dataclass(frozen=True, slots=True)
class _Data:
    """The same thing as data, in one format."""

    name: str
    media: str
    href: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A section as it is shown: an anchor that no other part of the page has, a heading, facts."""

    anchor: str
    heading: Markup
    facts: tuple[Shown, ...]
    columns: tuple[Markup, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a page says."""

    title: str
    summary: str
    robots: str
    canonical: str
    data: tuple[_Data, ...]
    machine: Markup
    kind: str = "website"


@dataclass(slots=True)
class Renderer:
    """Makes the pages of one publication.

    `lists` are the lists that the menu of every page leads to: `kind` is the class segment, the names are plural.
    `goals` are the goals by IRI, with their numbers and colours.
    """

    project: Project
    addresses: Addresses
    style: str = "style.css"
    lists: tuple[Link, ...] = ()
    goals: Mapping[str, Goal] = field(default_factory=dict)
    _templates: Mapping[str, Template] = field(init=False, repr=False)
    _words: Mapping[str, Words] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Read the templates, once."""
        environment = Environment(
            loader=PackageLoader("intlgraph.rendering"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            auto_reload=False,
        )
        names = ("thing", "list", "document", "concept", "start", "redirect")
        self._templates = {name: environment.get_template(f"{name}.html") for name in names}
        self._words = {language: Words(language) for language in self.project.languages}

    def page(self, description: Description, language: str) -> str:
        """Return the page of a thing."""
        iri = description.link.iri
        called = (chosen(description.link.names, language),)
        prose = self._prose(self.addresses.page(iri, language), language, iri, called)
        parts = [_part(prose, section) for section in description.sections if section.facts]
        return self._render(
            "thing",
            prose,
            self._thing_head(description, prose),
            self._ways(iri),
            thing=description,
            way=self._crumbs(prose, description),
            parts=parts,
            drawn=Drawn(prose, self.goals),
            marks=_marks(description.sections, prose.words),
        )

    def list_page(self, listing: Listing, language: str) -> str:
        """Return one page of the list of a class."""
        addresses, number = self.addresses, listing.number
        prose = self._prose(addresses.list(listing.kind, language, number), language)
        first = addresses.list(listing.kind, language)
        ways = {each: addresses.list(listing.kind, each, number) for each in self.project.languages}
        title = chosen(listing.headings, language) or listing.kind
        title = f"{title} ({number}/{listing.pages})" if listing.pages > 1 else title
        downloads = [_Data(name.upper(), media, prose.to(f"{first}list.{name}")) for name, media in _LISTED]
        return self._render(
            "list",
            prose,
            self._head(prose, title, chosen(listing.definition, language), data=tuple(downloads)),
            ways,
            page=listing,
            downloads=downloads,
            others=[(each, prose.to(addresses.list(listing.kind, language, each))) for each in _near(listing)],
            drawn=Drawn(prose, self.goals),
        )

    def document_page(self, page: DocumentPage, language: str) -> str:
        """Return the page of a document, with what it says in reading order."""
        description = page.description
        iri = description.link.iri
        first = self.addresses.page(iri, language)
        prose = self._prose(_numbered(first, page.number), language, iri)
        readings = [
            (each, prose.fact(each.fact), prose.once(self.addresses.anchor(f"{iri}#char={each.start},{each.end}")))
            for each in page.statements
        ]
        return self._render(
            "document",
            prose,
            self._thing_head(description, prose),
            {each: _numbered(there, page.number) for each, there in self._ways(iri).items()},
            page=page,
            others=[(each, prose.to(_numbered(first, each))) for each in _near(page)],
            thing=description,
            way=self._crumbs(prose, description),
            parts=[_part(prose, section) for section in description.sections if section.facts],
            readings=readings,
            marks=_marked((each.fact for each in page.statements), prose.words),
        )

    def concept_page(self, page: ConceptPage, language: str) -> str:
        """Return the page of a concept or a goal, and what uses it."""
        prose = self._prose(self.addresses.page(page.link.iri, language), language, page.link.iri)
        description = Description(page.link, (), page.definition, (), same=page.same)
        return self._render(
            "concept",
            prose,
            self._thing_head(description, prose),
            self._ways(page.link.iri),
            page=page,
            thing=description,
            parts=[_part(prose, section) for section in page.sections if section.facts],
            marks=_marks(page.sections, prose.words),
            drawn=Drawn(prose, self.goals),
        )

    def start_page(self, page: StartPage, language: str) -> str:
        """Return the first page: what is here."""
        prose = self._prose(self.addresses.start(language), language)
        title = chosen(self.project.title, language)
        ways = {each: self.addresses.start(each) for each in self.project.languages}
        return self._render(
            "start",
            prose,
            self._head(prose, title, chosen(self.project.description, language), machine=self._catalogue(prose)),
            ways,
            page=page,
            drawn=Drawn(prose, self.goals),
            datasets=[(prose.text(titles), self._dumps(prose, name)) for name, titles in page.datasets],
            licence=self.project.licences.get("data", ""),
        )

    def redirect(self, iri: str, name: str) -> str:
        """Return what stands at the permanent address of a thing: it points on, for hosts that cannot redirect.

        It stands at `id/<class>/<slug>/`, as deep as the IRI is below the base; that of the base itself leads to the
        start pages.
        """
        below = iri.removeprefix(self.project.base).strip("/")
        here = f"{below}/" if below else ""
        languages = self.project.languages
        there = (lambda each: self.addresses.page(iri, each)) if below else self.addresses.start
        ways = [(each, Words.native(each), there(each)) for each in languages]
        return self._templates["redirect"].render(
            name=cut(name or plain(Link(iri, {}), languages[0]), _TITLE),
            language=languages[0],
            canonical=f"{self.project.base}/{ways[0][2]}",
            ways=[(tag, native, self.addresses.relative(here, way)) for tag, native, way in ways],
            data=[
                _Data(name, media, self.addresses.relative(here, self.addresses.data(iri, extension)))
                for extension, name, media in _FORMATS
                if self.addresses.data(iri, extension)
            ],
            style=self.addresses.relative(here, self.style),
        )

    def _prose(self, here: str, language: str, own: str = "", called: tuple[str, ...] = ()) -> Prose:
        return Prose(self.addresses, self._words[language], here, own, called)

    def _ways(self, iri: str) -> Mapping[str, str]:
        return {each: self.addresses.page(iri, each) for each in self.project.languages}

    def _crumbs(self, prose: Prose, description: Description) -> list[tuple[str, str]]:
        """Return the way here: the list of the thing's class, where it is known."""
        kind = description.link.kind
        names = next((each.names for each in self.lists if each.kind == kind), None)
        if names is None or not kind:
            return []
        return [(chosen(names, prose.language), prose.to(self.addresses.list(kind, prose.language)))]

    def _thing_head(self, description: Description, prose: Prose) -> _Head:
        iri = description.link.iri
        found = ((name, media, self.addresses.data(iri, extension)) for extension, name, media in _FORMATS)
        data = tuple(_Data(name, media, prose.to(there)) for name, media, there in found if there)
        machine = schema(description, self._absolute(prose.here), prose.language)
        kind = description.classes[0].names if description.classes else {}
        summary = chosen(description.summary or kind, prose.language)
        return self._head(prose, prose.name(description.link), summary, data, machine, "article")

    def _head(
        self,
        prose: Prose,
        title: str,
        summary: str,
        data: tuple[_Data, ...] = (),
        machine: Markup | None = None,
        kind: str = "website",
    ) -> _Head:
        site = chosen(self.project.title, prose.language)
        return _Head(
            title=cut(title, _TITLE) if title == site else f"{cut(title, _TITLE)} – {site}",
            summary=cut(summary, _SUMMARY),
            robots="noindex" if self.project.demonstration else "",
            canonical=self._absolute(prose.here),
            data=data,
            machine=machine or Markup(),
            kind=kind,
        )

    def _dumps(self, prose: Prose, dataset: str) -> list[_Data]:
        return [_Data(name, media, prose.to(f"data/{dataset}.{extension}")) for extension, name, media in _DUMPED]

    def _catalogue(self, prose: Prose) -> Markup:
        """Return the publication as a dataset, for search engines."""
        said = {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": chosen(self.project.title, prose.language),
            "description": chosen(self.project.description, prose.language),
            "url": self._absolute(prose.here),
            "license": self.project.licences.get("data", ""),
            "inLanguage": list(self.project.languages),
            "creator": {"@type": "Organization", "name": chosen(self.project.publisher.name, prose.language)},
        }
        return script({key: value for key, value in said.items() if value})

    def _absolute(self, there: str) -> str:
        return f"{self.project.base}/{there}"

    def _render(self, name: str, prose: Prose, head: _Head, ways: Mapping[str, str], **values: object) -> str:
        here = prose.language
        menu = [(prose.text(each.names), prose.to(self.addresses.list(each.kind, here))) for each in self.lists]
        text = self._templates[name].render(
            t=prose.words,
            p=prose,
            head=head,
            language=here,
            languages=[(each, Words.native(each), prose.to(there)) for each, there in ways.items() if there],
            alternates=[(each, self._absolute(there)) for each, there in ways.items() if there],
            site=chosen(self.project.title, here),
            project=self.project,
            publisher=chosen(self.project.publisher.name, here),
            start=prose.to(self.addresses.start(here)),
            style=prose.to(self.style),
            menu=menu,
            long=_LONG,
            **values,
        )
        return _FORBIDDEN.sub("", text)


def _part(prose: Prose, section: Section) -> _Part:
    facts = tuple(prose.fact(fact) for fact in section.facts)
    columns = _columns(section) if section.view == "table" else ()
    return _Part(
        prose.once(f"section-{section.key}"), prose.text(section.headings), facts, tuple(map(prose.text, columns))
    )


def _columns(section: Section) -> tuple[Text, ...]:
    """Return the columns of a table: where every fact has the same properties in the same order, these; else none."""
    first, *rest = ([names for names, _ in fact.cells] for fact in section.facts)
    return tuple(first) if len(section.facts) > 1 and all(each == first for each in rest) else ()


def _marks(sections: Iterable[Section], words: Words) -> list[tuple[str, str, str]]:
    return _marked((fact for section in sections for fact in section.facts), words)


def _marked(facts: Iterable[Fact], words: Words) -> list[tuple[str, str, str]]:
    """Return the marks that a page uses, each with its word and what it means."""
    used = {fact.kind for fact in facts}
    return [(kind, words.kind(kind), words.meaning(kind)) for kind in KINDS if kind in used]


def _numbered(page: str, number: int) -> str:
    """Return the address of a later page of something long.

    >>> _numbered("sv/document/x/", 2)
    'sv/document/x/page/2/'
    """
    return f"{page}page/{number}/" if number > 1 and page else page


def _near(listing: Listing | DocumentPage) -> list[int]:
    """Return the numbers of the pages of something long that each leads to: the ends, and those around it."""
    around = range(listing.number - 2, listing.number + 3)
    return [each for each in range(1, listing.pages + 1) if each in (1, listing.pages) or each in around]

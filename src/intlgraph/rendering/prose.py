"""Names, links and sentences of one page, as HTML: everything from the data is escaped here, once.

Names are shown in the reader's language where there is one, else in another whose tag they carry; their direction is
left to the browser (`dir="auto"`), so that Arabic or Hebrew reads well among the rest.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Final
from urllib.parse import unquote

from markupsafe import Markup, escape

from intlgraph.query.labels import pick
from intlgraph.rendering.description import Cited, Fact, Link, Text, Value
from intlgraph.rendering.pages import Addresses
from intlgraph.rendering.ways import Ways
from intlgraph.rendering.words import Words

__all__ = ["Prose", "Shown", "brief", "cut", "plain"]

_WEB: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_NOTHING: Final = Markup()
_BRIEF: Final = 28
"""Characters of a thing's own name in the sentences on its page."""


_escaped = html.escape


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact as a template shows it: `anchor` is its `id` here, `home` leads to it, `mark` says how sure it is."""

    fact: Fact
    anchor: str
    home: str
    sentence: Markup
    mark: str
    meaning: str
    sources: Markup
    reason: Markup
    cells: tuple[tuple[Markup, Markup], ...]

    def told(self, words: Words) -> Markup:
        """Return the fact as HTML: its sentence and, to be opened, how sure it is and what it rests on.

        Pages are mostly made of this: written here it takes a third of the time that a template takes.
        """
        parts = [f'<p class="sentence">{self.sentence}</p>\n']
        if self.sources or self.reason or self.cells or self.mark:
            parts += ("<details>\n<summary>", *self._asked(words), '</summary>\n<div class="evidence">\n')
            if self.sources:
                parts.append(f'<ul class="sources">{self.sources}</ul>\n')
            if self.mark:
                parts.append(f'<p class="meaning">{escape(self.mark.capitalize())}: {escape(self.meaning)}</p>\n')
            if self.reason:
                parts.append(f'<p class="reason">{escape(words("page-reason"))}: {self.reason}</p>\n')
            if self.cells:
                rows = [f"<div><dt>{name}</dt><dd>{value}</dd></div>\n" for name, value in self.cells]
                parts += ('<dl class="cells">\n', *rows, "</dl>\n")
            if self.home:
                here = escape(words("page-link-here"))
                parts.append(f'<p class="home"><a href="{escape(self.home)}">{here}</a></p>\n')
            parts.append("</div>\n</details>\n")
        return Markup("".join(parts))

    def _asked(self, words: Words) -> Iterator[str]:
        if self.mark:
            yield f'<span class="mark">{escape(self.mark)}</span> '
        more = "page-source-reason" if self.reason else "page-source"
        yield f'<span class="ask">{escape(words(more if self.sources else "page-more"))}</span>'


def plain(link: Link, language: str, nothing: str = "") -> str:
    """Return what a thing is called, as text: its name, or else the end of its IRI.

    >>> plain(Link("https://example.org/id/network/nord%20sj%C3%B6", {}), "sv")
    'nord sjö'
    """
    return pick(link.names, language) or unquote(re.split(r"[/#]", link.iri.rstrip("/#"))[-1]) or nothing


def _tag(texts: Text, text: str, language: str) -> str:
    """Return the language that a text is in where it is not the page's: the first that has it."""
    if texts.get(language) == text:
        return ""
    return next((tag for tag, each in texts.items() if tag and each == text), "")


@dataclass(slots=True)
class Prose:
    """Writes for one page.

    `here` is its address on the site, `own` the IRI of what it is about, which is `called` so and is no link.
    """

    addresses: Addresses
    words: Words
    here: str
    own: str = ""
    called: tuple[str, ...] = ()
    ways: Ways = field(default_factory=Ways)
    _anchors: set[str] = field(default_factory=set)

    language: str = field(init=False)
    """The language of the page."""

    def __post_init__(self) -> None:
        """Note the language, which every name asks for."""
        self.language = self.words.language

    @property
    def folder(self) -> str:
        """The address of the folder that this page lies in, with the pages beside it."""
        return self.here[: self.here.rstrip("/").rfind("/") + 1]

    def to(self, there: str) -> str:
        """Return the link from this page to an address of the site; nothing leads to nothing."""
        if not there or self._inside(there):
            return self.addresses.relative(self.here, there) if there else ""
        known = self.ways.links.get(there)
        if known is None:
            known = self.ways.links[there] = self.addresses.relative(self.here, there)
        return known

    def _inside(self, there: str) -> bool:
        """Tell whether an address is on this page or below it: the way there is then this page's own."""
        return there.startswith(self.here)

    def _page(self, iri: str) -> str:
        known = self.ways.pages.get(iri)
        if known is None:
            known = self.ways.pages[iri] = self.addresses.page(iri, self.language)
        return known

    def href(self, iri: str) -> str:
        """Return the link to the page of a thing; empty for what has none, and is then text or a way out."""
        return self.to(self._page(iri))

    def text(self, texts: Text) -> Markup:
        """Return a text in the reader's language or the next best, which then carries its language.

        >>> from intlgraph.rendering.words import Words
        >>> Prose(None, Words("sv"), "").text({"en": "R&D"})
        Markup('<span lang="en" dir="auto">R&amp;D</span>')
        """
        text = texts.get(self.language)
        if text:
            known = self.ways.spoken.get(text)
            if known is None:
                known = self.ways.spoken[text] = self._spoken(text, "")
            return known
        text = pick(texts, self.language)
        return self._spoken(text, _tag(texts, text, self.language)) if text else _NOTHING

    def _spoken(self, text: str, tag: str) -> Markup:
        return Markup(f'<span{_lang(tag)} dir="auto">{_escaped(text)}</span>')

    def name(self, link: Link) -> str:
        """Return what a thing is called here."""
        return plain(link, self.language, self.words("page-no-name"))

    def link(self, link: Link, shown: str = "") -> Markup:
        """Return a way to a thing, by its name or by what the sentence calls it.

        A thing that has no page here is a way out where its IRI is on the web and is not ours; else only its name.
        """
        text = shown or self.name(link)
        if link.names.get(self.language) != text or link.iri == self.own:
            return self._way(link.iri, _escaped(text), _lang(_tag(link.names, text, self.language)))
        known = self.ways.named.get((link.iri, text))
        if known is None:
            known = self._page(link.iri), self._way(link.iri, _escaped(text), "")
            if not self._inside(known[0]):
                self.ways.named[link.iri, text] = known
        elif self._inside(known[0]):
            return self._way(link.iri, _escaped(text), "")
        return known[1]

    def _way(self, iri: str, text: str, said: str) -> Markup:
        """Return the way to a thing; its name and the attribute with its language are escaped already."""
        if iri == self.own:
            text = _escaped(brief(html.unescape(text)))
            return Markup(f'<span class="self"{said} dir="auto">{text}</span>')
        if inside := self.href(iri):
            return Markup(f'<a href="{_escaped(inside)}"{said} dir="auto">{text}</a>')
        if _WEB.fullmatch(iri) and not iri.startswith(f"{self.addresses.base}/"):
            return Markup(f'<a class="out" rel="external" href="{_escaped(iri)}"{said} dir="auto">{text}</a>')
        return Markup(f'<span{said} dir="auto">{text}</span>')

    def outward(self, iri: str) -> Markup:
        """Return a link to an address elsewhere, shown as it is; what is not on the web is text."""
        if _WEB.fullmatch(iri):
            return self.out(iri, iri)
        return Markup(f'<span dir="auto">{_escaped(iri)}</span>')

    def out(self, iri: str, text: str) -> Markup:
        """Return a link to an address elsewhere that has a name of its own; what is not on the web is its address."""
        if _WEB.fullmatch(iri):
            return Markup(f'<a class="out" rel="external" href="{_escaped(iri)}">{_escaped(text)}</a>')
        return self.outward(iri)

    def listed(self, link: Link) -> Markup:
        """Return a way to the list of a class: `kind` is its segment."""
        return Markup('<a href="{}">{}</a>').format(
            self.to(self.addresses.list(link.kind, self.language)), self.text(link.names) or link.kind
        )

    def value(self, value: Value) -> Markup:
        """Return one value: a link, a literal with the language that it is in, or a literal and what it is of."""
        if value.link and value.text:
            return Markup(f"{self.link(value.link)}: {self.value(replace(value, link=None))}")
        if value.link:
            return (
                self.link(value.link) if value.link.names or self.href(value.link.iri) else self.outward(value.link.iri)
            )
        if _WEB.fullmatch(value.text):
            return self.outward(value.text)
        return self._spoken(value.text, value.language if value.language != self.language else "")

    def values(self, values: Iterable[Value]) -> Markup:
        """Return values side by side; of a text in several languages the reader's."""
        several = list(values)
        if len(several) == 1:
            return self.value(several[0])
        spoken = [each for each in several if each.language == self.language]
        rest = [each for each in several if not each.language]
        return Markup("; ".join(self.value(each) for each in (spoken + rest or several)))

    def sentence(self, fact: Fact) -> Markup:
        """Return the sentence of a fact, in which the things that it names are links."""
        text = pick(fact.sentences, self.language) or ""
        tag = _tag(fact.sentences, text, self.language)
        parts: list[str] = []
        last = 0
        for start, end, link in sorted(self._named(text, fact.links), key=itemgetter(0)):
            parts += (_escaped(text[last:start]), self.link(link, text[start:end]))
            last = end
        inner = "".join((*parts, _escaped(text[last:])))
        return Markup(f'<span{_lang(tag)} dir="auto">{inner}</span>')

    def _named(self, text: str, links: tuple[Link, ...]) -> Iterator[tuple[int, int, Link]]:
        """Yield where a sentence names things: the longest names first, none inside another, each thing once."""
        taken: list[tuple[int, int]] = []
        by_name = {self.name(link): link for link in links}
        if self.own:
            by_name |= {name: Link(self.own, {}) for name in self.called if name}
        for name in sorted(by_name, key=lambda each: (-len(each), each)):
            for start in _places(text, name):
                end = start + len(name)
                if all(end <= first or start >= last for first, last in taken):
                    taken.append((start, end))
                    yield start, end, by_name[name]
                    break

    def cited(self, cited: Iterable[Cited]) -> Markup:
        """Return what a fact rests on: each document, with ways to the passages in it."""
        by_document: dict[str, list[Cited]] = {}
        for each in cited:
            by_document.setdefault(each.document.iri, []).append(each)
        parts = []
        for iri, several in by_document.items():
            ranges = ", ".join([self._range(iri, one) for one in several])
            parts.append(f"<li>{self.link(several[0].document)}, {ranges}</li>")
        return Markup("".join(parts))

    def _range(self, document: str, cited: Cited) -> str:
        if cited.start < 0:
            return _escaped(self.words("page-whole"))
        words = self.words("page-characters", start=cited.start, end=cited.end)
        href = self.href(f"{document}#char={cited.start},{cited.end}")
        return f'<a href="{_escaped(href)}">{_escaped(words)}</a>' if href else _escaped(words)

    def fact(self, fact: Fact) -> Shown:
        """Return a fact as it is shown on this page; the first with an anchor has it."""
        home = self.href(fact.iri) if fact.iri != self.own else ""
        home = home if "#" in home else ""
        anchor = self.addresses.anchor(fact.iri) if home else ""
        if anchor in self._anchors:
            anchor = ""
        elif anchor:
            self._anchors.add(anchor)
        mark = "" if fact.kind == "said" else self.words.kind(fact.kind)
        return Shown(
            fact,
            anchor,
            home,
            self.sentence(fact),
            mark,
            self.words.meaning(fact.kind),
            self.cited(fact.cited),
            self.text(fact.reasons),
            tuple((self.text(names), self.values(values)) for names, values in fact.cells),
        )

    def once(self, anchor: str) -> str:
        """Return an anchor the first time that it is asked for on this page, then nothing: an `id` stands once."""
        if not anchor or anchor in self._anchors:
            return ""
        self._anchors.add(anchor)
        return anchor


def _lang(tag: str) -> str:
    return f' lang="{_escaped(tag)}"' if tag else ""


def _places(text: str, name: str) -> Iterator[int]:
    """Yield where a name stands as a word of its own, a genitive s allowed; the first letter may be raised."""
    if not name:
        return
    if text[: len(name)].casefold() == name.casefold() and _ends(text, len(name)):
        yield 0
    start = text.find(name)
    while start >= 0:
        if (start == 0 or not text[start - 1].isalnum()) and _ends(text, start + len(name)):
            yield start
        start = text.find(name, start + 1)


def _ends(text: str, end: int) -> bool:
    rest = text[end : end + 2]
    return not rest[:1].isalnum() or (rest[0] == "s" and not rest[1:].isalnum())


def brief(text: str) -> str:
    """Return the first words of a name that the heading of the page has said in full.

    >>> brief("Sustainable water management (Blue Vietnam)"), brief("Göteborg")
    ('Sustainable water…', 'Göteborg')
    """
    return text if len(text) <= _BRIEF else cut(text, text.rfind(" ", _BRIEF // 2, _BRIEF) + 1 or _BRIEF)


def cut(text: str, length: int) -> str:
    """Return the beginning of a text that is too long for where it stands.

    >>> cut("Göteborg", 5)
    'Göte…'
    """
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"

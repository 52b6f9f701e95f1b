"""Where everything stands in the published site: the address of a thing's page, of its data, of a list.

Addresses are written from the top of the site, quoted as in a link, without a first slash. A file on the disk has the
unquoted address as its name, with `index.html` after a last slash. All links between pages are relative, so that the
site works under any path.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from intlgraph.namespaces import CONCEPT, OA, PREFIXES, Display
from intlgraph.project import Project
from intlgraph.query.rows import CALLED, Row, rows
from intlgraph.query.surroundings import makes_a_statement
from intlgraph.query.wording import Wording
from intlgraph.rendering.paging import numbered, reading, window
from intlgraph.store import Store

__all__ = ["RESERVED", "SiteAddresses", "folded", "has_page", "permanent", "segment_of"]

RESERVED: Final = frozenset(
    {
        "about",
        "assets",
        "class",
        "concept",
        "dataset",
        "ontology",
        "property",
        "query",
        "releases",
        "search",
        "shapes",
        "sparql",
        "tables",
    }
)
"""Names of folders of the site that are no class of things."""

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SKOS: Final = PREFIXES["skos"]
_IN_SCHEME: Final = f"{_SKOS}inScheme"
_NOWHERE: Final = ("", "")
_PASSAGE: Final = re.compile(r"(.+)#char=(\d+),(\d+)")
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f/\\<>:\"|?*]|^\.+$|^ | $|\.$|^(index\.html|list\.(csv|json|facets\.json))$")
_LONGEST: Final = 120
_KEPT: Final = 65_536
_DEPTH: Final = 4


def folded(address: str) -> str:
    """Return an address as a file system sees it that tells no upper case from lower, nor two forms of one letter.

    >>> folded("sv/place/V%C3%A4xj%C3%B6/")
    'sv/place/växjö/'
    """
    return unicodedata.normalize("NFC", unquote(address)).casefold()


def has_page(row: Row, wording: Wording) -> bool:
    """Tell whether a thing has a page of its own: its class says so, or it has a name and makes no statement."""
    display = wording.display(row.classes)
    if display:
        return display == Display.ENTITY
    if any(each.startswith(OA) for each in row.classes):
        return False
    return bool(row.said.keys() & CALLED) and not makes_a_statement(row, wording)


def segment_of(base: str, iri: str) -> tuple[str, str]:
    """Return the class segment and the slug of one of the publication's own things; both empty for any other.

    >>> segment_of("https://example.org/x", "https://example.org/x/id/network/ubc")
    ('network', 'ubc')
    """
    start = f"{base}/id/"
    if not iri.startswith(start) or "#" in iri:
        return "", ""
    kind, _, slug = iri[len(start) :].partition("/")
    return (kind, slug) if slug else ("", "")


def permanent(kind: str, slug: str) -> str:
    """Return the address of the page that points on from the IRI of a thing.

    >>> permanent("network", "ubc")
    'id/network/ubc/'
    """
    return f"id/{_written(kind)}/{_written(slug)}/"


def _on_the_first(_: str) -> int:
    return 1


@dataclass(frozen=True, slots=True)
class SiteAddresses:
    """The addresses of one publication's site; what they depend on is asked of the store, and kept for a while.

    `also` are things that have pages beside those that their classes give pages: the concepts that the data uses.
    `terms` has the addresses of the pages of classes, properties and shapes, below the folder of a language.
    `later` tells on which page of a thing of which much is said a row (an IRI) stands; on the first, most.
    """

    project: Project
    store: Store
    wording: Wording
    also: frozenset[str] = frozenset()
    later: Callable[[str], int] = _on_the_first
    terms: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, tuple[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def base(self) -> str:
        """The base IRI of the publication, without a last slash."""
        return self.project.base

    def page(self, iri: str, language: str) -> str:
        """Return the address of the page of a thing, with the anchor of a row; empty for what has no page here."""
        where = self.where(iri)
        return f"{language}/{where}" if where else ""

    def where(self, iri: str) -> str:
        """Return the address of a page below the folder of a language; empty for what has no page here."""
        if iri in self.terms:
            return self.terms[iri]
        if match := _PASSAGE.fullmatch(iri):
            document = self._place(match[1])[0]
            return f"{reading(document, window(int(match[2])))}#{self.anchor(iri)}" if document else ""
        where = self._place(iri)[0]
        page, mark, anchor = where.partition("#")
        return f"{numbered(page, self.later(iri))}#{anchor}" if mark else where

    def home(self, iri: str) -> str:
        """Return the IRI of the thing on whose page this is: itself, or what a row is about; empty for neither."""
        return self._place(iri)[1]

    def learn(self, iris: Iterable[str]) -> None:
        """Look up many things at once, which is much faster than each when it is asked for."""
        if len(self._known) > _KEPT:
            self._known.clear()
        self._learn(iris, 0)

    def anchor(self, iri: str) -> str:
        """Return the name that a row has as an anchor.

        It is `<class>-<slug>`; for a passage `char-<start>-<end>`.
        """
        if match := _PASSAGE.fullmatch(iri):
            return f"char-{match[2]}-{match[3]}"
        return "-".join(filter(None, segment_of(self.base, iri)))

    def data(self, iri: str, extension: str) -> str:
        """Return the address of the thing's own data in a format; a row's is that of the thing it is about."""
        match = _PASSAGE.fullmatch(iri)
        where = self._place(match[1] if match else iri)[0].partition("#")[0]
        return f"data/{where.removesuffix('/')}.{extension}" if where else ""

    def list(self, kind: str, language: str, number: int = 1) -> str:
        """Return the address of a page of the list of a class segment."""
        return f"{language}/{_written(kind)}/" + (f"page/{number}/" if number > 1 else "")

    def start(self, language: str) -> str:
        """Return the address of the start page."""
        return f"{language}/"

    def relative(self, here: str, there: str) -> str:
        """Return the link that leads from one address of the site to another; what is absolute stays as it is."""
        return _relative(here.partition("#")[0], there)

    def _place(self, iri: str) -> tuple[str, str]:
        if iri not in self._known:
            self.learn([iri])
        return self._known.get(iri, _NOWHERE)

    def _learn(self, iris: Iterable[str], depth: int) -> None:
        wanted = {each for each in iris if each not in self._known and _may_be_asked(each)}
        found = rows(self.store, wanted) if wanted else {}
        below: dict[str, Sequence[str]] = {}
        for iri in wanted:
            row = found.get(iri)
            where = self._own(row) if row else ""
            if row and not where and segment_of(self.base, iri)[0] and depth < _DEPTH:
                below[iri] = [each for each in self._subjects(row) if each != iri]
            self._known[iri] = (where, iri) if where else _NOWHERE
        if below:
            self._learn({each for all_ in below.values() for each in all_}, depth + 1)
        for _ in range(_DEPTH):  # a row may be about another row of the same batch, which may be about a third
            for iri, subjects in below.items():
                self._known[iri] = self._through(iri, subjects)

    def _through(self, iri: str, subjects: Iterable[str]) -> tuple[str, str]:
        """Return where a row is shown: on the page of the first of its subjects that has one."""
        for subject in subjects:
            where, home = self._known.get(subject, _NOWHERE)
            if where:
                return f"{where.partition('#')[0]}#{self.anchor(iri)}", home
        return _NOWHERE

    def _own(self, row: Row) -> str:
        """Return where the page of a thing is that has one of its own, below the folder of a language."""
        kind, slug = segment_of(self.base, row.iri)
        if kind and (row.iri in self.also or has_page(row, self.wording)):
            return f"{_written(kind)}/{_written(slug)}/"
        return self._concept(row) if row.iri in self.also else ""

    def _subjects(self, row: Row) -> Sequence[str]:
        """Return what a row is about, as the nearest class that says it declares it."""
        for kind in self.wording.family(row.classes):
            if found := [each for name in self.wording.of(kind).subjects for each in row.pointed(name)]:
                return sorted(found)
        return []

    def _concept(self, row: Row) -> str:
        own = (CONCEPT, f"{self.base}/concept/")
        start = next((each for each in own if row.iri.startswith(each)), "")
        if start:
            return "".join(f"{_written(part)}/" for part in ("concept", *row.iri[len(start) :].split("/")))
        scheme = next(iter(row.pointed(_IN_SCHEME)), "")
        parts = [_last(scheme), _last(row.iri)] if scheme else [_last(row.iri)]
        return "".join(f"{_written(part)}/" for part in ("about", *parts))


def _may_be_asked(iri: str) -> bool:
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return not iri.startswith("_:")


def _last(iri: str) -> str:
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]


@lru_cache(_KEPT)
def _written(part: str) -> str:
    """Return a part of an IRI as a part of an address whose unquoted form is a safe name for a file.

    >>> _written("v%C3%A4xj%C3%B6"), _written("a%2Fb"), _written("..")
    ('v%C3%A4xj%C3%B6', 'a%252Fb', '%252E%252E')
    """
    plain = unquote(part)
    if _UNSAFE.search(plain) or "�" in plain:
        plain = quote(plain, safe="").replace(".", "%2E")
    if len(plain.encode()) > _LONGEST:
        digest = hashlib.sha256(plain.encode()).hexdigest()[:12]
        plain = f"{plain.encode()[: _LONGEST - 13].decode(errors='ignore')}-{digest}"
    return quote(plain, safe="")


def _relative(here: str, there: str) -> str:
    """Return a relative link (RFC 3986, section 4.2) between two addresses of the site.

    >>> _relative("sv/network/ubc/", "sv/place/vaxjo/"), _relative("sv/", "style.css"), _relative("sv/a/", "sv/a/#x")
    ('../../place/vaxjo/', '../style.css', '#x')
    """
    if _ABSOLUTE.match(there):
        return there
    path, mark, anchor = there.partition("#")
    if path == here:
        return f"#{anchor}" if mark else "./"
    for above, up in _above(here[: here.rfind("/") + 1]):
        if path.startswith(above):
            return (f"{up}{path[len(above) :]}" or "./") + mark + anchor
    raise AssertionError("the top of the site is above everything")


@lru_cache(_KEPT)
def _above(folder: str) -> tuple[tuple[str, str], ...]:
    """Return a folder and those above it, up to the top, each with the way up to it."""
    parts = folder.split("/")[:-1]
    return tuple(
        ("".join(f"{part}/" for part in parts[:depth]), "../" * (len(parts) - depth))
        for depth in range(len(parts), -1, -1)
    )

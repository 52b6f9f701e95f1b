"""The pages of documents: what each says, in the order in which it says it, so that a reader can check line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import PREFIXES, Intl
from intlgraph.publishing.site.inventory import Inventory
from intlgraph.query.batches import batched
from intlgraph.query.rows import rows
from intlgraph.rendering.description import Description, Kind, Link
from intlgraph.rendering.pages import Count, DocumentPage, Later, Reading
from intlgraph.rendering.paging import READINGS, characters, window
from intlgraph.store import Store

__all__ = ["document_pages"]

_WEB: Final = f"{PREFIXES['foaf']}page"
_ORDER: Final[tuple[Kind, ...]] = (
    "said",
    "implied",
    "heading",
    "inferred",
    "derived",
    "editorial",
    "mention",
    "unsaid",
)


@dataclass(slots=True)
class _Stretch:
    """A stretch of a text with a page of its own: how much is said there, and what of it is left to later sheets."""

    number: int
    total: int = 0
    later: list[Later] = field(default_factory=list)


def document_pages(store: Store, inventory: Inventory, description: Description) -> Iterator[DocumentPage]:
    """Yield the pages of a document: its statements by where the passages begin, the whole document's last."""
    iri = description.link.iri
    kinds = inventory.kinds_read(iri)
    own = rows(store, [iri]).get(iri)
    said = own.said if own else {}
    stretches = _stretches(inventory.passages(iri))
    page = DocumentPage(
        description,
        (),
        tuple(Count(Link("", {}, kind), kinds[kind]) for kind in _ORDER if kinds.get(kind)),
        next((each.value for each in said.get(_WEB, ()) if isinstance(each, NamedNode)), ""),
        _literal(said, Intl.CHARACTERS),
        _literal(said, Intl.SHA256),
        numbers=tuple(each.number for each in stretches),
    )
    for each in stretches:
        sheets = max(1, -(-each.total // READINGS))
        parts = batched(_read(inventory, iri, each, stretches[-1]), READINGS)
        for sheet in range(1, sheets + 1):
            yield replace(
                page,
                statements=tuple(next(parts, ())),
                number=each.number,
                sheet=sheet,
                sheets=sheets,
                later=tuple(each.later) if sheet == 1 else (),
            )


def _stretches(passages: Iterable[tuple[int, int, int]]) -> list[_Stretch]:
    """Return the stretches in which something is said, and the first in any case; the whole belongs to the last."""
    found = [_Stretch(1)]
    for start, end, said in passages:
        if start >= 0 and window(start) != found[-1].number:
            found.append(_Stretch(window(start)))
        stretch = found[-1]
        if start >= 0 and stretch.total >= READINGS:
            stretch.later.append(Later(start, end, stretch.total // READINGS + 1))
        stretch.total += said
    return found


def _read(inventory: Inventory, document: str, stretch: _Stretch, last: _Stretch) -> Iterator[Reading]:
    yield from inventory.readings(document, *characters(stretch.number))
    if stretch is last:
        yield from inventory.readings(document, -1, 0)


def _literal(said: Mapping[str, Sequence[object]], property_: str) -> str:
    return next((each.value for each in said.get(property_, ()) if isinstance(each, Literal)), "")

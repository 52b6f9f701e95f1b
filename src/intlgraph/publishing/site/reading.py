"""The pages of documents: what each says, in the order in which it says it, so that a reader can check line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import PREFIXES, Intl
from intlgraph.publishing.site.inventory import Inventory
from intlgraph.query.rows import rows
from intlgraph.rendering.description import Description, Kind, Link
from intlgraph.rendering.pages import Count, DocumentPage
from intlgraph.store import Store

__all__ = ["document_page"]

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


def document_page(store: Store, inventory: Inventory, description: Description) -> DocumentPage:
    """Return the page of a document: its statements by where the passages begin, the whole document's last."""
    iri = description.link.iri
    readings = tuple(inventory.readings(iri))
    kinds = inventory.kinds_read(iri)
    counts = tuple(Count(Link("", {}, kind), kinds[kind]) for kind in _ORDER if kinds.get(kind))
    own = rows(store, [iri]).get(iri)
    said = own.said if own else {}
    address = next((each.value for each in said.get(_WEB, ()) if isinstance(each, NamedNode)), "")
    characters, sha256 = _literal(said, Intl.CHARACTERS), _literal(said, Intl.SHA256)
    return DocumentPage(description, readings, counts, address, characters, sha256)


def _literal(said: Mapping[str, Sequence[object]], property_: str) -> str:
    return next((each.value for each in said.get(property_, ()) if isinstance(each, Literal)), "")

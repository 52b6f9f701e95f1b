"""What the script of a list chooses from: every thing of the list with its values, in one compact file a language."""

from __future__ import annotations

import json
from typing import BinaryIO

from intlgraph.publishing.site import listing
from intlgraph.publishing.site.inventory import Entered, Inventory
from intlgraph.publishing.site.listing import Lists, Sort
from intlgraph.query.labels import chosen
from intlgraph.rendering.pages import Facet

__all__ = ["write"]


def write(lists: Lists, base: str, inventory: Inventory, kind: str, sort: Sort, language: str, file: BinaryIO) -> None:
    """Write what a list can be chosen from, as JSON: a head, then one thing a line, sorted as the list is.

    The head has `base`, which all IRIs of the list begin with, the headings of the CSV (`columns`), and of each facet
    its IRI, its key in addresses, and the key and the name of each of its values. A thing is the rest of its IRI, its
    address below the list, its name, its summary, and for each facet the numbers of its values.
    """
    facets = lists.facets(inventory, kind, sort, limit=-1)
    numbers = [{count.link.iri: number for number, count in enumerate(facet.counts)} for facet in facets]
    head = {
        "base": base,
        "columns": listing.columns(facets, language),
        "facets": [_facet(facet, language) for facet in facets],
    }
    file.write(_compact(head)[:-1] + b',"things":[\n')
    for number, each in enumerate(inventory.sorted(kind, language)):
        values = [
            [known[value] for value in each.facets.get(facet.iri, ()) if value in known]
            for facet, known in zip(facets, numbers, strict=True)
        ]
        file.write((b",\n" if number else b"") + _compact([*_thing(each, base, language), values]))
    file.write(b"\n]}\n")


def _facet(facet: Facet, language: str) -> dict[str, object]:
    values = [[count.key, chosen(count.link.names, language) or count.link.iri] for count in facet.counts]
    return {"iri": facet.iri, "key": facet.key, "values": values}


def _thing(entered: Entered, base: str, language: str) -> list[str]:
    name = chosen(entered.names, language)
    return [entered.iri.removeprefix(base), entered.address.partition("/")[2], name, chosen(entered.summary, language)]


def _compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

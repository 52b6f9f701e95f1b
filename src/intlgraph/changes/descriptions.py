"""Descriptions of datasets: the entities of a catalogue, each with what is embedded in it, as the feed tells them.

DCAT-AP Feeds, section 1.1: catalogues, datasets, distributions, services, agents and contacts stand in the feed by
themselves; everything else that the catalogue describes is part of what points to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from intlgraph.changes.statements import TYPE, parts
from intlgraph.namespaces import DCTERMS, PREFIXES

__all__ = ["described", "hashes"]

_DCAT, _FOAF, _VCARD = PREFIXES["dcat"], PREFIXES["foaf"], PREFIXES["vcard"]
_STANDALONE: Final = frozenset(
    f"<{each}>"
    for each in (
        f"{_DCAT}Catalog",
        f"{_DCAT}Dataset",
        f"{_DCAT}Distribution",
        f"{_DCAT}DataService",
        f"{_FOAF}Agent",
        f"{_VCARD}Kind",
        f"{_VCARD}Organization",
        f"{_VCARD}Individual",
        f"{DCTERMS}LicenseDocument",
    )
)


def described(triples: Iterable[str]) -> dict[str, list[str]]:
    """Return for each entity of a catalogue (an IRI) its sorted triples, with those of what is embedded in it."""
    said: dict[str, list[str]] = {}
    alone: set[str] = set()
    for triple in sorted(set(triples)):
        subject, property_, value = parts(triple)
        said.setdefault(subject, []).append(triple)
        if property_ == TYPE and value in _STANDALONE:
            alone.add(subject)
    return {entity[1:-1]: sorted(_whole(entity, said, alone)) for entity in sorted(alone) if entity[0] == "<"}


def _whole(entity: str, said: Mapping[str, list[str]], alone: set[str]) -> set[str]:
    found: set[str] = set()
    waiting, seen = [entity], {entity}
    while waiting:
        for triple in said.get(waiting.pop(), ()):
            found.add(triple)
            value = parts(triple)[2]
            if value in said and value not in alone and value not in seen:
                seen.add(value)
                waiting.append(value)
    return found


def hashes(entities: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return a hash of each entity's triples."""
    return {iri: hashlib.sha256("\n".join(each).encode()).hexdigest() for iri, each in entities.items()}

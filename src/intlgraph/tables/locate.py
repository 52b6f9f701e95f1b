"""Locating metadata: which document describes a file of comma-separated values.

Model for Tabular Data, section 5 (Locating metadata). No network code stands here: the caller fetches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from intlgraph.errors import Place, Problem
from intlgraph.tables.addresses import normalised, resolve
from intlgraph.tables.metadata import Metadata, read_metadata
from intlgraph.tables.model import Table, TableGroup
from intlgraph.tables.templates import Template

__all__ = ["Fetch", "Resource", "locate"]

_DEFAULT: Final = "{+url}-metadata.json\ncsv-metadata.json"
_LINK: Final = re.compile(r"<([^>]*)>([^,<]*)")
_DESCRIBED_BY: Final = re.compile(r';\s*rel="?describedby"?', re.IGNORECASE)
_TYPES: Final = ("application/csvm+json", "application/ld+json", "application/json")


@dataclass(frozen=True, slots=True)
class Resource:
    """What stands at an address: its bytes, its media type and its Link header."""

    content: bytes
    media_type: str = ""
    link: str = ""

    @property
    def text(self) -> str:
        """The content as UTF-8."""
        return self.content.decode("utf-8-sig", errors="replace")


Fetch = Callable[[str], Resource | None]
"""Returns what stands at an address, or None."""


def locate(url: str, fetch: Fetch, *, user: str | None = None) -> Metadata:
    """Return the metadata of a file at an address, in the order of precedence of the recommendation.

    `user` is the address of metadata that somebody names expressly: it is used whatever it describes. Metadata that
    is found but does not mention the file is passed over, with a warning. Where there is none, the file has a table
    that its own headings describe. `url` may also be the address of a metadata document.
    """

    def read(address: str, resource: Resource) -> Metadata:
        return read_metadata(resource.text, address, fetch=lambda other: _text(fetch(other)))

    named = user or (url if _is_metadata(url) else None)
    if named is not None:
        resource = fetch(named)
        if resource is None:
            return Metadata(None, (Problem("metadata-not-found", {"path": "", "value": named}, Place(named)),))
        return read(named, resource)
    passed: tuple[Problem, ...] = ()
    for address in _candidates(url, fetch):
        resource = fetch(address)
        if resource is None:
            continue
        found = read(address, resource)
        if found.group is None or found.group.table(normalised(url)) is not None:
            return replace(found, problems=passed + found.problems)
        warning = Problem("metadata-not-describing", {"value": url}, Place(address), "warning")
        passed = (*passed, warning)
    return Metadata(TableGroup((Table(normalised(url)),), base=url), passed)


def _text(resource: Resource | None) -> str | None:
    return resource.text if resource is not None else None


def _is_metadata(url: str) -> bool:
    return url.partition("#")[0].partition("?")[0].endswith(".json")


def _candidates(url: str, fetch: Fetch) -> Iterator[str]:
    resource = fetch(url)
    for match in _LINK.finditer(resource.link if resource is not None else ""):
        if _DESCRIBED_BY.search(match[2]) and ("type=" not in match[2] or any(kind in match[2] for kind in _TYPES)):
            yield resolve(url, match[1])
    site = fetch(resolve(url, "/.well-known/csvm"))
    for line in (_DEFAULT if site is None else site.text).splitlines():
        if line.strip():
            yield Template(line.strip(), url).expand({"url": url.partition("#")[0]})

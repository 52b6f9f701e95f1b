"""Fetching: one address as a harvester asks for it, redirects followed one by one so that each can be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol
from urllib.parse import urljoin, urlsplit

from intlgraph.catalogue.harvest.findings import Finding, found
from intlgraph.errors import DataError, IntlgraphError, Place

__all__ = ["LIMIT", "Answer", "Fetch", "answers", "check_size", "load"]

LIMIT: Final = 32_000_000
"""The most bytes of a catalogue that are read; a catalogue describes data and does not hold it."""

_FOLLOWED: Final = (301, 303, 307, 308)
_HOPS: Final = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to one request: status, headers by lower-case name, and at most so many bytes."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Fetch(Protocol):
    """The network: one request, no redirect followed. Raises `RemoteError` when no answer comes."""

    def __call__(self, address: str, *, limit: int) -> Answer:
        """Return the answer, with at most `limit` + 1 bytes of its body, so that more can be told from enough."""
        ...


def load(address: str, fetch: Fetch) -> tuple[bytes, tuple[Finding, ...]]:
    """Return what stands at an address, and what a harvester would object to on the way there.

    The bytes are empty when it would not get there. Raises `RemoteError` when no answer comes, and `DataError` for an
    answer that is larger than a catalogue can be.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        return b"", (found("harvest-address", subjects=[address], address=address),)
    objections: list[Finding] = []
    here = address
    for _ in range(_HOPS):
        answer = fetch(here, limit=LIMIT)
        if 300 <= answer.status < 400 and "location" in answer.headers:
            if answer.status not in _FOLLOWED:
                objections.append(found("harvest-redirect", subjects=[here], status=answer.status, address=here))
            here = urljoin(here, answer.headers["location"])
            continue
        if answer.status != 200:
            return b"", (*objections, found("harvest-status", subjects=[here], status=answer.status, address=here))
        check_size(len(answer.body), here)
        return answer.body, tuple(objections)
    return b"", (*objections, found("harvest-redirects", subjects=[address], address=address))


def check_size(size: int, name: str) -> None:
    """Raise `DataError` for a catalogue that is too large to be one."""
    if size > LIMIT:
        raise DataError.of("harvest-too-large", Place(name), size=size // 1_000_000, limit=LIMIT // 1_000_000)


def answers(address: str, fetch: Fetch) -> bool:
    """Return whether an address of data answers, through any redirects."""
    here = address
    for _ in range(_HOPS):
        if urlsplit(here).scheme not in ("http", "https"):
            return False
        try:
            answer = fetch(here, limit=0)
        except IntlgraphError:  # no answer is an answer to this question
            return False
        if not (300 <= answer.status < 400 and "location" in answer.headers):
            return 200 <= answer.status < 300
        here = urljoin(here, answer.headers["location"])
    return False

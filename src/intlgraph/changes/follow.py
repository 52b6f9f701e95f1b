"""Following a feed: keep a copy of what somebody publishes up to date, by reading only what is new.

All pages are read before the copy is touched: a feed that is cut short, or a network that fails, leaves it as it was.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import unquote, urldefrag, urlsplit

from intlgraph.changes import copies, events
from intlgraph.changes.copies import Report, State
from intlgraph.changes.events import Activity, Link, Page
from intlgraph.errors import CommandError, DataError, Place, Problem, RemoteError
from intlgraph.formats import GRAPH_FORMATS, Format

__all__ = ["Fetch", "Fetched", "address_of", "follow", "from_disk"]

_INDEX: Final = "index.trig"
_INCOMING: Final = "incoming"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: bytes, their media type (empty where it is not said), and where they came from."""

    content: bytes
    media_type: str = ""
    address: str = ""


class Fetch(Protocol):
    """Whatever fetches an address; it raises `RemoteError` or `DataError` when it cannot."""

    def __call__(self, address: str, /) -> Fetched:
        """Return what the address answers."""


def address_of(source: str) -> str:
    """Return the address of a feed: that of a file, or of `index.trig` in a folder, where it is no address itself.

    Raises `CommandError` when it is neither an address nor a file.
    """
    if urlsplit(source).scheme in ("http", "https"):
        return urldefrag(source)[0]
    path = Path(source)
    path = path / _INDEX if path.is_dir() else path
    if not path.is_file():
        raise CommandError.of("follow-nothing", source=source)
    return path.resolve().as_uri()


def from_disk(start: str) -> Fetch:
    """Return what fetches files of one folder, the one that a feed (a `file:` address) lies in, and no other."""
    folder = _path(start).parent

    def fetch(address: str) -> Fetched:
        path = _path(address)
        if not path.is_relative_to(folder):
            raise DataError([Problem("feed-elsewhere", {"address": address}, Place(start))])
        try:
            return Fetched(path.read_bytes(), address=address)
        except OSError as error:
            raise DataError(
                [Problem("feed-page", {"address": address, "cause": error.strerror}, Place(address))]
            ) from error

    return fetch


def _path(address: str) -> Path:
    return Path(unquote(urlsplit(address).path)).resolve()


def follow(address: str, folder: Path, fetch: Fetch, *, afresh: bool = False) -> Report:
    """Bring the copy in a folder up to date with the feed at an address, and return what changed.

    Only pages that can hold something new are read. A copy that was last brought up to date before the deletions
    that the feed still tells of, or with `afresh`, is made anew. Raises `DataError` for a feed that is cut short or is
    none, for another feed than the copy follows and for a copy that somebody changed, `RemoteError` for the network;
    the copy is then as it was.
    """
    state = copies.load(folder)
    if state.source and state.source != address:
        raise CommandError.of("follow-other", folder=folder, found=state.source, address=address)
    reading = _Reading(fetch, folder / _INCOMING, address)
    first = reading.page(address)
    if state.stream and state.stream != first.stream:
        raise DataError([Problem("feed-other", {"found": first.stream, "expected": state.stream}, Place(address))])
    whole = afresh or _too_old(state, first)
    position = None if whole or not state.position else events.moment(state.position)
    told = list(_new(reading.activities(first, position), position, state.members, whole))
    things = {each.thing: each.triples if each.what == "upsert" else None for each in _in_order(told)}
    report = copies.apply(folder, _after(state, address, first.stream, told, whole), things, whole=whole)
    shutil.rmtree(folder / _INCOMING, ignore_errors=True)
    return report


def _new(
    activities: Iterator[Activity], position: datetime | None, seen: Sequence[str], whole: bool
) -> Iterator[Activity]:
    """Yield what was not read before: what is later, and of the same moment, or of none, what is not known."""
    for each in activities:
        known = not whole and each.iri in seen
        if not known and (each.published is None or position is None or each.published >= position):
            yield each


def _in_order(activities: Sequence[Activity]) -> list[Activity]:
    """Return activities in the order in which they hold; those of one moment stay in the order of the feed."""
    return sorted(activities, key=lambda each: each.published or datetime.min.replace(tzinfo=UTC))


def _after(state: State, address: str, stream: str, told: Sequence[Activity], whole: bool) -> State:
    dated = [each.published for each in told if each.published]
    old = None if whole or not state.position else events.moment(state.position)
    latest = max([*dated, *([old] if old else [])], default=None)
    members = {each.iri for each in told if each.published in (latest, None)}
    if not whole and latest == old:
        members |= set(state.members)
    position = latest.isoformat() if latest else ""
    return State(address, stream, position, tuple(sorted(members)))


def _too_old(state: State, first: Page) -> bool:
    """Return whether the feed may have forgotten deletions that came after the copy was last brought up to date."""
    ends = [link.until for link in first.links if link.until]
    if not state.position or first.keeps_deletions is None or not ends:
        return False
    return events.moment(state.position) < max(ends) - first.keeps_deletions


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the pages of a feed; what was fetched lies in a folder until the copy is done, to be resumed."""

    fetch: Fetch
    folder: Path
    start: str

    def page(self, address: str) -> Page:
        fetched = self.fetch(address)
        mark = hashlib.sha256(fetched.content).hexdigest()
        if address == self.start and not (self.folder / mark).is_dir():
            shutil.rmtree(self.folder, ignore_errors=True)  # the feed has gone on: what was fetched is not of now
            (self.folder / mark).mkdir(parents=True)
        return events.read(fetched.content, _format(fetched, address), fetched.address or address)

    def activities(self, first: Page, position: datetime | None) -> Iterator[Activity]:
        """Yield the activities of all pages that can hold something new, page by page."""
        (here,) = self.folder.iterdir()
        yield from first.activities
        waiting, seen = list(first.links), {self.start}
        while waiting:
            link = waiting.pop(0)
            if urldefrag(link.page)[0] in seen or _read_before(link, position):
                continue
            seen.add(urldefrag(link.page)[0])
            page = self._kept(urldefrag(link.page)[0], here)
            yield from page.activities
            waiting += page.links

    def _kept(self, address: str, folder: Path) -> Page:
        """Return a page, fetched now or by a run that was broken off while the feed was the same."""
        self._stay(address)
        path = folder / hashlib.sha256(address.encode()).hexdigest()
        form = path.with_suffix(".type")
        if form.is_file():
            fetched = Fetched(path.read_bytes(), form.read_text("utf-8"), address)
        else:
            fetched = self.fetch(address)
        page = events.read(fetched.content, _format(fetched, address), address)
        # Only what could be read is kept: a page that was cut short is to be fetched again.
        path.write_bytes(fetched.content)
        form.write_text(fetched.media_type, "utf-8")
        return page

    def _stay(self, address: str) -> None:
        """Raise `DataError` for a page in another kind of place than the feed: the web has no business on the disk."""
        web = ("http", "https")
        if (urlsplit(address).scheme in web) != (urlsplit(self.start).scheme in web):
            raise DataError([Problem("feed-elsewhere", {"address": address}, Place(self.start))])


def _read_before(link: Link, position: datetime | None) -> bool:
    return position is not None and link.until is not None and link.until < position


def _format(fetched: Fetched, address: str) -> Format:
    media = fetched.media_type.split(";")[0].strip().lower()
    ending = urlsplit(address).path.rpartition(".")[2]
    for form in GRAPH_FORMATS:
        if form.media_type == media:
            return form
    for form in GRAPH_FORMATS:
        if form.extension == ending:
            return form
    raise RemoteError.of("feed-format", address=address, found=media or "-")

"""The feed: what became of each thing and of each description of a dataset, as a Linked Data Event Stream.

Two streams of static TriG files, after the DCAT-AP Feeds profile (https://semiceu.github.io/LDES-DCAT-AP-feeds/) and
LDES (https://w3id.org/ldes/specification): activities of Activity Streams, each with the whole of its thing in a graph
named after the activity. Only the last activity of each thing is kept, and what was deleted is told for two years. All
nodes have addresses; of people there is only that something became of them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from intlgraph.changes import descriptions, entities, storing
from intlgraph.changes.manifest import Activity, People, Release
from intlgraph.changes.releases import folder_of, snapshot
from intlgraph.changes.words import wording_of
from intlgraph.errors import sentence
from intlgraph.namespaces import PREFIXES
from intlgraph.project import Project

__all__ = ["DATASETS", "THINGS", "Member", "names", "write"]

THINGS: Final = "things"
DATASETS: Final = "datasets"
_INDEX: Final = "index.trig"
_PAGE: Final = 250
"""How many activities a page holds."""
_KEPT_DAYS: Final = 730
_TITLES: Final = {THINGS: "releases-feed-things", DATASETS: "releases-feed-datasets"}
_SHAPE: Final = "https://semiceu.github.io/LDES-DCAT-AP-feeds/shape.ttl#ActivityShape"
_PREFIXES: Final = {
    "as": "https://www.w3.org/ns/activitystreams#",
    "dcterms": PREFIXES["dcterms"],
    "ldes": "https://w3id.org/ldes#",
    "tree": "https://w3id.org/tree#",
    "void": PREFIXES["void"],
    "xsd": PREFIXES["xsd"],
}
_STEPS: Final = {"create": 0, "update": 1, "delete": 2}
Payload = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Member:
    """One activity: what became of a thing, when (a time in UTC), and the release that brought it."""

    what: str
    thing: str
    published: str
    version: str


def write(project: Project, releases: Sequence[tuple[Release, People]], out: Path) -> int:
    """Write both streams of some releases, the oldest first, into the folder `out`, and return how many files.

    The same releases give the same bytes. Raises `DataError` for a last release that was tampered with.
    """
    if not releases:
        return 0
    last = releases[-1][0]
    told = [(release, (*release.things, *people.activities)) for release, people in releases]
    with ExitStack() as stack:
        found = stack.enter_context(snapshot(project, last))
        each = stack.enter_context(entities.entities(found, wording_of(found, project)))
        count = _stream(project, THINGS, _latest(told), lambda iri: entities.of(each, iri), out)
    path = folder_of(project, last) / last.files["catalogue"].file
    storing.check(last.files["catalogue"], path.parent)
    known = descriptions.described(storing.triples(path))
    listed = _latest([(release, release.datasets) for release, _ in releases])
    if not listed:
        return count
    return count + _stream(project, DATASETS, listed, lambda iri: known.get(iri, ()), out)


def names(releases: Sequence[tuple[Release, People]]) -> tuple[str, ...]:
    """Return the names of the streams that `write` writes of some releases."""
    if not releases:
        return ()
    return (THINGS, DATASETS) if _latest([(each, each.datasets) for each, _ in releases]) else (THINGS,)


def _latest(told: Sequence[tuple[Release, Sequence[Activity]]]) -> list[Member]:
    """Return the last activity of each thing by time; deletions that are too old are left out."""
    latest: dict[str, Member] = {}
    for release, activities in told:
        for what, thing in activities:
            latest[thing] = Member(what, thing, _moment(release.date, what), release.version)
    oldest = _read(told[-1][0].date) - timedelta(days=_KEPT_DAYS)
    kept = (each for each in latest.values() if each.what != "delete" or _read(each.published) >= oldest)
    return sorted(kept, key=lambda each: (each.published, each.thing))


def _moment(date: str, what: str) -> str:
    """Return when an activity is said to happen: what comes before what changes, what goes last.

    >>> _moment("2026-11-23T08:00:00Z", "delete")
    '2026-11-23T08:00:00.002Z'
    """
    return f"{date[:-1]}.{_STEPS[what]:03d}Z"


def _read(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


def _stream(project: Project, name: str, members: Sequence[Member], payload: Payload, out: Path) -> int:
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    pages = dict(_named(_pages(members)))
    for file, page in pages.items():
        _page(project, name, page, payload, folder / file)
    (folder / _INDEX).write_text("".join(_index(project, name, pages)), "utf-8", newline="\n")
    return len(pages) + 1


def _pages(members: Sequence[Member]) -> Iterator[list[Member]]:
    """Yield pages of one release each, or of part of one: a page of an old release only ever gets shorter."""
    page: list[Member] = []
    for member in members:
        if page and (len(page) == _PAGE or page[0].version != member.version):
            yield page
            page = []
        page.append(member)
    if page:
        yield page


def _named(pages: Iterable[list[Member]]) -> Iterator[tuple[str, list[Member]]]:
    """Yield each page after the name of its file, which holds whatever else is published later."""
    numbers: Counter[str] = Counter()
    for page in pages:
        version = page[0].version
        numbers[version] += 1
        yield f"{version}-{numbers[version]}.trig", page


def _iri(project: Project, name: str) -> str:
    return f"{project.base}/feed/{name}"


def _member_iri(project: Project, name: str, member: Member) -> str:
    digest = hashlib.sha256(member.thing.encode()).hexdigest()[:20]
    return f"{_iri(project, name)}/{member.version}#{member.what}-{digest}"


def _prefixes() -> str:
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(_PREFIXES.items())) + "\n"


def _about(project: Project, name: str, members: Sequence[str] = ()) -> str:
    """Return what every page says of the stream, and its members on this page, as one statement.

    Pages are named relative to where they lie, so that a feed can be copied anywhere.
    """
    titles = ", ".join(f'"{sentence(_TITLES[name], "text", tag, {})}"@{tag}' for tag in project.languages)
    said = [f"dcterms:title {titles}", "ldes:timestampPath as:published", "ldes:versionOfPath as:object"]
    said += [f"tree:shape <{_SHAPE}>"] if name == DATASETS else []
    said += [f"tree:view <{_INDEX}>"]
    said += ["tree:member\n    " + ",\n    ".join(members)] if members else []
    return f"\n<{_iri(project, name)}> a ldes:EventStream ;\n  " + " ;\n  ".join(said) + " .\n"


# Both kinds of pages are written so that none that is cut short can be taken for whole: what is to come is listed or
# counted first, and the stream, without which a page is none, is named after that.


def _index(project: Project, name: str, pages: Mapping[str, Sequence[Member]]) -> Iterator[str]:
    """Yield the root page: what is kept, and which page holds what was published when."""
    relations: dict[str, str] = {}
    for file, page in pages.items():
        bounds = (("GreaterThanOrEqualTo", page[0].published), ("LessThanOrEqualTo", page[-1].published))
        for side, (kind, moment) in zip(("from", "to"), bounds, strict=True):
            relations[f"<{_INDEX}#{file.removesuffix('.trig')}-{side}>"] = (
                f"a tree:{kind}Relation ;\n  tree:path as:published ;\n"
                f'  tree:value "{moment}"^^xsd:dateTime ;\n  tree:node <{file}> .\n'
            )
    yield _prefixes()
    leads = ";\n  tree:relation\n    " + ",\n    ".join(relations) if relations else ""
    yield f"<{_INDEX}> a tree:Node ;\n  tree:viewDescription <{_INDEX}#view> {leads} .\n"
    yield (
        f"<{_INDEX}#view> ldes:retentionPolicy <{_INDEX}#retention> .\n"
        f"<{_INDEX}#retention> a ldes:LatestVersionSubset ;\n  ldes:amount 1 ;\n  ldes:versionAmount 1 ;\n"
        f'  ldes:versionDeleteDuration "P{_KEPT_DAYS}D"^^xsd:duration .\n'
    )
    yield _about(project, name)
    yield from (f"\n{relation} {told}" for relation, told in relations.items())


def _page(project: Project, name: str, page: Sequence[Member], payload: Payload, path: Path) -> None:
    """Write one page of activities, each with all that is now said of its thing."""
    told = {member: payload(member.thing) if member.what != "delete" else () for member in page}
    iris = [f"<{_member_iri(project, name, member)}>" for member in page]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_prefixes())
        file.write(f"<{path.name}> a tree:Node ;\n  void:triples {sum(map(len, told.values()))} .\n")
        file.write(_about(project, name, iris))
        for iri, (member, triples) in zip(iris, told.items(), strict=True):
            file.write(
                f"\n{iri} a as:{member.what.title()} ;\n  as:object <{member.thing}> ;\n"
                f'  as:published "{member.published}"^^xsd:dateTime .\n'
            )
            if triples:
                file.writelines((f"{iri} {{\n", *(f"  {triple} .\n" for triple in triples), "}\n"))

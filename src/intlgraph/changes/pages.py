"""The page of releases in each language: what each changed, in words, with its files and the feeds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from intlgraph.changes import telling
from intlgraph.changes.changed import ORDER, ThingChange, thing_of
from intlgraph.changes.feed import DATASETS, THINGS
from intlgraph.changes.manifest import DESCRIPTION, People, Release
from intlgraph.errors import sentence
from intlgraph.project import Project
from intlgraph.publishing.site.addresses import permanent, segment_of
from intlgraph.query.labels import chosen
from intlgraph.rendering.words import Words

__all__ = ["write"]

_SHOWN: Final = 50
"""How many things of a kind are told of on the page; the files hold all."""
_HERE: Final = "releases"


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    summary: str
    robots: str
    canonical: str
    data: tuple[object, ...] = ()
    machine: str = ""
    kind: str = "website"


@dataclass(frozen=True, slots=True)
class _Thing:
    name: str
    kind: str
    href: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Release:
    version: str
    date: str
    summary: str
    groups: tuple[tuple[str, list[_Thing], str], ...]
    people: str
    files: tuple[tuple[str, str, str], ...]


def write(project: Project, releases: Sequence[tuple[Release, People]], out: Path) -> int:
    """Write `<language>/releases/index.html` into the published folder, the newest release first; return how many.

    The pages of things must have been written: only to those that are there is a link.
    """
    loader = ChoiceLoader([PackageLoader("intlgraph.changes"), PackageLoader("intlgraph.rendering")])
    environment = Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    template = environment.get_template("releases.html")
    for tag in project.languages:
        told = [_release(project, release, people, out, tag) for release, people in reversed(releases)]
        path = out / tag / _HERE / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        feeds = [(name, f"../../{href}") for name, href in _feeds(out, tag)]
        text = template.render(**_frame(project, tag), releases=told, feeds=feeds)
        path.write_text(text, "utf-8", newline="\n")
    return len(project.languages)


def _frame(project: Project, tag: str) -> dict[str, object]:
    """Return what every page has around its content."""
    words, title = Words(tag), chosen(project.title, tag)
    here = f"{project.base}/{tag}/{_HERE}/"
    robots = "noindex" if project.demonstration else ""
    return {
        "t": words,
        "head": _Head(f"{words('releases-title')} – {title}", words("releases-summary"), robots, here),
        "language": tag,
        "languages": [(each, Words.native(each), f"../../{each}/{_HERE}/") for each in project.languages],
        "alternates": [(each, f"{project.base}/{each}/{_HERE}/") for each in project.languages],
        "site": title,
        "project": project,
        "publisher": chosen(project.publisher.name, tag),
        "start": "../",
        "style": "../../style.css",
        "menu": [(words("releases-title"), "./")],
    }


def _feeds(out: Path, tag: str) -> Iterator[tuple[str, str]]:
    for name, code in ((THINGS, "releases-feed-things"), (DATASETS, "releases-feed-datasets")):
        if (out / "feed" / name / "index.trig").is_file():
            yield sentence(code, "text", tag, {}), f"feed/{name}/index.trig"


def _release(project: Project, release: Release, people: People, out: Path, tag: str) -> _Release:
    folder = f"../../{_HERE}/{release.version}"
    files = [(each.file, f"{folder}/{each.file}", each.sha256) for each in release.files.values()]
    changed = len(people.activities) if release.previous else 0
    counts = sentence("releases-statements", "text", tag, {"count": release.files["data"].lines})
    return _Release(
        release.version,
        release.date,
        f"{chosen(release.notes, tag)} · {counts}".lstrip(" ·"),
        tuple(_groups(project, release, out, tag)),
        sentence("releases-people", "text", tag, {"count": changed}) if changed else "",
        ((DESCRIPTION, f"{folder}/{DESCRIPTION}", ""), *files),
    )


def _groups(project: Project, release: Release, out: Path, tag: str) -> Iterator[tuple[str, list[_Thing], str]]:
    stored = release.files.get("changes.json")
    if stored is None:
        return
    told = json.loads((out / _HERE / release.version / stored.file).read_text("utf-8"))
    things = [thing_of(each) for each in told["things"]]
    for what in ORDER:
        kind = [each for each in things if each.what == what]
        if kind:
            more = len(kind) - _SHOWN
            rest = sentence("changes-more", "text", tag, {"count": more}) if more > 0 else ""
            yield (
                telling.heading(what, len(kind), tag),
                [_thing(project, each, out, tag) for each in kind[:_SHOWN]],
                rest,
            )


def _thing(project: Project, thing: ThingChange, out: Path, tag: str) -> _Thing:
    kind, slug = segment_of(project.base, thing.iri)
    address = permanent(kind, slug) if kind else ""
    there = bool(address) and (out / address / "index.html").is_file()
    return _Thing(
        chosen(thing.names, tag) or thing.iri,
        chosen(thing.kind_names, tag),
        f"../../{address}" if there else "",
        tuple(telling.said(thing, tag)),
    )

"""The pages of things and documents at full depth: paged where much is said, with every row where its link leads."""

from __future__ import annotations

import re
import resource
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from tests.conftest import TINY

from intlgraph import pipeline
from intlgraph.project import Project, load
from intlgraph.publishing.site import inventory
from intlgraph.publishing.site.pages import documents, things
from intlgraph.publishing.site.plan import Site, describer
from intlgraph.publishing.site.tree import Tree
from intlgraph.rendering import paging
from intlgraph.store import generations, oxigraph

MANY = 10_000
Written = tuple[Project, Path]


def copied(root: Path) -> Path:
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build", "public"))
    return root


def append(root: Path, table: str, text: str) -> None:
    path = root / "data" / "tables" / table
    path.write_text(path.read_text("cp1252").rstrip("\n") + "\n" + text, "cp1252", newline="")


def written(root: Path) -> Written:
    project = load(root)
    pipeline.build(project)
    store = oxigraph.open_read_only(generations.current(project.build) / "store")
    out = root / "public"
    with inventory.opened(project.languages) as listed:
        site = Site.of(project, store, describer(project, store), listed, Tree(out))
        things.write(site)
        documents.write(site)
    return project, out


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A municipality with 10 000 seats in one network, told by one document that is cited by character."""
    root = copied(tmp_path_factory.mktemp("crowded") / "tiny")
    settings = root / "intlgraph.toml"
    settings.write_text(settings.read_text("utf-8").replace('["sv", "en"]', '["en"]'), "utf-8")
    rows = (
        f"m{each};municipality/nordby;network/gron-farja;board-member;plats {each};{1000 + each % 1000};;"
        "beslut-2021-14;stated;\n"
        for each in range(MANY)
    )
    append(root, "memberships.csv", "".join(rows))
    return written(root)


def ids(path: Path) -> Iterator[str]:
    return (match[1] for match in re.finditer(r' id="([^"]+)"', path.read_text("utf-8")))


def links(path: Path) -> set[str]:
    return {match[1] for match in re.finditer(r' href="([^"]+)"', path.read_text("utf-8"))}


def target(public: Path, path: Path, link: str) -> tuple[Path, str]:
    parts = urlsplit(urljoin("/" + path.relative_to(public).as_posix(), link))
    there = public / unquote(parts.path).lstrip("/")
    return (there / "index.html" if parts.path.endswith("/") else there), parts.fragment


def test_each_row_stands_once_on_the_page_that_its_address_leads_to(crowded: Written) -> None:
    _, public = crowded
    home = public / "en" / "municipality" / "nordby"
    anchored = {path: Counter(ids(path)) for path in home.rglob("index.html")}
    assert len(anchored) == 1 + (MANY + 1) // paging.SIZE  # three more rows are in the publication
    led = 0
    for path in sorted((public / "id" / "membership").glob("m*/index.html")):
        link = next(each for each in sorted(links(path)) if "#" in each and each != "#content")
        there, anchor = target(public, path, link)
        assert anchored[there][anchor] == 1, link
        assert sum(each[anchor] for each in anchored.values()) == 1, link
        led += 1
    assert led == MANY


def test_the_pages_of_a_section_lead_through_all_of_it(crowded: Written) -> None:
    _, public = crowded
    path, seen = public / "en" / "municipality" / "nordby" / "index.html", []
    while path not in seen:
        seen.append(path)
        text = path.read_text("utf-8")
        if onward := re.search(r'<p class="onward"><a href="([^"]+)">', text):
            path, anchor = target(public, path, onward[1])
            assert (path.is_file(), anchor) == (True, "")
    assert len(seen) == 1 + (MANY + 1) // paging.SIZE
    assert max(len(each.read_bytes()) for each in seen) < 1_000_000
    assert f"1–100 of {MANY + 3}" in seen[0].read_text("utf-8")
    assert f"{MANY + 1}–{MANY + 3} of {MANY + 3}" in seen[-1].read_text("utf-8")


def test_the_other_side_of_the_relation_is_paged_too_and_leads_home(crowded: Written) -> None:
    _, public = crowded
    path = public / "en" / "network" / "gron-farja" / "page" / "7" / "index.html"
    homes = [target(public, path, link) for link in links(path) if "/municipality/nordby/" in link and "#" in link]
    assert len(homes) >= paging.SIZE
    for there, anchor in homes:
        assert anchor in set(ids(there))


def test_no_link_of_a_paged_thing_leads_nowhere(crowded: Written) -> None:
    _, public = crowded
    known: dict[Path, set[str]] = {}
    checked = 0
    for kind in ("municipality/nordby", "network/gron-farja", "document/beslut-2021-14"):
        for path in (public / "en" / kind).rglob("index.html"):
            for link in links(path):
                if re.match(r"[a-z]+:", link) or not re.search("#(membership|char|section)-", link):
                    continue
                there, anchor = target(public, path, link)
                if there not in known:
                    known[there] = set(ids(there))
                assert anchor in known[there], (path, link)
                checked += 1
    assert checked > 2 * MANY


def test_memory_does_not_run_away(crowded: Written) -> None:
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_000_000  # kB, the build of the publication included

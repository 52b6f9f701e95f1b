"""Every file is valid HTML, as the Nu checker judges it, and every link in it leads somewhere."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tests.browser.conftest import absent

VNU = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
OPTIONS = ["--skip-non-html", "--stdout", "--exit-zero-always", "--format", "json"]


def judged(folder: Path) -> list[str]:
    """Return what the Nu checker says of all HTML files of a folder, errors and warnings."""
    java = shutil.which("java")
    if not java or not VNU.exists():
        absent("the Nu HTML checker is not here: it needs Java, and make checkers")
    command = [str(java), "-Xss8m", "-jar", str(VNU), *OPTIONS, str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(ran.stdout)["messages"]
    return [
        f"{Path(each['url'].removeprefix('file:')).relative_to(folder)}:{each.get('lastLine')}: {each['message']}"
        for each in messages
    ]


def test_every_page_is_valid(public: Path) -> None:
    found = judged(public)
    assert not found, f"{len(found)} in all\n" + "\n".join(found[:40])


LINK = re.compile(r"<[a-z][^>]*?\s(?:href|src|action)=\"([^\"]*)\"")
NAME = re.compile(r"<[a-z][^>]*?\sid=\"([^\"]*)\"")
ASKED = re.compile(r"named=([^&]+)")
"""What the query page reads after the mark of an anchor: the query to ask."""

ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@cache
def names(path: Path) -> frozenset[str]:
    """Return the anchors of a page."""
    return frozenset(map(html.unescape, NAME.findall(path.read_text("utf-8"))))


def dead(public: Path, page: Path) -> Iterator[str]:
    """Yield the links of a page that lead to no file, or to no anchor in it."""
    here = "/" + page.relative_to(public).as_posix()
    for link in {html.unescape(each) for each in LINK.findall(page.read_text("utf-8"))}:
        if ELSEWHERE.match(link):
            continue
        parts = urlsplit(urljoin(here, link))
        there = public / unquote(parts.path).lstrip("/")
        there = there / "index.html" if parts.path.endswith("/") else there
        if not there.is_file():
            yield f"{here}: {link} leads nowhere"
        elif asked := ASKED.match(parts.fragment):
            if not (there.parent.parent / "query" / unquote(asked[1]) / "index.html").is_file():
                yield f"{here}: {link} asks a query that is not there"
        elif parts.fragment and there.suffix == ".html" and unquote(parts.fragment) not in names(there):
            yield f"{here}: {link} has no such anchor"


def test_every_link_of_what_is_published_leads_somewhere(public: Path) -> None:
    pages = sorted(public.rglob("*.html"))
    found = [each for page in pages for each in dead(public, page)]
    assert len(pages) > 1000
    assert not found, f"{len(found)} in all\n" + "\n".join(found[:40])


def test_a_dead_link_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        '<a href="./#here" id="here"></a><a href="a/">1</a><a href="#there">2</a><a href="https://x.example/">'
    )
    assert sorted(dead(tmp_path, page)) == ["/index.html: #there has no such anchor", "/index.html: a/ leads nowhere"]

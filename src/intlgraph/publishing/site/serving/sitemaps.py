"""The site map: every page of the site in every language, for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, Final
from xml.sax.saxutils import escape

from intlgraph.project import Project
from intlgraph.publishing.site.tree import Tree
from intlgraph.query.batches import batched

__all__ = ["write"]

_AT_ONCE: Final = 20_000
"""How many addresses a site map holds: at most 50 000 are allowed (https://www.sitemaps.org/protocol.html)."""

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def write(project: Project, tree: Tree, addresses: Iterable[tuple[str, str]]) -> None:
    """Write the site maps and their index.

    `addresses` are those of the pages below the folder of a language, with the day of a change.
    """
    number = 0
    for number, part in enumerate(batched(addresses, _AT_ONCE), 1):
        lines = chain.from_iterable(_urls(project, where, day) for where, day in part)
        text = f'{_HEAD}<urlset {_SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{"".join(lines)}</urlset>\n'
        tree.write(f"sitemap-{number}.xml", text.encode())

    def index(file: BinaryIO) -> None:
        file.write(f"{_HEAD}<sitemapindex {_SPACE}>\n".encode())
        for each in range(1, number + 1):
            file.write(f"<sitemap><loc>{escape(project.base)}/sitemap-{each}.xml</loc></sitemap>\n".encode())
        file.write(b"</sitemapindex>\n")

    tree.pour("sitemap.xml", index)


def _urls(project: Project, where: str, day: str) -> Iterator[str]:
    base = escape(project.base)
    ways = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{base}/{tag}/{escape(where)}"/>'
        for tag in project.languages
    )
    changed = f"<lastmod>{escape(day)}</lastmod>" if day else ""
    for tag in project.languages:
        yield f"<url><loc>{base}/{tag}/{escape(where)}</loc>{changed}{ways}</url>\n"

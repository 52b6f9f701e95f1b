"""What a web server and a search engine need beside the pages: site map, robots, and how an IRI leads to its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from intlgraph.errors import sentence
from intlgraph.project import Project
from intlgraph.publishing.site.tree import Tree
from intlgraph.query.batches import batched

__all__ = ["write"]

_FORMATS: Final = (
    ("ttl", "text/turtle"),
    ("jsonld", "application/ld+json"),
    ("rdf", "application/rdf+xml"),
    ("nt", "application/n-triples"),
)
_AT_ONCE: Final = 20_000
"""How many addresses a site map holds: at most 50 000 are allowed (https://www.sitemaps.org/protocol.html)."""

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def write(project: Project, tree: Tree, addresses: Iterable[tuple[str, str]], kinds: Iterable[str]) -> None:
    """Write them all.

    `addresses` are those of the pages below the folder of a language, with the day of a change. `kinds` are the class
    segments of things with pages and data of their own; the IRI of a row is left to the page that points on from it.
    """
    names = "|".join(re.escape(each).replace("\\-", "-") for each in kinds)
    things = f"(?:{names})/[^/]+"
    _sitemaps(project, tree, addresses)
    tree.write("robots.txt", _robots(project).encode())
    tree.write(".htaccess", _apache(project, things).encode())
    tree.write("server/Caddyfile", _caddy(project, things).encode())
    tree.write("server/nginx.conf", _nginx(project, things).encode())


def _sitemaps(project: Project, tree: Tree, addresses: Iterable[tuple[str, str]]) -> None:
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


def _robots(project: Project) -> str:
    """Return robots.txt (RFC 9309); what demonstrates is kept out of search engines."""
    rule = "Disallow: /" if project.demonstration else "Disallow:"
    return f"User-agent: *\n{rule}\n\nSitemap: {project.base}/sitemap.xml\n"


def _note(project: Project, code: str) -> str:
    return "".join(f"# {sentence(code, 'text', tag, {})}\n" for tag in project.languages)


def _apache(project: Project, things: str) -> str:
    """Return .htaccess: the IRI of a thing leads with 303 to its data or its page, as the reader's program asks.

    Only what `AllowOverride FileInfo` permits is used: anything else may stop a whole site.
    """
    lines = [_note(project, "serving-apache"), "AddDefaultCharset utf-8\n"]
    lines += [f"AddType {media} .{extension}\n" for extension, media in _FORMATS]
    lines.append('<IfModule mod_headers.c>\nHeader set Access-Control-Allow-Origin "*"\n')
    if project.demonstration:
        lines.append('Header set X-Robots-Tag "noindex"\n')
    lines.append("</IfModule>\n<IfModule mod_rewrite.c>\nRewriteEngine On\n")
    # The last condition finds out under which path the site lies: a relative target would be taken for a file's name.
    lead = f"RewriteCond %{{REQUEST_URI}} ^(.*?)/id/\nRewriteRule ^id/({things})/?$ %1/"
    for extension, media in _FORMATS:
        asked = f"RewriteCond %{{HTTP_ACCEPT}} {re.escape(media)} [NC]\n"
        lines.append(f"{asked}{lead}data/$1.{extension} [R=303,L,B]\n")
    first, *others = project.languages
    for tag in others:
        lines.append(f"RewriteCond %{{HTTP:Accept-Language}} ^{tag} [NC]\n{lead}{tag}/$1/ [R=303,L,B]\n")
    lines.append(f"{lead}{first}/$1/ [R=303,L,B]\n</IfModule>\n")
    return "".join(lines)


def _path(project: Project) -> str:
    return urlsplit(project.base).path


def _caddy(project: Project, things: str) -> str:
    """Return a snippet for a Caddyfile."""
    path, first = _path(project), project.languages[0]
    lines = [_note(project, "serving-caddy"), f"handle_path {path or ''}/* {{\n"]
    for extension, media in _FORMATS:
        lines.append(
            f"\t@{extension} {{\n\t\theader Accept *{media}*\n\t\tpath_regexp {extension} ^/id/({things})/?$\n\t}}\n"
            f"\tredir @{extension} {path}/data/{{re.{extension}.1}}.{extension} 303\n"
        )
    for tag in project.languages[1:]:
        lines.append(
            f"\t@{tag} {{\n\t\theader Accept-Language {tag}*\n\t\tpath_regexp {tag} ^/id/({things})/?$\n\t}}\n"
            f"\tredir @{tag} {path}/{tag}/{{re.{tag}.1}}/ 303\n"
        )
    lines.append(
        f"\t@id path_regexp id ^/id/({things})/?$\n\tredir @id {path}/{first}/{{re.id.1}}/ 303\n"
        '\theader Access-Control-Allow-Origin "*"\n'
    )
    if project.demonstration:
        lines.append("\theader X-Robots-Tag noindex\n")
    lines.append("\troot * /srv/public\n\tfile_server\n}\n")
    return "".join(lines)


def _nginx(project: Project, things: str) -> str:
    """Return a snippet for the configuration of nginx; the maps belong in its `http` block."""
    path, first = _path(project), project.languages[0]
    lines = [_note(project, "serving-nginx"), 'map $http_accept $intlgraph_data {\n    default "";\n']
    lines += [f'    "~*{media.replace("+", chr(92) + "+")}" {extension};\n' for extension, media in _FORMATS]
    lines.append(f"}}\nmap $http_accept_language $intlgraph_language {{\n    default {first};\n")
    lines += [f'    "~*^{tag}" {tag};\n' for tag in project.languages[1:]]
    lines.append(
        f'}}\nlocation ~ ^{path}/id/({things})/?$ {{\n    add_header Vary "Accept, Accept-Language" always;\n'
        f"    if ($intlgraph_data) {{ return 303 {path}/data/$1.$intlgraph_data; }}\n"
        f"    return 303 {path}/$intlgraph_language/$1/;\n}}\n"
        f"location {path}/ {{\n    add_header Access-Control-Allow-Origin *;\n"
    )
    if project.demonstration:
        lines.append("    add_header X-Robots-Tag noindex;\n")
    types = " ".join(f"{media} {extension};" for extension, media in _FORMATS)
    lines.append(f"    types {{ text/html html; text/css css; text/csv csv; application/json json; {types} }}\n")
    lines.append("    alias /srv/public/;\n    index index.html;\n}\n")
    return "".join(lines)

"""Settings for Apache: `.htaccess`, which works under any path and needs only `AllowOverride FileInfo`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intlgraph.publishing.site.serving import negotiation
from intlgraph.publishing.site.serving.answers import DAY, VERSIONED, Answers, Retired

__all__ = ["text"]

_SITE = "%{ENV:intlgraph_site}"
_ROOT = "%{ENV:intlgraph_root}"
_ASKED = {"{format}": "%{ENV:intlgraph_format}", "{language}": "%{ENV:intlgraph_language}", "{name}": "$1"}


def text(answers: Answers, note: str) -> str:
    """Return `.htaccess`; nothing in it stops a site whose server lacks a module."""
    first = answers.languages[0]
    lines = [
        note.rstrip("\n"),
        "RemoveEncoding .gz",
        *(f'AddType "{media}" .{extension}' for extension, media in answers.types),
        f'ErrorDocument 404 "{answers.missing(404)}"',
        f'ErrorDocument 410 "{answers.missing(410)}"',
        "<IfModule mod_deflate.c>",
        f"AddOutputFilterByType DEFLATE {' '.join(answers.packable)}",
        "</IfModule>",
        "<IfModule mod_setenvif.c>",
        f'SetEnvIf Request_URI "^" intlgraph_language={first} !intlgraph_format',
        *_asked("Accept-Language", "intlgraph_language", tuple(negotiation.languages(answers.languages))),
        *_asked("Accept", "intlgraph_format", tuple(negotiation.formats(answers.formats))),
        "</IfModule>",
        *_rewriting(answers),
        *_headers(answers),
    ]
    return "\n".join(lines) + "\n"


def _asked(header: str, name: str, expressions: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Yield settings of which the last that matches counts."""
    for expression, value in reversed(expressions):
        given = f"{name}={value}" if value else f"!{name}"
        yield f'SetEnvIfNoCase {header} "{expression}" {given}'


def _rewriting(answers: Answers) -> Iterator[str]:
    yield from ("<IfModule mod_rewrite.c>", "RewriteEngine On")
    # Where the site lies, as a path of the web and as a folder: what remains when this address is taken away.
    yield 'RewriteCond "%{REQUEST_URI}::$1" "^(.*?/)(.*)::\\2$"'
    yield "RewriteRule ^(.*)$ - [E=intlgraph_site:%1]"
    yield 'RewriteCond "%{REQUEST_FILENAME}%{PATH_INFO}::$1" "^(.*?/)(.*)::\\2$"'
    yield "RewriteRule ^(.*)$ - [E=intlgraph_root:%1]"
    extension = answers.formats[0][0]
    yield f'RewriteCond "{_ROOT}data/$1.{extension}" -f'
    yield f'RewriteCond %{{THE_REQUEST}} "^[A-Z]+ [^ ?]*/({answers.about})[ ?]"'
    yield f'RewriteRule "^{answers.about}$" - [E=intlgraph_here:%1,E=intlgraph_name:%2]'
    for each in answers.retired:
        yield from _retired(answers, each)
    for rule in answers.rules:
        for target in rule.targets:
            yield from _leading(rule.iri, target)
    yield "</IfModule>"


def _leading(iri: str, target: str) -> Iterator[str]:
    where = target
    for word, meant in _ASKED.items():
        where = where.replace(word, meant)
    file = f"{where}index.html" if where.endswith("/") else where
    if "{format}" in target:
        yield "RewriteCond %{ENV:intlgraph_format} ."
    yield f'RewriteCond "{_ROOT}{file}" -f'
    yield f'RewriteRule "^{iri}$" "{_SITE}{where}" [R=303,L,E=intlgraph_chosen:1]'


def _retired(answers: Answers, retired: Retired) -> Iterator[str]:
    folders = "|".join(("id", "data", *answers.languages))
    address = f'"^({folders})/{_literal(retired.name)}({answers.endings})$"'
    if retired.new is None:
        yield f"RewriteRule {address} - [G,L]"
    elif ":" in retired.new:
        yield f'RewriteRule {address} "{_plain(retired.written)}" [R=301,L,NE]'
    else:
        yield f'RewriteRule {address} "{_SITE}$1/{_plain(retired.new)}$2" [R=301,L]'


def _literal(name: str) -> str:
    return re.escape(name).replace('"', "\\x22")


def _plain(address: str) -> str:
    """Return an address in which nothing is taken for a reference to what was matched."""
    return re.sub(r"([$%\\])", r"\\\1", address).replace('"', "%22")


def _headers(answers: Answers) -> Iterator[str]:
    yield "<IfModule mod_headers.c>"
    for name, value in answers.headers:
        yield f'Header always set {name} "{value}"'
    yield 'Header always merge Vary "Accept, Accept-Language" env=intlgraph_chosen'
    links = answers.links("%{intlgraph_site}e", "%{intlgraph_name}e", "%{intlgraph_here}e").replace('"', '\\"')
    yield f'Header always set Link "{links}" env=intlgraph_name'
    yield f'Header set Cache-Control "{DAY[False]}"'
    for expression, name, value in (
        (VERSIONED, "Cache-Control", DAY[True]),
        ("[.](?:html|js)$", "Content-Security-Policy", answers.policy),
    ):
        yield f'<FilesMatch "{expression}">\nHeader set {name} "{value}"\n</FilesMatch>'
    yield "</IfModule>"

"""Settings for nginx: two files, of maps for the `http` block and of places for a `server` block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intlgraph.publishing.site.serving import negotiation
from intlgraph.publishing.site.serving.answers import DAY, VERSIONED, Answers, Rule

__all__ = ["maps", "places"]

_ASKED = {"{format}": "$intlgraph_format", "{language}": "$intlgraph_language"}
_QUERY = "(?:[?].*)?"


def maps(answers: Answers, note: str) -> str:
    """Return what belongs in the `http` block."""
    path, first = answers.path, answers.languages[0]
    # An address is matched as it was written ($request_uri) for what is sent back, and as it is meant ($uri) for files.
    blocks = [
        _map("$http_accept", "format", "", [(f"~*{each}", to) for each, to in negotiation.formats(answers.formats)]),
        _map(
            "$http_accept_language",
            "language",
            first,
            [(f"~*{each}", to) for each, to in negotiation.languages(answers.languages)],
        ),
        _map("$request_uri", "name", "", [(f"~^{path}/{each.iri}{_QUERY}$", "$1") for each in answers.rules]),
        _map("$request_uri", "written", "", [(f"~^{path}/{answers.about}{_QUERY}$", "$1")]),
        _map("$request_uri", "here", "", [(f"~^{path}/([^?]*)", "$1")]),
        _map("$uri", "about", "", [(f"~^{path}/{answers.about}$", "$1")]),
        _map("$uri", "cache", DAY[False], [(f"~{VERSIONED}", DAY[True])]),
        _map("$uri", "policy", "", [("~[.](?:html|js)$", answers.policy)]),
    ]
    if answers.retired:
        folders = "|".join(("id", "data", *answers.languages))
        blocks += [
            _map("$uri", "folder", "", [(f"~^{path}/({folders})/", "$1")]),
            _map("$request_uri", "ending", "", [(f"~[^/.]({answers.endings}){_QUERY}$", "$1")]),
            _map("$intlgraph_about", "moved", "", [(each.name, each.written or "-") for each in answers.retired]),
        ]
    return note + "map_hash_bucket_size 512;\n" + "".join(blocks)


def places(answers: Answers, note: str) -> str:
    """Return what belongs in a `server` block; the folder of the files is said once, at the top."""
    path, extension = answers.path, answers.formats[0][0]
    links = answers.links(f"{path}/", "$intlgraph_written", "$intlgraph_here").replace('"', '\\"')
    lines = [
        f"{note}set $intlgraph_root /srv/public;",
        'set $intlgraph_links "";',
        f'if (-f "$intlgraph_root/data/$intlgraph_about.{extension}") {{ set $intlgraph_links "{links}"; }}',
        *(_place(answers, each) for each in _joined(answers)),
        f'location ~ "^{path}/(404|410)[.]html$" {{',
        *_headers(answers),
        "    charset utf-8;",
        "    types { text/html html; }",
        "    alias $intlgraph_root/$1.html;",
        "}",
        f"location {path}/ {{",
        *_retired(answers),
        *_headers(answers, 'add_header Content-Security-Policy "$intlgraph_policy" always;'),
        "    add_header Cache-Control $intlgraph_cache;",
        "    alias $intlgraph_root/;",
        "    index index.html;",
        "    absolute_redirect off;",
        "    charset utf-8;",
        "    charset_types text/plain text/css text/csv text/turtle text/javascript;",
        "    types {",
        *(f"        {media.partition(';')[0]} {each};" for each, media in answers.types),
        "    }",
        "    gzip on;\n    gzip_vary on;\n    gzip_proxied any;",
        f"    gzip_types {' '.join(each for each in answers.packable if each != 'text/html')};",
        *(f"    error_page {code} {path}/{code}.html;" for code in (404, 410)),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _map(source: str, name: str, default: str, entries: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f'    "{key}" "{value}";\n' for key, value in entries)
    return f'map {source} $intlgraph_{name} {{\n    default "{default}";\n{lines}}}\n'


def _joined(answers: Answers) -> Iterator[Rule]:
    """Yield the rules; two for the same address, with and without a last slash, are one place of nginx."""
    known = {rule.iri: rule for rule in answers.rules}
    for iri, rule in known.items():
        if f"{iri}/?" in known:
            continue
        open_ = known.get(iri.removesuffix("/?")) if iri.endswith("/?") else None
        yield Rule(iri, (*rule.targets, *(open_.targets if open_ else ())))


def _place(answers: Answers, rule: Rule) -> str:
    path = answers.path
    lines = [f'location ~ "^{path}/{rule.iri.replace("(", "(?<intlgraph_file>", 1)}$" {{', '    set $intlgraph_to "";']
    for target in reversed(rule.targets):  # the last that is there counts
        where = target
        for word, meant in _ASKED.items():
            where = where.replace(word, meant)
        file = where.replace("{name}", "$intlgraph_file") + ("index.html" if where.endswith("/") else "")
        asked = where.replace("{name}", "$intlgraph_name")
        lines.append(f'    if (-f "$intlgraph_root/{file}") {{ set $intlgraph_to "{path}/{asked}"; }}')
    lines += [
        f'    if ($intlgraph_to = "{path}/$intlgraph_here") {{ set $intlgraph_to ""; }}',
        *_headers(answers, 'add_header Vary "Accept, Accept-Language" always;'),
        "    absolute_redirect off;",
        "    if ($intlgraph_to) { return 303 $intlgraph_to; }",
        "    rewrite ^(.*?)/?$ $1/index.html last;"
        if rule.iri.startswith("id/")
        else f"    error_page 404 {path}/404.html;\n    return 404;",
        "}",
    ]
    return "\n".join(lines)


def _headers(answers: Answers, *more: str) -> Iterator[str]:
    yield from (f'    add_header {name} "{value}" always;' for name, value in answers.headers)
    yield "    add_header Link $intlgraph_links always;"
    yield from (f"    {each}" for each in more)


def _retired(answers: Answers) -> Iterator[str]:
    if answers.retired:
        yield '    if ($intlgraph_moved = "-") { return 410; }'
        yield '    if ($intlgraph_moved ~ ":") { return 301 $intlgraph_moved; }'
        yield (
            "    if ($intlgraph_moved) {"
            f" return 301 {answers.path}/$intlgraph_folder/$intlgraph_moved$intlgraph_ending; }}"
        )

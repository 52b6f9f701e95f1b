"""Settings for Caddy: a snippet that is imported below the name of a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from intlgraph.publishing.site.serving import negotiation
from intlgraph.publishing.site.serving.answers import DAY, VERSIONED, Answers

__all__ = ["text"]

_ASKED = {"{format}": "{intlgraph_format}", "{language}": "{intlgraph_language}"}


def text(answers: Answers, note: str) -> str:
    """Return the snippet; the folder of the files is said once, at the top."""
    path = answers.path
    lines = [
        note + (f"redir {path} {path}/ 308\nhandle_path {path}/* {{" if path else "handle {"),
        "root * /srv/public",
        "encode gzip {\nmatch {",
        *(f"header Content-Type {each}*" for each in answers.packable),
        "}\n}",
        *_maps(answers),
        "route {",
        *(f'header {name} "{value}"' for name, value in answers.headers),
        *_links(answers),
        *_retired(answers),
        *_rules(answers),
        "@missing not file {path} {path}/index.html",
        *_page("missing", 404),
        f'header Cache-Control "{DAY[False]}"',
        f"@versioned path_regexp `{VERSIONED}`",
        f'header @versioned Cache-Control "{DAY[True]}"',
        "@acting path_regexp `(?:/|[.]html|[.]js)$`",
        f'header @acting Content-Security-Policy "{answers.policy}"',
        *(f'@{each} path *.{each}\nheader @{each} Content-Type "{media}"' for each, media in answers.types),
        "file_server\n}\n}",
    ]
    return "\n".join(lines) + "\n"


def _maps(answers: Answers) -> Iterator[str]:
    # An address is matched as it was written ({uri}) for what is sent back, and as it is meant ({path}) for files.
    first, query = answers.languages[0], "(?:[?].*)?$"
    formats = [(f"(?i){each}", to) for each, to in negotiation.formats(answers.formats)]
    languages = [(f"(?i){each}", to) for each, to in negotiation.languages(answers.languages)]
    yield from _map("{header.Accept}", "format", formats, "")
    yield from _map("{header.Accept-Language}", "language", languages, first)
    for number, rule in enumerate(answers.rules):
        yield from _map("{uri}", f"name{number}", [(f"^/{rule.iri}{query}", "${1}")], "/")
        yield from _map("{path}", f"file{number}", [(f"^/{rule.iri}$", "${1}")], "//none")
    yield from _map("{uri}", "written", [(f"^/{answers.about}{query}", "${1}")], "")
    yield from _map("{path}", "about", [(f"^/{answers.about}$", "${1}")], "//none")
    yield from _map("{uri}", "here", [("^/([^?]*).*$", "${1}")], "")


def _map(source: str, name: str, entries: Iterable[tuple[str, str]], default: str) -> Iterator[str]:
    yield f"map {source} {{intlgraph_{name}}} {{"
    yield from (f'~`{expression}` "{value}"'.replace("~`", "`~", 1) for expression, value in entries)
    yield f'default "{default}"\n}}'


def _links(answers: Answers) -> Iterator[str]:
    links = answers.links(f"{answers.path}/", "{intlgraph_written}", "{intlgraph_here}")
    yield f"@about file /data/{{intlgraph_about}}.{answers.formats[0][0]}"
    yield f"header @about Link `{links}`"


def _rules(answers: Answers) -> Iterator[str]:
    for number, rule in enumerate(answers.rules):
        for place, target in enumerate(rule.targets):
            where = target
            for word, meant in _ASKED.items():
                where = where.replace(word, meant)
            file = where.replace("{name}", f"{{intlgraph_file{number}}}") + ("index.html" if where[-1] == "/" else "")
            name = f"to{number}_{place}"
            yield f"@{name} {{\npath_regexp `^/{rule.iri}$`\nfile /{file}\n}}"
            yield f'handle @{name} {{\nheader Vary "Accept, Accept-Language"'
            yield f"redir * {answers.path}/{where.replace('{name}', f'{{intlgraph_name{number}}}')} 303\n}}"


def _retired(answers: Answers) -> Iterator[str]:
    folders = "|".join(("id", "data", *answers.languages))
    gone = "|".join(re.escape(each.name) for each in answers.retired if each.new is None)
    if gone:
        yield f"@gone path_regexp `^/(?:{folders})/(?:{gone}){answers.endings}$`"
        yield from _page("gone", 410)
    for number, each in enumerate(each for each in answers.retired if each.new is not None):
        name = f"moved{number}"
        yield f"@{name} path_regexp {name} `^/({folders})/{re.escape(each.name)}({answers.endings})$`"
        new = f"{answers.path}/{{re.{name}.1}}/{each.written}{{re.{name}.2}}"
        yield f"redir @{name} {each.written if ':' in each.written else new} 301"


def _page(matcher: str, code: int) -> Iterator[str]:
    yield f"handle @{matcher} {{\nrewrite * /{code}.html\nfile_server {{\nstatus {code}\n}}\n}}"

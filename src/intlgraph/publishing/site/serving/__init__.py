"""What web servers and search engines need beside the pages: site map, robots, and how an IRI leads to its page.

`answers` says once how a server answers; `apache`, `nginx` and `caddy` say it in their words.
"""

from __future__ import annotations

from collections.abc import Iterable

from intlgraph.errors import sentence
from intlgraph.project import Project
from intlgraph.publishing.site.serving import apache, caddy, nginx, robots, sitemaps
from intlgraph.publishing.site.serving.answers import Answers
from intlgraph.publishing.site.tree import Tree

__all__ = ["write"]


def write(
    project: Project,
    tree: Tree,
    addresses: Iterable[tuple[str, str]],
    retired: Iterable[tuple[str, str | None]] = (),
) -> None:
    """Write them all.

    `addresses` are those of the pages below the folder of a language, with the day of a change. `retired` has the IRIs
    of things that are no more, each with the IRI it leads to now (301), or None when it is gone (410).
    """
    answers = Answers.of(project, retired)
    sitemaps.write(project, tree, addresses)
    for name, text in {
        "robots.txt": robots.text(project),
        "404.html": answers.missing(404),
        "410.html": answers.missing(410),
        ".htaccess": apache.text(answers, _note(project, "serving-apache")),
        "server/Caddyfile": caddy.text(answers, _note(project, "serving-caddy")),
        "server/nginx-maps.conf": nginx.maps(answers, _note(project, "serving-nginx-maps")),
        "server/nginx-places.conf": nginx.places(answers, _note(project, "serving-nginx-places")),
    }.items():
        tree.write(name, text.encode())


def _note(project: Project, code: str) -> str:
    return "".join(f"# {sentence(code, 'text', tag, {})}\n" for tag in project.languages)

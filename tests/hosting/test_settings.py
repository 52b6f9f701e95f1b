"""Sites of other kinds: at the top of a host, a demonstration, and on a mere file host."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.browser.serving import BELOW
from tests.browser.serving import served as hosted
from tests.hosting.conftest import Server
from tests.hosting.servers import SERVERS, served

from intlgraph.project import Project
from intlgraph.publishing.site import serving
from intlgraph.publishing.site.tree import Tree

IRI = "id/municipality/nordby"


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_a_demonstration_at_the_top_of_a_host_is_kept_out_of_search_engines(
    name: str, project: Project, public: Path, tmp_path: Path
) -> None:
    for each in public.iterdir():
        if each.name not in ("server", ".htaccess"):
            (tmp_path / "public").mkdir(exist_ok=True)
            (tmp_path / "public" / each.name).symlink_to(each)
    changed = replace(project, base="https://data.example.org", demonstration=True)
    for written in ("robots.txt", "404.html", "410.html", "sitemap.xml"):
        (tmp_path / "public" / written).unlink()
    serving.write(changed, Tree(tmp_path / "public"), [])
    with served(name, tmp_path / "public", tmp_path / "run", "/") as port:
        server = Server(name, port, "")
        answer = server.get(IRI, accept="application/rdf+xml")
        assert answer.status == 303
        assert answer.headers["location"].endswith("/data/municipality/nordby.rdf")
        for address in (IRI, "sv/municipality/nordby/", "data/municipality/nordby.ttl", "none"):
            assert server.get(address).headers["x-robots-tag"] == "noindex"


def test_a_file_host_points_on_and_says_where_to(public: Path, tmp_path: Path) -> None:
    with hosted(public, tmp_path / "host") as address:
        server = Server("files", int(address.split(":")[2].split("/")[0]), f"/{BELOW}")
        assert server.get(IRI).headers["location"].endswith("/nordby/")
        page = server.get(f"{IRI}/").body.decode()
        assert 'http-equiv="refresh" content="0; url=../../../sv/municipality/nordby/"' in page
        for leads in ("sv/municipality/nordby/", "en/municipality/nordby/", "data/municipality/nordby.ttl"):
            assert f'<a href="../../../{leads}"' in page
            assert server.get(leads).status == 200


def test_no_rule_is_for_one_thing(public: Path, project: Project, tmp_path: Path) -> None:
    serving.write(project, Tree(tmp_path), [])
    for name in (".htaccess", "server/Caddyfile", "server/nginx-maps.conf", "server/nginx-places.conf"):
        text = (tmp_path / name).read_text("utf-8")
        assert "municipality/" not in text
        assert len(text) < 60_000

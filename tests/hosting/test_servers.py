"""The same requests to Apache, nginx and Caddy, with the same answers."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from tests.hosting.conftest import Answer, Server

from intlgraph.project import Project

TTL, JSONLD, RDF, NT = "text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
THING = "id/municipality/nordby"
ODD = "municipality/sj%C3%B6%20%C3%A5%2Bker"
ROW = "id/membership/nordby-gron-farja"

ASKED = [
    ("", "sv/municipality/nordby/"),
    (BROWSER, "sv/municipality/nordby/"),
    ("*/*", "sv/municipality/nordby/"),
    ("image/png", "sv/municipality/nordby/"),
    (TTL, "data/municipality/nordby.ttl"),
    (JSONLD, "data/municipality/nordby.jsonld"),
    (f'{JSONLD};profile="http://www.w3.org/ns/json-ld#compacted"', "data/municipality/nordby.jsonld"),
    ("application/json", "data/municipality/nordby.jsonld"),
    (RDF, "data/municipality/nordby.rdf"),
    ("APPLICATION/RDF+XML", "data/municipality/nordby.rdf"),
    (NT, "data/municipality/nordby.nt"),
    (f"{TTL};q=0.5, {RDF};q=0.9, */*;q=0.1", "data/municipality/nordby.rdf"),
    (f"{TTL};q=0.3, text/html", "sv/municipality/nordby/"),
    (f"{TTL};q=0, text/html;q=0.2", "sv/municipality/nordby/"),
    (f"{TTL};charset=utf-8 ; q=0.85,text/html;q=0.7", "data/municipality/nordby.ttl"),
    (f"{TTL},{RDF};q=0.8,*/*;q=0.5", "data/municipality/nordby.ttl"),
]
LANGUAGES = [
    ("", "sv"), ("en", "en"), ("en-GB,en;q=0.9", "en"), ("de,en;q=0.5,sv;q=0.4", "en"),
    ("sv-FI,sv;q=0.9,en;q=0.8", "sv"), ("de", "sv"), ("en;q=0.1,*;q=0.5", "sv"), ("english", "sv"),
]  # fmt: skip
LEADING = [
    (f"{THING}/", TTL, "data/municipality/nordby.ttl"),
    (f"{THING}?x=1", TTL, "data/municipality/nordby.ttl"),
    (f"id/{ODD}", "", f"sv/{ODD}/"),
    (f"id/{ODD}", TTL, f"data/{ODD}.ttl"),
    (f"id/{ODD.lower().replace('sj%c3', 'sj%c3')}", RDF, f"data/{ODD}.rdf"),
    (f"id/{ODD.replace('%2B', '+')}", NT, f"data/{ODD}.nt"),
    ("id/municipality", "", "sv/municipality/"),
    ("ontology", "", "sv/ontology/"),
    ("dataset/festivals", "", "sv/"),
    ("", "", "sv/"),
    (ROW, "", f"{ROW}/"),
]
TYPES = [
    ("sv/municipality/nordby/", "text/html; charset=utf-8"),
    ("data/municipality/nordby.ttl", "text/turtle; charset=utf-8"),
    ("data/municipality/nordby.jsonld", JSONLD),
    ("data/municipality/nordby.rdf", RDF),
    ("data/municipality/nordby.nt", NT),
    ("data/all.nt.gz", "application/gzip"),
    ("data/tables/municipalities.csv", "text/csv; charset=utf-8"),
    ("sv/municipality/list.json", "application/json"),
    ("style.css", "text/css; charset=utf-8"),
    ("icon.svg", "image/svg+xml"),
    ("sitemap.xml", "application/xml"),
    ("robots.txt", "text/plain; charset=utf-8"),
    ("assets/x-ABCDEF12.js", "text/javascript; charset=utf-8"),
]
LINKED = [
    "sv/municipality/nordby/",
    "data/municipality/nordby.ttl",
    THING,
    f"{THING}/",
    f"data/{ODD}.ttl",
    f"sv/{ODD}/",
]
ABSENT = ["id/municipality/none", "id/none/none/", "sv/none/", "none", "concept/none", "id/municipality/nordby/more"]


def where(server: Server, answer: Answer) -> str:
    """Return where an answer leads, below the site."""
    place = urlsplit(answer.headers["location"])
    assert place.netloc in ("", f"127.0.0.1:{server.port}")
    assert place.path.startswith(f"{server.base}/")
    assert place.path.isascii()
    return place.path.removeprefix(f"{server.base}/")


def varies(answer: Answer) -> set[str]:
    return {each.strip() for each in answer.headers["vary"].split(",")}


def same(one: str, other: str) -> bool:
    return one.replace("%2B", "+").replace("%2b", "+").lower() == other.replace("%2B", "+").lower()


@pytest.mark.parametrize(("accept", "leads"), ASKED)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_iri_leads_to_what_is_asked_for(server: Server, accept: str, leads: str, method: str) -> None:
    answer = server.get(THING, method, **({"accept": accept} if accept else {}))
    assert answer.status == 303
    assert where(server, answer) == leads
    assert {"Accept", "Accept-Language"} <= varies(answer)
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(("languages", "leads"), LANGUAGES)
def test_an_iri_leads_to_the_language_of_the_reader(server: Server, languages: str, leads: str) -> None:
    answer = server.get(THING, **({"accept_language": languages} if languages else {}))
    assert (answer.status, where(server, answer)) == (303, f"{leads}/municipality/nordby/")


@pytest.mark.parametrize(("address", "accept", "leads"), LEADING)
def test_every_kind_of_iri_leads_to_something(server: Server, address: str, accept: str, leads: str) -> None:
    answer = server.get(address, **({"accept": accept} if accept else {}))
    assert answer.status == 303
    assert same(where(server, answer), leads)
    assert server.get(where(server, answer)).status == 200
    assert "Accept" in varies(answer)


@pytest.mark.parametrize(
    ("accept", "form"), [(TTL, RdfFormat.TURTLE), (RDF, RdfFormat.RDF_XML), (NT, RdfFormat.N_TRIPLES)]
)
@pytest.mark.parametrize("address", [THING, f"id/{ODD}"])
def test_what_an_iri_leads_to_speaks_of_it(
    server: Server, project: Project, address: str, accept: str, form: RdfFormat
) -> None:
    data = server.get(where(server, server.get(address, accept=accept)))
    found = {quad.subject for quad in parse(data.body, form)}
    assert NamedNode(f"{project.base}/{address}") in found
    assert data.headers["content-type"].startswith(accept)


def test_a_row_points_on_to_its_place_on_a_page(server: Server) -> None:
    answer = server.get(f"{ROW}/")
    assert answer.status == 200
    assert b"#membership-nordby-gron-farja" in answer.body


@pytest.mark.parametrize(("address", "media"), TYPES)
def test_every_kind_of_file_has_its_media_type(server: Server, address: str, media: str) -> None:
    answer = server.get(address, "HEAD")
    assert (answer.status, answer.headers["content-type"]) == (200, media)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "etag" in answer.headers
    assert "content-encoding" not in answer.headers
    kept = "max-age=31536000" if "-ABCDEF12" in address else "max-age=300"
    assert kept in answer.headers["cache-control"]
    assert ("content-security-policy" in answer.headers) == (address.endswith(("/", ".js")))


@pytest.mark.parametrize("address", LINKED)
def test_what_is_about_a_thing_links_to_its_other_forms(server: Server, project: Project, address: str) -> None:
    link = server.get(address).headers["link"]
    name = address.removeprefix("data/").removeprefix("sv/").removeprefix("id/").removesuffix(".ttl").strip("/")
    for extension, media in (("ttl", TTL), ("jsonld", JSONLD), ("rdf", RDF), ("nt", NT)):
        target = f"{server.base}/data/{name}.{extension}"
        assert f'<{target}>; rel="alternate"; type="{media}"' in link
        assert server.get(target.removeprefix(f"{server.base}/"), "HEAD").status == 200
    assert f'<{project.base}/{address}>; rel="canonical"' in link


def test_a_list_links_to_no_data(server: Server) -> None:
    assert "link" not in server.get("sv/municipality/").headers


@pytest.mark.parametrize("address", ABSENT)
def test_what_is_not_there_is_said_in_both_languages(server: Server, address: str) -> None:
    answer = server.get(address, accept=TTL)
    assert answer.status == 404
    assert "Sidan finns inte" in answer.body.decode()
    assert "This page is not here" in answer.body.decode()
    assert answer.headers["content-type"].lower().startswith("text/html")
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("address", ["id/municipality/gone", "sv/municipality/gone/", "data/municipality/gone.ttl"])
def test_what_is_gone_is_said_to_be(server: Server, address: str) -> None:
    answer = server.get(address)
    assert answer.status == 410
    assert "withdrawn" in answer.body.decode()


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("id/municipality/old", "id/municipality/nordby"),
        ("en/municipality/old/", "en/municipality/nordby/"),
        ("data/municipality/old.rdf", "data/municipality/nordby.rdf"),
        ("id/municipality/%C3%B6", f"id/{ODD}"),
        ("id/municipality/%c3%b6", f"id/{ODD}"),
    ],
)
def test_what_has_moved_leads_on(server: Server, address: str, leads: str) -> None:
    answer = server.get(address)
    assert answer.status == 301
    assert same(where(server, answer), leads)


def test_text_is_compressed_and_what_is_packed_is_not(server: Server, public: Path) -> None:
    page = server.get("sv/municipality/nordby/", accept_encoding="gzip")
    assert page.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["vary"]
    assert gzip.decompress(page.body) == (public / "sv/municipality/nordby/index.html").read_bytes()
    data = server.get("data/municipality/nordby.ttl", accept_encoding="gzip")
    assert data.headers["content-encoding"] == "gzip"
    dump = server.get("data/all.nt.gz", accept_encoding="gzip")
    assert "content-encoding" not in dump.headers
    assert dump.body == (public / "data/all.nt.gz").read_bytes()


@pytest.mark.parametrize("address", ["sv/municipality/nordby/", "data/municipality/nordby.ttl"])
def test_what_did_not_change_is_not_sent_again(server: Server, address: str) -> None:
    first = server.get(address)
    again = server.get(address, if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("address", ["id/municipality/nordby%0d%0aX-Evil:%20yes", "id/municipality/..%2f..%2fx"])
def test_an_address_cannot_write_headers(server: Server, address: str) -> None:
    answer = server.get(address)
    assert answer.status in (400, 403, 404)
    assert "x-evil" not in answer.headers

"""How a catalogue is reached: addresses, redirects, what is no catalogue at all, and catalogues of catalogues."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.catalogue.making import Net, codes, good, moved, of, replaced

from intlgraph.catalogue.harvest import check
from intlgraph.catalogue.harvest.fetching import LIMIT, Answer
from intlgraph.catalogue.harvest.web import web
from intlgraph.errors import DataError, RemoteError

HERE = "https://data.example.org/catalog.rdf"
SUB = "https://data.example.org/sub"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
HEAD = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" '
    'xmlns:dcterms="http://purl.org/dc/terms/">'
)


def with_sub(extra: str = "") -> str:
    linked = replaced("<dcterms:license", f'<dcterms:hasPart rdf:resource="{SUB}"/>\n    <dcterms:license')(good())
    return linked.replace("</rdf:RDF>", f'<dcat:Catalog rdf:about="{SUB}">{extra}</dcat:Catalog>\n</rdf:RDF>')


def sub() -> bytes:
    """Return the good catalogue as if it lay at the address of the sub-catalogue, with datasets of its own."""
    text = good().replace('"https://data.example.org/catalog"', f'"{SUB}"').replace("/dataset/", "/other/")
    return text.replace("8a3f7c0", "8a3f7d0").encode()


@pytest.mark.parametrize("status", [301, 303, 307, 308])
def test_redirects_that_the_harvester_follows(status: int) -> None:
    net = Net({"http://a.example/c": moved(HERE, status), HERE: good().encode()})
    checked = check("http://a.example/c", net)
    assert checked.harvestable
    assert checked.good
    assert net.asked == ["http://a.example/c", HERE]


def test_a_redirect_that_it_does_not_follow_is_a_finding_and_the_rest_is_checked() -> None:
    checked = check(
        "http://a.example/c", Net({"http://a.example/c": moved("/d", 302), "http://a.example/d": good().encode()})
    )
    assert codes(checked) == ["redirect"]
    assert not checked.harvestable
    assert checked.datasets == 2


def test_redirects_in_a_circle() -> None:
    assert codes(check(HERE, Net({HERE: moved(HERE, 301)}))) == ["redirects"]


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500])
def test_an_address_without_a_catalogue(status: int) -> None:
    checked = check(HERE, Net({HERE: Answer(status)}))
    assert codes(checked) == ["status"]
    assert str(status) in checked.findings[0].message["en"]
    assert checked.dimensions == ()


def test_an_address_that_is_not_of_the_web() -> None:
    assert codes(check("ftp://data.example.org/catalog.rdf", Net())) == ["address"]


def test_no_answer_is_an_error_of_the_network() -> None:
    with pytest.raises(RemoteError) as told:
        check(HERE, Net())
    assert told.value.exit_code == 3


def test_a_web_page_is_told_from_a_catalogue(tmp_path: Path) -> None:
    page = "<!doctype html><html><body>Öppna data</body></html>"
    assert codes(check(HERE, Net({HERE: page.encode()}))) == ["html"]
    assert codes(of(page, tmp_path)) == ["html"]


@pytest.mark.parametrize("text", ["", "   \n", "a,b,c\n1,2,3\n", "\x00\x01\x02"])
def test_what_is_no_rdf(tmp_path: Path, text: str) -> None:
    assert codes(of(text, tmp_path)) == ["not-rdf"]


def test_another_syntax_is_a_finding_and_the_rest_is_checked(tmp_path: Path) -> None:
    turtle = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n<https://data.example.org/c> a dcat:Catalog ."
    checked = of(turtle, tmp_path, "catalog.ttl")
    assert "syntax" in codes(checked)
    assert "Catalog-title" in codes(checked)


def test_a_catalogue_that_is_cut_short(tmp_path: Path) -> None:
    checked = of(good()[:2000], tmp_path)
    assert codes(checked) == ["broken"]
    assert checked.findings[0].places[0].line


def test_rdf_without_a_catalogue(tmp_path: Path) -> None:
    text = f'{HEAD}<dcat:Dataset rdf:about="https://data.example.org/d"/></rdf:RDF>'
    assert "no-catalogue" in codes(of(text, tmp_path))


def test_a_catalogue_of_fifty_megabytes_is_refused_from_file_and_web(tmp_path: Path) -> None:
    path = tmp_path / "catalog.rdf"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(DataError, match="50 MB"):
        check(str(path), Net())
    with pytest.raises(DataError, match="MB"):
        check(HERE, Net({HERE: b" " * 50_000_000}))
    assert LIMIT < 50_000_000


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(DataError) as told:
        check("nowhere.rdf", Net())
    assert told.value.problems[0].code == "file-missing"


def test_a_sub_catalogue_is_loaded_from_its_own_address(tmp_path: Path) -> None:
    net = Net({HERE: with_sub().encode(), SUB: sub()})
    checked = check(HERE, net)
    assert net.asked == [HERE, SUB]
    assert checked.datasets == 4
    assert codes(checked) == []


def test_offline_a_sub_catalogue_is_left_unknown(tmp_path: Path) -> None:
    net = Net()
    checked = of(with_sub(), tmp_path, fetch=net)
    assert net.asked == []
    assert [note.code for note in checked.notes] == ["harvest-below-unknown"]
    assert codes(checked) == []


@pytest.mark.parametrize("answer", [Answer(404), b"<html></html>", None])
def test_a_sub_catalogue_that_cannot_be_loaded_stops_all(answer: Answer | bytes | None) -> None:
    net = Net({HERE: with_sub().encode()} | ({SUB: answer} if answer is not None else {}))
    checked = check(HERE, net)
    assert codes(checked) == ["below"]
    assert not checked.harvestable
    assert checked.datasets == 2


def test_sub_catalogues_of_sub_catalogues(tmp_path: Path) -> None:
    third = f'<dcat:Catalog rdf:about="{SUB}/third"/></rdf:RDF>'
    text = with_sub(f'<dcterms:hasPart rdf:resource="{SUB}/third"/>').replace("</rdf:RDF>", third)
    assert "nested" in codes(of(text, tmp_path))


def test_catalogues_in_a_circle(tmp_path: Path) -> None:
    text = with_sub('<dcterms:hasPart rdf:resource="https://data.example.org/catalog"/>')
    found = codes(of(text, tmp_path))
    assert "circle" in found
    assert "nested" not in found


def test_a_sub_catalogue_that_leads_back_to_the_main_one_is_a_circle() -> None:
    back = f'{HEAD}<dcat:Catalog rdf:about="{SUB}"><dcterms:hasPart rdf:resource="https://data.example.org/catalog"/></dcat:Catalog></rdf:RDF>'
    net = Net({HERE: with_sub().encode(), SUB: back.encode()})
    assert "circle" in codes(check(HERE, net))
    assert len(net.asked) == 2


def test_online_every_address_is_asked_once_and_counts(tmp_path: Path) -> None:
    found = {f"https://data.example.org/{name}": Answer(200) for name in ("baths", "baths.csv", "paths")}
    net = Net(found | {"https://data.example.org/paths.jsonld": Answer(404)})
    checked = of(good(), tmp_path, fetch=net, online=True)
    assert len(net.asked) == len(set(net.asked)) == 4
    assert codes(checked) == ["mqa-download"]
    assert checked.findings[0].points == pytest.approx(15)
    assert sum(each.unknown for each in checked.dimensions) == 0
    assert sum(each.reached for each in checked.dimensions) == pytest.approx(405 - 15)


def test_offline_nothing_is_asked(tmp_path: Path) -> None:
    net = Net()
    checked = of(good(), tmp_path, fetch=net)
    assert net.asked == []
    assert sum(each.unknown for each in checked.dimensions) == 80


@pytest.fixture
def server() -> Iterator[str]:
    """Serve the good catalogue at /catalog.rdf, a redirect with 302 at /old, and nothing else."""
    body = good().encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/catalog.rdf":
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)
            elif self.path == "/old":
                self.send_response(302)
                self.send_header("Location", "/catalog.rdf")
                self.end_headers()
            else:
                self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


def test_a_real_server_is_asked_without_following_by_itself(server: str) -> None:
    assert check(f"{server}/catalog.rdf", web).good
    assert codes(check(f"{server}/old", web)) == ["redirect"]
    assert codes(check(f"{server}/nothing", web)) == ["status"]


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(RemoteError, match=r"127\.0\.0\.1:9"):
        web("http://127.0.0.1:9/catalog.rdf", limit=1)

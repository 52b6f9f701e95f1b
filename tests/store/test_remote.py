"""What can go wrong between us and a SPARQL endpoint, with a small server that does what it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from pyoxigraph import Literal, NamedNode

from intlgraph.errors import IntlgraphError, QueryError, RemoteError
from intlgraph.namespaces import PREFIXES
from intlgraph.store.base import Solutions
from intlgraph.store.remote import RemoteStore

YES = b'{"head":{},"boolean":true}'


@dataclass
class Server:
    """What the server is to answer, and what it was asked."""

    address: str = ""
    status: int = 200
    content_type: str = "application/sparql-results+json"
    body: bytes = YES
    length: int | None = None
    asked: list[tuple[str, str, str]] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def answer(self, query: str) -> None:
            told.asked.append((self.command, query, self.headers["Accept"]))
            self.send_response(told.status)
            self.send_header("Content-Type", told.content_type)
            self.send_header("Content-Length", str(len(told.body) if told.length is None else told.length))
            self.end_headers()
            self.wfile.write(told.body)

        def do_GET(self) -> None:
            self.answer(parse_qs(urlparse(self.path).query)["query"][0])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(parse_qs(body)["query"][0])

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        told.address = f"http://127.0.0.1:{http.server_port}/sparql"
        yield told
        http.shutdown()
        thread.join()


def problem_of(store: RemoteStore, text: str, kind: type[IntlgraphError] = RemoteError) -> tuple[str, str]:
    with pytest.raises(kind) as caught:
        store.query(text)
    (problem,) = caught.value.problems
    for language in ("sv", "en"):
        assert store.endpoint in problem.text(language)
        assert problem.hint(language)
    return problem.code, problem.text()


def test_a_web_page_is_no_answer(server: Server) -> None:
    server.content_type, server.body = "text/html; charset=utf-8", b"<html>\n\n<title>Welcome</title></html>"
    code, text = problem_of(RemoteStore(server.address), "ASK {}")
    assert code == "remote-content"
    assert "text/html" in text
    assert "Welcome" in text


@pytest.mark.parametrize("status", [401, 403, 404, 414, 429, 500, 503])
def test_an_error_of_the_server_is_told_with_its_first_words(server: Server, status: int) -> None:
    server.status, server.content_type, server.body = status, "text/plain", b"Sorry:\nnot now\n" + b"x" * 1000
    code, text = problem_of(RemoteStore(server.address), "ASK {}")
    assert code == "remote-status"
    assert f"{status}" in text
    assert "Sorry: not now" in text
    assert len(text) < 500


def test_a_bad_query_is_the_fault_of_the_query(server: Server) -> None:
    server.status, server.body = 400, b"error at 1:9: expected ["
    code, text = problem_of(RemoteStore(server.address), "ASK {}", QueryError)
    assert code == "remote-refused"
    assert "1:9" in text


@pytest.mark.parametrize("body", [b'{"head":{"vars":["s"]},"results":{"bindings":[{', b"", b"[]", b'{"head":{},"boo'])
def test_an_answer_that_breaks_off_is_an_error(server: Server, body: bytes) -> None:
    server.body = body
    assert problem_of(RemoteStore(server.address), "SELECT ?s {}")[0] == "remote-broken"


def test_an_answer_that_is_shorter_than_it_said_is_an_error(server: Server) -> None:
    server.length = 1000
    assert problem_of(RemoteStore(server.address), "ASK {}")[0] == "remote-no-answer"


def test_broken_triples_are_an_error(server: Server) -> None:
    server.content_type, server.body = "application/n-triples", b"<a:s> <a:p> "
    assert problem_of(RemoteStore(server.address), "CONSTRUCT {} {}")[0] == "remote-broken"


def test_an_answer_of_another_kind_is_an_error(server: Server) -> None:
    with pytest.raises(RemoteError) as caught:
        RemoteStore(server.address).select("SELECT ?s {}")
    assert caught.value.problems[0].code == "remote-kind"


def test_turtle_is_taken_where_there_are_no_ntriples(server: Server) -> None:
    server.content_type, server.body = "text/turtle", b"<a:s> <a:p> 'x', 'x' ; a <a:o> ."
    assert len(RemoteStore(server.address).construct("CONSTRUCT {} {}").triples) == 2


def test_a_server_may_bind_less_than_it_names(server: Server) -> None:
    server.body = b'{"head":{"vars":["b","a"]},"results":{"bindings":[{"a":{"type":"uri","value":"a:x"}}]}}'
    assert RemoteStore(server.address).select("SELECT ?b ?a {}") == Solutions(("b", "a"), ((None, NamedNode("a:x")),))


def test_literals_come_as_the_server_wrote_them(server: Server) -> None:
    server.body = (
        b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"typed-literal","value":"05",'
        b'"datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}'
    )
    (row,) = RemoteStore(server.address).select("SELECT ?a {}").rows
    assert isinstance(row[0], Literal)
    assert row[0].value == "05"


def test_short_queries_are_got_and_long_ones_posted(server: Server) -> None:
    store = RemoteStore(server.address)
    long = f"ASK {{ ?s ?p '{'å' * 3000}' }}"
    assert store.ask("ASK { ?s ?p 'å+&=' }")
    assert store.ask(long)
    assert [(method, text) for method, text, _ in server.asked] == [("GET", "ASK { ?s ?p 'å+&=' }"), ("POST", long)]
    assert {accept for _, _, accept in server.asked} == {"application/sparql-results+json, application/json"}


def test_only_prefixes_in_use_are_declared_and_lines_keep_their_numbers(server: Server) -> None:
    text = "PREFIX skos: <a:b>\nASK { ?s a org:X, skos:Y, other:Z # sh:x\n}"
    RemoteStore(server.address).ask(text)
    assert server.asked[0][1] == f"PREFIX org: <{PREFIXES['org']}> {text}"


def test_a_query_that_needs_no_prefix_is_sent_as_it_is(server: Server) -> None:
    RemoteStore(server.address).ask("ASK {}")
    assert server.asked[0][1] == "ASK {}"


def test_service_is_the_business_of_the_server(server: Server) -> None:
    assert RemoteStore(server.address).ask("ASK { SERVICE <http://e/> { ?s ?p ?o } }")


def test_nobody_listens(server: Server) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert problem_of(RemoteStore(closed), "ASK {}")[0] == "remote-no-answer"


def test_there_is_no_such_host() -> None:
    assert problem_of(RemoteStore("http://no-such-host.invalid/sparql"), "ASK {}")[0] == "remote-unknown-host"


@pytest.mark.parametrize("address", ["not an address", "http://", "ftp:/x", "http://[::1"])
def test_an_address_that_is_none_is_an_error(address: str) -> None:
    assert problem_of(RemoteStore(address), "ASK {}")[0] in ("remote-no-answer", "remote-unknown-host")


def test_a_server_that_never_answers_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        store = RemoteStore(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=1)
        assert problem_of(store, "ASK {}")[0] == "remote-timeout"

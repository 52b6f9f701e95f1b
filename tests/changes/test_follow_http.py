"""Following a feed over real HTTP: page by page, cut short in the middle, and taken up where it was broken off."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from tests.changes.conftest import World, network, withdrawn
from tests.changes.test_follow import copied, publish
from tests.conftest import Command

from intlgraph.changes import copies

Fault = Literal["cut", "promised", "silent", "busy", "html"]
"""Cut short and honest about the length; cut short of what was promised; hung up; 503; a page of a hotel's network."""
SLUGS = tuple("abcdefgh")


@dataclass
class Web:
    """A folder on the web: what was asked for, and which file fails in which way."""

    folder: Path
    address: str = ""
    asked: list[str] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)


class Handler(SimpleHTTPRequestHandler):
    """Answers from a folder, unless the file is to fail."""

    def __init__(self, *arguments: object, web: Web) -> None:
        self.web = web
        super().__init__(*arguments, directory=str(web.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        self.web.asked.append(name)
        fault = self.web.faults.get(name)
        if self.path.startswith("/moved/"):
            self.send_response(301)
            self.send_header("Location", f"/{name}")
            self.end_headers()
        elif fault is None:
            super().do_GET()
        elif fault == "busy":
            self.send_error(503)
        elif fault != "silent":
            self._part((self.web.folder / name).read_bytes(), fault)

    def _part(self, content: bytes, fault: Fault) -> None:
        half = (
            b"<!doctype html><p>Log in" if fault == "html" else content[: content.rindex(b"\n", 0, len(content) // 2)]
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if fault == "html" else "application/trig")
        self.send_header("Content-Length", str(len(content) if fault == "promised" else len(half)))
        self.end_headers()
        self.wfile.write(half)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[Web]:
    web = Web(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, web=web))
    web.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def feed(world: World, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A feed of eight things, two to a page, in four pages."""
    monkeypatch.setattr("intlgraph.changes.feed._PAGE", 2)
    world.freeze({triple for slug in SLUGS for triple in network(slug, slug.upper())})
    return publish(world)


def everything() -> set[str]:
    return {triple for slug in SLUGS for triple in network(slug, slug.upper())}


def whole(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}


def test_a_feed_is_followed_and_only_new_pages_are_fetched(
    world: World, feed: Path, tmp_path: Path, command: Command
) -> None:
    with serving(feed) as web:
        assert command("follow", f"{web.address}/index.trig", "--into", tmp_path / "copy").code == 0
        assert copied(tmp_path / "copy") == everything()
        assert sorted(web.asked) == ["1-1.trig", "1-2.trig", "1-3.trig", "1-4.trig", "index.trig"]
        after = {triple for slug in SLUGS[1:] for triple in network(slug, slug.upper())} | network("i", "I")
        world.freeze(after | withdrawn("network/a"))
        publish(world)
        web.asked.clear()
        assert command("follow", f"{web.address}/index.trig", "--into", tmp_path / "copy").code == 0
        assert copied(tmp_path / "copy") == after
        world.freeze(after | withdrawn("network/a") | network("j", "J"))
        publish(world)
        web.asked.clear()
        assert command("follow", f"{web.address}/index.trig", "--into", tmp_path / "copy").code == 0
        assert copied(tmp_path / "copy") == after | network("j", "J")
        # What was the last moment is read again: more may have become of it.
        assert web.asked == ["index.trig", "2-1.trig", "3-1.trig"]


@pytest.mark.parametrize("fault", ["cut", "promised", "silent", "busy", "html"])
@pytest.mark.parametrize("name", ["index.trig", "1-3.trig"])
def test_a_feed_that_breaks_off_leaves_the_copy_and_is_taken_up_again(
    name: str, fault: Fault, world: World, feed: Path, tmp_path: Path, command: Command
) -> None:
    copy = tmp_path / "copy"
    with serving(feed) as web:
        web.faults[name] = fault
        ran = command("follow", f"{web.address}/index.trig", "--into", copy, "--lang", "en")
        assert ran.code in (1, 3)
        assert "Traceback" not in ran.err
        assert name in ran.err
        assert not (copy / copies.COPY).exists()
        web.faults.clear()
        web.asked.clear()
        assert command("follow", f"{web.address}/index.trig", "--into", copy).code == 0
        assert copied(copy) == everything()
        if name != "index.trig":  # what came before is not fetched a second time
            assert web.asked == ["index.trig", "1-3.trig", "1-4.trig"]
        assert not (copy / "incoming").exists()
        before = whole(copy)
        world.freeze(everything() | network("i", "I"))
        publish(world)
        web.faults["2-1.trig"] = fault
        assert command("follow", f"{web.address}/index.trig", "--into", copy).code in (1, 3)
        assert whole(copy) == before
        web.faults.clear()
        assert command("follow", f"{web.address}/index.trig", "--into", copy).code == 0
        assert copied(copy) == everything() | network("i", "I")


def test_a_feed_that_has_moved_is_followed(feed: Path, tmp_path: Path, command: Command) -> None:
    with serving(feed) as web:
        assert command("follow", f"{web.address}/moved/index.trig", "--into", tmp_path / "copy").code == 0
    assert copied(tmp_path / "copy") == everything()

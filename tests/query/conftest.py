"""The tiny publication and this repository's own, each built once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import TINY, Command, Ran
from tests.query.asking import built
from tests.server import served

from intlgraph import pipeline
from intlgraph.project import load
from intlgraph.store import generations, oxigraph

Ask = Callable[..., Ran]


@pytest.fixture(scope="session")
def tiny_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tiny") / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build", "public"))
    pipeline.build(load(root))
    return root


@pytest.fixture(scope="session")
def own_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def tiny_store(tiny_built: Path) -> oxigraph.OxigraphStore:
    return oxigraph.open_read_only(generations.current(tiny_built / "build") / "store")


@pytest.fixture(scope="session")
def endpoint(own_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a SPARQL server that holds what this repository's publication was built to."""
    store = tmp_path_factory.mktemp("served") / "store"
    shutil.copytree(generations.current(own_built / "build") / "store", store)
    with served(store) as address:
        yield address


@pytest.fixture
def ask(tiny_built: Path, command: Command) -> Ask:
    """Run `intlgraph query` on the tiny publication, in English unless another language is asked for."""

    def run(*arguments: object) -> Ran:
        language = () if "--lang" in arguments else ("--lang", "en")
        return command("query", "--project", tiny_built, *language, *arguments)

    return run

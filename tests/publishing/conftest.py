"""A tiny publication, and builds of it written by hand: what the tests of this room share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from intlgraph.project import Dataset, Project, load

Write = Callable[[Path, Mapping[str, Iterable[str]]], Path]

SETTINGS = """
[publication]
base = "https://example.org/x"
title = { sv = "Länkade data", en = "Linked data" }
description = { sv = "En demonstration.", en = "A demonstration of {SURPRISE}." }
demonstration = true
[publisher]
name = { sv = "Nordby", en = "Nordby" }
iri = "https://example.org/nordby"
[licences]
data = "https://creativecommons.org/publicdomain/zero/1.0/"
"""


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A publication whose description tries to break out of a comment."""
    root = tmp_path_factory.mktemp("publication")
    surprise = "\\n<http://e/s> <http://e/p> <http://e/o> .\\n-->"
    (root / "intlgraph.toml").write_text(SETTINGS.replace("{SURPRISE}", surprise), encoding="utf-8")
    return load(root)


@pytest.fixture(scope="session")
def everything() -> Dataset:
    return Dataset("all", {"sv": "Allt", "en": "Everything"}, {})


@pytest.fixture(scope="session")
def write_quads() -> Write:
    """Write triples `<s> <p> <o>` by graph as a build does: one sorted file a graph, each line once."""

    def written(folder: Path, graphs: Mapping[str, Iterable[str]]) -> Path:
        folder.mkdir(exist_ok=True)
        for name, triples in graphs.items():
            lines = sorted({f"{triple} <https://example.org/x/graph/{name}> .\n" for triple in triples})
            (folder / f"{name}.nq").write_text("".join(lines), encoding="utf-8", newline="\n")
        return folder

    return written

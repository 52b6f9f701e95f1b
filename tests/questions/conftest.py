"""This repository's own publication, built once for the questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.query.asking import built


@pytest.fixture(scope="session")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("questions"))

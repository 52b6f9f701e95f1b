"""The shared folder: material for tests that is too large, or too much others', to stand in the repository.

It is found through the environment variable INTLGRAPH_SHARED, else beside the repository. Where it is absent the
tests that need it are skipped, except when INTLGRAPH_REQUIRE_SHARED=1: then they fail.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

__all__ = ["folder", "shared"]

_ROOT = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """Return where the shared folder is said to be, whether it is there or not."""
    return Path(os.environ.get("INTLGRAPH_SHARED") or _ROOT.parent / "shared")


def shared(*parts: str) -> Path:
    """Return a path inside the shared folder; where it is absent the test is skipped, or fails where it is required."""
    path = folder().joinpath(*parts)
    if path.exists():
        return path
    if os.environ.get("INTLGRAPH_REQUIRE_SHARED") == "1":
        pytest.fail(f"{path} is not there, and INTLGRAPH_REQUIRE_SHARED=1 asks for it")
    pytest.skip(f"{path} is not there: set INTLGRAPH_SHARED to the shared folder")

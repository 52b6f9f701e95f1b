"""What most tests stand on: the command line in this process, and a tiny publication that may be broken at will."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from intlgraph.cli import main

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests" / "publications" / "tiny"


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed on the two streams."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def command(capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run `intlgraph ARGUMENTS` in this process."""

    def run(*arguments: object) -> Ran:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Ran(code, out.decode(), err.decode())

    return run


@dataclass(frozen=True)
class Publication:
    """A copy of the tiny publication in a folder of its own."""

    root: Path

    @property
    def tables(self) -> Path:
        return self.root / "data" / "tables"

    def read(self, table: str) -> str:
        return (self.tables / table).read_text("cp1252")

    def write(self, table: str, text: str) -> None:
        (self.tables / table).write_text(text, "cp1252", newline="")

    def edit(self, table: str, old: str, new: str) -> None:
        """Replace text that stands in a table exactly once."""
        text = self.read(table)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {table}"
        self.write(table, text.replace(old, new))


@pytest.fixture
def tiny(tmp_path: Path) -> Publication:
    """Copy the tiny publication, without what was built there."""
    root = tmp_path / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build", "public"))
    return Publication(root)

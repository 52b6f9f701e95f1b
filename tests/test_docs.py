"""Documentation that lies fails the build: reference pages, the README's tables, and every example in it."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from docs.build import pages, table_rows
from tests.conftest import ROOT, Command

from intlgraph.cli.commands import COMMANDS
from intlgraph.errors import sentence
from intlgraph.project import load

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(pages()))
def test_reference_pages_are_what_make_docs_writes(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == pages()[path], "run make docs"


def test_the_readme_lists_every_command_in_the_words_of_help() -> None:
    listed = dict(re.findall(r"^\| `intlgraph ([a-z -]+)` \| (.+) \|$", README, re.M))
    assert {name.split(" ")[0] for name in listed} == set(COMMANDS)
    for name, text in listed.items():
        assert text == sentence(f"command-{name.replace(' ', '-')}", "text", "en", {}), name


def test_the_readme_lists_every_table() -> None:
    assert [line for line in README.splitlines() if re.match(r"\| `[a-z/-]+\.csv`", line)] == list(table_rows())


def test_the_settings_in_the_readme_can_be_used(tmp_path: Path) -> None:
    [text] = re.findall(r"```toml\n(.*?)```", README, re.S)
    tomllib.loads(text)
    (tmp_path / "intlgraph.toml").write_text(text, "utf-8")
    assert load(tmp_path).datasets[0].name == "all"


def test_the_query_in_the_readme_answers(tmp_path: Path, command: Command) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "intlgraph.toml", tmp_path)
    assert command("build", "--project", tmp_path).code == 0
    queries = re.findall(r"intlgraph query -e '(.*?)'", README, re.S)
    assert queries
    for query in queries:
        ran = command("query", "--project", tmp_path, "-e", query, "--format", "csv")
        assert ran.code == 0, ran.err
        assert len(ran.out.splitlines()) > 1, query


def test_every_path_that_documentation_names_is_there() -> None:
    for page in (README, (ROOT / "CONTRIBUTING.md").read_text("utf-8")):
        for path in re.findall(r"`((?:src|tests|docs|ontology|data|bench|\.ci)/[\w./-]+)`", page):
            made = path.startswith("data/tables/") or path in ("data/passages.csv",)
            assert (ROOT / path).exists() or made, path

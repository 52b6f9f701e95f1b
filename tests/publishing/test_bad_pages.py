"""Whole sites of bad data: no broken page, and a clear error where the data is at fault."""

from __future__ import annotations

import csv
import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.conftest import TINY

from intlgraph import pipeline
from intlgraph.errors import DataError
from intlgraph.project import load
from intlgraph.publishing import site
from intlgraph.store import generations, oxigraph

HOSTILE = "<img src=x onerror=alert(1)> \"'& </script><script>alert(2)</script> ]]> --> {{ 7*7 }}"
HEBREW = "עיריית נורדבי (נ)"
FORMULA = "=cmd|' /C calc'!A0"
VOID = {"meta", "link", "br", "img", "hr", "input", "base", "col"}


class Page(HTMLParser):
    """What a page holds, strictly enough to see markup that came in with the data."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.images = 0
        self.handlers: list[str] = []
        self.scripts: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(path.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.images += tag == "img"
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Elements of drawings may close themselves."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        else:
            self.text += data


def published(root: Path) -> Path:
    project = load(root)
    pipeline.build(project)
    store = oxigraph.open_read_only(generations.current(project.build) / "store")
    out = root / "public"
    out.mkdir()
    site.write(project, store, out, lambda code, **values: None)
    return out


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of copies of the tiny publication, with rows added to its tables (UTF-8)."""

    def made(**rows: str) -> Path:
        root = tmp_path / "tiny"
        shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("build", "public"))
        for table, added in rows.items():
            path = root / "data" / "tables" / f"{table}.csv"
            path.write_text(path.read_text("cp1252").rstrip("\n") + "\n" + added, "utf-8", newline="")
        return root

    return made


def test_what_the_data_says_is_text_wherever_it_stands(tiny: Callable[..., Path]) -> None:
    name, told = quoted(f"A {HOSTILE}"), quoted(f"B {HOSTILE}")
    root = tiny(
        networks=f"wild;{name};;festivalsidan;{told};;\nhebreisk;{HEBREW};;festivalsidan;{HEBREW};;\n"
        f"lang;{'å' * 10_000};;festivalsidan;;;\n",
        memberships=f"wild-1;municipality/nordby;network/wild;board-member;{told};0999;;beslut-2021-14;stated;\n"
        "gammal;municipality/nordby;network/hebreisk;board-member;;[..1621];[9998..];beslut-2021-14;implied;Skäl\n",
        municipalities=f"vild;{name};;beslut-2021-14;;;\n",
    )
    public = published(root)
    pages = sorted(public.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        page = Page(path)
        assert (page.wrong, page.open) == ([], []), path
        assert (page.images, page.handlers) == (0, []), path
        assert len(page.ids) == len(set(page.ids)), path
        told = [json.loads(each) for each in page.scripts if each.strip()]
        assert all("@context" in each or "name" not in each for each in told), path
        assert "49" not in re.findall(r"\{\{ (\d+) \}\}", page.text), path
    wild = " ".join(Page(public / "sv" / "network" / "wild" / "index.html").text.split())
    assert f"A {HOSTILE}" in wild
    assert f"B {HOSTILE}" in wild
    hebrew = (public / "sv" / "network" / "hebreisk" / "index.html").read_text("utf-8")
    assert f'<span dir="auto">{HEBREW}</span>' in hebrew
    assert "å" * 10_000 in (public / "sv" / "network" / "lang" / "index.html").read_text("utf-8")
    for path in (*public.rglob("*.xml"), *public.rglob("*.svg")):
        ET.parse(path)
    for path in public.rglob("*.json"):
        json.loads(path.read_text("utf-8"))


def test_a_cell_that_holds_a_formula_is_an_error(tiny: Callable[..., Path]) -> None:
    with pytest.raises(DataError) as raised:
        published(tiny(networks=f"formel;{quoted(FORMULA)};;festivalsidan;;;\n"))
    (problem,) = raised.value.problems
    assert FORMULA in problem.text("sv")
    assert problem.place.file.endswith("networks.csv")


def test_a_name_with_the_sign_of_a_formula_stands_as_it_is(tiny: Callable[..., Path]) -> None:
    """A name with a sign put before it would be a wrong name to every reader that is no spreadsheet."""
    public = published(tiny(networks=f"formel;{quoted('@SUM(1+1), x')};;festivalsidan;;;\n"))
    with (public / "sv" / "network" / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = [each for each in csv.DictReader(file) if each["iri"].endswith("/formel")]
    assert "@SUM(1+1), x" in row.values()


def test_times_before_1900_and_open_ones_are_drawn(tiny: Callable[..., Path]) -> None:
    root = tiny(
        memberships="gammal;municipality/nordby;network/gron-farja;board-member;;0999;[9998..];beslut-2021-14;stated;\n"
    )
    page = (published(root) / "en" / "municipality" / "nordby" / "index.html").read_text("utf-8")
    assert "timeline" in page
    assert re.search(r'class="year"[^>]*>\d{4}<', page)
    assert "nan" not in re.findall(r'x="([^"]*)"', page)


def test_a_thing_without_a_name_is_an_error_that_says_where(tiny: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        published(tiny(municipalities="namnlos;;;beslut-2021-14;;;\n"))
    for language in ("sv", "en"):
        (said,) = {each.text(language) for each in raised.value.problems}
        assert said
    assert {each.place.file.rpartition("/")[2] for each in raised.value.problems} == {"municipalities.csv"}
    row = (tmp_path / "tiny" / "data" / "tables" / "municipalities.csv").read_text("utf-8").count("\n")
    assert {each.place.row for each in raised.value.problems} == {row}


@pytest.mark.parametrize("slugs", [("aby", "Aby"), ("%C3%A5by", "a%CC%8Aby")])
def test_slugs_that_differ_only_in_case_or_form_are_an_error(tiny: Callable[..., Path], slugs: tuple[str, str]) -> None:
    rows = "".join(f"{slug};Åby {number};;beslut-2021-14;;;\n" for number, slug in enumerate(slugs))
    with pytest.raises(DataError) as raised:
        published(tiny(municipalities=rows))
    said = " ".join(each.text("en") for each in raised.value.problems)
    assert any(slug in said for slug in slugs), said

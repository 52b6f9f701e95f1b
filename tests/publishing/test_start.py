"""The start page: its numbers are those of the data, and what nobody says outright is drawn in another way."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.rendering.test_html import Flat, project_of

from intlgraph.project import Project
from intlgraph.publishing.site import inventory
from intlgraph.publishing.site.inventory import Entered
from intlgraph.rendering.description import Link, Place
from intlgraph.rendering.html import Renderer
from intlgraph.rendering.html import start as starting
from intlgraph.rendering.pages import Count, StartPage, Tie

ONE = Link("https://example.org/id/network/one", {"sv": "Ett", "en": "One"}, "network")
TWO = Link("https://example.org/id/project/two", {"sv": "Två", "en": "Two"}, "project")
THREE = Link("https://example.org/id/project/three", {"sv": "Tre", "en": "Three"}, "project")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of(tmp_path)


def page(project: Project, start: StartPage, language: str = "sv") -> str:
    lists = (Link("", {"sv": "nätverk", "en": "networks"}, "network"), Link("", {"sv": "projekt"}, "project"))
    return starting.page(Renderer(project, Flat(), lists=lists), start, language)


def test_the_statements_are_those_of_the_certainties(project: Project) -> None:
    counts = (Count(Link("", {}, "said"), 31), Count(Link("", {}, "implied"), 4))
    said = page(project, StartPage((), counts, 27), "en")
    assert "35 statements, and 27 passages" in re.sub(r"\s+", " ", said)
    assert re.search(r'<span class="number">31</span>', said)


def test_what_nobody_says_outright_is_dashed_and_the_page_says_so(project: Project) -> None:
    sure = StartPage((), ties=(Tie(ONE, TWO), Tie(ONE, THREE)))
    drawn = page(project, sure)
    assert drawn.count('class="line"') == 2
    assert "line guessed" not in drawn
    dashed = page(project, replace(sure, ties=(Tie(ONE, TWO), Tie(ONE, THREE, said=False))))
    assert (dashed.count('class="line"'), dashed.count('class="line guessed"')) == (1, 1)
    assert "streckat" in dashed
    assert "streckat" not in drawn


def test_a_line_on_the_map_that_nobody_says_is_dashed(project: Project) -> None:
    places = Place(ONE, 56.9, 14.8), Place(TWO, 10.4, 105.4)
    drawn = page(project, StartPage((), places=places, guessed=(places,)))
    assert drawn.count('class="line guessed"') == 1


def test_the_best_tied_things_are_drawn_and_a_tie_said_once_is_said() -> None:
    with inventory.opened(("sv",)) as listed:
        for link in (ONE, TWO, THREE):
            listed.add(Entered(link.kind, f"{link.kind}/{link.iri[-3:]}/", link.iri, link.names))
        listed.tie(ONE.iri, TWO.iri, False)
        listed.tie(TWO.iri, ONE.iri, True)
        listed.tie(ONE.iri, THREE.iri, False)
        listed.tie(ONE.iri, "https://example.org/id/network/unknown", True)
        ties = {frozenset((tie.one.iri, tie.other.iri)): tie.said for tie in listed.ties(80)}
        assert ties == {frozenset((ONE.iri, TWO.iri)): True, frozenset((ONE.iri, THREE.iri)): False}
        assert listed.ties(1) == []


def test_a_drawing_says_what_its_buttons_will_do(project: Project) -> None:
    drawn = page(project, StartPage((), ties=(Tie(ONE, TWO),)), "en")
    box = re.search(r'<div class="drawing-box"[^>]*>', drawn)
    assert box
    assert 'data-nearer="Nearer"' in box[0]

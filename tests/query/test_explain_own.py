"""Explanations of this repository's own publication: seats and dates as they stand, proposals as such, and words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Command
from tests.server import served
from tests.shared import shared

from intlgraph.namespaces import Display, Intl
from intlgraph.project import load
from intlgraph.publishing.contexts import context, understood
from intlgraph.query.explain import explain
from intlgraph.query.rows import passages
from intlgraph.query.wording import read
from intlgraph.query.words import words
from intlgraph.store import Store, generations, oxigraph

Fact = dict[str, Any]
"""A fact as JSON has it."""


def asked(own_built: Path) -> tuple[Store, Mapping[str, str]]:
    """Return the store of the built publication, and the terms that patterns may use."""
    project = load(own_built)
    terms = {name: term.iri for name, term in understood(context(project)).terms.items() if not term.prefix}
    return oxigraph.open_read_only(generations.current(project.build) / "store"), terms


def sentences(command: Command, own_built: Path, sought: str, language: str = "en") -> list[str]:
    return [fact["sentences"][language] for fact in facts_of(command, own_built, sought)]


def facts_of(command: Command, own_built: Path, sought: str, *more: object) -> list[Fact]:
    ran = command("explain", sought, "--project", own_built, "--format", "json", *more)
    assert ran.code == 0, ran.err
    return [fact for group in json.loads(ran.out)["groups"] for fact in group["facts"]]


def told(facts: list[Fact], row: str) -> Fact:
    (found,) = [fact for fact in facts if str(fact["row"]).endswith(row)]
    return found


@pytest.mark.parametrize("sought", ["Union of the Baltic Cities", "network/ubc", "union of the BALTIC cities"])
def test_the_board_seat_of_2017_to_2019(sought: str, own_built: Path, command: Command) -> None:
    seat = told(facts_of(command, own_built, sought), "/membership/vaxjo-ubc-board")
    found = seat["sentences"]
    assert found["sv"].startswith("Växjö kommun är styrelseledamot i Union of the Baltic Cities")
    assert "från 2017 till 2019" in found["sv"]
    assert "from 2017 until 2019" in found["en"]
    assert not [each for each in found.values() if "2017-01-01" in each or "2019-12-31" in each]
    assert str(seat["certainty"]).endswith("/stated")


def test_the_words_of_a_passage_of_the_recorded_document_are_shown(own_built: Path, command: Command) -> None:
    documents = shared("seeds")
    seat = told(facts_of(command, own_built, "ubc", "--documents", documents), "/membership/vaxjo-ubc-board")
    (passage,) = seat["passages"]
    assert "2017-2019" in passage["words"]
    assert passage["problem"] is None
    ran = command("explain", "network/ubc", "--project", own_built, "--lang", "sv", "--documents", documents)
    assert f"“{passage['words']}”" in ran.out


def test_the_words_of_a_tampered_document_are_not_shown(own_built: Path, command: Command, tmp_path: Path) -> None:
    for path in shared("seeds").iterdir():
        (tmp_path / path.name).write_text(path.read_text("utf-8").replace("2017-2019", "2017-2029"), "utf-8")
    ran = command("explain", "network/ubc", "--project", own_built, "--lang", "en", "--documents", tmp_path)
    assert ran.code == 0, ran.err
    assert "words not shown" in ran.out
    assert "2017-2029" not in ran.out
    seat = told(facts_of(command, own_built, "network/ubc", "--documents", tmp_path), "/membership/vaxjo-ubc-board")
    (passage,) = seat["passages"]
    assert (passage["words"], passage["problem"]) == (None, "document-differs")
    missing = command("explain", "network/ubc", "--project", own_built, "--documents", tmp_path / "nowhere")
    assert missing.code == 2


def test_words_without_the_recorded_hash_are_not_shown_even_of_the_right_document(own_built: Path) -> None:
    project, documents = load(own_built), shared("seeds")
    page = project.iris.document("vaxjo-natverk")
    right = next(iter(passages(asked(own_built)[0], [f"{page}#char=4008,4058"]).values()))
    wrong, without, beyond = replace(right, sha256="0" * 64), replace(right, sha256=""), replace(right, end=10**7)
    unknown = replace(right, document=project.iris.document("nowhere"))
    assert words(project, documents, [right]).texts[right.iri].endswith("2017-2019")
    for each in (wrong, without, beyond, unknown):
        found = words(project, documents, [each])
        assert (found.texts, list(found.problems)) == ({}, [right.iri])
        assert found.problems[right.iri].text("sv")


@pytest.mark.parametrize("sought", ["ubc", "Borgmästaravtalet"])
def test_an_endpoint_is_explained_as_the_build_is(sought: str, own_built: Path, command: Command) -> None:
    here = command("explain", sought, "--project", own_built, "--format", "json")
    with served(generations.current(own_built / "build") / "store") as endpoint:
        there = command("explain", sought, "--project", own_built, "--format", "json", "--endpoint", endpoint)
    assert (there.code, there.err) == (0, "")
    assert there.out == here.out
    away = command("explain", sought, "--project", own_built, "--endpoint", "http://127.0.0.1:9/query")
    assert away.code == 3


def test_every_pattern_of_the_ontology_can_be_read_and_says_the_same_in_both_languages(own_built: Path) -> None:
    wording = read(*asked(own_built))
    spoken = {iri: word for iri, word in wording.words.items() if word.sentence}
    assert len(spoken) > 10
    assert [iri for iri, word in spoken.items() if word.sentence.keys() != {"sv", "en"}] == []
    assert [iri for iri, word in spoken.items() if word.sentence["sv"].names != word.sentence["en"].names] == []


def test_every_statement_is_told_of_something_in_both_languages_and_by_names(own_built: Path) -> None:
    store, terms = asked(own_built)
    entities = f"SELECT DISTINCT ?thing {{ ?thing a ?class . ?class <{Intl.DISPLAY}> <{Display.ENTITY}> }}"
    told: dict[str, Mapping[str, str]] = {}
    for (thing,) in store.select(entities).rows:
        assert thing is not None
        explanation = explain(store, str(thing)[1:-1], terms)
        told |= {fact.row: fact.sentences for group in explanation.groups for fact in group.facts}
    rows = store.select(f"SELECT DISTINCT ?row WHERE {{ ?row <{Intl.CERTAINTY}> ?certainty }}").rows
    assert len(rows) > 200
    assert [str(row) for (row,) in rows if str(row)[1:-1] not in told] == []
    base = load(own_built).base
    odd = re.compile(rf"{re.escape(base)}|\(\)|: \.|[,;(] *[,;.)]|  ")
    assert [text for texts in told.values() for text in texts.values() if not text or odd.search(text)] == []
    assert {tuple(sorted(texts)) for texts in told.values()} == {("en", "sv")}


@pytest.mark.parametrize(
    ("sought", "other", "hedge"),
    [
        ("municipality/vaxjo", "Partnership to fight gender-based violence", "proposed"),
        ("municipality/almhult", "Partnership to fight gender-based violence", "proposed"),
        ("municipality/vaxjo", "Local Coalition Work for Improved Governance", "proposed"),
        ("municipality/vaxjo", "Kontaktcenter; utveckling", "by a heading alone"),
        ("municipality/vaxjo", "is member in REVES", "by a heading alone"),
    ],
)
def test_what_is_proposed_or_stands_in_a_heading_alone_says_so_itself(
    sought: str, other: str, hedge: str, own_built: Path, command: Command
) -> None:
    found = [each for each in sentences(command, own_built, sought) if other in each and " is " in each]
    found = [each for each in found if not each.startswith("The section")]
    assert found
    assert [each for each in found if hedge not in each] == []


def test_nobody_gets_a_seat_that_the_documents_do_not_give(own_built: Path, command: Command) -> None:
    for sought in ("Bo Frank", "Cheryl Jones Fur"):
        told = sentences(command, own_built, sought)
        assert [each for each in told if "board" in each or "vice president" in each]
        assert [each for each in told if "Baltic" in each] == []
    english = sentences(command, own_built, "ubc")
    assert [each for each in english if "board member" in each] == [
        "Växjö Municipality is board member in Union of the Baltic Cities from 2017 until 2019."
    ]

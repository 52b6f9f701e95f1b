"""`evidence coverage`: the sentences that no passage touches."""

from __future__ import annotations

import json

import pytest
from tests.conftest import Command
from tests.evidence.conftest import TEXTS, Nordby

from intlgraph.evidence.coverage import cover, coverage


def test_sentences_are_touched_by_statements_by_mentions_or_by_nothing(nordby: Nordby) -> None:
    natverk, partners = coverage(nordby.project, nordby.documents)
    assert (natverk.document, natverk.file) == ("natverk", "natverk.txt")
    assert [each.text for each in natverk.untouched] == ["Senast ändrad: 2 maj 2023"]
    assert natverk.sentences == 10
    assert natverk.touched == 9
    assert natverk.share == pytest.approx(0.9)
    assert natverk.mentioned == ()
    assert [each.text for each in partners.untouched] == ["Partners of Nordby", "The project ends in June 2024."]


def test_a_sentence_that_is_only_mentioned_is_told_apart(nordby: Nordby) -> None:
    nordby.rows["sections"].pop("towns")
    nordby.write()
    natverk = coverage(nordby.project, nordby.documents)[0]
    assert [each.text for each in natverk.mentioned] == ["Små städer"]
    assert natverk.touched == 9


def test_ranges_that_only_meet_a_sentence_do_not_touch_it() -> None:
    covered = cover("d", "d.txt", "One. Two. Three. Four.", [(4, 5), (0, 2)], [(9, 11)])
    assert [each.text for each in covered.untouched] == ["Two.", "Four."]
    assert [each.text for each in covered.mentioned] == ["Three."]
    assert cover("d", "d.txt", "", [], []).share == 1
    long = cover("d", "d.txt", "One. Two. Three.", [(0, 16), (1, 2)], [])
    assert long.untouched == ()


def test_the_command_lists_them_as_text_and_as_json(nordby: Nordby, command: Command) -> None:
    given = ["evidence", "coverage", "--project", nordby.root, "--documents", nordby.documents]
    ran = command(*given, "--lang", "sv")
    assert ran.code == 0
    assert "natverk (natverk.txt): 9 av 10 meningar" in ran.out
    start = TEXTS["natverk"].index("Senast")
    assert f"{start}-{start + 25}  Senast ändrad: 2 maj 2023" in ran.out
    found = json.loads(command(*given, "--format", "json").out)
    assert [each["document"] for each in found] == ["natverk", "partners"]
    assert found[0]["untouched"] == [{"start": start, "end": start + 25, "text": "Senast ändrad: 2 maj 2023"}]
    assert found[0]["share"] == 0.9


def test_a_document_that_is_missing_is_told(nordby: Nordby, command: Command) -> None:
    (nordby.documents / "partners.txt").unlink()
    ran = command("evidence", "coverage", "--project", nordby.root, "--documents", nordby.documents)
    assert ran.code == 1
    assert "partners.txt" in ran.err


@pytest.mark.parametrize("name", ["check", "reanchor", "coverage"])
def test_every_command_describes_itself_in_both_languages(name: str, command: Command) -> None:
    english, swedish = (command("evidence", name, "--help", "--lang", language).out for language in ("en", "sv"))
    assert "Usage: " in english
    assert "Användning: " in swedish
    assert english.splitlines()[2] != swedish.splitlines()[2]

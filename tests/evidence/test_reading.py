"""What a text says: words and their forms, numbers, times, sentences, sections."""

from __future__ import annotations

from decimal import Decimal

import pytest

from intlgraph.evidence import moments
from intlgraph.evidence.numerals import numbers
from intlgraph.evidence.sections import HeadedText, Sections
from intlgraph.evidence.sentences import sentences
from intlgraph.evidence.words import alike, says, words
from intlgraph.tables.passages import Passage


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("i Nordbys styrelse", "Nordby"),
        ("FÄRJENÄTVERKET", "färjenätverk"),
        ("ENERGY‑Cities’ board", "Energy-Cities"),
        ("SNF:s möte", "SNF"),
        ("SNF: s möte", "SNF"),
        ("EUs mål", "EU"),
        ("the harbour’s future", "Harbour"),
        ("kommunerna i Södra\nlänet", "kommuner i södra län"),
        ("öarnas\u00a0nätverk", "Öarnas nätverk"),
        ("O\u0308arnas", "Öarna"),
        ("Hamnprojekt 2.", "hamnprojekt 2"),
    ],
)
def test_a_name_is_said_in_another_form(text: str, name: str) -> None:
    assert says(words(text), words(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hamnprojekt 21", "Hamnprojekt 2"),
        ("Hamnprojekt", "Hamnprojekt 2"),
        ("Vaxjo", "Växjö"),
        ("Wie nu?", "Wien"),
        ("Nordbytrakten", "Nordby"),
        ("Öarna har ett nätverk", "Öarnas nätverk"),
        ("2019s", "2019"),
        ("", "Nordby"),
        ("Nordby", "–"),
    ],
)
def test_another_name_is_not_said(text: str, name: str) -> None:
    assert not says(words(text), words(name))


def test_forms_of_one_word_share_a_stem() -> None:
    assert alike("kommun", "kommunernas")
    assert alike("kommunens", "kommunerna")
    assert not alike("kommun", "kommunist")
    assert alike("ort", "orten")
    assert not alike("ort", "orter"), "a stem of three letters is too short to tell"
    assert not alike("bo", "boen")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 500 städer", "1500"),
        ("1,500 cities", "1500"),
        ("1,500 kilo", "1.5"),
        ("2,5 procent", "2.5"),
        ("tolv länder", "12"),
        ("a two-year project", "2"),
        ("tjugofem", "25"),
        ("twenty-five", "25"),
        ("den tredje delen", "3"),
        ("their first year", "1"),
        ("tvåhundra", "200"),
        ("two hundred", "200"),
        ("3 miljoner", "3000000"),
        ("both municipalities", "2"),
        ("10–15 år", "15"),
    ],
)
def test_a_number_is_said(text: str, number: str) -> None:
    assert Decimal(number) in numbers(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1 500 städer", "500"), ("andra medlemmar", "2"), ("1 500 städer", "1"), ("2019", "19"), ("sexton", "6")],
)
def test_a_part_of_a_number_is_not_said(text: str, number: str) -> None:
    assert Decimal(number) not in numbers(text)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2017-2019", "2019"),
        ("(2023–2025)", "2025"),
        ("2019-21", "2021"),
        ("in början av 2000-talet", "200X"),
        ("på 90-talet", "199X"),
        ("Augusti 2014", "2014-08"),
        ("februari 2019", "2019-02"),
        ("1 februari 2021 till och med 31 oktober 2022", "2022-10-31"),
        ("den 3:e maj 2020", "2020-05-03"),
        ("August 3, 2020", "2020-08-03"),
        ("the 3rd of August 2020", "2020-08-03"),
        ("från 3 augusti till 31 december 2022", "2022-08-03"),
        ("2020-08-03", "2020-08-03"),
        ("2020-08-03", "2020-08"),
        ("3/8 2020", "2020-08-03"),
        ("hösten 2018", "2018-23"),
        ("before May 2021", "[..2021-05]"),
        ("2019 eller 2021", "[2019,2021]"),
        ("maj 2021", "2021-05-XX"),
    ],
)
def test_a_time_is_said(text: str, time: str) -> None:
    assert moments.says(moments.read(text), time)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2017-2019", "2018"),
        ("20190", "2019"),
        ("2014", "2014-08"),
        ("Augusti 2014", "2014-09"),
        ("it may be so in 2020", "2020-05"),
        ("3 augusti 2020 till 31 december 2022", "2022-08-03"),
        ("13 augusti 2020", "2020-08-03"),
        ("2018", "2018-23"),
        ("2019 eller 2020", "[2019,2021]"),
        ("12.2019 kronor", "2019"),
    ],
)
def test_another_time_is_not_said(text: str, time: str) -> None:
    assert not moments.says(moments.read(text), time)


def test_sentences_keep_their_offsets() -> None:
    text = (
        "Nätverk\r\n\r\nNordby, t.ex. hamnen, är med. “Vi vill mer.” Sedan 2010 (ca. 3 år)! P. Ek sade: nej\n"
        "  • high availability\n1. Den 3. maj möttes de… Sedan inget. – Jo.\n***\n"
    )
    found = list(sentences(text))
    assert [text[each.start : each.end] for each in found] == [each.text for each in found]
    assert [each.text for each in found] == [
        "Nätverk",
        "Nordby, t.ex. hamnen, är med.",
        "“Vi vill mer.”",
        "Sedan 2010 (ca. 3 år)!",
        "P. Ek sade: nej",
        "high availability",
        "Den 3. maj möttes de…",
        "Sedan inget.",
        "– Jo.",
    ]


def test_the_nearest_heading_tells_what_a_passage_is_about() -> None:
    def section(thing: str, start: int, end: int, about: str) -> HeadedText:
        return HeadedText(thing, Passage("d", start, start + 5), start + 5, end, frozenset({about}))

    sections = Sections({"d": (section("section/a", 0, 100, "network/a"), section("section/b", 40, 80, "network/b"))})
    assert sections.topics(Passage("d", 10, 20)) == {"network/a"}
    assert sections.topics(Passage("d", 50, 60)) == {"network/b"}
    assert sections.topics(Passage("d", 40, 60)) == {"network/b"}, "with its heading"
    assert sections.topics(Passage("d", 40, 45)) == {"network/a"}, "a heading stands under the one above it"
    assert sections.topics(Passage("d", 30, 60)) == {"network/a"}
    assert sections.topics(Passage("d", 90, 120)) == frozenset()
    assert sections.topics(Passage("e", 10, 20)) == frozenset()
    assert sections.within(Passage("d", 50, 60), "section/a")
    assert not sections.within(Passage("d", 90, 95), "section/b")

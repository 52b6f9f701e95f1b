"""The rows of an invented publication, with what makes real tables hard.

Dates of every precision, several passages in a cell, passages that many rows share, mixed certainty, text with
quotation marks and Swedish letters, a few networks with most of the members. No person stands in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from bench.dice import Dice
from bench.words import KINDS, PLEDGES, REASONS, ROLES, SEATS, THEMES, Topic, places, slug, topics

__all__ = ["Counts", "Rows"]

Row = Sequence[object]

_CERTAINTIES: Final = (("stated", 70), ("implied", 18), ("heading", 9), ("inferred", 3))
_DOCUMENT_KINDS: Final = (("page", 75), ("decision", 20), ("dataset", 5))
_EVENT_KINDS: Final = (
    ("joining", 40),
    ("signing", 25),
    ("founding", 8),
    ("launch", 7),
    *((kind, 4) for kind in ("adoption", "decision", "election", "award", "meeting")),
)
_STATUSES: Final = (("undertaken", 50), ("fulfilled", 12), ("withdrawn", 3), ("", 35))
_JOINABLE: Final = {
    "networks": ("network", "Nätverket för", "Network for"),
    "initiatives": ("initiative", "Initiativet", "Initiative:"),
    "agreements": ("agreement", "Avtalet om", "Agreement on"),
    "appeals": ("appeal", "Uppropet för", "Appeal for"),
}
_PRECISIONS: Final = (
    ("{y}", 34),
    ("{y}-{m:02}", 24),
    ("{y}-{m:02}-{d:02}", 20),
    ("{decade}X", 5),
    ("{century}XX", 1),
    ("{y}-XX", 2),
    ("{y}-{m:02}-XX", 2),
    ("{y}-{season}", 3),
    ("[{y},{z}]", 2),
    ("[{y}-{m:02}..{z}]", 2),
    ("[..{y}-{m:02}]", 3),
    ("[{y}..]", 2),
)

_BINDING: Final = frozenset({"signing", "joining"})
"""The kinds of events that a commitment can come from."""


class Counts(NamedTuple):
    """How many rows each table gets."""

    documents: float
    municipalities: float
    organisations: float
    networks: float
    initiatives: float
    agreements: float
    appeals: float
    classifications: float
    memberships: float
    events: float
    commitments: float


class Rows:
    """The tables of one publication; each is drawn in turn, and later ones point to earlier ones."""

    def __init__(self, numbers: Counts, dice: Dice) -> None:
        """Draw the names of all things; the rows follow when they are asked for."""
        self._numbers = numbers
        self._dice = dice
        names = places(dice)
        about = topics()
        self._municipalities = list(islice(names, int(numbers.municipalities)))
        self._organisations = list(islice(names, int(numbers.organisations)))
        self._topics = {kind: list(islice(about, int(getattr(numbers, kind)))) for kind in _JOINABLE}
        registers = max(1, int(numbers.documents) // 20)
        self._registers = [f"register-{number}" for number in range(1, registers + 1)]
        self._pages = [
            (f"sida-{number}", dice.between(3000, 60000)) for number in range(1, int(numbers.documents) - registers + 1)
        ]
        self._binding: list[tuple[int, str]] = []
        self._recent: dict[str, list[str]] = {}
        self._cited: set[tuple[str, int, int]] = set()

    def tables(self) -> Iterator[tuple[str, Iterable[Row]]]:
        """Yield the name of each table with its rows, which are to be read before the next table."""
        yield "documents", self._documents()
        yield (
            "municipalities",
            (
                self._named(name, f"{name.removesuffix('s')}s kommun", f"{name} Municipality")
                for name in self._municipalities
            ),
        )
        yield (
            "organisations",
            (self._named(name, f"Stiftelsen {name}", f"{name} Trust") for name in self._organisations),
        )
        for kind, (_, swedish, english) in _JOINABLE.items():
            yield kind, (self._joinable(topic, swedish, english) for topic in self._topics[kind])
        yield "identifiers", map(self._identifier, range(1, len(self._municipalities) + 1))
        yield "classifications", self._repeated(self._classification, self._numbers.classifications)
        yield "memberships", self._repeated(self._membership, self._numbers.memberships)
        yield "events", self._repeated(self._event, self._numbers.events)
        yield "commitments", self._repeated(self._commitment, self._numbers.commitments)

    def hashes(self) -> Iterator[Row]:
        """Yield document, start, end and hash of every passage cited so far, in order."""
        for document, start, end in sorted(self._cited):
            yield document, start, end, _sha256(f"{document}:{start}-{end}")

    @staticmethod
    def _repeated(row: Callable[[int], Row], number: float) -> Iterator[Row]:
        return map(row, range(1, int(number) + 1))

    def _documents(self) -> Iterator[Row]:
        dice = self._dice
        for page, characters in self._pages:
            publisher = self._municipality() if dice.chance(0.6) else self._organisation() if dice.chance(0.7) else ""
            topic = dice.pick(self._topics["networks"])
            titles = f"Om {topic.swedish}: {page}", f"On {topic.english}: {page}"
            modified, retrieved = sorted((self._day(), self._day()))
            address = f"https://www.{page}.example/om?val=a&b=%C3%A5" if dice.chance(0.6) else ""
            kind, language = dice.weighted(_DOCUMENT_KINDS), dice.weighted((("sv", 8), ("en;sv", 2)))
            changed = modified if dice.chance(0.7) else ""
            text = (publisher, language, changed, address, retrieved, characters, _sha256(page))
            yield page, f"{page}.txt", kind, *titles, *text
        for register in self._registers:
            yield (
                register,
                "",
                "register",
                f'Förteckningen "{register}"',
                f'The register "{register}"',
                self._organisation(),
                "sv",
                "",
                "",
                "",
                "",
                "",
            )

    def _named(self, name: str, swedish: str, english: str) -> Row:
        return slug(name), swedish, english, self._passages()

    def _joinable(self, topic: Topic, swedish: str, english: str) -> Row:
        dice = self._dice
        themes = sorted({topic.theme, dice.pick(THEMES)}) if dice.chance(0.3) else [topic.theme]
        described = f"Samlar kommuner och andra som arbetar med {topic.swedish}; mötesplats, råd och stöd."
        described_en = f"Brings together those who work with {topic.english}." if dice.chance(0.5) else ""
        named = self._named(topic.english, f"{swedish} {topic.swedish}", f"{english} {topic.english}")
        return *named, described, described_en, ";".join(themes)

    def _identifier(self, number: int) -> Row:
        thing = f"municipality/{slug(self._municipalities[number - 1])}"
        return f"kod-{number}", thing, "wikidata", f"Q{1_000_000 + number}", *self._evidence()

    def _classification(self, number: int) -> Row:
        kind, written = self._dice.pick(KINDS)
        thing = f"network/{slug(self._dice.pick(self._topics['networks']).english)}"
        return f"klass-{number}", thing, kind, written if self._dice.chance(0.6) else "", *self._evidence()

    def _membership(self, number: int) -> Row:
        dice = self._dice
        role, written = ("board-member", dice.pick(SEATS)) if dice.chance(0.12) else ("member", dice.pick(ROLES))
        year = 1985 + dice.below(39)
        start = self._moment(year) if dice.chance(0.75) else ""
        end = self._moment(year + 1 + dice.below(12)) if dice.chance(0.3) else ""
        ends = self._member(), self._joined("networks")
        period = written if dice.chance(0.5) else "", start, end
        return f"medlemskap-{number}", *ends, role, *period, *self._evidence()

    def _event(self, number: int) -> Row:
        dice = self._dice
        kind = dice.weighted(_EVENT_KINDS)
        actor = self._member() if dice.chance(0.92) else ""
        thing = self._joined(dice.pick(tuple(_JOINABLE))) if dice.chance(0.96) or not actor else ""
        date = self._moment(1985 + dice.below(39)) if dice.chance(0.85) else ""
        if kind in _BINDING:
            self._binding.append((number, actor))
        return f"handelse-{number}", kind, actor, thing, date, *self._evidence()

    def _commitment(self, number: int) -> Row:
        dice = self._dice
        much = dice.between(2, 90)
        swedish, english = (text.format(n=much) for text in dice.pick(PLEDGES))
        event, actor = dice.pick(self._binding)
        pledge = swedish, english, dice.weighted(_STATUSES)
        return f"atagande-{number}", actor or self._member(), f"event/handelse-{event}", *pledge, *self._evidence()

    def _municipality(self) -> str:
        return f"municipality/{slug(self._dice.skewed(self._municipalities))}"

    def _organisation(self) -> str:
        return f"organisation/{slug(self._dice.skewed(self._organisations))}"

    def _member(self) -> str:
        return self._municipality() if self._dice.chance(0.85) else self._organisation()

    def _joined(self, kind: str) -> str:
        return f"{_JOINABLE[kind][0]}/{slug(self._dice.skewed(self._topics[kind]).english)}"

    def _evidence(self) -> tuple[str, str, str]:
        certainty = self._dice.weighted(_CERTAINTIES)
        return self._passages(), certainty, "" if certainty == "stated" else self._dice.pick(REASONS)

    def _passages(self) -> str:
        number = self._dice.weighted(((1, 70), (2, 22), (3, 8)))
        return ";".join(dict.fromkeys(self._passage() for _ in range(number)))

    def _passage(self) -> str:
        """Return a passage: a new one, one that the page was cited for of late, or a register as a whole."""
        dice = self._dice
        if dice.chance(0.05):
            return dice.pick(self._registers)
        page, characters = dice.pick(self._pages)
        recent = self._recent.setdefault(page, [])
        if recent and dice.chance(0.35):
            return dice.pick(recent)
        start = dice.below(characters - 400)
        end = start + dice.between(8, 400)
        self._cited.add((page, start, end))
        recent.append(f"{page}:{start}-{end}")
        return recent[-1]

    def _day(self) -> str:
        return f"{self._dice.between(2015, 2024)}-{self._dice.between(1, 12):02}-{self._dice.between(1, 28):02}"

    def _moment(self, year: int) -> str:
        """Return a time in EDTF, of some precision, about a year."""
        month, day, later = self._dice.between(1, 12), self._dice.between(1, 28), year + self._dice.between(1, 3)
        written = self._dice.weighted(_PRECISIONS)
        cut = {"decade": year // 10, "century": year // 100, "season": self._dice.between(21, 24)}
        return written.format(y=year, m=month, d=day, z=later, **cut)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

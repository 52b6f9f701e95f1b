"""Words that invented places, networks and promises are put together from. Nothing here is the name of a real place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from typing import Final, NamedTuple

from bench.dice import Dice

__all__ = ["KINDS", "PLEDGES", "REASONS", "ROLES", "SEATS", "THEMES", "Topic", "places", "slug", "topics"]

_STEMS: Final = (
    "Vrångel Tjälda Snöger Måkel Gräfta Ödemo Åskel Pärsa Klövra Drömme Skväl Björnå Håvra Långö Rämsel Gnösta "
    "Fjällör Trögla Smörla Näckå Stråvel Bränsa Kvällö Hösta Ylvå Särlö Vätta Ängsla Öjvra Älvra Krånga Djupå"
)
_ENDS: Final = "torp köping ås berga löv hult sjö näs vik måla ryd fors by stad ed ö bruk dal hamn lösa"
_PARTS: Final = ("", "Norra ", "Södra ", "Östra ", "Västra ", "Övre ", "Nedre ", "Stora ", "Lilla ")

_SUBJECTS: Final = (
    ("grön upphandling", "green procurement", "climate"),
    ("små hamnar", "small harbours", "regional-development"),
    ("värme ur avlopp", "heat from sewers", "energy"),
    ("skyfall och översvämning", "cloudbursts and floods", "climate-adaptation"),
    ("skolmat från närliggande gårdar", "school food from nearby farms", "food"),
    ("sociala företag på landsbygden", "social enterprises in the country", "social-economy"),
    ("trähus i höga våningar", "tall houses of wood", "sustainable-development"),
    ("körsång över gränser", "choirs across borders", "culture"),
    ("vindkraft i skärgård", "wind power in archipelagos", "energy"),
    ("återbruk av tegel", "reuse of bricks", "sustainable-development"),
    ("färjor utan utsläpp", "ferries without emissions", "climate"),
    ("bibliotek för alla åldrar", "libraries for all ages", "culture"),
)
_REGIONS: Final = (
    ("Nordsjön", "the North Sea"),
    ("Östersjön", "the Baltic"),
    ("Alperna", "the Alps"),
    ("Donau", "the Danube"),
    ("Arktis", "the Arctic"),
    ("Medelhavet", "the Mediterranean"),
    ("Västafrika", "West Africa"),
    ("Centralasien", "Central Asia"),
    ("hela världen", "all the world"),
    ("Europa", "Europe"),
)

THEMES: Final = tuple(sorted({theme for _, _, theme in _SUBJECTS}))
KINDS: Final = (
    ("global", "globalt nätverk"),
    ("regional", "nätverk runt ett hav"),
    ("thematic", "tematiskt nätverk"),
    ("interest-organisation", "intresseorganisation"),
)
ROLES: Final = ("medlem", "medlemmar", "är med i", "ansluten stad", "tillhör")
SEATS: Final = ("styrelseledamot", "suppleant i styrelsen", "ordförande i styrelsen")
REASONS: Final = (
    "The heading names it, and the text under the heading speaks of nothing else",
    "That it took part is stated; that taking part makes a member is implied",
    'It is called one of "our towns", which in this text means the members',
    "The year stands after the name, and is read as the year of the event",
    "Our judgement, made from what the page tells about its work",
)
PLEDGES: Final = (
    (
        "Minska utsläppen av koldioxid med {n} procent, räknat från 1990.",
        "Lower emissions of carbon dioxide by {n} per cent, counted from 1990.",
    ),
    (
        'Göra {n} procent av inköpen "gröna", mat och möbler inräknade.',
        'Make {n} per cent of all purchases "green", food and furniture included.',
    ),
    ("Bygga {n} våningar i trä på den gamla hamnplanen.", "Build {n} storeys of wood on the old harbour square."),
    (
        "Bjuda in {n} lärare om året, så att skolorna lär av varandra.",
        "Invite {n} teachers a year, so that the schools learn from each other.",
    ),
    (
        "Anpassa dagvattnet till regn som faller vart {n}:e år.",
        "Adapt the storm water to rain that falls every {n} years.",
    ),
)

_FOLDED: Final = str.maketrans("åäöÅÄÖé", "aaoaaoe")


def slug(name: str) -> str:
    """Return a name as it stands in an address.

    >>> slug("Övre Vrångelås kommun")
    'ovre-vrangelas-kommun'
    """
    return "-".join("".join(sign if sign.isalnum() else " " for sign in name.translate(_FOLDED).lower()).split())


def places(dice: Dice) -> Iterator[str]:
    """Yield names of places, each once, without end: with a number when the words are used up."""
    made = (part + stem + end for part, stem, end in product(_PARTS, _STEMS.split(), _ENDS.split()))
    names = {slug(name): name for name in made}  # two names that differ in dots alone would share an address
    order = sorted(names.values(), key=lambda _: dice.below(1 << 30))
    for turn in count(1):
        yield from (name if turn == 1 else f"{name} {turn}" for name in order)


class Topic(NamedTuple):
    """What one can join for: in Swedish, in English, and the concept of its theme."""

    swedish: str
    english: str
    theme: str


def topics() -> Iterator[Topic]:
    """Yield what one can join for, each once, without end: with a number when the words are used up."""
    for turn in count(1):
        for (region, area), (swedish, english, theme) in product(_REGIONS, _SUBJECTS):
            tail = "" if turn == 1 else f" {turn}"
            yield Topic(f"{swedish} i {region}{tail}", f"{english} in {area}{tail}", theme)

"""What a portal is told of a publication beside its data: the `[catalogue]` section of `intlgraph.toml`.

Everything that a portal would turn down is turned down here, before anything is published: a contact without a
mailbox, an organisation number with a wrong check digit, a licence that is not open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from intlgraph.settings import Settings

__all__ = ["HIGH_VALUE", "Contact", "Listing", "has_check_digit", "is_open", "number", "read"]

HIGH_VALUE: Final = "http://data.europa.eu/eli/reg_impl/2023/138/oj"
"""The regulation on high-value datasets; who names it must say which category a dataset belongs to."""

_CODE = re.compile(r"[A-Za-z0-9_-]+")
_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_NUMBER = re.compile(r"(?:16)?([0-9]{6})-?([0-9]{4})")
_OPEN: Final = re.compile(
    r"https?://creativecommons\.org/(?:publicdomain/(?:zero|mark)/1\.0|licenses/by(?:-sa)?/[0-9.]+)(?:/[a-z]{2})?/?"
    r"|https?://(?:www\.)?opendatacommons\.org/licenses/(?:by|odbl|pddl)/(?:[0-9.-]+/)?"
    r"|http://publications\.europa\.eu/resource/authority/licence/"
    r"(?:CC0|CC_BY_[0-9_]+|CC_BYSA_[0-9_]+|ODC_BY|ODC_BL|ODC_PDDL|COM_REUSE|EUPL_[0-9_]+)"
)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to: the name of a function in each language, and its mailbox."""

    name: Mapping[str, str]
    email: str


@dataclass(frozen=True, slots=True)
class Listing:
    """How a publication is listed in the catalogues of portals.

    `themes`, `frequency`, `access` and `availability` are codes of EU authority tables; `spatial` and `legislation` are
    IRIs; `keywords` stand by language. `issued` is the day it was first published, if it is said.
    `reconciliation` is the address of a service, empty where no server is configured; the SPARQL endpoint is the
    publication's own (`[sparql]`).
    """

    contact: Contact
    themes: tuple[str, ...]
    keywords: Mapping[str, tuple[str, ...]]
    spatial: tuple[str, ...]
    frequency: str
    access: str
    availability: str
    legislation: tuple[str, ...]
    high_value: tuple[str, ...]
    homepage: str
    issued: date | None
    reconciliation: str


def read(settings: Settings, languages: tuple[str, ...]) -> Listing:
    """Return what the section says; what is wrong with it is collected in the settings."""
    contact, keywords = settings.table("contact", required=True), settings.table("keywords", required=True)
    legislation = _iris(settings, "legislation")
    listing = Listing(
        contact=Contact(contact.texts("name", languages), _email(contact)),
        themes=_codes(settings, "themes"),
        keywords={tag: keywords.words(tag) for tag in languages},
        spatial=_iris(settings, "spatial", required=True),
        frequency=_code(settings, "frequency", "IRREG"),
        access=_code(settings, "access", "PUBLIC"),
        availability=_code(settings, "availability", "AVAILABLE"),
        legislation=legislation,
        high_value=_iris(settings, "high_value"),
        homepage=_iri(settings, "homepage"),
        issued=_day(settings, "issued"),
        reconciliation=_iri(settings, "reconciliation"),
    )
    if (HIGH_VALUE in legislation) != bool(listing.high_value):
        settings.report("setting-high-value", "high_value", regulation=HIGH_VALUE)
    for each in (settings, contact, keywords):
        each.unknown()
    return listing


def number(settings: Settings, required: bool) -> str:
    """Return the organisation number of the publisher as ten digits, empty when there is none.

    Reports one that is required and missing, one that is no such number, and one whose check digit is wrong.
    """
    said = settings.text("organisation_number", "")
    if not said:
        if required:
            settings.report("setting-organisation-missing", "organisation_number")
        return ""
    match = _NUMBER.fullmatch(said.strip())
    digits = "".join(match.groups()) if match else ""
    if not digits:
        settings.report("setting-organisation-number", "organisation_number", found=said)
    elif not has_check_digit(digits):
        settings.report("setting-organisation-check", "organisation_number", found=said)
    return digits


def has_check_digit(digits: str) -> bool:
    """Return whether the last digit is the check digit of those before it (Luhn, ISO/IEC 7812-1, annex B).

    >>> has_check_digit("2120009994"), has_check_digit("2120009949")
    (True, False)
    """
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def is_open(licence: str) -> bool:
    """Return whether a licence is known to let anybody use the data for anything (https://opendefinition.org/).

    >>> is_open("https://creativecommons.org/licenses/by/4.0/"), is_open("https://creativecommons.org/licenses/by-nc/4.0/")
    (True, False)
    """
    return _OPEN.fullmatch(licence) is not None


def _email(contact: Settings) -> str:
    address = contact.text("email").removeprefix("mailto:")
    if address and not _EMAIL.fullmatch(address):
        contact.report("setting-email", "email", found=address)
    return address


def _codes(settings: Settings, key: str) -> tuple[str, ...]:
    codes = settings.words(key)
    for code in codes:
        if not _CODE.fullmatch(code):
            settings.report("setting-code", key, found=code)
    return codes


def _code(settings: Settings, key: str, default: str) -> str:
    code = settings.text(key, default)
    if not _CODE.fullmatch(code):
        settings.report("setting-code", key, found=code)
    return code


def _iris(settings: Settings, key: str, required: bool = False) -> tuple[str, ...]:
    iris = settings.words(key, None if required else ())
    for iri in iris:
        if not _IRI.fullmatch(iri):
            settings.report("setting-iri", key, found=iri)
    return iris


def _iri(settings: Settings, key: str) -> str:
    iri = settings.text(key, "")
    if iri and not _IRI.fullmatch(iri):
        settings.report("setting-iri", key, found=iri)
    return iri


def _day(settings: Settings, key: str) -> date | None:
    said = settings.text(key, "")
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        settings.report("setting-day", key, found=said)
        return None

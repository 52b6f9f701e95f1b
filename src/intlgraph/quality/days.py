"""The day that a publication is measured on: given from outside, or the newest day that its documents name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from intlgraph.errors import CommandError
from intlgraph.namespaces import DCTERMS, Intl
from intlgraph.quality.asking import texts
from intlgraph.store import Store

__all__ = ["EPOCH", "newest", "of_environment"]

EPOCH: Final = "SOURCE_DATE_EPOCH"
"""The variable that says when a build is to have been made (https://reproducible-builds.org/specs/source-date-epoch/)."""


def of_environment(environment: Mapping[str, str]) -> date | None:
    """Return the day, in UTC, that `SOURCE_DATE_EPOCH` says in seconds since 1970; None when it is not set.

    Raises `CommandError` when it says something else.

    >>> of_environment({"SOURCE_DATE_EPOCH": "1700000000"}), of_environment({})
    (datetime.date(2023, 11, 14), None)
    """
    said = environment.get(EPOCH, "")
    if not said:
        return None
    try:
        return datetime.fromtimestamp(int(said), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise CommandError.of("quality-epoch", variable=EPOCH, value=said) from None


def newest(store: Store) -> date | None:
    """Return the newest day that documents say they were retrieved or, where none does, modified; None without any."""
    for property_ in (Intl.RETRIEVED, f"{DCTERMS}modified"):
        [(day,)] = texts(store, f"SELECT (MAX(STR(?day)) AS ?newest) WHERE {{ ?document <{property_}> ?day }}")
        try:
            return date.fromisoformat(day[:10])
        except ValueError:  # no document names one, or none names a whole day
            continue
    return None

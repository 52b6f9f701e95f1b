"""The day that a publication is measured on: given from outside, or the newest day that its documents name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from intlgraph.errors import CommandError
from intlgraph.query.endings import newest

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

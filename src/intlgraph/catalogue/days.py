"""The days of a publication: when it was first published and when it last changed, never when it was built.

The same tables give the same catalogue: a day comes from `SOURCE_DATE_EPOCH`, from the last release, or from the
documents that the data was taken from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from intlgraph.project import Project
from intlgraph.quality import days
from intlgraph.store import Store

__all__ = ["published"]


def published(
    project: Project, store: Store, environment: Mapping[str, str], released: Iterable[date] = ()
) -> tuple[date | None, date | None]:
    """Return the day of first publication and the day of the last change, None where nothing tells.

    `released` are the days of releases. What is said in `intlgraph.toml` of the first day goes before the first
    release, and a change is never before the first day.
    """
    releases = sorted(released)
    said = project.listing.issued if project.listing else None
    changed = days.of_environment(environment) or next(reversed(releases), None) or days.newest(store)
    issued = said or next(iter(releases), None) or changed
    if changed and issued:
        changed = max(changed, issued)
    return issued, changed or issued

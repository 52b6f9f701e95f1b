"""The pages of a site: each module writes one kind of page, in every language."""

from __future__ import annotations

__all__: list[str] = []

"""Rendering: what is said of a thing, as values, and from them pages and data.

One renderer serves the static site and the server: `describing` asks the store, `html` and `resources` write.
"""

from __future__ import annotations

__all__: list[str] = []

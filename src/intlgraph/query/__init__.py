"""Questions with names: things found by what people call them, named queries, and what is known about a thing."""

from __future__ import annotations

__all__: list[str] = []

"""Drawings made at build time: values in, SVG text out, with classes for colours, so that one stylesheet rules them."""

from __future__ import annotations

__all__: list[str] = []

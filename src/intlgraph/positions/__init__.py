"""Positions: where in a file a statement is written, which parsers do not tell.

A file is read again by a reader that keeps the place of every term: `turtle` (with TriG, N-Triples and N-Quads),
`rdfxml` or `jsonld`. `watching` keeps those statements that somebody asked for, and `finding` ties it together.
"""

from __future__ import annotations

__all__: list[str] = []

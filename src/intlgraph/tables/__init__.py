"""Tables: CSV on the Web, from metadata and rows to N-Quads lines with places for every problem.

`publication` converts all tables of a publication; `conversion` any table on the web, as the W3C recommendations say.
"""

from __future__ import annotations

__all__: list[str] = []

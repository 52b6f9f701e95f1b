"""The catalogue: what portals harvest (DCAT-AP-SE), statistics (VoID), and what a harvester would say."""

from __future__ import annotations

from intlgraph.catalogue.writing import write

__all__ = ["write"]

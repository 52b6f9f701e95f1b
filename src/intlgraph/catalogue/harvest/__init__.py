"""Harvesting: what a portal's harvester would say of a catalogue, ours or anybody's, and what to mend."""

from __future__ import annotations

from intlgraph.catalogue.harvest.checking import check
from intlgraph.catalogue.harvest.findings import Check, Finding

__all__ = ["Check", "Finding", "check"]

"""Evidence: the documents that rows cite, their passages, and the hashes that let anybody check them."""

from __future__ import annotations

from intlgraph.evidence.record import Recorded, record

__all__ = ["Recorded", "record"]

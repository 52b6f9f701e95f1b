"""Quality: how complete, how well founded and how fresh a publication is, as numbers and as lists of what to mend."""

from __future__ import annotations

from intlgraph.quality.measuring import measure
from intlgraph.quality.publishing import write
from intlgraph.quality.values import Quality

__all__ = ["Quality", "measure", "write"]

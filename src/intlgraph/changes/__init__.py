"""Changes: what differs between two states of the data, releases that freeze one, and a feed that others follow."""

from __future__ import annotations

from intlgraph.changes.publishing import write
from intlgraph.changes.releases import freeze, history
from intlgraph.changes.retired import Retired, retired

__all__ = ["Retired", "freeze", "history", "retired", "write"]

"""Changes: what differs between two states of the data, releases that freeze one, and a feed that others follow."""

from __future__ import annotations

from intlgraph.changes.publishing import write
from intlgraph.changes.releases import checked, freeze, history
from intlgraph.changes.retired import retired
from intlgraph.changes.shown import called, shown

__all__ = ["called", "checked", "freeze", "history", "retired", "shown", "write"]

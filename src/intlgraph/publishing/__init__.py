"""Publishing: what leaves the build. The selection of a dataset, its dumps in every format, and the JSON-LD context."""

from __future__ import annotations

from intlgraph.publishing.contexts import context
from intlgraph.publishing.dumps import Dump, export, write

__all__ = ["Dump", "context", "export", "write"]

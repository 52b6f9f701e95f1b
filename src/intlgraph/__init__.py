"""intlgraph: what a municipality knows about its international work, as linked open data.

The package is the press; ontology, shapes, queries and data are the type. `intlgraph --help` lists the commands.
"""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"

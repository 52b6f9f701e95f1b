"""The store: everything the build has said, ready to be asked.

Two kinds of store answer alike: the embedded one that a build makes (`oxigraph`), and any SPARQL endpoint (`remote`).
Only this room holds a connection; what leaves it are values.
"""

from __future__ import annotations

from intlgraph.store.base import Result, Solutions, Store, Term, Triples

__all__ = ["Result", "Solutions", "Store", "Term", "Triples"]

"""Validation: what the shapes (SHACL) say of the data, as a report that an officer understands.

    shapes files ── shapes.read ──> Shapes ─┐
    quads files ───────────────────> Data ──┼── an engine ──> Results ── faults.group ──> Report ── formats ──> text
    tables, RDF files ── places ────────────┘

An engine finds results; everything that a reader sees is made from them here, whichever engine found them.
"""

__all__: list[str] = []

"""`python -m intlgraph`: the command line, for places where its script is not on the path."""

from __future__ import annotations

from intlgraph.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()

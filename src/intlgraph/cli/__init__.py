"""The command line: parse, call, print.

Each command is a module of its own, loaded only when it is asked for, so that `intlgraph --help` starts at once.
"""

from __future__ import annotations

from intlgraph.cli.frame import main

__all__ = ["main"]

"""`intlgraph export`: one dataset of the last build in one format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from intlgraph.cli.commands import Command
from intlgraph.cli.options import Help, shared
from intlgraph.formats import GRAPH_FORMATS
from intlgraph.pipeline import export

__all__ = ["command"]


@click.command("export", cls=Command)
@click.option("--format", "format", cls=Help, type=click.Choice([known.name for known in GRAPH_FORMATS]), required=True)
@click.option("--dataset", cls=Help, default="all", show_default=True)
@click.option("--out", cls=Help, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.pass_context
def command(context: click.Context, format: str, dataset: str, out: Path | None) -> None:
    """Write the dataset to a file, or to the standard output."""
    project = shared(context).project()
    if out is None:
        export(project, dataset, format, sys.stdout.buffer)
        return
    fresh = out.with_name(out.name + ".new")
    try:
        with fresh.open("wb") as stream:
            export(project, dataset, format, stream)
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)

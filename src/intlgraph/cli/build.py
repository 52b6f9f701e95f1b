"""`intlgraph build`: tables to a store that answers."""

from __future__ import annotations

import click

from intlgraph.cli.commands import Command
from intlgraph.cli.options import shared
from intlgraph.cli.progress import Progress, reporting, say, tell_build
from intlgraph.pipeline import build

__all__ = ["command"]


@click.command("build", cls=Command)
@click.pass_context
def command(context: click.Context) -> None:
    """Build the publication and say what is in it."""
    options = shared(context)
    project = options.project()
    with reporting(options), Progress(options.language) as progress:
        built = build(project, progress.stage)
    tell_build(built, options)
    say("said-built", options.language, folder=project.shown(built.folder))

"""`intlgraph publish`: build, and write everything that is published."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path

import click

from intlgraph.cli.commands import Command
from intlgraph.cli.options import Help, shared
from intlgraph.cli.progress import Progress, reporting, say, tell_build
from intlgraph.pipeline import publish

__all__ = ["command"]


@click.command("publish", cls=Command)
@click.option("--out", cls=Help, type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.pass_context
def command(context: click.Context, out: Path | None) -> None:
    """Build and publish, then say what was written and how to look at it."""
    options = shared(context)
    project = options.project()
    folder = out or project.root / "public"
    with reporting(options), Progress(options.language) as progress:
        published = publish(project, folder, progress.stage, os.environ)
    tell_build(published.build, options)
    for name, dumps in groupby(published.dumps, key=lambda dump: dump.dataset):
        written = list(dumps)
        endings = ", ".join(dump.path.name.removeprefix(f"{name}.") for dump in written)
        say("said-dump", options.language, file=f"data/{name}", triples=written[0].triples, endings=endings)
    say("said-published", options.language, folder=folder, files=published.files)
    if project.demonstration:
        say("said-demonstration", options.language)
    if project.datasets:
        say("said-look", options.language, folder=folder, dataset=project.datasets[0].name)

"""`intlgraph release`: freeze what is published, and say what it changes; the one command that reads a clock for it."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import click

from intlgraph import pipeline
from intlgraph.changes import people
from intlgraph.changes.releases import FOLDER, Made, history
from intlgraph.changes.telling import as_text
from intlgraph.cli.commands import Command
from intlgraph.cli.options import Help, Shared, shared
from intlgraph.cli.progress import Progress, reporting, say
from intlgraph.errors import CommandError

__all__ = ["command"]

_SHOWN = 20
"""How many things of a kind are told of; the files of the release hold all."""


@click.command("release", cls=Command)
@click.option("--version", "release_version", cls=Help, metavar="NAME", default="")
@click.option("--forget", "forgotten", cls=Help, metavar="PERSON", default="")
@click.pass_context
def command(context: click.Context, release_version: str, forgotten: str) -> None:
    """Make a release, or remove a person from all of them."""
    options = shared(context)
    project = options.project()
    if forgotten:
        count = people.forget(project, history(project), forgotten, project.root / FOLDER)
        say("release-forgot", options.language, person=forgotten, count=count)
        return
    with reporting(options), Progress(options.language) as progress:
        made = pipeline.release(project, release_version, _now(), progress.stage)
    if made is None:
        say("release-nothing", options.language, version=history(project)[-1].version)
        return
    _tell(made, options)


def _tell(made: Made, options: Shared) -> None:
    if made.difference:
        click.echo(as_text(made.difference, options.language, _SHOWN))
    stored, version = made.release.files["data"], made.release.version
    say("release-made", options.language, version=version, quads=stored.lines, sha256=stored.sha256)
    say("release-next", options.language, folder=f"{FOLDER}/{version}")


def _now() -> datetime:
    """Return the time of `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/), else now."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not said:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(said), UTC)
    except (ValueError, OverflowError, OSError):
        raise CommandError.of("release-epoch", value=said) from None

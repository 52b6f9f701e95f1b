"""`intlgraph diff`: what differs between two releases, dumps or files, in words by thing or as lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from intlgraph.changes import diff, releases, storing, telling
from intlgraph.changes.manifest import DESCRIPTION
from intlgraph.changes.snapshots import sources_of
from intlgraph.cli.commands import Command
from intlgraph.cli.options import Help, Shared, shared
from intlgraph.errors import CommandError, ProjectError
from intlgraph.project import Project

__all__ = ["command"]


@click.command("diff", cls=Command)
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--format", "difference_format", cls=Help, type=click.Choice(telling.FORMATS), default="text")
@click.option("--limit", "rows", cls=Help, type=click.IntRange(min=0), metavar="N", default=0)
@click.pass_context
def command(context: click.Context, first: str, second: str, difference_format: str, rows: int) -> None:
    """Compare, and print what differs; that something does is no error."""
    options = shared(context)
    project = _project(options)
    sides = [_files(each, project) for each in (first, second)]
    found = diff.of_files(sides[0], sides[1], (first, second), project)
    sys.stdout.buffer.write(telling.write(found, difference_format, options.language, rows).encode())
    sys.stdout.buffer.flush()


def _project(options: Shared) -> Project | None:
    """Return the publication that the command stands in, if it stands in one."""
    try:
        return options.project()
    except ProjectError as error:
        if options.folder == Path() and {problem.code for problem in error.problems} == {"no-publication"}:
            return None
        raise


def _files(name: str, project: Project | None) -> Sequence[Path]:
    """Return the files that a name stands for: a file, a folder of N-Quads, or a release by its version or folder."""
    path = Path(name)
    known = {release.version: release for release in releases.history(project)} if project else {}
    if path.name in known and project and (not path.exists() or (path / DESCRIPTION).is_file()):
        release = known[path.name]
        folder = releases.folder_of(project, release)
        storing.check(release.files["data"], folder)
        return (folder / release.files["data"].file,)
    if not path.exists():
        raise CommandError.of("release-unknown", name=name, known=", ".join(known) or "-")
    return sources_of(path)

"""`intlgraph harvest-check`: what a portal's harvester would say of a catalogue."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from intlgraph.catalogue.harvest import check
from intlgraph.catalogue.harvest.formats import FORMATS, write
from intlgraph.catalogue.harvest.web import web
from intlgraph.catalogue.writing import CATALOGUE
from intlgraph.cli.commands import Command
from intlgraph.cli.frame import complain
from intlgraph.cli.options import Help, Shared, shared
from intlgraph.errors import CommandError

__all__ = ["command"]


@click.command("harvest-check", cls=Command)
@click.argument("target", required=False, metavar="[FILE|URL]")
@click.option("--online", cls=Help, is_flag=True)
@click.option("--strict", cls=Help, is_flag=True)
@click.option("--format", "report_format", cls=Help, type=click.Choice(FORMATS), default=FORMATS[0])
@click.option("--out", cls=Help, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.pass_context
def command(
    context: click.Context, target: str | None, online: bool, strict: bool, report_format: str, out: Path | None
) -> int:
    """Check, print what was found, and end with 1 when a harvest would fail (with --strict: or anything was found)."""
    options = shared(context)
    if out is not None and not out.parent.is_dir():
        raise CommandError.of("validate-no-folder", folder=out.parent.as_posix())
    checked = check(target or _published(options), web, online)
    complain(checked.notes, options.language)
    text = write(checked, report_format, options.language)
    if out is None:
        _print(text)
    else:
        out.write_text(text, "utf-8", newline="\n")
    return 0 if checked.harvestable and (checked.good or not strict) else 1


def _published(options: Shared) -> str:
    """Return the catalogue of the publication, as messages are to name it."""
    path = options.project().root / "public" / CATALOGUE
    if not path.is_file():
        raise CommandError.of("harvest-nothing-published", file=f"public/{CATALOGUE}")
    return os.path.relpath(path)


def _print(text: str) -> None:
    """Print the report; that its reader has gone (`| head`) changes nothing in the verdict."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""`intlgraph quality`: how complete, how well founded and how fresh the last build is."""

from __future__ import annotations

import difflib
import os
import shutil
import sys
from datetime import UTC, date, datetime

import click

from intlgraph.cli.commands import Command
from intlgraph.cli.options import Help, shared
from intlgraph.errors import CommandError
from intlgraph.quality import days
from intlgraph.quality.listing import as_json
from intlgraph.quality.measuring import measure
from intlgraph.quality.publishing import as_turtle
from intlgraph.quality.text import as_text
from intlgraph.quality.values import Quality
from intlgraph.store import generations, oxigraph

__all__ = ["command"]

_ROWS = 10
"""How many rows a table for people has unless more are asked for."""


@click.command("quality", cls=Command)
@click.option("--format", "format", cls=Help, type=click.Choice(["text", "json", "turtle"]), default="text")
@click.option("--class", "kind", cls=Help, metavar="CLASS", default="")
@click.option("--limit", "rows", cls=Help, type=click.IntRange(min=0), metavar="N")
@click.option("--date", "day", cls=Help, metavar="DATE", default="")
@click.pass_context
def command(context: click.Context, format: str, kind: str, rows: int | None, day: str) -> None:
    """Measure the last build and print what was found; whatever it is, it is information and no error."""
    options = shared(context)
    on = _day(day)
    project = options.project()
    store = oxigraph.open_read_only(generations.current(project.build) / "store")
    quality = measure(store, project, on)
    if kind:
        quality = quality.of(_classes(quality, kind))
    match format:
        case "turtle":
            text = as_turtle(quality, project)
        case "json":
            text = as_json(quality, options.language, rows or 0)
        case _:
            width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
            text = as_text(quality, options.language, _ROWS if rows is None else rows, width)
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _day(said: str) -> date:
    """Return the day that is asked for, else that of the environment, else today."""
    if not said:
        return days.of_environment(os.environ) or datetime.now(UTC).astimezone().date()
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise CommandError.of("quality-date", value=said) from None


def _classes(quality: Quality, said: str) -> frozenset[str]:
    """Return the classes that are called so, in any language, as an IRI, or by the last part of one."""
    called: dict[str, set[str]] = {}
    for iri in quality.classes:
        for name in (iri, iri.replace("#", "/").rsplit("/", 1)[-1], *quality.names.get(iri, {}).values()):
            called.setdefault(name.casefold(), set()).add(iri)
    if found := called.get(said.casefold()):
        return frozenset(found)
    near = difflib.get_close_matches(said.casefold(), called, 1)
    known = sorted({name for iri in quality.classes for name in quality.names.get(iri, {}).values()})
    raise CommandError.of("quality-class", value=said, nearest=near[0] if near else ", ".join(known))

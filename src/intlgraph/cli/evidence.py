"""`intlgraph evidence`: the passages that statements rest on."""

from __future__ import annotations

from pathlib import Path

import click

from intlgraph.cli.commands import Command, Group
from intlgraph.cli.options import Help, shared
from intlgraph.cli.progress import say
from intlgraph.evidence.record import record

__all__ = ["command"]


@click.group("evidence", cls=Group)
def command() -> None:
    """Group of the commands about evidence."""


@command.command("record", cls=Command)
@click.option("--documents", cls=Help, type=click.Path(path_type=Path), metavar="DIR", required=True)
@click.pass_context
def _record(context: click.Context, documents: Path) -> None:
    options = shared(context)
    recorded = record(options.project(), documents)
    say(
        "said-recorded",
        options.language,
        passages=recorded.passages,
        documents=recorded.documents,
        file="data/passages.csv",
    )

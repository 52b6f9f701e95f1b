"""`intlgraph query`: SPARQL against the build or an endpoint."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from intlgraph.cli.commands import Command
from intlgraph.cli.options import Help, shared
from intlgraph.errors import CommandError, DataError, Place, Problem, QueryError
from intlgraph.formats import GRAPH_FORMATS, RESULT_FORMATS
from intlgraph.project import Project
from intlgraph.store import Store, Triples, generations, oxigraph, remote, results

__all__ = ["command"]


_FORMATS: Final = ["table", *(known.name for known in (*RESULT_FORMATS, *GRAPH_FORMATS) if not known.holds_graphs)]


@click.command("query", cls=Command)
@click.option("-e", "text", cls=Help, metavar="TEXT|FILE", required=True)
@click.option("--endpoint", cls=Help, metavar="URL")
@click.option("--format", "format", cls=Help, type=click.Choice(_FORMATS))
@click.pass_context
def command(context: click.Context, text: str, endpoint: str | None, format: str | None) -> None:
    """Ask and print the answer: as a table or Turtle unless another format is asked for."""
    query, file = _query(text)
    store: Store = remote.RemoteStore(endpoint) if endpoint else _embedded(shared(context).project())
    try:
        answer = store.query(query)
    except QueryError as error:
        raise QueryError(_placed(problem, file) for problem in error.problems) from None
    sys.stdout.buffer.write(results.write(answer, format or ("turtle" if isinstance(answer, Triples) else "table")))


def _embedded(project: Project) -> Store:
    return oxigraph.open_read_only(generations.current(project.build) / "store")


def _query(text: str) -> tuple[str, str]:
    """Return the query and what messages call it: the text given, or what stands in the file of that name."""
    path = Path(text)
    if "\n" in text or "{" in text:
        return text, "-e"
    if not path.is_file():
        raise CommandError.of("query-file-missing", file=text)
    try:
        return path.read_text("utf-8-sig"), path.name
    except UnicodeDecodeError:
        raise DataError.of("encoding-unknown", Place(path.name)) from None


def _placed(problem: Problem, file: str) -> Problem:
    return replace(problem, place=replace(problem.place, file=problem.place.file or file))

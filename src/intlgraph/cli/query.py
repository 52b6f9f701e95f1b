"""`intlgraph query`: a named query, or SPARQL, against the build or an endpoint."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from intlgraph.cli.commands import Command
from intlgraph.cli.options import Help, Shared, shared
from intlgraph.errors import CommandError, DataError, Place, Problem, QueryError
from intlgraph.formats import GRAPH_FORMATS, RESULT_FORMATS
from intlgraph.project import Project
from intlgraph.query import describing, named, writing
from intlgraph.query.headers import NamedQuery
from intlgraph.query.named import CERTAINTY, READING
from intlgraph.store import Store, Triples, generations, oxigraph, remote, results

__all__ = ["command"]

_STARTS_QUERY = re.compile(
    r"\s*(?:$|(?:prefix|base|select|ask|construct|describe|insert|delete|load|clear|create|drop|copy|move|add|with)\b)",
    re.I,
)
_FORMATS: Final = ["table", *(known.name for known in (*RESULT_FORMATS, *GRAPH_FORMATS) if not known.holds_graphs)]


@click.command("query", cls=Command)
@click.argument("name", required=False, metavar="[NAME|FILE]")
@click.option("-p", "parameters", cls=Help, metavar="NAME=VALUE", multiple=True)
@click.option(f"--{READING}", "reading", cls=Help, metavar="READING")
@click.option(f"--{CERTAINTY}", "certain", cls=Help, metavar="CODES")
@click.option("--list", "list_queries", cls=Help, is_flag=True)
@click.option("--describe", "describe", cls=Help, is_flag=True)
@click.option("-e", "text", cls=Help, metavar="TEXT|FILE")
@click.option("--endpoint", cls=Help, metavar="URL")
@click.option("--format", "format", cls=Help, type=click.Choice(_FORMATS))
@click.pass_context
def command(
    context: click.Context,
    name: str | None,
    parameters: tuple[str, ...],
    reading: str | None,
    certain: str | None,
    list_queries: bool,
    describe: bool,
    text: str | None,
    endpoint: str | None,
    format: str | None,
) -> None:
    """Ask and print the answer: as a table or Turtle unless another format is asked for."""
    options = shared(context)
    given = _given(parameters, {READING: [reading] if reading else [], CERTAINTY: _codes(certain)})
    if list_queries:
        click.echo(describing.listed(named.catalogue(options.project()), options.language), nl=False)
    elif (name is None) == (text is None):
        raise CommandError.of("query-what")
    elif text is not None:
        _plain(text, given, endpoint, format, options)
    elif (query := _named(name or "", options)) is None:
        _plain(name or "", given, endpoint, format, options)
    elif describe:
        click.echo(describing.described(query, options.language), nl=False)
    else:
        _answer(query, given, endpoint, format or "table", options)


def _answer(
    query: NamedQuery, given: Mapping[str, list[str]], endpoint: str | None, format: str, options: Shared
) -> None:
    """Ask a named query; what else there is to know of the answer goes to the error stream, out of the data's way."""
    try:
        asked = named.ask(_store(endpoint, options), query, given, options.language)
    except QueryError as error:
        raise QueryError(_placed(problem, query.file) for problem in error.problems) from None
    sys.stdout.buffer.write(writing.write(asked, format, options.language, _width()))
    sys.stdout.buffer.flush()
    for line in describing.remarks(asked, options.language):
        click.echo(line, err=True)


def _plain(
    text: str, given: Mapping[str, list[str]], endpoint: str | None, format: str | None, options: Shared
) -> None:
    """Ask in SPARQL as it stands."""
    if given:
        raise CommandError.of("query-plain-parameters", parameter=next(iter(given)))
    query, file = _query(text)
    try:
        answer = _store(endpoint, options).query(query)
    except QueryError as error:
        raise QueryError(_placed(problem, file) for problem in error.problems) from None
    sys.stdout.buffer.write(
        results.write(answer, format or ("turtle" if isinstance(answer, Triples) else "table"), _width())
    )


def _width() -> int | None:
    """Return the width of the terminal; a pipe or a file has none, and gets every row on a line of its own."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _given(parameters: tuple[str, ...], options: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return what is given for each parameter, whether by -p or by an option of its own."""
    given = {name: list(said) for name, said in options.items() if said}
    for each in parameters:
        name, equals, value = each.partition("=")
        if not equals or not name.strip():
            raise CommandError.of("parameter-not-written-so", value=each)
        given.setdefault(name.strip(), []).extend(_codes(value) if name.strip() == CERTAINTY else [value])
    return given


def _codes(text: str | None) -> list[str]:
    return [code.strip() for code in (text or "").split(",") if code.strip()]


def _named(name: str, options: Shared) -> NamedQuery | None:
    """Return the named query, or the one in a file of that name; None for a file of plain SPARQL."""
    path = Path(name)
    if path.suffix == ".rq" or path.is_file():
        if not path.is_file():
            raise CommandError.of("query-file-missing", file=name)
        return named.of_file(path, options.project)
    return named.find(options.project(), name)


def _store(endpoint: str | None, options: Shared) -> Store:
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise CommandError.of("endpoint-not-http", endpoint=endpoint)
    return remote.RemoteStore(endpoint) if endpoint else _embedded(options.project())


def _embedded(project: Project) -> Store:
    return oxigraph.open_read_only(generations.current(project.build) / "store")


def _query(text: str) -> tuple[str, str]:
    """Return the query and what messages call it: the text given, or what stands in the file of that name."""
    path = Path(text)
    if "\n" in text or "{" in text or _STARTS_QUERY.match(text):
        return text, "-e"
    if not path.is_file():
        raise CommandError.of("query-file-missing", file=text)
    try:
        return path.read_text("utf-8-sig"), path.name
    except UnicodeDecodeError:
        raise DataError.of("encoding-unknown", Place(path.name)) from None


def _placed(problem: Problem, file: str) -> Problem:
    return replace(problem, place=replace(problem.place, file=problem.place.file or file))

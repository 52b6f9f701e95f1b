"""Progress of long work on a terminal, and what was made once it is done."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import Final

import click

from intlgraph.cli.frame import complain
from intlgraph.cli.options import Shared
from intlgraph.errors import sentence
from intlgraph.pipeline import Build, InvalidDataError
from intlgraph.query.counts import Count, Counts, count
from intlgraph.query.labels import chosen
from intlgraph.store import oxigraph
from intlgraph.validation import formats

__all__ = ["Progress", "reporting", "say", "tell_build"]


_FAULTS: Final = 20
"""How many faults a build shows; `intlgraph validate` shows them all."""


class Progress:
    """One line on the terminal that says what is being done; silent in a pipe."""

    def __init__(self, language: str) -> None:
        """Write in this language, if anybody can see it."""
        self._language = language
        self._seen = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        """Begin; nothing is written before the first stage."""
        return self

    def stage(self, code: str, /, **values: object) -> None:
        """Say which stage has begun; `code` names the sentence in the catalogue."""
        if self._seen:
            click.echo(f"\r\x1b[K{sentence(code, 'text', self._language, values)}", nl=False, err=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        if self._seen:
            click.echo("\r\x1b[K", nl=False, err=True)


def say(code: str, language: str, **values: object) -> None:
    """Print one sentence of the catalogue."""
    click.echo(sentence(code, "text", language, values))


@contextmanager
def reporting(options: Shared) -> Iterator[None]:
    """Show the report of data that a build refuses, before the frame says that it was refused."""
    try:
        yield
    except InvalidDataError as error:
        style = formats.Style(options.language, colour=sys.stderr.isatty(), limit=_FAULTS)
        violations = tuple(fault for fault in error.report.faults if fault.severity == "violation")
        click.echo(formats.write(replace(error.report, faults=violations), "text", style), err=True)
        raise


def tell_build(built: Build, options: Shared) -> None:
    """Print the notes on a build and what it holds; with --verbose also which built-ins were replaced."""
    complain((*built.notes, *built.report.notes), options.language)
    if options.verbose:
        complain(built.report.details, options.language)
        for layer in built.replaced:
            say("said-replaced", options.language, file=layer)
    if warnings := built.report.count("warning"):
        say("said-warnings", options.language, count=warnings)
    for origin, triples in built.counts.items():
        say("said-graph", options.language, graph=origin, count=triples)
    _tell_counts(count(oxigraph.open_read_only(built.folder / "store")), options.language)


def _tell_counts(counts: Counts, language: str) -> None:
    """Print how many things and statements of each kind there are, the statements by certainty, and the passages."""
    number = sum(each.number for each in counts.statements)
    none = sentence("said-no-certainty", "text", language, {})
    if counts.things:
        say("said-things", language, kinds=_listed(counts.things, language))
    if counts.statements:
        certainties = _listed(counts.certainties, language, none)
        kinds = _listed(counts.statements, language)
        say("said-statements", language, number=number, certainties=certainties, kinds=kinds)
    say("said-passages", language, number=counts.passages)


def _listed(counted: Iterable[Count], language: str, unnamed: str = "") -> str:
    return "; ".join(f"{each.number} {chosen(each.names, language) or each.iri or unnamed}" for each in counted)

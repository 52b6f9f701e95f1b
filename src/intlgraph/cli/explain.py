"""`intlgraph explain`: every fact about a thing, as sentences with their passages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from intlgraph.cli.commands import Command
from intlgraph.cli.options import Help, shared
from intlgraph.project import Project
from intlgraph.publishing.contexts import context as definitions
from intlgraph.publishing.contexts import understood
from intlgraph.query.explain import explain
from intlgraph.query.shown import as_json, as_text
from intlgraph.query.things import one
from intlgraph.query.words import words
from intlgraph.store import Store, generations, oxigraph, remote

__all__ = ["command"]


@click.command("explain", cls=Command)
@click.argument("sought", metavar="IRI|NAME")
@click.option("--documents", cls=Help, type=click.Path(path_type=Path), metavar="DIR")
@click.option("--endpoint", cls=Help, metavar="URL")
@click.option("--format", "format", cls=Help, type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def command(context: click.Context, sought: str, documents: Path | None, endpoint: str | None, format: str) -> None:
    """Find the thing, explain it, and print the explanation."""
    options = shared(context)
    project = options.project()
    store: Store = remote.RemoteStore(endpoint) if endpoint else _embedded(project)
    found = one(store, sought, options.language)
    languages = dict.fromkeys([options.language, *project.languages, "sv", "en"])
    explanation = explain(store, found.iri, _terms(project), list(languages))
    cited = [passage for group in explanation.groups for fact in group.facts for passage in fact.passages]
    quoted = words(project, documents, cited) if documents else None
    shown = as_json(explanation, quoted) if format == "json" else as_text(explanation, options.language, quoted)
    sys.stdout.buffer.write(shown.encode())


def _embedded(project: Project) -> Store:
    return oxigraph.open_read_only(generations.current(project.build) / "store")


def _terms(project: Project) -> dict[str, str]:
    """Return the names that patterns may use, with their IRIs: the terms of the publication's context, and `type`."""
    known = understood(definitions(project))
    return {name: term.iri for name, term in known.terms.items() if not term.prefix}

"""`intlgraph evidence`: the passages that statements rest on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from intlgraph.cli.commands import Command, Group
from intlgraph.cli.frame import complain
from intlgraph.cli.options import Help, Shared, shared
from intlgraph.cli.progress import say
from intlgraph.evidence.check import check
from intlgraph.evidence.coverage import Covered, coverage
from intlgraph.evidence.reanchor import reanchor
from intlgraph.evidence.record import record
from intlgraph.evidence.sentences import Sentence

__all__ = ["command"]

_documents = click.option("--documents", cls=Help, type=click.Path(path_type=Path), metavar="DIR", required=True)


@click.group("evidence", cls=Group)
def command() -> None:
    """Group of the commands about evidence."""


@command.command("record", cls=Command)
@_documents
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


@command.command("check", cls=Command)
@_documents
@click.pass_context
def _check(context: click.Context, documents: Path) -> int:
    options = shared(context)
    checked = check(options.project(), documents)
    complain(checked.problems, options.language)
    say(
        "said-checked",
        options.language,
        passages=checked.passages,
        rows=checked.rows,
        documents=checked.documents,
        whole=checked.whole,
        excepted=checked.excepted,
        problems=len(checked.problems),
    )
    return 1 if checked.problems else 0


@command.command("reanchor", cls=Command)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--document", cls=Help, metavar="ID", default="")
@click.option("--partial", cls=Help, is_flag=True)
@click.pass_context
def _reanchor(context: click.Context, old: Path, new: Path, document: str, partial: bool) -> int:
    options = shared(context)
    done = reanchor(options.project(), old, new, document, partial=partial)
    complain(done.problems, options.language)
    counts = {"moved": done.moved, "kept": done.kept, "lost": done.lost}
    say("said-reanchored", options.language, document=done.document, **counts)
    for file in done.files:
        say("said-file-rewritten", options.language, file=file)
    if done.files:
        say("said-look-at-dates", options.language, document=done.document)
    else:
        say("said-nothing-rewritten", options.language)
    return 1 if done.problems else 0


@command.command("coverage", cls=Command)
@_documents
@click.option("--format", "format", cls=Help, type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def _coverage(context: click.Context, documents: Path, format: str) -> None:
    options = shared(context)
    found = coverage(options.project(), documents)
    if format == "json":
        click.echo(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=2))
        return
    for each in found:
        _tell(each, options)


def _tell(covered: Covered, options: Shared) -> None:
    say(
        "said-coverage",
        options.language,
        document=covered.document,
        file=covered.file,
        touched=covered.touched,
        sentences=covered.sentences,
        share=f"{covered.share:.0%}".rstrip("%"),
    )
    for code, sentences in (("said-untouched", covered.untouched), ("said-mentioned", covered.mentioned)):
        if sentences:
            say(code, options.language)
        for sentence in sentences:
            click.echo(f"    {sentence.start}-{sentence.end}  {sentence.text}")


def _as_json(covered: Covered) -> dict[str, Any]:
    return {
        "document": covered.document,
        "file": covered.file,
        "sentences": covered.sentences,
        "touched": covered.touched,
        "share": round(covered.share, 4),
        "untouched": _ranges(covered.untouched),
        "mentioned": _ranges(covered.mentioned),
    }


def _ranges(sentences: Iterable[Sentence]) -> list[dict[str, Any]]:
    return [{"start": each.start, "end": each.end, "text": each.text} for each in sentences]

"""Write the reference pages from what they describe: `make docs`. A test holds the pages to this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from intlgraph.cli.commands import COMMANDS, LazyGroup
from intlgraph.cli.options import Shared
from intlgraph.namespaces import PREFIXES, Annotation
from intlgraph.project import load
from intlgraph.tables.description import describe
from intlgraph.tables.model import Column, Table

__all__ = ["pages", "table_rows"]

ROOT = Path(__file__).resolve().parent.parent
_MADE = "<!-- Written by `make docs` from what it describes. -->\n\n"


def pages() -> Mapping[str, str]:
    """Return the text of every reference page by its path in the repository."""
    return {
        "docs/reference/commands.md": _MADE + "\n".join(_commands()),
        "docs/reference/tables.md": _MADE + "\n".join(_tables()),
        "docs/reference/prefixes.md": _MADE + "\n".join(_prefixes()),
    }


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    group = LazyGroup("intlgraph")
    root = click.Context(group, info_name="intlgraph", obj=Shared(language="en"))
    yield f"```text\n{group.get_help(root)}\n```\n"
    for name in COMMANDS:
        command = group.get_command(root, name)
        if command is not None:
            yield from _command(command, name, root)


def _command(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for inside in command.list_commands(context):
            inner = command.get_command(context, inside)
            if inner is not None:
                yield from _command(inner, inside, context)


def _text(table: Table, term: str, language: str) -> str:
    values = table.annotations.get(f"http://purl.org/dc/terms/{term}")
    found = [each["@value"] for each in values if each["@language"] == language] if isinstance(values, list) else []
    return str(found[0]) if found else ""


def table_rows() -> Iterator[str]:
    """Yield one line for each built-in table: its file, and what a row is, as `README.md` lists them."""
    for name, table in describe(load(ROOT)).tables.items():
        yield f"| `{name}` | {_text(table, 'description', 'en')} |"


def _tables() -> Iterator[str]:
    yield "# Tables\n"
    for name, table in describe(load(ROOT)).tables.items():
        yield f"## {name}\n\n{_text(table, 'description', 'en')}. *{_text(table, 'description', 'sv')}.*\n"
        yield "| heading | rubrik | needed | holds |\n|---|---|---|---|"
        yield from (_column(column) for column in table.schema.columns if not column.virtual)
        yield ""


def _column(column: Column) -> str:
    heading, rubrik = (", ".join(column.titles.get(language, ())) for language in ("en", "sv"))
    return f"| {heading} | {rubrik} | {'yes' if column.required else ''} | {_holds(column)} |"


def _holds(column: Column) -> str:
    classes = column.annotations.get(Annotation.REFERS_TO)
    said = ""
    if isinstance(classes, list):
        said = "one of " + ", ".join(f"`{each}/id`" for each in classes)
    elif Annotation.EDTF in column.annotations:
        said = "a time: `2008`, `2014-08`, `2020-08-03`, `200X`, `[..2021-01]`"
    elif Annotation.PASSAGES in column.annotations:
        said = "passages: `document:start-end`, or a document"
    elif "/concept/" in (column.value_url or ""):
        said = f"a code of `ontology/concepts/{(column.value_url or '').split('/concept/')[1].split('/')[0]}.ttl`"
    elif column.datatype.base != "string":
        said = column.datatype.base
    elif column.lang != "und":
        said = f"text in {column.lang}"
    notes = [said] if said else []
    if column.separator:
        notes.append(f"several are parted by `{column.separator}`")
    if column.annotations.get(Annotation.EDITORIAL):
        notes.append("our own words, shown as ours")
    return "; ".join(notes)


def _prefixes() -> Iterator[str]:
    yield "# Prefixes\n\nEvery query may use these without declaring them.\n\n| prefix | namespace |\n|---|---|"
    yield from (f"| `{prefix}:` | {namespace} |" for prefix, namespace in sorted(PREFIXES.items()))
    yield ""


if __name__ == "__main__":
    for path, text in pages().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, "utf-8")

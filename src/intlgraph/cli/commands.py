"""Commands and groups that describe themselves in the user's language, each imported only when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, Final

import click

from intlgraph.cli.options import everywhere, shared
from intlgraph.errors import sentence

__all__ = ["COMMANDS", "Command", "Group", "LazyGroup"]

COMMANDS: Final[Mapping[str, str]] = {
    "publish": "intlgraph.cli.publish",
    "build": "intlgraph.cli.build",
    "validate": "intlgraph.cli.validate",
    "query": "intlgraph.cli.query",
    "explain": "intlgraph.cli.explain",
    "export": "intlgraph.cli.export",
    "evidence": "intlgraph.cli.evidence",
    "quality": "intlgraph.cli.quality",
    "harvest-check": "intlgraph.cli.harvest",
    "release": "intlgraph.cli.release",
    "diff": "intlgraph.cli.diff",
    "follow": "intlgraph.cli.follow",
}
"""The commands in the order in which help lists them, the main job first, and the module that holds each."""


class Command(click.Command):
    """A command with the shared options, whose help stands in the catalogue under `command-<name>`."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        """Take what click takes, and add the shared options."""
        super().__init__(*args, **settings)
        self.params.extend(everywhere())

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the `--help` option, described in the user's language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = sentence("option-help", "text", shared(ctx).language, {})
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is used."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _words(ctx, "usage") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does and how it is used."""
        for part in ("text", "hint"):
            for paragraph in filter(None, _words(ctx, _code(ctx.command_path), part).strip().split("\n\n")):
                formatter.write_paragraph()
                with formatter.indentation():
                    formatter.write_text(paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, those of the command itself first."""
        records = [record for parameter in self.get_params(ctx) if (record := parameter.get_help_record(ctx))]
        with formatter.section(_words(ctx, "options")):
            formatter.write_dl(records)


class Group(Command, click.Group):
    """A group of commands, listed in the order in which they were added."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and then the commands, without importing one."""
        Command.format_options(self, ctx, formatter)
        with formatter.section(_words(ctx, "commands")):
            lines = [(name, _words(ctx, _code(f"{ctx.command_path} {name}"))) for name in self.list_commands(ctx)]
            formatter.write_dl(lines)


class LazyGroup(Group):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command


def _code(path: str) -> str:
    return "-".join(["command", *path.split(" ")[1:]])


def _words(context: click.Context, code: str, part: str = "text") -> str:
    known = code if code.startswith("command") and code != "commands" else f"help-{code}"
    return sentence(known, part, shared(context).language, {})

"""Options that work with every command, wherever on the line they stand, and options described in both languages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click

from intlgraph.errors import sentence
from intlgraph.project import Project, find, load

__all__ = ["Help", "Shared", "everywhere", "language_of_machine", "shared"]


def language_of_machine(environment: Mapping[str, str]) -> str:
    """Return the language of messages that the machine's locale asks for: `sv`, otherwise `en`.

    >>> language_of_machine({"LANG": "sv_SE.UTF-8"})
    'sv'
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return "sv" if value.startswith("sv") else "en"
    return "en"


@dataclass(slots=True)
class Shared:
    """The options that every command takes, as far as the line has been read."""

    folder: Path = field(default_factory=Path)
    language: str = field(default_factory=lambda: language_of_machine(os.environ))
    debug: bool = False
    verbose: bool = False

    def project(self) -> Project:
        """Return the publication that the command works on."""
        return load(find(self.folder))


def shared(context: click.Context) -> Shared:
    """Return the options that every command takes."""
    return context.find_root().ensure_object(Shared)


_ATTRIBUTES: Final = {"project": "folder", "lang": "language", "debug": "debug", "verbose": "verbose"}


def _remember(context: click.Context, option: click.Parameter, value: object) -> None:
    if value:
        setattr(shared(context), _ATTRIBUTES[option.name or ""], value)


class Help(click.Option):
    """An option whose help stands in the catalogue of messages, under `option-<name>`."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help in the user's language."""
        code = f"option-{(self.name or '').replace('_', '-')}"
        self.help = sentence(code, "text", shared(ctx).language, {})
        return super().get_help_record(ctx)


def everywhere() -> list[click.Parameter]:
    """Return new shared options; a command and the group it stands in each have their own."""
    common: dict[str, Any] = {"expose_value": False, "callback": _remember, "is_eager": True}
    return [
        Help(["--project"], type=click.Path(path_type=Path), metavar="DIR", **common),
        Help(["--lang"], type=click.Choice(["sv", "en"]), **common),
        Help(["--verbose"], is_flag=True, **common),
        Help(["--debug"], is_flag=True, **common),
    ]

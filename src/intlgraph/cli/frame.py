"""The frame around every command: it is run here, and here errors become messages and exit codes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from intlgraph import __version__
from intlgraph.cli.commands import LazyGroup
from intlgraph.cli.options import Help, Shared
from intlgraph.errors import IntlgraphError, Place, Problem, sentence

__all__ = ["complain", "main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    0 good; 1 something is wrong inside the data; 2 the command line or intlgraph.toml; 3 the machine, the network,
    or a fault of ours.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = Shared()
    options.language = _asked_language(given) or options.language
    options.debug = "--debug" in given
    sys.exit(_run(given, options))


def complain(problems: Sequence[Problem], language: str) -> None:
    """Print problems to the error stream: where and what, and indented under it how to mend it."""
    for problem in problems:
        click.echo(_shown(problem, language), err=True)


def _shown(problem: Problem, language: str) -> str:
    colour = "red" if problem.severity == "error" else "yellow"
    kind = click.style(f"{sentence(problem.severity, 'text', language, {})}:", fg=colour, bold=True)
    place = problem.place.text()
    text = f"{kind} {place}: {problem.text(language)}" if place else f"{kind} {problem.text(language)}"
    hint = problem.hint(language)
    return f"{text}\n    {hint}" if hint else text


def _asked_language(arguments: Sequence[str]) -> str | None:
    """Return the language asked for before anything else is read: a misspelt line is answered in it too."""
    for position, argument in enumerate(arguments):
        asked = argument.removeprefix("--lang=")
        if argument == "--lang" and position + 1 < len(arguments):
            asked = arguments[position + 1]
        if asked in ("sv", "en"):
            return asked
    return None


def _run(arguments: list[str], options: Shared) -> int:
    try:
        result = _commands.main(arguments, prog_name="intlgraph", standalone_mode=False, obj=options)
        return result if isinstance(result, int) else 0
    except click.UsageError as error:
        if error.ctx and (isinstance(error, click.exceptions.NoArgsIsHelpError) or error.message == _NO_COMMAND):
            click.echo(error.ctx.get_help())
            return 0
        complain([_usage_problem(error)], options.language)
        return 2
    except (KeyboardInterrupt, click.Abort):
        complain([Problem("interrupted")], options.language)
        return 3
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); Python must not complain of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        # The boundary: what nobody foresaw is told without a traceback too.
        if options.debug:
            raise
        told = error if isinstance(error, IntlgraphError) else _unforeseen(error)
        complain(told.problems, options.language)
        return told.exit_code


def _usage_problem(error: click.UsageError) -> Problem:
    path = error.ctx.command_path if error.ctx else "intlgraph"
    if isinstance(error, click.NoSuchOption):
        return Problem("no-such-option", {"value": error.option_name, "command": path})
    if isinstance(error, click.MissingParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
        return Problem("missing-argument", {"value": name.replace("'", ""), "command": path})
    if error.message.startswith("No such command"):
        return Problem("no-such-command", {"value": error.message.split("'")[1]})
    return Problem("usage-error", {"detail": error.format_message().rstrip("."), "command": path})


_NO_COMMAND: Final = "Missing command."
_CODES: Final = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EACCES: "not-permitted",
    errno.EPERM: "not-permitted",
    errno.EROFS: "not-permitted",
}


def _unforeseen(error: Exception) -> IntlgraphError:
    if not isinstance(error, OSError):
        return IntlgraphError([Problem("fault", {"detail": f"{type(error).__name__}: {error}"})])
    place = Place(Path(os.fsdecode(error.filename)).name) if error.filename else Place()
    code = _CODES.get(error.errno or 0, "machine")
    return IntlgraphError([Problem(code, {"detail": error.strerror or str(error)}, place)])


@click.command(cls=LazyGroup)
@click.version_option(__version__, cls=Help)
def _commands() -> None:
    pass

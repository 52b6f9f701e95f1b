"""What a stage is: work that two tools or more do on the same data, each in its own way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Case", "Command", "Stage", "module"]


@dataclass(frozen=True, slots=True)
class Case:
    """Where one run finds and puts things.

    `publication` is the generated publication, `ready` what the tool's preparation wrote, `out` an empty folder.
    """

    publication: Path
    ready: Path
    out: Path


Command = Callable[[Case], Sequence[str]]
"""Returns the command line of one run."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing to measure.

    `commands` and `prepare` go by tool; what is prepared is not measured. `note` says under the table what the
    numbers hold. `cores` is how many processors a run may use, None for all. `largest` is the size above which a
    tool is left out.
    """

    name: str
    note: str
    commands: Mapping[str, Command]
    prepare: Mapping[str, Command] = field(default_factory=dict)
    cores: int | None = None
    largest: Mapping[str, int] = field(default_factory=dict)

    def at(self, size: int) -> Mapping[str, Command]:
        """Return the commands that are run at a size, by tool."""
        return {tool: command for tool, command in self.commands.items() if size <= self.largest.get(tool, size)}


def module(name: str, job: str) -> Command:
    """Return the command that runs a module of the bench on a case: `python -m NAME JOB PUBLICATION READY OUT`."""
    python = sys.executable
    return lambda case: (python, "-m", name, job, str(case.publication), str(case.ready), str(case.out))

"""One measurement: a fresh process, its own processor time, its own peak memory, and the clock on the wall.

This module and what it imports stay small: a child begins as a copy of its parent, and whatever the parent holds
would count as the child's memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

__all__ = ["ROOT", "BenchError", "Measured", "middle", "run"]

ROOT: Final = Path(__file__).resolve().parent.parent
_MEGABYTE: Final = 1_000_000


class BenchError(Exception):
    """What was run failed, or two tools did not do the same work."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one process took: seconds of processor and of wall clock, megabytes at most; and the triples it handled.

    `found` is what else it says it found, where a stage is about finding.
    """

    cpu_seconds: float
    seconds: float
    peak_mb: float
    triples: int
    found: int | None = None


def run(command: Sequence[str], cores: int | None = None) -> Measured:
    """Run a command from the root of the repository and return what it took, start-up and imports included.

    The last line it prints is a JSON object with `triples`, and with `seconds` and `cpu_seconds` when only a part of
    what it does is the work to be measured. `cores` is how many processors it may use, None for all. Raises
    `BenchError` when it fails or says nothing.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        before = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=complained, preexec_fn=_limit(cores))
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        complained.seek(0)
        lines = said.read().decode().splitlines()
        if process.returncode or not lines:
            raise BenchError(f"{' '.join(command)}: exit {process.returncode}\n{complained.read().decode()[-2000:]}")
    told = json.loads(lines[-1])
    # Linux counts kilobytes, macOS bytes.
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / _MEGABYTE
    cpu = told.get("cpu_seconds", used.ru_utime + used.ru_stime)
    return Measured(cpu, told.get("seconds", seconds), peak, told["triples"], told.get("found"))


def middle(runs: Sequence[Measured]) -> Measured:
    """Return the median of each number.

    >>> middle([Measured(1, 3, 10, 5), Measured(2, 2, 20, 5), Measured(3, 9, 30, 5)])
    Measured(cpu_seconds=2, seconds=3, peak_mb=20, triples=5, found=None)
    """
    return Measured(
        median(one.cpu_seconds for one in runs),
        median(one.seconds for one in runs),
        median(one.peak_mb for one in runs),
        runs[0].triples,
        runs[0].found,
    )


def _limit(cores: int | None) -> Callable[[], None] | None:
    """Return what the child does first to keep to so many processors, where the system can (Linux)."""
    if cores is None or not hasattr(os, "sched_setaffinity"):
        return None
    allowed = sorted(os.sched_getaffinity(0))[-cores:]
    return lambda: os.sched_setaffinity(0, allowed)

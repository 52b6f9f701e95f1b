"""`python -m bench`: every stage at every size, ours beside the usual way, each run a fresh process."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bench.measure import ROOT, BenchError, Measured, middle, run
from bench.report import Row, row, table, write
from bench.stages import STAGES, Case, Stage

__all__ = ["main", "measure"]

_SIZES: Final[Mapping[str, int]] = MappingProxyType({"10k": 10_000, "100k": 100_000, "1M": 1_000_000})
_LARGE: Final = 1_000_000
"""From this size on, one run is enough: start-up and chance weigh little, and the peer takes minutes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write the rows; return the exit code."""
    options = _options(arguments)
    rows: list[Row] = []
    try:
        for row_ in measure(options.sizes, options.stages, options.runs, _say):
            rows.append(row_)
            write(rows, options.out)  # after each, so that an interrupted bench leaves what it has
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(table(rows))
    for stage in options.stages:
        print(f"\n{stage.name}: {stage.note}")
    return 0


def measure(
    sizes: Sequence[int], stages: Sequence[Stage], runs: int | None, say: Callable[[str], object]
) -> Iterator[Row]:
    """Yield a row for each size, stage and tool; `say` is told what is being done.

    Raises `BenchError` when a tool fails, or tools did not handle the same number of triples.
    """
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="intlgraph-bench-", dir=_disk()) as folder:
            publication = Path(folder) / "publication"
            say(f"{size}: generating")
            run((sys.executable, "-m", "bench.generate", str(publication), str(size)))
            for stage in stages:
                number = runs or (1 if size >= _LARGE else 3)
                yield from _stage(stage, size, publication, number, say)


def _stage(stage: Stage, size: int, publication: Path, runs: int, say: Callable[[str], object]) -> Iterator[Row]:
    """Yield a row for each tool. The tools take turns, so that a busy minute of the machine falls on all."""
    commands = stage.at(size)
    found: dict[str, list[Measured]] = {tool: [] for tool in commands}
    with tempfile.TemporaryDirectory(dir=publication.parent) as folder:
        ready = {tool: Path(folder) / tool for tool in commands}
        for tool, path in ready.items():
            path.mkdir()
            if tool in stage.prepare:
                run(stage.prepare[tool](Case(publication, path, path)))
        for turn in range(1, runs + 1):
            for tool, command in commands.items():
                say(f"{size}: {stage.name}, {tool}, {turn} of {runs}")
                with tempfile.TemporaryDirectory(dir=folder) as out:
                    found[tool].append(run(command(Case(publication, ready[tool], Path(out))), stage.cores))
    handled = {tool: {(one.triples, one.found) for one in measured} for tool, measured in found.items()}
    if len(set().union(*handled.values())) != 1:
        raise BenchError(f"{stage.name} at {size}: the tools did not do the same work, triples and findings: {handled}")
    for tool, measured in found.items():
        yield row(stage.name, size, tool, middle(measured))


def _disk() -> Path:
    """Return the folder that the bench works in: on the disk of a real build, not on one that is memory."""
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    return folder


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Ours beside the usual way, measured.")
    parser.add_argument("--sizes", type=_sizes, default=tuple(_SIZES.values()), help="such as 10k,100k (default: all)")
    parser.add_argument("--stages", type=_stages, default=STAGES, help=",".join(stage.name for stage in STAGES))
    parser.add_argument("--runs", type=_positive, help="for each tool, the median counts (default: 3, at 1M one)")
    parser.add_argument("--quick", action="store_true", help="10k, once")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json", help="default: build/bench.json")
    options = parser.parse_args(arguments)
    if options.quick:
        options.sizes, options.runs = (_SIZES["10k"],), 1
    return options


def _sizes(text: str) -> tuple[int, ...]:
    try:
        return tuple(_SIZES[name] for name in text.split(","))
    except KeyError as error:
        raise argparse.ArgumentTypeError(f"no size {error}; there are {', '.join(_SIZES)}") from None


def _stages(text: str) -> tuple[Stage, ...]:
    known = {stage.name: stage for stage in STAGES}
    try:
        return tuple(known[name] for name in text.split(","))
    except KeyError as error:
        raise argparse.ArgumentTypeError(f"no stage {error}; there are {', '.join(known)}") from None


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""What came out: rows for machines, a table for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.measure import Measured

__all__ = ["OURS", "Row", "row", "table", "write"]

OURS = "ours"


@dataclass(frozen=True, slots=True)
class Row:
    """One tool at one stage and size (nominal triples): seconds, peak megabytes, triples a second of wall clock."""

    stage: str
    size: int
    tool: str
    cpu_seconds: float
    seconds: float
    peak_mb: float
    per_second: float


def row(stage: str, size: int, tool: str, measured: Measured) -> Row:
    """Return a measurement as a row, rounded to what it can be trusted for."""
    rate = round(measured.triples / measured.seconds)
    return Row(
        stage, size, tool, round(measured.cpu_seconds, 3), round(measured.seconds, 3), round(measured.peak_mb, 1), rate
    )


def write(rows: Iterable[Row], path: Path) -> None:
    """Write the rows as a JSON list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(one) for one in rows], indent=1) + "\n", "utf-8")


def table(rows: Sequence[Row]) -> str:
    """Return an aligned table; under each peer stands what ours is to it, as ours divided by theirs."""
    head = ("stage", "size", "tool", "cpu s", "seconds", "peak MB", "triples/s")
    lines: list[tuple[str, ...]] = [head]
    for one in rows:
        numbers = f"{one.cpu_seconds:.2f}", f"{one.seconds:.2f}", f"{one.peak_mb:.0f}", f"{one.per_second:.0f}"
        lines.append((one.stage, f"{one.size}", one.tool, *numbers))
        if one.tool != OURS:
            lines.extend(
                _ratios(ours, one) for ours in rows if (ours.stage, ours.size, ours.tool) == (one.stage, one.size, OURS)
            )
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_aligned(line, widths) for line in lines)


def _ratios(ours: Row, peer: Row) -> tuple[str, ...]:
    pairs = (
        (ours.cpu_seconds, peer.cpu_seconds),
        (ours.seconds, peer.seconds),
        (ours.peak_mb, peer.peak_mb),
        (ours.per_second, peer.per_second),
    )
    return ("", "", f"ours/{peer.tool}", *(f"{mine / theirs:.3g}x" if theirs else "-" for mine, theirs in pairs))


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if number in (0, 2) else cell.rjust(width)
        for number, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()

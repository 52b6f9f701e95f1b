"""What validation found in what is published: the warnings that did not keep it from being published."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from intlgraph.validation import formats
from intlgraph.validation.report import Report

__all__ = ["write"]

_FILES: Final = (("validation.ttl", "turtle"), ("validation.json", "json"))


def write(report: Report, out: Path) -> None:
    """Write the report as Turtle (a `sh:ValidationReport`) and as JSON into a folder, which is made."""
    out.mkdir(parents=True, exist_ok=True)
    for name, form in _FILES:
        (out / name).write_text(formats.write(report, form, formats.Style()), "utf-8", newline="\n")

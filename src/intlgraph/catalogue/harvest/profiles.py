"""Profiles: what DCAT-AP 3.0.1 and DCAT-AP-SE 3.0.1 say of a catalogue, with shapes of ours and one of our engines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from intlgraph.catalogue.harvest.findings import Finding, Severity
from intlgraph.catalogue.harvest.reading import Read
from intlgraph.errors import Place
from intlgraph.namespaces import PREFIXES
from intlgraph.project import builtin
from intlgraph.validation import background, shapes
from intlgraph.validation.checking import validate
from intlgraph.validation.places import OfFiles
from intlgraph.validation.report import Fault
from intlgraph.validation.results import Data
from intlgraph.validation.shapes import Shapes

__all__ = ["Judged", "folder", "judge"]

_EUROPEAN: Final = "/dcat-ap#"
_DESCRIPTION: Final = f"{PREFIXES['sh']}description"
"""What the shapes say of how to mend what they find."""
_SEVERITIES: Final[Mapping[str, Severity]] = {"violation": "violation", "warning": "recommendation"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding of the profiles: the property that it is about, and whether it breaks the European profile.

    The property is empty where the shape has none; subjects of the finding are those that fall short of it.
    """

    finding: Finding
    path: str
    european: bool


def folder() -> Path:
    """Return where the shapes of the profiles are."""
    return builtin() / "shapes" / "profiles"


def judge(reads: tuple[Read, ...], work: Path, elsewhere: frozenset[str] = frozenset()) -> tuple[Judged, ...]:
    """Return what the profiles say of a catalogue that was read, each constraint once, with all its subjects.

    `work` is a folder to write to; nothing is said of what is described `elsewhere`, in files that were not loaded.
    """
    quads = tuple(read.source.quads for read in reads)
    known = shapes.read(sorted(folder().glob("*.ttl")), lambda path: path.name)
    data = Data(quads, background.prepared(quads, work))
    report = validate(data, known, places=OfFiles(tuple(read.source for read in reads)))
    grouped: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in report.faults:
        if fault.results and fault.severity in _SEVERITIES and _subject(fault.focus) not in elsewhere:
            key = (fault.results[0].shape, fault.severity, fault.path)
            grouped.setdefault(key, []).append(fault)
    return tuple(_judged(shape, faults, known) for (shape, _, _), faults in grouped.items())


def _judged(shape: str, faults: list[Fault], known: Shapes) -> Judged:
    first = faults[0]
    subjects = dict.fromkeys(_subject(result.focus) for fault in faults for result in fault.results)
    places: dict[Place, None] = dict.fromkeys(place for fault in faults for place in fault.places)
    hint = known.nodes[shape].texts(_DESCRIPTION) if shape in known.nodes else {}
    code, severity = shape.rpartition("#")[2], _SEVERITIES[first.severity]
    finding = Finding(code, severity, first.message, hint or first.hint, tuple(subjects), tuple(places))
    return Judged(finding, first.path.strip("<>"), _EUROPEAN in shape and first.severity == "violation")


def _subject(focus: str) -> str:
    return focus if focus.startswith("_:") else focus.strip("<>")

"""Findings: what is wrong with a catalogue, as values, in two verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from intlgraph.errors import Place, Problem, sentence
from intlgraph.validation.report import Text

__all__ = ["Check", "Dimension", "Finding", "Severity", "Stars", "found", "ordered"]

Severity = Literal["stops", "violation", "recommendation"]
_ORDER: Final[Mapping[str, int]] = {"stops": 0, "violation": 1, "recommendation": 2}
_LANGUAGES: Final = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, however many things of the catalogue it is wrong with.

    What `stops` belongs to the first verdict: the catalogue would not be harvested. The rest belongs to the second.
    `subjects` are IRIs (or `_:` labels), `places` where they stand. `points` is what mending it all would give in the
    Metadata Quality Assessment.
    """

    code: str
    severity: Severity
    message: Text
    hint: Text
    subjects: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of the Metadata Quality Assessment: points reached, points that exist, points that are not known.

    What is not known needs the network: whether addresses answer.
    """

    name: str
    reached: float
    most: int
    unknown: float = 0.0


@dataclass(frozen=True, slots=True)
class Stars:
    """The five-star level: the mean over the distributions, and how many have each level (0 to 4).

    The fifth star, that the data links to others, cannot be told from metadata.
    """

    mean: float = 0.0
    levels: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """What was found in a catalogue: findings in the order in which they are worth mending, the scores, and notes.

    `dimensions` is empty, and `stars` None, when the catalogue could not be read far enough to be judged. `portal` is
    the score by the rules of dataportal.se and the most it can be.
    """

    name: str
    findings: tuple[Finding, ...]
    dimensions: tuple[Dimension, ...] = ()
    portal: tuple[float, int] = (0.0, 0)
    stars: Stars | None = None
    datasets: int = 0
    distributions: int = 0
    notes: tuple[Problem, ...] = ()

    @property
    def harvestable(self) -> bool:
        """Whether dataportal.se would harvest it."""
        return not any(finding.severity == "stops" for finding in self.findings)

    @property
    def good(self) -> bool:
        """Whether nothing at all was found."""
        return not self.findings


def found(
    code: str,
    severity: Severity = "stops",
    subjects: Iterable[str] = (),
    places: Iterable[Place] = (),
    points: float = 0.0,
    **values: object,
) -> Finding:
    """Return a finding whose message and hint stand under `code` in the catalogue of sentences, in both languages.

    What it is known by is the code without the room that it begins with: `blank` for `harvest-blank`.
    """
    told = {part: {tag: sentence(code, part, tag, values) for tag in _LANGUAGES} for part in ("text", "hint")}
    return Finding(
        code.removeprefix("harvest-"), severity, told["text"], told["hint"], tuple(subjects), tuple(places), points
    )


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings as they are to be mended: what stops a harvest first, then what gives most points."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                finding.severity != "stops",
                -round(finding.points, 6),
                _ORDER[finding.severity],
                finding.code,
            ),
        )
    )

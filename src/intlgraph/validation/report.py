"""The report: what is wrong with the data, one entry for one fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from intlgraph.errors import Place, Problem
from intlgraph.validation.results import Result

__all__ = ["NOTHING", "Fault", "Report", "Rule", "Severity", "Text", "said"]

Severity = Literal["violation", "warning", "info"]

NOTHING: Final = ("nothing-to-check", "nothing-checked")
"""The codes of the faults of data in which no shape had anything to look at: none at all, and of another kind."""

Text = Mapping[str, str]
"""One text in each language that it is written in; a text without a language stands under the empty string."""


def said(text: Text, language: str) -> str:
    """Return a text in the language, else without one, else in English, in Swedish or any; empty when there is none.

    >>> said({"sv": "slag", "en": "kind"}, "sv"), said({"de": "Art"}, "sv"), said({}, "sv")
    ('slag', 'Art', '')
    """
    if language in text:
        return text[language]
    tags = ("", "en", "sv", *sorted(text))
    return next((text[tag] for tag in tags if tag in text), "")


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape as the report speaks of it: what it is called, what it expects, and where it is written.

    `iri` is empty for a shape that is a blank node; `path` is as in `Result`. `messages` are those of its own.
    `roots` are the shapes with a target that lead to it, itself among them if it has one.
    """

    iri: str
    name: Text
    messages: Text
    path: str
    place: Place
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, however many shapes it trips and wherever it is repeated.

    `focus`, `path` and `value` are those of the first result (terms as N-Triples writes them); `label` is what the
    focus node is called. `places` are where it stands, the first one first; `results` are all that was found of it,
    the most telling first. `found`, `expected` and `hint` may be empty. `code` is that of the problem where no shape
    found the fault: a table that could not be read, data in which nothing could be checked.
    """

    severity: Severity
    focus: str
    path: str
    value: str
    label: Text
    message: Text
    found: Text
    expected: Text
    hint: Text
    places: tuple[Place, ...]
    results: tuple[Result, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, worst first; `shapes` is how many shapes had something to look at, of how many in `of`.

    Data in which no shape found anything to look at has not been checked, and does not conform. `rules` holds every
    shape with a target and every shape and SPARQL constraint that a result names, by the IRI that results use.
    `notes` are what everybody should know of how it was checked, `details` what only the curious ask for.
    """

    faults: tuple[Fault, ...]
    shapes: int
    of: int
    engine: str
    notes: tuple[Problem, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)
    details: tuple[Problem, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether something was checked and nothing violates a shape; warnings are allowed."""
        return self.shapes > 0 and not any(fault.severity == "violation" for fault in self.faults)

    def count(self, severity: Severity) -> int:
        """Return how many faults of this severity there are."""
        return sum(fault.severity == severity for fault in self.faults)

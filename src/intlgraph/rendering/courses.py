"""How far a thing has come: whether it is over, and on which day somebody said so.

Nothing here reads a clock. What is over is so on the newest day that a document of the publication names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from intlgraph.errors import sentence
from intlgraph.namespaces import Intl
from intlgraph.query.endings import Ending, endings, over
from intlgraph.query.labels import Texts, chosen
from intlgraph.query.rows import Row
from intlgraph.query.surroundings import Surroundings
from intlgraph.query.times import between
from intlgraph.rendering.description import Course, Fact, Kind, State
from intlgraph.rendering.words import KINDS

__all__ = ["Courses", "Dates"]

_TOLD: Final[Mapping[State, str]] = MappingProxyType(
    {"over": "course-over", "ending": "course-ending", "open": "course-open", "unknown": "course-unknown"}
)
_SAID: Final = frozenset(Intl.TIMES["date"])


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a document (ISO, may be empty): when it was retrieved, and when it was last edited."""

    retrieved: str = ""
    edited: str = ""


@dataclass(frozen=True, slots=True)
class Courses:
    """Tells how far things have come, by what the ontology says of statuses and periods.

    `ending` are the kinds of periods by the statuses that do not outlive them, `statuses` all statuses of their
    schemes, `day` the newest day that a document names.
    """

    ending: Mapping[str, frozenset[str]] = field(default_factory=dict)
    statuses: frozenset[str] = frozenset()
    day: str = ""
    languages: tuple[str, ...] = ()

    def of(self, around: Surroundings, facts: Mapping[str, Fact]) -> tuple[Course, ...]:
        """Return whether a thing is over, for each kind of period that tells; `facts` are its statements by row.

        Of a thing that is said to go on, and that no period tells of, it is said that this is not known.
        """
        kinds = frozenset(kind for each in self.ending.values() for kind in each)
        found = endings(around.own.iri, around.statements, kinds)
        told = tuple(course for each in found if (course := self._course(each, around, facts)))
        if told:
            return told
        on = (row for row in around.statements if around.own.iri in row.pointed(Intl.THING))
        said = next((row for row in on if row.targets & self.ending.keys()), None)
        return (Course(self._texts(_TOLD["unknown"]), "unknown", row=said.iri),) if said else ()

    def _course(self, ending: Ending, around: Surroundings, facts: Mapping[str, Fact]) -> Course | None:
        last = ending.last or ending.first
        if not last and not ending.begun:
            return None
        state: State = "open" if not last else "over" if over(ending.last, self.day) else "ending"
        when = between(ending.first, ending.last).value if last else ""
        names = around.names.get(ending.kind, {})
        texts = {
            tag: sentence(_TOLD[state], "text", tag, {"kind": _raised(chosen(names, tag)), "when": when})
            for tag in self.languages
        }
        several = [facts[row].kind for row in ending.rows if row in facts]
        kind: Kind = max(several, key=list(KINDS).index, default="said")
        return Course(texts, state, kind, ending.rows[0])

    def dated(self, fact: Fact, row: Row, days: Mapping[str, Dates]) -> Fact:
        """Return the statement of a status with the day on which it was true, if the row itself does not name it."""
        if not row.targets & self.statuses or row.said.keys() & _SAID:
            return fact
        known = [days.get(each.document.iri, Dates()) for each in fact.cited]
        edited, retrieved = (
            max((getattr(each, name) for each in known), default="") for name in ("edited", "retrieved")
        )
        code = "status-edited" if edited else "status-retrieved" if retrieved else "status-undated"
        day = {"day": edited or retrieved}
        told = {
            tag: f"{text.removesuffix('.')} ({sentence(code, 'text', tag, day)})."
            for tag, text in fact.sentences.items()
        }
        return replace(fact, sentences=told)

    def _texts(self, code: str) -> Texts:
        return {tag: sentence(code, "text", tag, {}) for tag in self.languages}


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]

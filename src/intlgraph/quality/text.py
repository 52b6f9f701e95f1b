"""A quality written down for people: tables that begin with what is worst, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from intlgraph.errors import sentence
from intlgraph.quality.values import Filled, Grounded, Quality
from intlgraph.store import Solutions, results

__all__ = ["as_text"]

_NOTHING: Final = "-"


def as_text(quality: Quality, language: str, limit: int, width: int | None = None) -> str:
    """Return a quality as tables in a language (sv, en), each with what it shows and what to do next.

    No table has more than `limit` rows (0: no limit); how many are left out is told. `width` is that of the terminal.
    """
    page = _Page(quality, language, limit, width)
    head = page.say("quality-day", day=quality.on) if quality.on else page.say("quality-no-day")
    sections = (
        page.completeness(),
        page.evidence(),
        page.identifiers(),
        page.dangling(),
        page.outdated(),
        page.duplicates(),
    )
    return "\n".join([head, "", *("\n".join([*section, ""]) for section in sections)])


@dataclass(frozen=True, slots=True)
class _Page:
    quality: Quality
    language: str
    limit: int
    width: int | None

    def say(self, code: str, part: str = "text", **values: object) -> str:
        return sentence(code, part, self.language, values)

    def label(self, iri: str) -> str:
        return self.quality.label(iri, self.language)

    def percent(self, part: int, whole: int) -> str:
        """Return a share in whole per cent, rounded down: only what is whole is 100."""
        return self.say("quality-percent", number=100 * part // whole if whole else 100)

    def completeness(self) -> Iterator[str]:
        wanting = [each for each in self.quality.completeness if _is_wanting(each)]
        full = len(self.quality.completeness) - len(wanting)
        yield from self.headed("quality-completeness", properties=len(self.quality.completeness), full=full)
        tags = sorted({tag for each in wanting for tag in each.languages}, reverse=True)
        headings = ("class", "property", "filled", "things", "share")
        rows = (
            (
                self.label(each.kind),
                self.label(each.property) + (" *" if each.demanded else ""),
                str(each.filled),
                str(each.things),
                self.percent(each.filled, each.things),
                *(self.percent(each.languages[tag], each.things) if each.languages else _NOTHING for tag in tags),
            )
            for each in wanting
        )
        yield from self.table([*map(self.heading, headings), *tags], rows, len(wanting))
        if any(each.demanded for each in wanting):
            yield self.say("quality-demanded")
        yield from self.advice("quality-completeness", wanting)

    def evidence(self) -> Iterator[str]:
        found = self.quality.evidence
        number = sum(each.statements for each in found)
        passages, documents = sum(each.passages for each in found), sum(each.documents for each in found)
        values = {"statements": number, "passages": self.percent(passages, number), "documents": documents}
        yield from self.headed("quality-evidence", **values, none=number - passages - documents)
        by_certainty = Counter[str]()
        for each in found:
            by_certainty[each.certainty] += each.statements
        told = (f"{count} {self.certainty(iri)}" for iri, count in sorted(by_certainty.items(), key=_most_first))
        yield self.say("quality-certainties", certainties="; ".join(told))
        rest = [each for each in found if each.passages < each.statements]
        headings = ("class", "certainty", "statements", "passage", "document", "nothing")
        rows = ((self.label(each.kind), self.certainty(each.certainty), *_counts(each)) for each in rest)
        yield from self.table([*map(self.heading, headings)], rows, len(rest))
        yield from self.advice("quality-evidence", rest)

    def identifiers(self) -> Iterator[str]:
        found = self.quality.unidentified
        yield from self.headed("quality-identifiers", missing=len(found), of=sum(self.quality.identifiable.values()))
        missing = Counter(each.kind for each in found)
        kinds = sorted(missing.items(), key=_most_first)
        rows = ((self.label(kind), str(n), str(self.quality.identifiable[kind])) for kind, n in kinds)
        yield from self.table([*map(self.heading, ("class", "missing", "things"))], rows, len(kinds))
        named = ((self.label(each.thing), self.label(each.kind), each.thing) for each in found)
        yield from self.table([*map(self.heading, ("thing", "class", "address"))], named, len(found))
        yield from self.advice("quality-identifiers", found)

    def dangling(self) -> Iterator[str]:
        found = self.quality.dangling
        yield from self.headed("quality-dangling", links=len(found))
        rows = ((each.target, str(each.pointing), self.label(each.property), each.example) for each in found)
        yield from self.table([*map(self.heading, ("address", "pointing", "property", "example"))], rows, len(found))
        yield from self.advice("quality-dangling", found)

    def outdated(self) -> Iterator[str]:
        found = self.quality.outdated
        yield from self.headed("quality-outdated", statuses=len(found))
        rows = (
            (
                self.label(each.thing),
                self.label(each.status),
                each.said or self.say("quality-day-unknown"),
                self.label(each.kind),
                each.end,
            )
            for each in found
        )
        headings = map(self.heading, ("thing", "status", "said", "period", "ended"))
        yield from self.table([*headings], rows, len(found))
        yield from self.advice("quality-outdated", found)

    def duplicates(self) -> Iterator[str]:
        found = self.quality.duplicates
        yield from self.headed("quality-duplicates", pairs=len(found))
        rows = (
            (
                *(
                    f"{self.label(thing)} ({self.label(kind)})"
                    for thing, kind in zip(each.things, each.kinds, strict=True)
                ),
                " = ".join(each.names) if each.likeness == 1 else " ~ ".join(each.names),
                f"{each.likeness:.2f}",
            )
            for each in found
        )
        headings = map(self.heading, ("thing", "other", "names", "likeness"))
        yield from self.table([*headings], rows, len(found))
        yield from self.advice("quality-duplicates", found)

    def certainty(self, iri: str) -> str:
        return self.label(iri) if iri else self.say("quality-no-certainty")

    def heading(self, column: str) -> str:
        return self.say(_HEADINGS[column])

    def headed(self, code: str, **values: object) -> Iterator[str]:
        text = sentence(code, "text", self.language, values)
        title, _, rest = text.partition("\n")
        yield from (title, "=" * len(title), *filter(None, [rest]))

    def table(self, headings: Sequence[str], rows: Iterable[tuple[str, ...]], number: int) -> Iterator[str]:
        if not number:
            return
        shown = [tuple(map(Literal, row)) for place, row in enumerate(rows) if not self.limit or place < self.limit]
        yield ""
        yield results.table(Solutions(tuple(headings), tuple(shown)), self.width).rstrip("\n")
        if left := number - len(shown):
            yield self.say("quality-more", number=left)

    def advice(self, code: str, found: Iterable[object]) -> Iterator[str]:
        if any(True for _ in found):
            yield from ("", self.say(code, "hint"))


_HEADINGS: Final = {
    "address": "quality-column-address",
    "certainty": "quality-column-certainty",
    "class": "quality-column-class",
    "document": "quality-column-document",
    "ended": "quality-column-ended",
    "example": "quality-column-example",
    "filled": "quality-column-filled",
    "likeness": "quality-column-likeness",
    "missing": "quality-column-missing",
    "names": "quality-column-names",
    "nothing": "quality-column-nothing",
    "other": "quality-column-other",
    "passage": "quality-column-passage",
    "period": "quality-column-period",
    "pointing": "quality-column-pointing",
    "property": "quality-column-property",
    "said": "quality-column-said",
    "share": "quality-column-share",
    "statements": "quality-column-statements",
    "status": "quality-column-status",
    "thing": "quality-column-thing",
    "things": "quality-column-things",
}


def _is_wanting(filled: Filled) -> bool:
    return min([filled.filled, *filled.languages.values()]) < filled.things


def _counts(each: Grounded) -> tuple[str, ...]:
    none = each.statements - each.passages - each.documents
    return tuple(str(number) for number in (each.statements, each.passages, each.documents, none))


def _most_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]

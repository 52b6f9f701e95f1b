"""A difference as it is told: as text in Swedish or English, as JSON, and as RDF Patch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Final

from intlgraph.changes.changed import ORDER, Difference, StatementChange, ThingChange, Value, ValueChange
from intlgraph.errors import sentence
from intlgraph.query.labels import chosen
from intlgraph.query.rows import EVIDENCE, TYPE
from intlgraph.store.results import shortened

__all__ = ["FORMATS", "as_json", "as_patch", "as_text", "heading", "plain", "said", "summary", "write"]

FORMATS: Final = ("text", "json", "patch", "added", "removed")
"""The ways in which a difference is written: `added` and `removed` are N-Quads (or N-Triples) and nothing else."""

_CODES: Final[Mapping[str, str]] = {
    "vanished": "changes-vanished",
    "withdrawn": "changes-withdrawn",
    "removed": "changes-removed",
    "renamed": "changes-renamed",
    "added": "changes-added",
    "changed": "changes-changed",
}
_LONG: Final = 200


def as_text(difference: Difference, language: str, limit: int = 0) -> str:
    """Return a difference in words; `limit` is how many things of a kind are told at most, 0 for all."""
    return "\n".join(_lines(difference, language, limit)) + "\n"


def as_json(difference: Difference, limit: int = 0) -> str:
    """Return a difference as JSON: every thing in both languages, and the lines."""
    told = asdict(difference) | {"triples": {"added": len(difference.added), "removed": len(difference.removed)}}
    told["things"] = told["things"][: limit or None]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def as_patch(difference: Difference) -> str:
    """Return the lines as an RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html): deletions, then additions."""
    lines = [*(f"D {line}" for line in difference.removed), *(f"A {line}" for line in difference.added)]
    return "\n".join(("TX .", *lines, "TC .")) + "\n"


def write(difference: Difference, form: str, language: str, limit: int = 0) -> str:
    """Return a difference in one of `FORMATS`; `language` and `limit` are those of `as_text`."""
    match form:
        case "text":
            return as_text(difference, language, limit)
        case "json":
            return as_json(difference, limit)
        case "patch":
            return as_patch(difference)
    lines = difference.added if form == "added" else difference.removed
    return "".join(f"{line}\n" for line in lines)


def summary(difference: Difference, language: str) -> str:
    """Return in one line how many things came, went and changed; of people nothing is told but that they changed."""
    counts = ((what, len(difference.of(what))) for what in ORDER)
    told = [heading(what, count, language) for what, count in counts if count]
    return "; ".join(told) or sentence("changes-people", "text", language, {})


def heading(what: str, count: int, language: str) -> str:
    """Return what stands above the things of which something became, with how many they are."""
    return sentence(_CODES[what], "text", language, {"count": count}).rstrip(":")


def _lines(difference: Difference, language: str, limit: int) -> Iterator[str]:
    def say(code: str, **values: object) -> str:
        return sentence(code, "text", language, values)

    if not difference:
        yield say("changes-none", first=difference.first, second=difference.second)
        return
    counts = {"added": len(difference.added), "removed": len(difference.removed)}
    yield say("changes-counts", first=difference.first, second=difference.second, **counts)
    for what in ORDER:
        things = difference.of(what)
        if things:
            yield ""
            yield say(_CODES[what], count=len(things))
        for thing in things[: limit or None]:
            yield from _thing(thing, language)
        if limit and len(things) > limit:
            yield "  " + say("changes-more", count=len(things) - limit)


def _thing(thing: ThingChange, language: str) -> Iterator[str]:
    kind = chosen(thing.kind_names, language)
    name = chosen(thing.names, language) or thing.iri
    yield f"  {name} ({kind})" if kind else f"  {name}"
    if thing.what != "changed":
        yield f"    {thing.iri}"
    yield from (f"    {line}" for line in said(thing, language))


def said(thing: ThingChange, language: str) -> Iterator[str]:
    """Yield what there is to say of a thing that changed, a line each."""
    if thing.formerly:
        yield sentence("changes-formerly", "text", language, {"iri": thing.formerly})
    if reason := chosen(thing.reason, language):
        yield reason
    for change in thing.values:
        yield _value(change, language)
    if counted := "; ".join(_statements(change, language) for change in thing.statements):
        yield counted


def _value(change: ValueChange, language: str) -> str:
    if change.property in EVIDENCE:
        values = {"added": len(change.added), "removed": len(change.removed)}
        return sentence("changes-evidence", "text", language, values)
    kind = sentence("changes-class", "text", language, {}) if change.property == TYPE else ""
    name = kind or chosen(change.names, language) or shortened(change.property)
    sides = [", ".join(plain(each, language) for each in side) for side in (change.removed, change.added)]
    code = "changes-value" if all(sides) else "changes-value-added" if sides[1] else "changes-value-removed"
    return sentence(code, "text", language, {"property": name, "before": sides[0], "after": sides[1]})


def plain(value: Value, language: str) -> str:
    """Return a value in words: a text in quotes, a thing by its name, else the term itself."""
    if value.term.startswith("<"):
        return chosen(value.names, language) or shortened(value.term[1:-1])
    text = chosen(value.names, language)
    text = text if len(text) <= _LONG else f"{text[:_LONG]}…"
    return f"”{text}”" if language == "sv" else f"“{text}”"


def _statements(change: StatementChange, language: str) -> str:
    name = chosen(change.names, language) or shortened(change.kind)
    counts = (("changes-come", change.added), ("changes-gone", change.removed), ("changes-edited", change.changed))
    told = ", ".join(sentence(code, "text", language, {"count": count}) for code, count in counts if count)
    return f"{name}: {told}"

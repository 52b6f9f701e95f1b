"""The difference between two snapshots, by thing: what came, went, changed, and what was only called otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from intlgraph.changes.changed import ORDER, Difference, Kind, StatementChange, Texts, ThingChange, Value, ValueChange
from intlgraph.changes.comparing import Residue, compare
from intlgraph.changes.homes import Homes
from intlgraph.changes.snapshots import Snapshot, opened
from intlgraph.changes.statements import REPLACES, TYPE, WITHDRAWN, graph_of, parts, tombstone, triple_of
from intlgraph.changes.words import wording_of
from intlgraph.errors import sentence
from intlgraph.namespaces import OA, PREFIXES
from intlgraph.project import Project
from intlgraph.query.labels import NAMES
from intlgraph.query.wording import Wording

__all__ = ["difference", "of_files"]

_NOTE: Final = f"<{PREFIXES['skos']}changeNote>"
_PASSAGE: Final = f"{OA}SpecificResource"
_ONTOLOGY: Final = "/graph/ontology>"
_LITERAL: Final = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<tag>[A-Za-z0-9-]+))?(?:\^\^<[^>]*>)?', re.DOTALL)


def of_files(
    first: Sequence[Path], second: Sequence[Path], names: tuple[str, str], project: Project | None = None
) -> Difference:
    """Return what differs between some RDF files and others; `names` are what the two sides are called.

    Raises `DataError` where a file is not RDF, `CommandError` for an ending that names no format.
    """
    with ExitStack() as stack:
        sides = [stack.enter_context(opened(each, name)) for each, name in zip((first, second), names, strict=True)]
        residue = compare(sides[0], sides[1])
        if not residue.canonical:
            sides = [
                stack.enter_context(opened(each, name, canonical=True))
                for each, name in zip((first, second), names, strict=True)
            ]
            residue = compare(sides[0], sides[1])
        return difference(sides[0], sides[1], project, residue)


def difference(
    first: Snapshot, second: Snapshot, project: Project | None = None, residue: Residue | None = None
) -> Difference:
    """Return what differs between two snapshots, in lines and by thing.

    `project` lends its ontology to snapshots that hold none, and its base says which things are its own: only those
    can vanish. `residue` is what `compare` has found, where that is known. Memory grows with what differs.
    """
    residue = residue or compare(first, second)
    old, new = (_Side(each, Homes(each.about, wording_of(each, project))) for each in (first, second))
    renamed = _renamed(residue, new)
    telling = _Telling(old, new, renamed, project.base if project else "", _ontological(residue))
    things = tuple(sorted(telling.things(residue), key=lambda thing: (ORDER.index(thing.what), thing.kind, thing.iri)))
    return Difference(first.name, second.name, residue.removed, residue.added, things, renamed)


@dataclass(frozen=True, slots=True)
class _Side:
    snapshot: Snapshot
    homes: Homes

    @property
    def wording(self) -> Wording:
        return self.homes.wording

    def about(self, iri: str) -> list[str]:
        return self.snapshot.about(iri)

    def has(self, iri: str) -> bool:
        """Return whether something is described, and not only as having been withdrawn."""
        triples = self.about(iri)
        return bool(triples) and not tombstone(triples)

    def has_class(self, iri: str) -> bool:
        """Return whether something has a class, as every thing of a publication has."""
        return any(parts(each)[1] == TYPE for each in self.about(iri))

    def names(self, iri: str) -> Texts:
        """Return what a thing is called by language, by the property that `NAMES` lists first."""
        ranks = [f"<{PREFIXES[name.split(':')[0]]}{name.split(':')[1]}>" for name in NAMES]
        found: dict[str, tuple[int, str]] = {}
        for triple in self.about(iri):
            _, property_, value = parts(triple)
            if property_ in ranks and (literal := _LITERAL.fullmatch(value)):
                rank = ranks.index(property_), _unescaped(literal["text"])
                found[literal["tag"] or ""] = min(rank, found.get(literal["tag"] or "", rank))
        return {tag: text for tag, (_, text) in sorted(found.items())}

    def replaced(self, iri: str) -> list[str]:
        return [parts(each)[2][1:-1] for each in self.about(iri) if parts(each)[1] == REPLACES]


def _unescaped(text: str) -> str:
    escapes = {"\\n": "\n", "\\r": "\r", "\\t": "\t"}
    return re.sub(r"\\.", lambda match: escapes.get(match[0], match[0][1:]), text, flags=re.DOTALL)


def _renamed(residue: Residue, new: _Side) -> dict[str, str]:
    """Return the new IRI of each thing that the second snapshot says is called otherwise, and that it has no more."""
    told = (parts(triple_of(line)) for line in residue.added if REPLACES in line)
    pairs = {value[1:-1]: subject[1:-1] for subject, property_, value in told if property_ == REPLACES}
    return {old: name for old, name in sorted(pairs.items()) if not new.has_class(old)}


def _ontological(residue: Residue) -> frozenset[str]:
    lines = (line for line in (*residue.removed, *residue.added) if graph_of(line).endswith(_ONTOLOGY))
    return frozenset(line[1 : line.index(">")] for line in lines if line.startswith("<"))


@dataclass(frozen=True, slots=True)
class _Telling:
    """Tells of the things that lines belong to."""

    old: _Side
    new: _Side
    renamed: Mapping[str, str]
    base: str
    ontological: frozenset[str]

    def things(self, residue: Residue) -> Iterator[ThingChange]:
        removed = {self._called(triple_of(line)) for line in residue.removed}
        added = {triple_of(line) for line in residue.added}
        removed, added = removed - added, added - removed
        lost, got = self._by_home(removed, self.old), self._by_home(added, self.new)
        for home in sorted({*lost, *got, *self.renamed.values()}):
            if told := self._thing(home, lost.get(home, []), got.get(home, [])):
                yield told

    def _called(self, triple: str) -> str:
        """Return a triple of the first snapshot in the words of the second, which calls some things otherwise."""
        for old, name in self.renamed.items():
            if old in triple:
                triple = re.sub(rf"<{re.escape(old)}(?=[>#])", f"<{name}", triple)
        return triple

    def _by_home(self, triples: Iterable[str], side: _Side) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        back = {name: old for old, name in self.renamed.items()} if side is self.old else {}
        for triple in sorted(triples):
            subject = triple.split(" ", 1)[0]
            iri = subject[1:-1] if subject[0] == "<" else subject
            home = side.homes.home(back.get(iri, iri))
            found.setdefault(self.renamed.get(home, home), []).append(triple)
        return found

    def _thing(self, home: str, lost: list[str], got: list[str]) -> ThingChange | None:
        before = next((old for old, name in self.renamed.items() if name == home), home)
        was, is_ = self.old.has(before), self.new.has(home)
        if was and is_ and self.old.has_class(before) != self.new.has_class(home):
            # What is left when its row is gone is what others say of it, which does not make it a thing.
            was, is_ = self.old.has_class(before), self.new.has_class(home)
        if not was and not is_:
            return None  # a tombstone alone: that it is gone was told when it went
        side, iri = (self.new, home) if is_ else (self.old, before)
        what = self._what(home, before, was, is_)
        if what == "changed" and not lost and not got:
            return None
        kind = side.wording.heading(side.homes.classes(iri))
        whole = what in ("added", "removed", "withdrawn", "vanished")
        return ThingChange(
            iri=home,
            what=what,
            names=side.names(iri),
            kind=kind,
            kind_names=dict(side.wording.of(kind).label),
            values=() if whole else tuple(self._values(home, lost, got)),
            statements=tuple(self._statements(home, lost, got)),
            formerly=before if what == "renamed" else "",
            reason=_notes(self.new.about(home)) if what == "withdrawn" else {},
        )

    def _what(self, home: str, before: str, was: bool, is_: bool) -> Kind:
        if was and is_:
            return "renamed" if before != home else "changed"
        if is_:
            return "added"
        if any(WITHDRAWN in each for each in self.new.about(home)):
            return "withdrawn"
        own = home.startswith(f"{self.base}/id/") if self.base else home not in self.ontological
        return "vanished" if own and self.old.homes.has_page(home) else "removed"

    def _values(self, home: str, lost: list[str], got: list[str]) -> Iterator[ValueChange]:
        subject = f"<{home}>" if not home.startswith("_:") else home
        sides = [
            {(p, o) for s, p, o in map(parts, triples) if s == subject and p != REPLACES} for triples in (lost, got)
        ]
        for property_ in sorted({p for side in sides for p, _ in side}):
            before, after = (tuple(self._value(o) for p, o in sorted(side) if p == property_) for side in sides)
            yield ValueChange(property_[1:-1], dict(self.new.wording.of(property_[1:-1]).label), before, after)

    def _value(self, term: str) -> Value:
        if term.startswith("<"):
            return Value(term, self.new.names(term[1:-1]) or self.old.names(term[1:-1]) or _label(self.new, term[1:-1]))
        literal = _LITERAL.fullmatch(term)
        return Value(term, {literal["tag"] or "": _unescaped(literal["text"])} if literal else {})

    def _statements(self, home: str, lost: list[str], got: list[str]) -> Iterator[StatementChange]:
        counts: dict[str, Counter[str]] = {}
        rows = {triple.split(" ", 1)[0][1:-1] for triple in (*lost, *got)} - {home}
        for row in sorted(rows):
            was, is_ = self.old.has(row), self.new.has(row)
            side = self.new if is_ else self.old
            if side.homes.is_statement(row) or _PASSAGE in side.homes.classes(row):
                kind = side.wording.heading(side.homes.classes(row))
                counts.setdefault(kind, Counter())["changed" if was and is_ else "added" if is_ else "removed"] += 1
        for kind, each in sorted(counts.items()):
            word = self.new.wording.of(kind)
            passages = {tag: sentence("changes-passages", "text", tag, {}) for tag in ("sv", "en")}
            names = passages if kind == _PASSAGE else dict(word.plural or word.label)
            yield StatementChange(kind, names, each["added"], each["removed"], each["changed"])


def _label(side: _Side, iri: str) -> Texts:
    return dict(side.wording.of(iri).label)


def _notes(triples: Iterable[str]) -> Texts:
    found = (_LITERAL.fullmatch(value) for _, property_, value in map(parts, triples) if property_ == _NOTE)
    return {each["tag"] or "": _unescaped(each["text"]) for each in found if each}

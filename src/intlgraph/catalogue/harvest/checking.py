"""Checking: one catalogue, from its address or its file to everything that a harvester and a portal would say of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from intlgraph.catalogue.harvest import fetching
from intlgraph.catalogue.harvest.described import Described, label
from intlgraph.catalogue.harvest.fetching import Fetch
from intlgraph.catalogue.harvest.findings import Check, Finding, found, ordered
from intlgraph.catalogue.harvest.profiles import Judged, judge
from intlgraph.catalogue.harvest.quality import CONFORMANCE, Answering, Assessment, assess, stars
from intlgraph.catalogue.harvest.reading import Read, places, read
from intlgraph.catalogue.harvest.structure import separate, structure
from intlgraph.catalogue.statements import expand
from intlgraph.errors import DataError, IntlgraphError, MachineError, Place, Problem
from intlgraph.validation.places import Spot
from intlgraph.validation.report import Text
from intlgraph.validation.statements import Statements

__all__ = ["check", "is_address"]

_LOST = {
    expand(path): code
    for path, code in (
        ("dcat:accessURL", "mqa-access"),
        ("dcat:downloadURL", "mqa-download"),
        ("dcterms:format", "mqa-format"),
        ("dcat:mediaType", "mqa-media"),
        ("dcterms:license", "mqa-licence"),
        ("dcterms:rights", "mqa-rights"),
        ("dcat:byteSize", "mqa-size"),
        ("dcterms:modified", "mqa-modified"),
    )
}
"""What is missing where no profile asks for it, by property."""


def is_address(target: str) -> bool:
    """Return whether a target is an address and not a file."""
    return "://" in target


def check(target: str, fetch: Fetch, online: bool = False) -> Check:
    """Return what would be said of the catalogue at an address or in a file.

    The network is asked for a catalogue at an address, and with `online` also whether what the catalogue points to
    answers. Raises `RemoteError` when no answer comes, `DataError` for a file that is not there or too large.
    """
    with tempfile.TemporaryDirectory(prefix="intlgraph-") as name:
        checking = _Checking(Path(name), fetch, online)
        return checking.run(target)


@dataclass(slots=True)
class _Checking:
    """One check under way; `reads` are the catalogue and the sub-catalogues that were loaded."""

    folder: Path
    fetch: Fetch
    online: bool

    def run(self, target: str) -> Check:
        body, objections = self._body(target)
        if not body:
            return Check(target, ordered(objections))
        main, findings = read(body, target, self.folder)
        findings = (*objections, *findings)
        if main is None:
            return Check(target, ordered(findings))
        described = Described(main.statements)
        below, lost, notes = self._below(described, loads=self.online or is_address(target))
        reads = (main, *below)
        whole = Described(_merged(reads)) if below else described
        findings = (*findings, *lost, *_placed(reads, structure(whole)))
        return self._judged(target, reads, whole, findings, notes)

    def _body(self, target: str) -> tuple[bytes, tuple[Finding, ...]]:
        if is_address(target):
            return fetching.load(target, self.fetch)
        path = Path(target)
        try:
            fetching.check_size(path.stat().st_size, target)
            body = path.read_bytes()
        except FileNotFoundError:
            raise DataError.of("file-missing", Place(target), file=target) from None
        except OSError as error:
            raise MachineError.of("file-unreadable", Place(target), file=target, cause=error.strerror) from error
        return body or b"\n", ()

    def _below(
        self, described: Described, loads: bool
    ) -> tuple[tuple[Read, ...], tuple[Finding, ...], tuple[Problem, ...]]:
        """Load the sub-catalogues that lie elsewhere; one that cannot be loaded stops the harvest of all."""
        reads: list[Read] = []
        findings: list[Finding] = []
        notes: list[Problem] = []
        for number, address in enumerate(separate(described), start=2):
            if not loads:
                notes.append(Problem("harvest-below-unknown", {"address": address}, severity="warning"))
                continue
            one, wrong = self._loaded(address, number)
            findings += wrong
            if one is not None:
                reads.append(one)
        return tuple(reads), tuple(findings), tuple(notes)

    def _loaded(self, address: str, number: int) -> tuple[Read | None, tuple[Finding, ...]]:
        try:
            body, lost = fetching.load(address, self.fetch)
            one, wrong = read(body, address, self.folder, number) if body else (None, ())
        except IntlgraphError as error:
            causes = {tag: " ".join(problem.text(tag) for problem in error.problems) for tag in ("sv", "en")}
            return None, (_unloaded(address, causes),)
        if one is not None:
            return one, (*lost, *wrong)
        return None, (_unloaded(address, (*lost, *wrong)[-1].message),)

    def _judged(
        self,
        target: str,
        reads: tuple[Read, ...],
        described: Described,
        findings: tuple[Finding, ...],
        notes: tuple[Problem, ...],
    ) -> Check:
        judged = judge(reads, self.folder, frozenset(separate(described)))
        assessed = assess(described, _conforming(described, judged), self._answering())
        told = tuple(_told(judged, assessed, described))
        shown = _placed(reads, (finding for finding in told if not finding.places))
        placed = (*(finding for finding in told if finding.places), *shown)
        return Check(
            target,
            ordered((*findings, *placed)),
            assessed.dimensions,
            assessed.portal,
            stars(described),
            len(described.datasets),
            len(described.distributions),
            notes,
        )

    def _answering(self) -> Answering:
        """Return what asks whether an address answers, each address once; nobody asks unless it is wished for."""
        return cache(lambda address: fetching.answers(address, self.fetch)) if self.online else None


def _unloaded(address: str, causes: Text) -> Finding:
    """Return the finding of a sub-catalogue that cannot be loaded, and why."""
    finding = found("harvest-below", subjects=[address], address=address)
    return replace(finding, message={tag: f"{text} {causes[tag]}" for tag, text in finding.message.items()})


def _merged(reads: Iterable[Read]) -> Statements:
    triples = (
        Triple(subject, NamedNode(predicate), value)
        for each in reads
        for subject, said in each.statements.about.items()
        for predicate, values in said.items()
        for value in values
    )
    return Statements.of(triples)


def _conforming(described: Described, judged: Iterable[Judged]) -> float:
    """Return the share of datasets in which, and in what belongs to which, the European profile finds nothing wrong."""
    faulty = {subject for each in judged if each.european for subject in each.finding.subjects}
    whole = [node for node in described.datasets if faulty.isdisjoint(map(label, described.around(node)))]
    return len(whole) / len(described.datasets) if described.datasets else 0.0


def _told(judged: tuple[Judged, ...], assessed: Assessment, described: Described) -> Iterator[Finding]:
    """Yield each finding of the profiles with the points that it costs, then what costs points alone."""
    left = dict(assessed.shortfall)
    breaking = sum(each.european for each in judged)
    unfit = CONFORMANCE * (1 - _conforming(described, judged)) if described.datasets else 0.0
    for each in judged:
        points = sum(left.pop((each.path, subject), 0.0) for subject in each.finding.subjects)
        yield replace(each.finding, points=points + (unfit / breaking if each.european else 0.0))
    by_path: dict[str, dict[str, float]] = {}
    for (path, subject), points in left.items():
        by_path.setdefault(path, {})[subject] = points
    for path, subjects in by_path.items():
        code, lost = _LOST.get(path, "mqa-other"), sum(subjects.values())
        yield found(code, "recommendation", subjects, points=lost, count=len(subjects), property=path)


def _placed(reads: tuple[Read, ...], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the places of what they are about."""
    every = tuple(findings)
    asked = {subject: Spot(_term(subject)) for finding in every for subject in finding.subjects}
    looked = places(reads, asked) if asked else {}
    return tuple(
        replace(finding, places=tuple(place for subject in finding.subjects for place in looked.get(subject, ())[:1]))
        for finding in every
    )


def _term(subject: str) -> str:
    return subject if subject.startswith("_:") else f"<{subject}>"

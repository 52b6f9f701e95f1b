"""The main job, stage after stage: tables to quads, rules, store, validation, and what is published from them.

Every stage writes into a fresh place beside the last good one; only when all has gone well is it put in its place.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Protocol, TypeVar

from intlgraph import catalogue, changes, graphs, ontology, privacy, quality, rules
from intlgraph.changes import versions
from intlgraph.changes.manifest import Release
from intlgraph.changes.releases import Made
from intlgraph.errors import CommandError, DataError, Place, Problem, ProjectError
from intlgraph.formats import graph_format
from intlgraph.project import SETTINGS_FILE, Dataset, Project
from intlgraph.publishing import about, contexts, dumps, folder, reports, site, tables
from intlgraph.publishing.dumps import Dump, Sink
from intlgraph.store import generations, oxigraph
from intlgraph.store.generations import Generation
from intlgraph.store.oxigraph import WritableStore
from intlgraph.tables import publication
from intlgraph.validation import engines
from intlgraph.validation import publication as validation
from intlgraph.validation.report import Report

__all__ = ["Build", "InvalidDataError", "Published", "Stage", "build", "export", "publish", "release", "validate"]

_DERIVED = "derived"
_T = TypeVar("_T")


class Stage(Protocol):
    """Is told which stage has begun: the code of a sentence in the catalogue, and what fills it."""

    def __call__(self, code: str, /, **values: object) -> None:
        """Take note."""


def _silent(code: str, /, **values: object) -> None:
    """Tell nobody."""


class InvalidDataError(DataError):
    """The data does not fit the shapes: the build was left out of use, and this is the report."""

    def __init__(self, report: Report) -> None:
        """Keep the report; the one problem of the error is that there is one."""
        self.report = report
        count = sum(fault.severity == "violation" for fault in report.faults)
        super().__init__([Problem("data-refused", {"count": count})])


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build: its folder, the triples of each graph, notes that did not stop it, what shapes found."""

    folder: Path
    counts: Mapping[str, int]
    notes: tuple[Problem, ...]
    replaced: tuple[str, ...]
    report: Report


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: the build it was made from, the dumps, and how many files in all."""

    build: Build
    dumps: tuple[Dump, ...]
    files: int


def build(project: Project, stage: Stage = _silent) -> Build:
    """Turn the tables into sorted quads and a store, validate them, and put them in the place of the last build.

    Raises `DataError` with the problems of all tables, the ontology, the rules and the shapes together, and
    `InvalidDataError` when the data violates a shape; the last build then stays in use, as it does when the machine
    fails or the process is killed.
    """
    with generations.fresh(project.build) as generation:
        built = _fill(project, generation, stage)
        generation.commit()
    return built


def validate(project: Project, engine: str = engines.NAMES[0], stage: Stage = _silent) -> Report:
    """Return what the shapes find in the tables as they are now; nothing is put in the place of the last build.

    Raises as `build`, but for `InvalidDataError`.
    """
    with generations.fresh(project.build) as generation:
        return _filled(project, generation, engine, stage).report


def _fill(project: Project, generation: Generation, stage: Stage) -> Build:
    """Fill a generation that is to be used; raises `InvalidDataError` for data that violates a shape."""
    built = _filled(project, generation, engines.NAMES[0], stage)
    if not built.report.conforms:
        raise InvalidDataError(built.report)
    return built


def _filled(project: Project, generation: Generation, engine: str, stage: Stage) -> Build:
    stage("stage-tables")
    described, problems = _tried(lambda: ontology.read(project))
    derivations, found = _tried(lambda: _rules(project))
    bound, unsound = _tried(lambda: validation.shapes_of(project))
    converted = publication.convert(project, described.described if described else None, generation.quads)
    problems += found + unsound + [problem for problem in converted.problems if problem.severity == "error"]
    if not problems:
        _check_datasets(project, converted.classes)
        problems += privacy.check(generation.quads, project.texts())
    if problems or described is None or derivations is None or bound is None:
        raise DataError(_placed(project, problem) for problem in problems)
    counts = {ontology.GRAPH: ontology.write(described, generation.quads), **converted.counts}
    stage("stage-store", count=sum(counts.values()))
    with oxigraph.writing(generation.store) as store:
        counts |= _load(project, store, derivations, generation.quads, stage)
    stage("stage-validation", count=len(bound.roots))
    report = validation.validate(project, bound, validation.data_of(generation.quads), engine)
    notes = tuple(problem for problem in converted.problems if problem.severity == "warning")
    return Build(generation.directory, counts, notes, project.replaced(), report)


def _load(project: Project, store: WritableStore, derivations: _Rules, quads: Path, stage: Stage) -> dict[str, int]:
    """Load the store and derive what follows; the people come last, so that what follows without them is whole."""
    files = {path.stem: path for path in sorted(quads.glob("*.nq"))}
    store.load(path for name, path in files.items() if not privacy.names_people(name))
    stage("stage-rules")
    counts = {_DERIVED: _derived(project, store, derivations.general, quads, _DERIVED)}
    if privacy.PEOPLE in files:
        name = privacy.DERIVED_PEOPLE
        store.load([files[privacy.PEOPLE]])
        counts[name] = _derived(project, store, derivations.people, quads, name)
    return counts


def _derived(
    project: Project, store: WritableStore, derivations: tuple[rules.Rule, ...], quads: Path, name: str
) -> int:
    graph = project.iris.graph(name)
    try:
        rules.derive(store, derivations, graph)
    except DataError as error:
        raise DataError(_placed(project, problem) for problem in error.problems) from error
    return rules.write(store, graph, quads / f"{name}.nq")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules that see no people, and those that do."""

    general: tuple[rules.Rule, ...] = ()
    people: tuple[rules.Rule, ...] = ()


def _tried(read: Callable[[], _T]) -> tuple[_T | None, list[Problem]]:
    """Return what could be read, or all that is wrong with it, so that the problems of everything are told together."""
    try:
        return read(), []
    except DataError as error:
        return None, list(error.problems)


def _rules(project: Project) -> _Rules:
    read = [
        rules.read(layer.path for layer in project.layers("ontology", pattern))
        for pattern in ("rules/*.rq", f"rules/{privacy.PEOPLE}/*.rq")
    ]
    return _Rules(*read)


def _placed(project: Project, problem: Problem) -> Problem:
    """Return a problem whose file is named as the publication names it."""
    file = Path(problem.place.file)
    return replace(problem, place=replace(problem.place, file=project.shown(file))) if file.is_absolute() else problem


def publish(
    project: Project, out: Path, stage: Stage = _silent, environment: Mapping[str, str] = MappingProxyType({})
) -> Published:
    """Build, and write everything that is published into the folder `out`, which is put in place whole.

    `environment` may hold `SOURCE_DATE_EPOCH`, the day that quality is judged on. Raises as `build`, and
    `CommandError` when `out` holds something that was not published here.
    """
    _check_out(project, out)
    with generations.fresh(project.build) as generation, folder.fresh(out) as fresh:
        built = _fill(project, generation, stage)
        context = contexts.context(project)
        written = _write_data(project, generation.quads, fresh.path / "data", stage)
        stage("stage-quality")
        store = oxigraph.open_read_only(generation.store)
        quality.write(project, store, fresh.path / "data", environment)
        about.write_ontology(project, context, fresh.path / "ontology")
        about.write_shapes(project, fresh.path / "shapes")
        reports.write(built.report, fresh.path / "report")
        about.write_readme(project, fresh.path)
        stage("stage-catalogue")
        releases = changes.checked(project)
        known = [release for release, _ in releases]
        version = versions.current(project, known[-1]) if known else ()
        listed = catalogue.write(
            project, fresh.path, generation.quads, written, store, environment, _days(known), version
        )
        retired = changes.retired(generation.quads, known, changes.called(project, known))
        site.write(project, store, fresh.path, stage, fresh.target, listed, changes.shown(project, releases), retired)
        stage("stage-changes")
        changes.write(project, releases, fresh.path)
        generation.commit()
        return Published(built, tuple(written), fresh.commit())


def _write_data(project: Project, quads: Path, data: Path, stage: Stage) -> list[Dump]:
    """Write the dumps and the tables, which the catalogue lists, into a folder that is made."""
    context = contexts.context(project)
    data.mkdir()
    written: list[Dump] = []
    for dataset in project.datasets:
        stage("stage-dumps", dataset=dataset.name)
        written += dumps.write(project, dataset, quads, data, context)
    tables.write(project, data / "tables")
    return written


def _days(releases: Iterable[Release]) -> list[date]:
    return [date.fromisoformat(release.date[:10]) for release in releases]


def release(project: Project, version: str, now: datetime, stage: Stage = _silent) -> Made | None:
    """Build, and freeze what would be published as a release; return None when nothing has changed since the last.

    `version` is empty for the day of `now`. Raises as `build` and as `changes.freeze`.
    """
    with generations.fresh(project.build) as generation, TemporaryDirectory(prefix="intlgraph-") as name:
        _fill(project, generation, stage)
        public = Path(name)
        written = _write_data(project, generation.quads, public / "data", stage)
        store = oxigraph.open_read_only(generation.store)
        known = changes.history(project)

        def describe(release: Release) -> list[str]:
            """Return the catalogue as the next publish writes it."""
            stage("stage-catalogue")
            days, version = _days([*known, release]), versions.current(project, release)
            catalogue.write(project, public, generation.quads, written, store, {}, days, version)
            listed = public / "catalog.ttl"
            return (
                [str(quad.triple) for quad in graphs.parse(listed, graph_format("turtle"))] if listed.is_file() else []
            )

        stage("stage-changes")
        made = changes.freeze(project, generation.quads, version, now, describe)
        generation.commit()
        return made


def _check_datasets(project: Project, classes: frozenset[str]) -> None:
    """Raise `ProjectError` for a dataset of a class that no table has: its dumps would be empty for ever."""
    known = sorted(classes | {"selector"})
    problems = []
    for dataset in project.datasets:
        for kind in dataset.classes:
            if kind not in known:
                near = difflib.get_close_matches(kind, known, 1)
                values = {"dataset": dataset.name, "found": kind, "nearest": near[0] if near else ", ".join(known)}
                place = Place(SETTINGS_FILE, column=f"datasets.{dataset.name}.classes")
                problems.append(Problem("dataset-class", values, place))
    if problems:
        raise ProjectError(problems)


def _check_out(project: Project, out: Path) -> None:
    inside = out.resolve()
    if any(inside.is_relative_to(used.resolve()) for used in (project.root / "data", project.build)):
        raise CommandError.of("out-inside", folder=out)
    folder.check(out)


def export(project: Project, dataset: str, format_name: str, stream: Sink) -> None:
    """Write one dataset of the last build in one format to a binary stream.

    Raises `CommandError` for a dataset that is not declared, `StoreError` when nothing has been built.
    """
    chosen = _dataset(project, dataset)
    quads = generations.current(project.build) / "quads"
    dumps.export(project, chosen, quads, graph_format(format_name), stream, contexts.context(project))


def _dataset(project: Project, name: str) -> Dataset:
    known = {dataset.name: dataset for dataset in project.datasets}
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        raise CommandError.of("dataset-unknown", dataset=name, nearest=near[0] if near else ", ".join(known))
    return known[name]

"""`intlgraph validate`: what the shapes say of the publication, or of any RDF."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from intlgraph import graphs, ontology, pipeline
from intlgraph.cli.commands import Command
from intlgraph.cli.frame import complain
from intlgraph.cli.options import Help, Shared, shared
from intlgraph.cli.progress import Progress
from intlgraph.errors import CommandError, DataError, Problem, ProjectError
from intlgraph.formats import GRAPH_FORMATS
from intlgraph.project import Project, builtin, builtin_shapes
from intlgraph.validation import background, checking, engines, formats, shapes, sources
from intlgraph.validation.places import OfFiles
from intlgraph.validation.report import Report
from intlgraph.validation.results import Data
from intlgraph.validation.shapes import Shapes

__all__ = ["command"]

_LIMIT: Final = 50


@click.command("validate", cls=Command)
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@click.option("--shapes", "shape_files", cls=Help, metavar="FILE", multiple=True)
@click.option("--background", "looked_into", cls=Help, metavar="FILE", multiple=True)
@click.option("--engine", cls=Help, metavar="|".join(engines.NAMES), default=engines.NAMES[0])
@click.option("--format", "report_format", cls=Help, type=click.Choice(formats.FORMATS), default=formats.FORMATS[0])
@click.option("--input-format", "input_format", cls=Help, type=click.Choice([each.name for each in GRAPH_FORMATS]))
@click.option("--limit", "limit", cls=Help, type=click.IntRange(min=0), metavar="N", default=_LIMIT)
@click.option("--strict", cls=Help, is_flag=True)
@click.option("--out", cls=Help, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    shape_files: tuple[str, ...],
    looked_into: tuple[str, ...],
    engine: str,
    report_format: str,
    input_format: str | None,
    limit: int,
    strict: bool,
    out: Path | None,
) -> int:
    """Check, print the report, and end with 1 if something violates the shapes (with --strict: or falls short)."""
    options = shared(context)
    engines.engine(engine)
    if out is not None and not out.parent.is_dir():
        raise CommandError.of("validate-no-folder", folder=out.parent.as_posix())
    if files:
        report = _of_files(files, shape_files, looked_into, engine, input_format, options)
    else:
        for option, given in (
            ("--shapes", shape_files),
            ("--background", looked_into),
            ("--input-format", input_format),
        ):
            if given:
                raise CommandError.of("validate-nothing-asked", option=option)
        report = _of_publication(engine, options)
    complain(report.notes, options.language)
    if options.verbose:
        complain(report.details, options.language)
    colour = report_format == "text" and out is None and sys.stdout.isatty()
    written = formats.write(report, report_format, formats.Style(options.language, colour, limit, strict))
    if out is None:
        _print(written)
    else:
        out.write_text(written, "utf-8", newline="\n")
    return 0 if report.conforms and not (strict and report.count("warning")) else 1


def _print(text: str) -> None:
    """Print the report; that its reader has gone (`| head`) changes nothing in the verdict."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _of_publication(engine: str, options: Shared) -> Report:
    """Check the publication: as a build would, with nothing put in its place."""
    project = options.project()
    try:
        with Progress(options.language) as progress:
            return pipeline.validate(project, engine, progress.stage)
    except DataError as error:
        return checking.stopped(error.problems, of=0, engine=engine)


def _of_files(
    files: tuple[str, ...],
    shape_files: tuple[str, ...],
    looked_into: tuple[str, ...],
    engine: str,
    input_format: str | None,
    options: Shared,
) -> Report:
    """Check RDF files against the shapes that are named, else those of the publication, else the built-in ones."""
    with tempfile.TemporaryDirectory(prefix="intlgraph-") as name, Progress(options.language) as progress:
        folder = Path(name)
        project = None if shape_files else _project(options)
        known = _shapes(shape_files, project)
        progress.stage("stage-reading")
        try:
            read, looked = _read(files, looked_into, input_format, folder)
        except DataError as error:
            return checking.stopped(error.problems, of=len(known.roots), engine=engine)
        quads = tuple(source.quads for source in read)
        # What other profiles take for known would hide what our own shapes demand to be said.
        known_terms = background.prepared(quads, folder) if shape_files else (_vocabulary(project, folder),)
        data = Data(quads, (*looked, *known_terms))
        problems = [problem for source in read for problem in source.problems]
        progress.stage("stage-checking", count=len(known.roots))
        report = checking.validate(
            data,
            known,
            engine=engine,
            places=OfFiles(read),
            shorter=(f"{project.base}/id/",) if project else (),
            problems=[problem for problem in problems if problem.severity == "error"],
        )
    complain([problem for problem in problems if problem.severity == "warning"], options.language)
    return report


def _read(
    files: tuple[str, ...], looked_into: tuple[str, ...], input_format: str | None, folder: Path
) -> tuple[tuple[sources.Source, ...], tuple[Path, ...]]:
    """Read the data and the background, the problems of both told together."""
    read: list[tuple[sources.Source, ...]] = []
    problems: list[Problem] = []
    for names, form in ((files, input_format), (looked_into, None)):
        first = 1 + sum(map(len, read))
        try:
            read.append(sources.gather(names, folder, sys.stdin.buffer, form, first=first))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return read[0], tuple(source.quads for source in read[1])


def _project(options: Shared) -> Project | None:
    """Return the publication that the command stands in, if it stands in one."""
    try:
        return options.project()
    except ProjectError as error:
        if options.folder == Path() and {problem.code for problem in error.problems} == {"no-publication"}:
            return None
        raise


def _shapes(files: tuple[str, ...], project: Project | None) -> Shapes:
    if files:
        return shapes.read(sources.paths(files), _shown)
    own = [layer.path for layer in project.shapes()] if project else builtin_shapes()
    return shapes.read(own, project.shown if project else _shown)


def _shown(path: Path) -> str:
    return path.as_posix()


def _vocabulary(project: Project | None, folder: Path) -> Path:
    """Write the ontology and the concept schemes, the publication's or the built-in ones, to be looked into."""
    path = folder / "vocabulary.nq"
    path.write_text("".join(_lines(project)), "utf-8", newline="\n")
    return path


def _lines(project: Project | None) -> Iterable[str]:
    if project:
        return ontology.read(project).lines
    return graphs.lines(graphs.read_turtle_files(sorted((builtin() / "ontology").rglob("*.ttl")), ""))

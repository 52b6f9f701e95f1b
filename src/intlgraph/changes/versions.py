"""Versions: the chain of releases in the words of DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/#dataset-versions)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.changes.manifest import Release
from intlgraph.namespaces import DCTERMS, PREFIXES, RDF, XSD
from intlgraph.project import Project

__all__ = ["chain", "current", "release_iri"]

_DCAT: Final = PREFIXES["dcat"]
_NOTES: Final = f"{PREFIXES['adms']}versionNotes"
_GZIP: Final = "https://www.iana.org/assignments/media-types/application/gzip"


def release_iri(project: Project, version: str) -> str:
    """Return the IRI of a release, where its files lie.

    >>> from types import SimpleNamespace
    >>> release_iri(SimpleNamespace(base="https://example.org/x"), "1.0")
    'https://example.org/x/releases/1.0/'
    """
    return f"{project.base}/releases/{version}/"


def current(project: Project, release: Release) -> Iterator[str]:
    """Yield the triples `<s> <p> <o>` that a catalogue says of the whole dataset: its version and what changed."""
    if project.datasets:
        whole = project.iris.dataset(project.datasets[0].name)
        here = release_iri(project, release.version)
        yield _text(whole, f"{_DCAT}version", release.version)
        yield from _notes(whole, release.notes)
        yield _points(whole, f"{_DCAT}hasCurrentVersion", here)


def chain(project: Project, releases: Sequence[Release]) -> list[str]:
    """Return the triples `<s> <p> <o>` that describe every release, sorted: each leads to the one before it."""
    return sorted({triple for release in releases for triple in _release(project, release)})


def _release(project: Project, release: Release) -> Iterator[str]:
    here = release_iri(project, release.version)
    yield _points(here, f"{RDF}type", f"{_DCAT}Dataset")
    yield _text(here, f"{_DCAT}version", release.version)
    yield _typed(here, f"{DCTERMS}issued", release.date, "dateTime")
    yield from (
        _text(here, f"{DCTERMS}title", f"{project.title[tag]}, {release.version}", tag) for tag in project.languages
    )
    yield from _notes(here, release.notes)
    if release.previous:
        previous = release_iri(project, release.previous)
        yield _points(here, f"{_DCAT}prev", previous)
        yield _points(here, f"{_DCAT}previousVersion", previous)
    if project.datasets:
        whole = project.iris.dataset(project.datasets[0].name)
        yield _points(here, f"{_DCAT}isVersionOf", whole)
        yield _points(whole, f"{_DCAT}hasVersion", here)
    yield from _file(here, release)


def _file(here: str, release: Release) -> Iterator[str]:
    """Yield what is said of the file of all statements; the hash of what it holds stands in `release.json`."""
    stored = release.files["data"]
    file = f"{here}{stored.file}"
    yield _points(here, f"{_DCAT}distribution", f"{here}#data")
    yield _points(f"{here}#data", f"{RDF}type", f"{_DCAT}Distribution")
    yield _points(f"{here}#data", f"{_DCAT}accessURL", file)
    yield _points(f"{here}#data", f"{_DCAT}downloadURL", file)
    yield _points(f"{here}#data", f"{_DCAT}compressFormat", _GZIP)


def _notes(subject: str, notes: Mapping[str, str]) -> Iterator[str]:
    yield from (_text(subject, _NOTES, text, tag) for tag, text in notes.items())


def _points(subject: str, property_: str, value: str) -> str:
    return f"<{subject}> <{property_}> <{value}>"


def _text(subject: str, property_: str, text: str, tag: str = "") -> str:
    return f"<{subject}> <{property_}> {Literal(text, language=tag) if tag else Literal(text)}"


def _typed(subject: str, property_: str, text: str, datatype: str) -> str:
    return f"<{subject}> <{property_}> {Literal(text, datatype=NamedNode(f'{XSD}{datatype}'))}"

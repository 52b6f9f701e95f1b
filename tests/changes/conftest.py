"""A tiny world whose lines are written by hand: releases of it take milliseconds, so that many can be tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import TINY

from intlgraph.changes import releases
from intlgraph.changes.releases import Made
from intlgraph.namespaces import Display, Intl
from intlgraph.project import Project, load

BASE = "https://data.example.org/nordby"
ID = f"{BASE}/id"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
NAME = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
NETWORK = "<https://w3id.org/intlgraph/ns#Network>"
NAMING = "<https://w3id.org/intlgraph/ns#Name>"
THING = "<https://w3id.org/intlgraph/ns#thing>"
FORM = "<https://w3id.org/intlgraph/ns#writtenForm>"
PERSON = "<http://xmlns.com/foaf/0.1/Person>"
REPLACES = "<http://purl.org/dc/terms/replaces>"
STATUS = "<http://www.w3.org/ns/adms#status> <http://purl.org/adms/status/Withdrawn>"
NOTE = "<http://www.w3.org/2004/02/skos/core#changeNote>"
ONTOLOGY = frozenset(
    {
        f"{NETWORK} <{Intl.DISPLAY}> <{Display.ENTITY}>",
        f"{NAMING} <{Intl.DISPLAY}> <{Display.STATEMENT}>",
        f"{NAMING} <{Intl.SUBJECT_PROPERTY}> {THING}",
    }
)
"""What these tests need to know of classes; without it the built-in ontology is read each time."""

START = datetime(2026, 11, 23, 8, tzinfo=UTC)


def network(slug: str, name: str) -> set[str]:
    return {f"<{ID}/network/{slug}> {TYPE} {NETWORK}", f'<{ID}/network/{slug}> {NAME} "{name}"@sv'}


def naming(slug: str, thing: str, form: str) -> set[str]:
    """A statement about a thing."""
    here = f"<{ID}/name/{slug}>"
    return {f"{here} {TYPE} {NAMING}", f"{here} {THING} <{ID}/network/{thing}>", f'{here} {FORM} "{form}"'}


def person(slug: str, name: str) -> set[str]:
    return {f"<{ID}/person/{slug}> {TYPE} {PERSON}", f'<{ID}/person/{slug}> {NAME} "{name}"'}


def withdrawn(thing: str, why: str = "Borta.") -> set[str]:
    return {f"<{ID}/{thing}> {STATUS}", f'<{ID}/{thing}> {NOTE} "{why}"@sv'}


def replaces(new: str, old: str) -> set[str]:
    return {f"<{ID}/network/{new}> {REPLACES} <{ID}/network/{old}>"}


def write(folder: Path, graphs: Mapping[str, Iterable[str]]) -> Path:
    """Write triples by graph as a build does, one sorted file a graph."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.nq"):
        old.unlink()
    for name, triples in graphs.items():
        lines = sorted(f"{triple} <{BASE}/graph/{name}> .\n" for triple in set(triples))
        if lines:
            (folder / f"{name}.nq").write_text("".join(lines), "utf-8", newline="\n")
    return folder


@dataclass
class World:
    """A publication without tables: its state is what `freeze` is given; each release comes an hour after the last."""

    project: Project
    made: list[Made] = field(default_factory=list)
    describe: releases.Describe = lambda release: ()
    ontology: frozenset[str] = frozenset()

    @property
    def quads(self) -> Path:
        return self.project.root / "quads"

    def freeze(
        self, triples: Iterable[str], people: Iterable[str] = (), version: str = "", now: datetime | None = None
    ) -> Made | None:
        write(self.quads, {"tables": triples, "people": people, "ontology": self.ontology})
        when = now or START + timedelta(hours=len(self.made))
        made = releases.freeze(self.project, self.quads, version or str(len(self.made) + 1), when, self.describe)
        self.made += [made] if made else []
        return made


def new_world(root: Path, ontology: frozenset[str] = frozenset()) -> World:
    root.mkdir(parents=True, exist_ok=True)
    return World(replace(load(TINY), root=root), ontology=ontology)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return new_world(tmp_path / "world", ONTOLOGY)

"""The examples of the shapes: small graphs that conform, and graphs that each break one constraint.

An invalid example says in its first lines what it trips:

    # trips: shapes:Period-kind sh:MinCountConstraintComponent

and may add `# results: 2` where one fault gives two results, and `# evidence: document` where it is held against the
shapes of a publication that asks for documents and not for passages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from intlgraph.validation.results import Result
from intlgraph.validation.shapes import Shape, Shapes
from intlgraph.validation.vocabulary import SH

__all__ = [
    "BASE",
    "NS",
    "ROOT",
    "Example",
    "as_quads",
    "background",
    "collect",
    "components",
    "reported",
    "shape_files",
    "tripped",
]

ROOT: Final = Path(__file__).resolve().parents[2]
EXAMPLES: Final = ROOT / "tests" / "shapes"
BASE: Final = "https://data.example.org/"
NS: Final = "https://w3id.org/intlgraph/shapes#"
_HEADER: Final = re.compile(r"# (trips|results|evidence): (.+)")
_EVIDENCE: Final = ("passage", "document")
# What is no constraint, or is counted with another parameter.
_SILENT: Final = {"flags", "ignoredProperties", "property", "qualifiedValueShape", "qualifiedValueShapesDisjoint"}


@dataclass(frozen=True, slots=True)
class Example:
    """One example: where it stands, and what it says that it trips (nothing where it is valid)."""

    path: Path
    shape: str
    component: str
    results: int
    evidence: str

    @property
    def family(self) -> str:
        """The folder that it stands in, named as the file of its shapes."""
        return self.path.parents[1].name

    @property
    def expected(self) -> Counter[tuple[str, str]]:
        """How often it says that each constraint is tripped."""
        return Counter({(self.shape, self.component): self.results} if self.shape else {})

    @property
    def name(self) -> str:
        """What pytest calls it."""
        return self.path.relative_to(EXAMPLES).with_suffix("").as_posix()


def collect() -> tuple[Example, ...]:
    """Return all examples; one whose header cannot be read is an error."""
    return tuple(_read(path) for path in sorted(EXAMPLES.glob("*/*/*.ttl")))


def _read(path: Path) -> Example:
    said: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        match = _HEADER.fullmatch(line)
        if match is None:
            break
        said[match[1]] = match[2]
    kind, trips = path.parent.name, said.get("trips", "").split()
    if (kind, len(trips)) not in {("valid", 0), ("invalid", 2)}:
        raise ValueError(f"{path}: the header does not say what is tripped")
    shape, component = (trip.partition(":")[2] for trip in trips) if trips else ("", "")
    evidence = said.get("evidence", "passage")
    return Example(path, shape and NS + shape, component and SH + component, int(said.get("results", "1")), evidence)


def shape_files(evidence: str) -> tuple[Path, ...]:
    """Return the files of the shapes that bind a publication with this setting of `evidence`."""
    others = {f"{name}.ttl" for name in _EVIDENCE if name != evidence}
    files = sorted((ROOT / "shapes").rglob("*.ttl"))
    left_out = {ROOT / "shapes" / "evidence" / name for name in others}
    return tuple(path for path in files if path not in left_out and path.parent.name not in ("background", "profiles"))


def background() -> tuple[Path, ...]:
    """Return the files of the ontology."""
    return tuple(sorted((ROOT / "ontology").rglob("*.ttl")))


def as_quads(path: Path) -> bytes:
    """Return a Turtle file as N-Quads."""
    out = BytesIO()
    ox.serialize(ox.parse(path=path, format=ox.RdfFormat.TURTLE), out, ox.RdfFormat.N_QUADS)
    return out.getvalue()


def tripped(results: Iterable[Result]) -> Counter[tuple[str, str]]:
    """Return how often each constraint is tripped, by the IRIs of shape and component."""
    return Counter((result.shape, result.component) for result in results)


def reported(shapes: Shapes) -> Iterator[Shape]:
    """Yield the shapes that results can name: those with a target, and property shapes that these have."""
    found, ahead = set[str](), list(shapes.roots)
    while ahead:
        iri = ahead.pop()
        if iri not in found:
            found.add(iri)
            ahead += [term.value for term in shapes.nodes[iri].parameters.get(f"{SH}property", ()) if _named(term)]
            yield shapes.nodes[iri]


def _named(term: object) -> bool:
    return isinstance(term, ox.NamedNode)


def components(shape: Shape) -> frozenset[str]:
    """Return the constraint components that a shape declares."""
    names = {iri.removeprefix(SH) for iri in shape.parameters if iri.startswith(SH)} - _SILENT
    return frozenset(f"{SH}{_capital(name)}ConstraintComponent" for name in names)


def _capital(name: str) -> str:
    return "SPARQL" if name == "sparql" else name[0].upper() + name[1:]

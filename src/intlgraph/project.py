"""One publication: what `intlgraph.toml` says, and where its files are.

A publication is a folder. What the package carries (ontology, rules, the tables' metadata) is built in; a file of
the publication in the same place is added, and one of the same name replaces the built-in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from intlgraph import portal
from intlgraph.errors import Place, Problem, ProjectError
from intlgraph.iris import Iris
from intlgraph.portal import Listing
from intlgraph.settings import Settings

__all__ = ["SETTINGS_FILE", "Dataset", "Layer", "Project", "Publisher", "builtin", "builtin_shapes", "find", "load"]

SETTINGS_FILE = "intlgraph.toml"

_EVIDENCE = ("passage", "document", "none")
_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/(?!\.{1,2}(/|$))[^\s<>\"{}|\\^`#?/]+)*")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: a name in each language, an IRI, the organisation number, and a code of ADMS publisher types.

    The number has ten digits; it is empty where there is none.
    """

    name: Mapping[str, str]
    iri: str
    number: str = ""
    kind: str = "LocalAuthority"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A declared slice of the publication that has dumps of its own.

    `graphs` names the graphs it is taken from, empty for all that hold data; `classes` names the classes whose
    things it holds, empty for all. `keywords`, by language, are said of it in catalogues beside the publication's.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    classes: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of the built-ins or of the publication, and whether it stands in the place of a built-in."""

    name: str
    path: Path
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """A publication as its settings describe it."""

    root: Path
    base: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    publisher: Publisher
    languages: tuple[str, ...]
    licences: Mapping[str, str]
    demonstration: bool
    evidence: str
    datasets: tuple[Dataset, ...]
    endpoint: str = ""
    """Where a SPARQL endpoint of the publication answers; empty when there is none."""
    listing: Listing | None = None

    @property
    def iris(self) -> Iris:
        """The addresses that this publication mints."""
        return Iris(self.base)

    @property
    def tables(self) -> Path:
        """The folder of the tables."""
        return self.root / "data" / "tables"

    @property
    def passages(self) -> Path:
        """The file of the recorded hashes of passages."""
        return self.root / "data" / "passages.csv"

    @property
    def demands_passages(self) -> bool:
        """Whether every statement of this publication must lead to the passage that says it."""
        return self.evidence == _EVIDENCE[0]

    @property
    def build(self) -> Path:
        """The folder that builds are written to."""
        return self.root / "build"

    def texts(self) -> tuple[str, ...]:
        """Return every title and description, which stand at the head of what is published."""
        described = (
            self.title,
            self.description,
            *(text for each in self.datasets for text in (each.title, each.description)),
        )
        return tuple(text for texts in described for text in texts.values())

    def shown(self, path: Path) -> str:
        """Return a path as messages show it: relative to the publication, with forward slashes."""
        for folder in (self.root, builtin()):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return path.name

    def layers(self, room: str, pattern: str) -> tuple[Layer, ...]:
        """Return the files of a room (`ontology`, `data/tables`): the built-in ones and the publication's, by name."""
        found = {name: Layer(name, path) for name, path in _files(builtin() / room, pattern)}
        if (self.root / room).resolve() != (builtin() / room).resolve():
            own = _files(self.root / room, pattern)
            found |= {name: Layer(name, path, replaces=name in found) for name, path in own}
        return tuple(found[name] for name in sorted(found))

    def shapes(self) -> tuple[Layer, ...]:
        """Return the shapes that the data is to fit; the evidence it demands and its languages choose among them."""
        chosen = (f"evidence/{self.evidence}.ttl", *(f"languages/{language}.ttl" for language in self.languages))
        return tuple(layer for pattern in ("*.ttl", *chosen) for layer in self.layers("shapes", pattern))

    def replaced(self) -> tuple[str, ...]:
        """Return the built-in files that a file of the publication stands in for."""
        patterns = (
            ("ontology", "**/*.ttl"),
            ("ontology", "rules/*.rq"),
            ("data/tables", "**/*metadata.json"),
            ("queries", "*.rq"),
            ("queries", "*.toml"),
            ("shapes", "**/*.ttl"),
        )
        found = ((room, layer) for room, pattern in patterns for layer in self.layers(room, pattern))
        return tuple(f"{room}/{layer.name}" for room, layer in found if layer.replaces)


def _files(folder: Path, pattern: str) -> list[tuple[str, Path]]:
    return [(path.relative_to(folder).as_posix(), path) for path in folder.glob(pattern) if path.is_file()]


def builtin() -> Path:
    """Return the folder of the built-ins: inside an installed package, or the checkout that the package runs from."""
    package = Path(str(resources.files("intlgraph")))
    carried = package / "builtin"
    return carried if carried.is_dir() else package.parent.parent


def builtin_shapes() -> tuple[Path, ...]:
    """Return the built-in shapes that bind a publication which says nothing else."""
    folder = builtin() / "shapes"
    return (*sorted(folder.glob("*.ttl")), folder / "evidence" / f"{_EVIDENCE[0]}.ttl", *folder.glob("languages/*.ttl"))


def find(start: Path) -> Path:
    """Return the publication that a folder lies in: the folder itself or the nearest above with an `intlgraph.toml`.

    Raises `ProjectError` when there is none.
    """
    folder = start.resolve()
    if not folder.is_dir():
        raise ProjectError.of("no-such-folder", folder=start)
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS_FILE).is_file():
            return candidate
    raise ProjectError.of("no-publication", folder=start)


def load(root: Path) -> Project:
    """Read `intlgraph.toml` in this folder.

    Raises `ProjectError` with every problem found in it, not the first only.
    """
    problems: list[Problem] = []
    top = Settings(_toml(root / SETTINGS_FILE), "", SETTINGS_FILE, problems)
    publication, publisher = top.table("publication", required=True), top.table("publisher", required=True)
    licences, datasets = top.table("licences", required=True), top.table("datasets")
    sparql = top.table("sparql")
    languages = publication.languages("languages", ("sv", "en"))
    listing = portal.read(top.table("catalogue"), languages) if "catalogue" in top.values else None
    demonstration = publication.flag("demonstration", default=False)
    named = Publisher(
        publisher.texts("name", languages),
        _matching(publisher, "iri", _IRI, "setting-iri"),
        portal.number(publisher, required=listing is not None and not demonstration),
        publisher.text("type", "LocalAuthority"),
    )
    project = Project(
        root=root,
        base=_matching(publication, "base", _BASE, "setting-base"),
        title=publication.texts("title", languages),
        description=publication.texts("description", languages, required=False),
        publisher=named,
        languages=languages,
        licences={name: _licence(licences, name, listing is not None) for name in {"data": None, **licences.values}},
        demonstration=demonstration,
        evidence=publication.choice("evidence", _EVIDENCE, _EVIDENCE[0]),
        datasets=tuple(_dataset(datasets, name, languages) for name in datasets.values),
        endpoint=_endpoint(sparql),
        listing=listing,
    )
    for settings in (top, publication, publisher, sparql):
        settings.unknown()
    if problems:
        raise ProjectError(problems)
    return project


def _dataset(datasets: Settings, name: str, languages: tuple[str, ...]) -> Dataset:
    declared = datasets.table(name)
    keywords = declared.table("keywords")
    if not _NAME.fullmatch(name):
        datasets.report("setting-dataset-name", name, found=name)
    dataset = Dataset(
        name,
        declared.texts("title", languages),
        declared.texts("description", languages, required=False),
        declared.words("classes", ()),
        declared.words("graphs", ()),
        {tag: keywords.words(tag, ()) for tag in languages},
    )
    declared.unknown()
    return dataset


def _endpoint(sparql: Settings) -> str:
    """Return the address of the endpoint: a web page can ask no other than one on the web."""
    address = sparql.text("endpoint", "")
    if address and not _WEB.fullmatch(address):
        sparql.report("setting-endpoint", "endpoint", found=address)
    return address


def _licence(licences: Settings, name: str, listed: bool) -> str:
    """Return a licence; what portals list must be open."""
    licence = _matching(licences, name, _IRI, "setting-iri")
    if listed and licence and not portal.is_open(licence):
        licences.report("setting-licence-closed", name, found=licence)
    return licence


def _matching(settings: Settings, key: str, pattern: re.Pattern[str], code: str) -> str:
    text = settings.text(key)
    if text and not pattern.fullmatch(text):
        settings.report(code, key, found=text)
    return text


def _toml(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ProjectError.of("no-publication", folder=path.parent.name) from None
    except UnicodeDecodeError:
        raise ProjectError.of("settings-not-utf8", Place(SETTINGS_FILE)) from None
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        place = Place(SETTINGS_FILE, line=int(where[1]), character=int(where[2])) if where else Place(SETTINGS_FILE)
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise ProjectError.of("settings-not-toml", place, reason=reason) from None

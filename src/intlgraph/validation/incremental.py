"""Validate again only what an edit can have changed.

Beside the last results stands a fingerprint of every predicate and of every class, file by file. Shapes whose
read-set holds none of those that differ would find what they found: only the others are run. What is kept is a cache;
where it is missing, older than the shapes or damaged, everything is run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from intlgraph import __version__
from intlgraph.graphs import line
from intlgraph.lines import blocks
from intlgraph.namespaces import RDF, RDFS
from intlgraph.store.faults import machine_error
from intlgraph.validation.results import Data, Engine, Findings, Result
from intlgraph.validation.shapes import ReadSet, Shapes

__all__ = ["Prints", "Snapshot", "affected", "load", "run", "save", "take"]

_TYPE: Final = f"<{RDF}type>".encode()
_SUBCLASS: Final = f"<{RDFS}subClassOf>".encode()


@dataclass(frozen=True, slots=True)
class Prints:
    """What one file says, told apart by predicate (`<iri>`) and by class (`a <iri>`): a fingerprint of each.

    `whole` is that of the file; `supers` are the superclasses that it gives to classes.
    """

    whole: str
    parts: Mapping[str, str]
    supers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was validated and what was found: enough to know what need not be asked again.

    `by` says by which engine and versions, `shapes` is a fingerprint of the shapes graph, `prints` are those of the
    files by role and name.
    """

    by: str
    shapes: str
    prints: Mapping[str, Prints]
    results: tuple[Result, ...] = ()

    def changed(self, since: Snapshot) -> frozenset[str]:
        """Return the predicates and classes of which something is said otherwise than then, in one file or another."""
        nothing = Prints("", {}, {})
        pairs = [
            (self.prints.get(name, nothing).parts, since.prints.get(name, nothing).parts)
            for name in self.prints.keys() | since.prints.keys()
        ]
        return frozenset(
            key for now, then in pairs for key in now.keys() | then.keys() if now.get(key) != then.get(key)
        )

    def superclasses(self, iri: str) -> frozenset[str]:
        """Return a class (`<iri>`) and all that it is a subclass of, by any of the files."""
        found, more = {iri}, {iri}
        while more:
            more = {
                above for each in self.prints.values() for one in more for above in each.supers.get(one, ())
            } - found
            found |= more
        return frozenset(found)


def run(engine: Engine, data: Data, shapes: Shapes, before: Snapshot | None) -> tuple[Findings, Snapshot, int]:
    """Return what a full run would find, the snapshot to keep, and how many shapes with targets were run.

    Raises as `Engine.run`.
    """
    now = take(engine, data, shapes, before)
    if before is None or (before.by, before.shapes) != (now.by, now.shapes):
        findings, again = engine.run(data, shapes), frozenset(shapes.roots)
    else:
        again = affected(shapes, now, before)
        findings = _merged(engine, data, shapes, before, again)
    return findings, replace(now, results=tuple(sorted(findings.results))), len(again)


def _merged(engine: Engine, data: Data, shapes: Shapes, before: Snapshot, again: frozenset[str]) -> Findings:
    """Run these shapes, and take what the others found from before."""
    fresh = engine.run(data, shapes, again) if again else Findings(frozenset())
    reached = _reached(shapes, again)
    return Findings(fresh.results | {each for each in before.results if each.shape not in reached}, fresh.notes)


def affected(shapes: Shapes, now: Snapshot, before: Snapshot) -> frozenset[str]:
    """Return the shapes with targets that may find something else now.

    A result says which shape found it and not from where that shape was reached: shapes with targets that share a
    shape are run together.
    """
    changed = now.changed(before)
    roots = frozenset(shapes.roots)
    if f"<{RDFS}subClassOf>" in changed:
        return roots
    # Whoever is of a class is of its superclasses too.
    changed |= {f"a {above}" for key in changed if key.startswith("a ") for above in now.superclasses(key[2:])}
    found = {root for root in roots if _reads(shapes.reads(root), changed)}
    while more := ({other for shape in _reached(shapes, found) for other in shapes.roots_of(shape)} & roots) - found:
        found |= more
    return frozenset(found)


def _reads(reads: ReadSet, changed: frozenset[str]) -> bool:
    if reads.everything:
        return bool(changed)
    keys = {f"<{iri}>" for iri in reads.predicates} | {f"a <{iri}>" for iri in reads.classes}
    return not changed.isdisjoint(keys)


def _reached(shapes: Shapes, roots: Iterable[str]) -> frozenset[str]:
    return frozenset(shape for root in roots for shape in shapes.closure(root))


def take(engine: Engine, data: Data, shapes: Shapes, before: Snapshot | None = None) -> Snapshot:
    """Return a snapshot without results; files that are as they were in `before` are not looked into again."""
    roles = [("data", path) for path in data.files] + [("background", path) for path in data.background]
    prints = {}
    for role, path in roles:
        name, whole = f"{role}/{path.name}", _digest(path)
        known = before.prints.get(name) if before else None
        prints[name] = known if known and known.whole == whole else _prints(path, whole)
    said = hashlib.sha256("".join(sorted(line(triple) for triple in shapes.triples)).encode())
    return Snapshot(_by(engine), said.hexdigest(), prints)


def _by(engine: Engine) -> str:
    """Return who validates: another version may see more."""
    return " ".join([engine.name, __version__, *(f"{name}={_version(name)}" for name in ("shacl", "pyshacl"))])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise machine_error(error, path) from error


def _prints(path: Path, whole: str) -> Prints:
    """Return the fingerprints of a file of canonical lines, of which the order counts."""
    digests: dict[bytes, Any] = {}
    supers: dict[str, set[str]] = {}
    for block in blocks(path):
        for key, lines in _by_key(block.splitlines(keepends=True)).items():
            digests.setdefault(key, hashlib.blake2b(digest_size=16)).update(b"".join(lines))
            if key == _SUBCLASS:
                for line_ in lines:
                    sub, _, above, _ = line_.decode().split(" ", 3)
                    supers.setdefault(sub, set()).add(above)
    parts = {key.decode(): digest.hexdigest() for key, digest in digests.items()}
    return Prints(whole, parts, {sub: tuple(sorted(above)) for sub, above in supers.items()})


def _by_key(lines: Iterable[bytes]) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for line_ in lines:
        _, predicate, rest = line_.split(b" ", 2)
        found.setdefault(predicate, []).append(line_)
        if predicate == _TYPE:
            found.setdefault(b"a " + rest[: rest.index(b" ")], []).append(line_)
    return found


def save(snapshot: Snapshot, path: Path) -> None:
    """Keep a snapshot for the next time; raises `MachineError` when the disk says no."""
    text = json.dumps(asdict(snapshot), ensure_ascii=False)
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.write_text(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}\n", "utf-8", newline="\n")
        fresh.replace(path)
    except OSError as error:
        raise machine_error(error, path) from error


def load(path: Path) -> Snapshot | None:
    """Return the snapshot that was kept, or None where there is none that is whole."""
    try:
        digest, text = path.read_text("utf-8").split("\n", 1)
        if hashlib.sha256(text.rstrip("\n").encode()).hexdigest() != digest:
            return None
        return _snapshot(json.loads(text))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _snapshot(said: Mapping[str, Any]) -> Snapshot:
    prints = {
        name: Prints(each["whole"], each["parts"], {sub: tuple(above) for sub, above in each["supers"].items()})
        for name, each in said["prints"].items()
    }
    results = tuple(
        Result(**{**each, "messages": tuple((language, text) for language, text in each["messages"])})
        for each in said["results"]
    )
    return Snapshot(said["by"], said["shapes"], prints, results)

"""Scope: results about the data alone, though the background is looked into as well.

A focus node that only a triple of the background makes one is left out: the background is not what is validated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from intlgraph.lines import any_of
from intlgraph.namespaces import RDF, RDFS
from intlgraph.validation.engines.prepared import NODE, OBJECT, canonical_blocks
from intlgraph.validation.engines.terms import canonical
from intlgraph.validation.results import Data, Result
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.targets import Target

__all__ = ["about", "below", "focused", "reported", "superclasses"]

_TYPE: Final = f"<{RDF}type>"
_SUBCLASS: Final = f"<{RDFS}subClassOf>"
_ALONG: Final = ("subjects-of", "objects-of")
_ENDS: Final = re.compile(rb"\n(%b) %b (%b)" % (NODE, NODE, OBJECT))


def reported(
    found: Iterable[Result], data: Data, shapes: Shapes, checked: frozenset[Path] = frozenset()
) -> frozenset[Result]:
    """Return the results whose focus node the data files themselves make one.

    A node that a shape came to along a path, from a focus node of its own, is reported when the data mention it.
    `checked` are files known to have canonical lines.
    """
    results = frozenset(found)
    if not data.background or not results:
        return results
    checked = _checked(data, checked)
    # What the background does not mention only the data can have made a focus node.
    doubtful = _mentioned(data.background, {result.focus for result in results}, checked)
    chosen = {shape: _is_chosen_by_triples(shapes, shape) for shape in {result.shape for result in results}}
    sure = frozenset(each for each in results if chosen[each.shape] and each.focus not in doubtful)
    return sure | about(results - sure, data, shapes, checked)


def about(
    results: frozenset[Result], data: Data, shapes: Shapes, checked: frozenset[Path] = frozenset()
) -> frozenset[Result]:
    """Return the results of which the data files make the focus node one, by the targets of the shape."""
    if not results:
        return results
    chosen = {shape: _choosing(shapes, shape) for shape in {result.shape for result in results}}
    facts = _facts(data, frozenset(result.focus for result in results), chosen, _checked(data, checked))
    return frozenset(result for result in results if facts.reports(result, chosen[result.shape]))


def _checked(data: Data, checked: frozenset[Path]) -> frozenset[Path]:
    return frozenset((*data.files, *data.background)) if data.canonical else checked


def _mentioned(files: Iterable[Path], nodes: set[str], checked: frozenset[Path]) -> set[str]:
    """Return the nodes that files may mention; of literals, which can be written in many ways, all of them."""
    facts = _Facts()
    for path in files:
        for block in canonical_blocks(path, known=path in checked):
            facts.mention(block, nodes)
    return facts.mentioned | {node for node in nodes if node.startswith('"')}


def _is_chosen_by_triples(shapes: Shapes, iri: str) -> bool:
    """Return whether each focus node of a shape, wherever it was reached from, must stand in a triple of the graph."""
    targets = [target for root in shapes.roots_of(iri) for target in shapes.nodes[root].targets]
    return _choosing(shapes, iri) != () and all(target.kind in ("class", *_ALONG) for target in targets)


def focused(data: Data, shapes: Shapes, checked: frozenset[Path] = frozenset()) -> int:
    """Return how many of the shapes with targets have at least one focus node in the data files.

    A target of SHACL-AF counts as having one. `checked` are files known to have canonical lines.
    """
    checked = _checked(data, checked)
    facts = _Facts(parents=superclasses((*data.files, *data.background), checked))
    targets = {target for iri in shapes.roots for target in shapes.nodes[iri].targets}
    nodes = {target.term for target in targets if target.kind == "node"}
    sought: dict[str, set[Target]] = {}
    for target in targets:
        for sign in facts.signs(target):
            sought.setdefault(sign, set()).add(target)
    found = {target for target in targets if target.kind == "advanced"}
    pattern = _saying(sought)
    for path in data.files:
        for block in canonical_blocks(path, known=path in checked):
            facts.mention(block, nodes)
            # What has been found is not looked for any more: after the first blocks little is left to look for.
            if signs := set(pattern.findall(b"\n" + block)):
                found |= {target for sign in signs for target in sought[sign.decode()]}
                sought = {sign: some for sign, some in sought.items() if not some <= found}
                pattern = _saying(sought)
    named = facts.mentioned if data.background else nodes
    found |= {target for target in targets if target.kind == "node" and target.term in named}
    return sum(not found.isdisjoint(shapes.nodes[iri].targets) for iri in shapes.roots)


def _saying(signs: Iterable[str]) -> re.Pattern[bytes]:
    return re.compile(rb"\n[<_][^ ]*+ (%b)" % any_of(signs))


def _escaped(text: str) -> bytes:
    return re.escape(text.encode())


def superclasses(files: Iterable[Path], checked: frozenset[Path]) -> Mapping[str, frozenset[str]]:
    """Return the superclasses that files give to each class (terms); those `checked` are known to be canonical."""
    found: dict[str, set[str]] = {}
    for path in files:
        for child, parent in _pairs(path, _SUBCLASS, checked):
            found.setdefault(child, set()).add(parent)
    return {child: frozenset(parents) for child, parents in found.items()}


def below(above: Mapping[str, frozenset[str]], classes: Iterable[str]) -> frozenset[str]:
    """Return classes (terms) and all that are subclasses of them.

    >>> sorted(below({"<b>": frozenset({"<a>"}), "<c>": frozenset({"<b>"})}, ["<a>"]))
    ['<a>', '<b>', '<c>']
    """
    found = frozenset(classes)
    while more := {child for child, parents in above.items() if parents & found} - found:
        found |= more
    return found


def _pairs(path: Path, predicate: str, checked: frozenset[Path]) -> Iterator[tuple[str, str]]:
    pattern = re.compile(rb"\n(%b) %b (%b)" % (NODE, _escaped(predicate), NODE))
    needle = f" {predicate} ".encode()
    for block in canonical_blocks(path, known=path in checked):
        if needle in block:
            for subject, value in pattern.findall(b"\n" + block):
                yield subject.decode(), value.decode()


def _choosing(shapes: Shapes, iri: str) -> tuple[Target, ...] | None:
    """Return the targets that choose the focus nodes of a shape; None where some of them are reached along a path."""
    found: list[Target] = []
    waiting, seen = [iri], {iri}
    while waiting:
        shape = shapes.nodes[waiting.pop()]
        found += shape.targets
        for parent in shape.parents:
            if shapes.nodes[parent].path:
                return None
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return None if any(target.kind == "advanced" for target in found) else tuple(found)


def _facts(
    data: Data,
    nodes: frozenset[str],
    chosen: Mapping[str, tuple[Target, ...] | None],
    checked: frozenset[Path],
) -> _Facts:
    """Return what the data files say of some nodes, as far as it can make them focus nodes."""
    targets = {target for some in chosen.values() for target in some or ()}
    classes = any(target.kind == "class" for target in targets)
    facts = _Facts(parents=superclasses((*data.files, *data.background) if classes else (), checked))
    along = {target.term for target in targets if target.kind in _ALONG}
    scanned = any(some is None for some in chosen.values()) or any(target.kind == "node" for target in targets)
    pattern = re.compile(rb"\n(%b) (%b) (%b)" % (NODE, any_of({_TYPE, *along}), OBJECT))
    written = {node.encode() for node in nodes}
    literals = any(node.startswith('"') for node in nodes)
    for path in data.files:
        for block in canonical_blocks(path, known=path in checked):
            for subject, predicate, value in pattern.findall(b"\n" + block):
                if subject in written or value in written or (literals and value.startswith(b'"')):
                    facts.add(subject.decode(), predicate.decode(), value.decode())
            if scanned:
                facts.mention(block, nodes)
    return facts


@dataclass(slots=True)
class _Facts:
    """What data files say that makes focus nodes: types, ends of predicates, nodes that are mentioned."""

    types: dict[str, set[str]] = field(default_factory=dict)
    subjects: dict[str, set[str]] = field(default_factory=dict)
    objects: dict[str, set[str]] = field(default_factory=dict)
    mentioned: set[str] = field(default_factory=set)
    parents: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def add(self, subject: str, predicate: str, value: str) -> None:
        if value.startswith('"'):
            value = canonical([value])[value]
        if predicate == _TYPE:
            self.types.setdefault(subject, set()).add(value)
        self.subjects.setdefault(predicate, set()).add(subject)
        self.objects.setdefault(predicate, set()).add(value)

    def mention(self, block: bytes, nodes: Iterable[str]) -> None:
        """Note which of some nodes a block of lines has as a subject or an object."""
        if not nodes:
            return
        wanted = {node.encode(): node for node in nodes if node not in self.mentioned}
        found = set(chain.from_iterable(_ENDS.findall(b"\n" + block))) if wanted else set[bytes]()
        self.mentioned.update(wanted[term] for term in wanted.keys() & found)
        if any(term.startswith(b'"') for term in wanted):
            literals = canonical(term.decode() for term in found if term.startswith(b'"'))
            self.mentioned.update(set(wanted.values()).intersection(literals.values()))

    def reports(self, result: Result, targets: tuple[Target, ...] | None) -> bool:
        if targets is None:
            return result.focus in self.mentioned
        return any(self.chooses(target, result.focus) for target in targets)

    def chooses(self, target: Target, node: str) -> bool:
        match target.kind:
            case "class":
                return not below(self.parents, [target.term]).isdisjoint(self.types.get(node, ()))
            case "node":
                return node == target.term and node in self.mentioned
            case "subjects-of":
                return node in self.subjects.get(target.term, ())
            case "objects-of":
                return node in self.objects.get(target.term, ())
        return True

    def signs(self, target: Target) -> frozenset[str]:
        """Return what a line says after its subject when it makes a focus node of the target, whichever it is."""
        if target.kind in _ALONG:
            return frozenset({f"{target.term} "})
        if target.kind != "class":
            return frozenset()
        return frozenset(f"{_TYPE} {name} " for name in below(self.parents, [target.term]))

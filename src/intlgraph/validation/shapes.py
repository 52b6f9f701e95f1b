"""Shapes: the shapes graph as values, read from files and checked before anything is run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from intlgraph.errors import DataError, Place, Problem
from intlgraph.formats import graph_format
from intlgraph.graphs import parse
from intlgraph.validation.bases import STDIN, base_of
from intlgraph.validation.paths import PathError, render
from intlgraph.validation.queries import OWL_IMPORTS
from intlgraph.validation.readsets import ReadSet, of_shapes
from intlgraph.validation.statements import SUBCLASS_OF, TYPE, Node, Statements, Term
from intlgraph.validation.syntaxes import ENDINGS
from intlgraph.validation.targets import Target, children, implicit_classes, parameters, shape_nodes, targets
from intlgraph.validation.vocabulary import MINTED, SH, TARGETS
from intlgraph.validation.wellformed import check
from intlgraph.validation.written import Written

__all__ = ["MINTED", "ReadSet", "Shape", "Shapes", "Target", "from_quads", "read"]

# what has values in the data, not in the shapes graph
_ELSEWHERE = (*(key for key, kind in TARGETS.items() if kind != "advanced"), f"{SH}hasValue", f"{SH}class")
_OWL_CLASS = "http://www.w3.org/2002/07/owl#Class"


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: what it looks at, and the parameters of its constraints by full IRI, in the order they are written.

    `path` is empty for a node shape. `anonymous` tells that the shape is a blank node in the file; its `iri` is then
    minted and holds for one reading only. `parents` are the shapes that mention it. `properties` are all that is said
    of it, its parameters too.
    """

    iri: str
    path: str
    targets: tuple[Target, ...]
    parameters: Mapping[str, tuple[NamedNode | BlankNode | Literal, ...]]
    parents: tuple[str, ...]
    place: Place
    anonymous: bool = False
    deactivated: bool = False
    severity: str = f"{SH}Violation"
    properties: Mapping[str, tuple[NamedNode | BlankNode | Literal, ...]] = field(default_factory=dict)

    def texts(self, predicate: str) -> Mapping[str, str]:
        """Return the texts of a property (a full IRI) by language; a string without one is under the empty string."""
        return {
            value.language or "": value.value
            for value in reversed(self.properties.get(predicate, ()))
            if isinstance(value, Literal)
        }


@dataclass(frozen=True, slots=True)
class Shapes:
    """A shapes graph that has been checked: its triples with every shape named, and each shape by its IRI.

    `problems` are warnings that did not keep it from being used. `names` gives the IRI that was minted for each blank
    node of the graph that was read (`_:b3` for a file, as given for quads).
    """

    triples: tuple[Triple, ...]
    nodes: Mapping[str, Shape]
    problems: tuple[Problem, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    statements: Statements = field(default_factory=lambda: Statements({}), compare=False)

    def __post_init__(self) -> None:
        """Find the statements of the triples, where they are not given."""
        if not self.statements.about:
            object.__setattr__(self, "statements", Statements.of(self.triples))

    @property
    def roots(self) -> tuple[str, ...]:
        """The shapes that have a target and are not deactivated, by IRI."""
        return tuple(iri for iri in sorted(self.nodes) if self.nodes[iri].targets and not self.nodes[iri].deactivated)

    def closure(self, root: str) -> frozenset[str]:
        """Return the shapes that a shape reaches through those it mentions, itself among them."""
        found, waiting = {root}, [root]
        while waiting:
            below = children(self.statements, NamedNode(waiting.pop()))
            new = {child.value for child in below if isinstance(child, NamedNode)} & self.nodes.keys() - found
            found |= new
            waiting += new
        return frozenset(found)

    def roots_of(self, shape: str) -> tuple[str, ...]:
        """Return the shapes with targets that reach a shape, which may be one of them itself."""
        found, waiting = {shape}, [shape]
        while waiting:
            new = set(self.nodes[waiting.pop()].parents) - found
            found |= new
            waiting += new
        return tuple(root for root in self.roots if root in found)

    def reads(self, root: str) -> ReadSet:
        """Return what of the data a shape reads, with all that it mentions; never too little."""
        nodes = [NamedNode(iri) for iri in self.closure(root)]
        implicit = [target.term[1:-1] for target in self.nodes[root].targets if target.kind == "class"]
        return of_shapes(self.statements, nodes, implicit)

    def subset(self, roots: Iterable[str]) -> Shapes:
        """Return a shapes graph with only what some of the shapes with targets need.

        Other shapes that are reached lose their targets, so that nothing but the roots is validated.
        """
        chosen = frozenset(roots)
        reached = frozenset[str]().union(*map(self.closure, chosen))
        needed = self._needed(NamedNode(iri) for iri in reached)
        kept = tuple(triple for triple in self.triples if triple.subject in needed and self._stays(triple, chosen))
        nodes = {
            iri: replace(
                shape,
                targets=shape.targets if iri in chosen else (),
                parents=tuple(parent for parent in shape.parents if parent in reached),
            )
            for iri, shape in self.nodes.items()
            if iri in reached
        }
        return Shapes(kept, nodes, self.problems, self.names, Statements.of(kept))

    def _needed(self, nodes: Iterable[Node]) -> set[Node]:
        """Return the nodes that some nodes lead to: lists, paths, prefixes; and all components, classes and imports."""
        needed: set[Node] = set()
        waiting: list[Term] = [*nodes, *self.statements.instances(f"{SH}ConstraintComponent")]
        waiting += [node for node, _ in self.statements.having(SUBCLASS_OF)]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Node) and node not in needed and node in self.statements.about:
                needed.add(node)
                for key, values in self.statements.about[node].items():
                    waiting += values if key not in _ELSEWHERE else ()
        return needed

    def _stays(self, triple: Triple, chosen: frozenset[str]) -> bool:
        subject = triple.subject.value if isinstance(triple.subject, NamedNode) else ""
        if subject in chosen or subject not in self.nodes:
            return True
        is_class = triple.predicate.value == TYPE and isinstance(triple.object, NamedNode)
        return triple.predicate.value not in TARGETS and not (is_class and self._makes_target(subject, triple))

    def _makes_target(self, subject: str, triple: Triple) -> bool:
        """Return whether a type is what makes a shape its own target: then it loses it with its other targets."""
        implicit = Target("class", f"<{subject}>") in self.nodes[subject].targets
        return implicit and str(triple.object) not in (f"<{SH}NodeShape>", f"<{SH}PropertyShape>")


def read(files: Iterable[Path], shown: Callable[[Path], str] | None = None) -> Shapes:
    """Return the shapes of some files as one shapes graph; the file endings say the syntax, named graphs are merged.

    `shown` says how a file is called in messages. Deactivated shapes are kept; owl:imports are not followed, and
    a warning names them. Raises `DataError` with every problem when the graph is not valid SHACL, or a file not RDF.
    """
    quads: list[Quad] = []
    homes: dict[Node, tuple[str, Path | None]] = {}
    names = []
    for path in files:
        name = shown(path) if shown else str(path)
        names.append(name)
        for quad in _relabelled(_quads(path, name), len(names)):
            quads.append(quad)
            if isinstance(quad.subject, Node):
                homes.setdefault(quad.subject, (name, path))
    return _checked(quads, homes, Place(", ".join(names)))


def from_quads(quads: Iterable[Quad], place: Place) -> Shapes:
    """Return the shapes of quads that were read from one place, as `read` does."""
    return _checked(quads, {}, place)


def _quads(path: Path, name: str) -> Iterator[Quad]:
    known = ENDINGS.get(path.suffix.lower())
    if name == STDIN:
        raise DataError.of("shapes-stdin", Place(name))
    if known is None:
        raise DataError.of("shapes-syntax-unknown", Place(name), suffix=path.suffix or path.name)
    yield from parse(path, graph_format(known), base=base_of(name), name=name)


def _relabelled(quads: Iterable[Quad], number: int) -> Iterator[Quad]:
    """Yield the quads of one file with blank nodes that no other file has, numbered as they come."""
    labels: dict[BlankNode, BlankNode] = {}
    for quad in quads:
        triple = [
            labels.setdefault(term, BlankNode(f"f{number}b{len(labels) + 1}")) if isinstance(term, BlankNode) else term
            for term in (quad.subject, quad.object)
        ]
        yield Quad(triple[0], quad.predicate, triple[1])  # type: ignore[arg-type]


def _checked(quads: Iterable[Quad], homes: Mapping[Node, tuple[str, Path | None]], place: Place) -> Shapes:
    triples = list(dict.fromkeys(quad.triple for quad in quads))
    names = _minted(triples, Statements.of(triples))
    triples = [_renamed(triple, names) for triple in triples]
    statements = Statements.of(triples)
    moved = {names.get(node, node) if isinstance(node, BlankNode) else node: home for node, home in homes.items()}
    written = Written(statements, moved, place)
    nodes = _shapes(statements, frozenset(names.values()), written)
    problems = [*check(statements, written), *_whole(statements, nodes, written)]
    if any(problem.severity == "error" for problem in problems):
        raise DataError(problems)
    minted = {str(blank): iri.value for blank, iri in names.items()}
    return Shapes(tuple(triples), nodes, tuple(problems), minted, statements)


def _whole(statements: Statements, nodes: Mapping[str, Shape], written: Written) -> Iterator[Problem]:
    """Yield what is wrong with the graph as a whole."""
    place = written.otherwise
    if not nodes:
        yield Problem("shapes-none", {"files": place.file or "-"}, place)
    elif not any(shape.targets for shape in nodes.values()):
        yield Problem("shapes-no-target", {"count": len(nodes)}, place)
    elif not any(shape.targets and not shape.deactivated for shape in nodes.values()):
        yield Problem("shapes-all-deactivated", {"count": len(nodes)}, place, "warning")
    imports = [value.value for node, value in statements.having(OWL_IMPORTS) if not _is_prefix_home(statements, value)]
    if imports:
        yield Problem("shapes-imports", {"files": ", ".join(dict.fromkeys(imports))}, place, "warning")
    typed = statements.instances(f"{SH}NodeShape", f"{SH}PropertyShape") & statements.instances(_OWL_CLASS)
    for node in sorted(typed - implicit_classes(statements), key=str):
        if not isinstance(node, BlankNode):
            yield Problem("shapes-owl-class", {"shape": str(node)}, written.place(node), "warning")


def _is_prefix_home(statements: Statements, node: object) -> bool:
    """Return whether what is imported is among the files that are read."""
    return isinstance(node, NamedNode) and node in statements.about


def _minted(triples: Iterable[Triple], statements: Statements) -> dict[BlankNode, NamedNode]:
    """Return the new names of the blank nodes that are shapes or SPARQL constraints, in the order of first mention."""
    constraints = {value for _, value in statements.having(f"{SH}sparql")}
    wanted = {node for node in shape_nodes(statements) | constraints if isinstance(node, BlankNode)}
    mentioned = dict.fromkeys(
        term
        for triple in triples
        for term in (triple.subject, triple.object)
        if isinstance(term, BlankNode) and term in wanted
    )
    taken = {term for triple in triples for term in (triple.subject, triple.object)}
    free = (iri for iri in (NamedNode(f"{MINTED}{number}") for number in count(1)) if iri not in taken)
    return dict(zip(mentioned, free, strict=False))


def _renamed(triple: Triple, names: Mapping[BlankNode, NamedNode]) -> Triple:
    subject, value = triple.subject, triple.object
    return Triple(
        names.get(subject, subject) if isinstance(subject, BlankNode) else subject,
        triple.predicate,
        names.get(value, value) if isinstance(value, BlankNode) else value,
    )


def _shapes(statements: Statements, anonymous: frozenset[NamedNode], written: Written) -> dict[str, Shape]:
    found = {node for node in shape_nodes(statements) if isinstance(node, NamedNode)}
    order = [node for node in statements.about if isinstance(node, NamedNode) and node in found]
    order += sorted(found.difference(order), key=str)
    known, classes = parameters(statements), implicit_classes(statements)
    parents: dict[Term, dict[str, None]] = {}
    for node in order:
        for child in children(statements, node):
            parents.setdefault(child, {})[node.value] = None
    shapes = {}
    for node in order:
        said = statements.about.get(node, {})
        shapes[node.value] = Shape(
            iri=node.value,
            path=_path(statements, node),
            targets=targets(statements, node, classes),
            parameters={key: values for key, values in said.items() if key in known},
            parents=tuple(parents.get(node, ())),
            place=written.place(node),
            anonymous=node in anonymous,
            deactivated=any(value.value == "true" for value in said.get(f"{SH}deactivated", ())),
            severity=next((value.value for value in said.get(f"{SH}severity", ())), f"{SH}Violation"),
            properties=said,
        )
    return shapes


def _path(statements: Statements, node: NamedNode) -> str:
    try:
        return next((render(statements, path) for path in statements.values(node, f"{SH}path")), "")
    except PathError:
        return ""

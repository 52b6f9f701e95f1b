"""Statements: the triples of a graph held in memory, found by subject and predicate. For shapes graphs and reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from intlgraph.namespaces import RDF, RDFS

__all__ = ["FIRST", "NIL", "REST", "SUBCLASS_OF", "TYPE", "Node", "Statements", "Term"]

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal

TYPE = f"{RDF}type"
SUBCLASS_OF = f"{RDFS}subClassOf"
FIRST, REST, NIL = f"{RDF}first", f"{RDF}rest", NamedNode(f"{RDF}nil")


@dataclass(frozen=True, slots=True)
class Statements:
    """What a graph says about each node: its predicates (by IRI) and their values, in the order they are written."""

    about: Mapping[Node, Mapping[str, tuple[Term, ...]]]

    @classmethod
    def of(cls, triples: Iterable[Triple | Quad]) -> Statements:
        """Return the statements of some triples, each once; triple terms (RDF 1.2) are left out."""
        about: dict[Node, dict[str, dict[Term, None]]] = {}
        for each in triples:
            if isinstance(each.subject, Node) and isinstance(each.object, Term):
                about.setdefault(each.subject, {}).setdefault(each.predicate.value, {})[each.object] = None
        return cls({node: {key: tuple(value) for key, value in rest.items()} for node, rest in about.items()})

    def values(self, node: object, predicate: str) -> tuple[Term, ...]:
        """Return the values that a node has for a predicate; a literal has none."""
        return self.about.get(node, {}).get(predicate, ()) if isinstance(node, Node) else ()

    def having(self, predicate: str) -> Iterator[tuple[Node, Term]]:
        """Yield the subject and object of each triple with a predicate."""
        for node, rest in self.about.items():
            for value in rest.get(predicate, ()):
                yield node, value

    def members(self, node: Term) -> tuple[Term, ...] | None:
        """Return the members of a well-formed RDF list (SHACL, section 1.1), None when the node is no such list."""
        found: list[Term] = []
        seen: set[Term] = set()
        while node != NIL:
            first, rest = self.values(node, FIRST), self.values(node, REST)
            if node in seen or len(first) != 1 or len(rest) != 1:
                return None
            seen.add(node)
            found.append(first[0])
            node = rest[0]
        return None if self.values(NIL, FIRST) or self.values(NIL, REST) else tuple(found)

    def list_nodes(self, node: Term) -> Iterator[Node]:
        """Yield the nodes that make up a list, as far as it goes; its end, rdf:nil, is not one of them."""
        seen: set[Term] = set()
        while isinstance(node, Node) and node != NIL and node not in seen and self.values(node, FIRST):
            seen.add(node)
            yield node
            node = next(iter(self.values(node, REST)), NIL)

    def subclasses(self, name: str) -> frozenset[str]:
        """Return a class and all classes below it (rdfs:subClassOf in this graph), by IRI."""
        below: dict[str, set[str]] = {}
        for node, parent in self.having(SUBCLASS_OF):
            if isinstance(node, NamedNode) and isinstance(parent, NamedNode):
                below.setdefault(parent.value, set()).add(node.value)
        found, waiting = {name}, [name]
        while waiting:
            new = below.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return frozenset(found)

    def instances(self, *names: str) -> frozenset[Node]:
        """Return the SHACL instances of any of some classes (SHACL, section 1.1)."""
        classes = frozenset[str]().union(*map(self.subclasses, names))
        return frozenset(
            node for node, kind in self.having(TYPE) if isinstance(kind, NamedNode) and kind.value in classes
        )

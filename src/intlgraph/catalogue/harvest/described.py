"""What a catalogue describes: catalogues, datasets, distributions, publishers and contacts, found by their classes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode

from intlgraph.catalogue.statements import expand
from intlgraph.validation.statements import TYPE, Node, Statements, Term

__all__ = ["Described", "label"]

_CONTACTS = ("vcard:Kind", "vcard:Organization", "vcard:Individual", "vcard:Group")


def label(node: Term) -> str:
    """Return a node as findings name it: an IRI, or the label of a blank node.

    >>> label(NamedNode("http://e/a"))
    'http://e/a'
    """
    return str(node) if isinstance(node, BlankNode) else node.value


@dataclass(frozen=True)
class Described:
    """The statements of a catalogue, asked by short names (`dcat:Dataset`)."""

    statements: Statements

    def of(self, name: str) -> tuple[Node, ...]:
        """Return the things that are said to be of a class, in the order of their names."""
        wanted = NamedNode(expand(name))
        return tuple(
            sorted((node for node, said in self.statements.about.items() if wanted in said.get(TYPE, ())), key=str)
        )

    def values(self, node: Term, name: str) -> tuple[Term, ...]:
        """Return the values of a property of a node."""
        return self.statements.values(node, expand(name))

    def nodes(self, node: Term, name: str) -> tuple[Node, ...]:
        """Return the values of a property that are no literals."""
        return tuple(value for value in self.values(node, name) if isinstance(value, Node))

    def pointed(self, name: str) -> tuple[Node, ...]:
        """Return what a property points to, anywhere."""
        found = {value for _, value in self.statements.having(expand(name)) if isinstance(value, Node)}
        return tuple(sorted(found, key=str))

    def texts(self, node: Term, name: str) -> frozenset[str]:
        """Return the texts of a property, folded."""
        return frozenset(each.value.strip().casefold() for each in self.values(node, name) if isinstance(each, Literal))

    @cached_property
    def catalogues(self) -> tuple[Node, ...]:
        """The catalogues."""
        return self.of("dcat:Catalog")

    @cached_property
    def datasets(self) -> tuple[Node, ...]:
        """The datasets, series of datasets left out."""
        series = set(self.of("dcat:DatasetSeries"))
        return tuple(node for node in self.of("dcat:Dataset") if node not in series)

    @cached_property
    def distributions(self) -> tuple[Node, ...]:
        """The distributions."""
        return self.of("dcat:Distribution")

    @cached_property
    def publishers(self) -> tuple[Node, ...]:
        """The publishers: what is pointed to as one, and every agent."""
        return _together(self.pointed("dcterms:publisher"), self.of("foaf:Agent"))

    @cached_property
    def contacts(self) -> tuple[Node, ...]:
        """The contacts: what is pointed to as one, and every vCard."""
        return _together(self.pointed("dcat:contactPoint"), *map(self.of, _CONTACTS))

    def around(self, dataset: Node) -> frozenset[Term]:
        """Return a dataset, what it points to, and what that points to: its distributions and what is theirs."""
        first = {value for values in self.statements.about.get(dataset, {}).values() for value in values}
        second = {
            value
            for node in first
            if isinstance(node, Node)
            for values in self.statements.about.get(node, {}).values()
            for value in values
        }
        return frozenset({dataset, *first, *second})


def _together(*several: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(sorted({node for each in several for node in each}, key=str))

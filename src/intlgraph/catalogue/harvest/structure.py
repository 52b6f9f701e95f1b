"""Structure: what keeps a catalogue from being harvested, or parts of it from being found, whatever the profiles say.

The conditions are those of dataportal.se (https://docs.dataportal.se/dcat/docs/harvesting/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from intlgraph.catalogue.harvest.described import Described, label
from intlgraph.catalogue.harvest.findings import Finding, found
from intlgraph.namespaces import Intl
from intlgraph.portal import has_check_digit
from intlgraph.validation.statements import TYPE, Node, Term

__all__ = ["separate", "structure", "tree"]

_SPARED: Final = frozenset({"harvest-orphan", "harvest-organisation"})
"""What does not stop a harvest, but loses or doubles something."""

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LICENCE = re.compile(r"https?://creativecommons\.org/((?:licenses|publicdomain)/[a-z-]+/[0-9.]+)(/?.*)")
_ORGANISATION = re.compile(r"http://dataportal\.se/organisation/SE([0-9]{10})(?:-[^/#?]+)?")
_PART: Final = "dcterms:hasPart"


def structure(described: Described) -> Iterator[Finding]:
    """Yield what stops a harvest, and what would be lost or doubled by it."""
    if not described.catalogues:
        yield found("harvest-no-catalogue")
        return
    yield from tree(described)
    yield from _blank(described)
    yield from _several("harvest-record", described.of("dcat:CatalogRecord"))
    yield from _duplicates(described)
    both = set(described.contacts) & set(described.publishers)
    yield from _several("harvest-contact", both)
    yield from _orphans(described)
    yield from _licences(described)
    yield from _several("harvest-organisation", (node for node in described.publishers if _misnumbered(node)))
    yield from _several(
        "harvest-demonstration", (node for node in described.catalogues if _demonstrates(described, node))
    )


def _demonstrates(described: Described, node: Node) -> bool:
    return any(value.value in ("true", "1") for value in described.statements.values(node, Intl.DEMONSTRATION))


def _misnumbered(node: Node) -> bool:
    """Return whether a publisher has the portal's address of organisations with a number that no organisation has."""
    if not re.match(r"https?://(?:www\.)?dataportal\.se/organisation/", node.value):
        return False
    match = _ORGANISATION.fullmatch(node.value)
    return match is None or not has_check_digit(match[1])


def separate(described: Described) -> tuple[str, ...]:
    """Return the sub-catalogues of which nothing is said but their class: each is loaded from its own address."""
    parts = {part for node in described.catalogues for part in described.nodes(node, _PART)}
    return tuple(
        node.value
        for node in described.catalogues
        if node in parts and isinstance(node, NamedNode) and set(described.statements.about[node]) == {TYPE}
    )


def tree(described: Described) -> Iterator[Finding]:
    """Yield what is wrong with how catalogues hold each other: one main catalogue, and one level below it."""
    parts = {node: described.nodes(node, _PART) for node in described.catalogues}
    inside = {part for several in parts.values() for part in several}
    circular = [node for node in described.catalogues if _leads_back(node, parts)]
    roots = [node for node in described.catalogues if node not in inside]
    if circular:
        yield from _several("harvest-circle", circular)
    else:
        yield from _several("harvest-nested", (node for node in inside if parts.get(node)))
    if len(roots) > 1:
        yield found("harvest-several", subjects=map(label, roots), count=len(roots))
    yield from _several("harvest-part", inside - set(described.catalogues))


def _leads_back(node: Node, parts: dict[Node, tuple[Node, ...]]) -> bool:
    seen: set[Node] = set()
    waiting = list(parts.get(node, ()))
    while waiting:
        each = waiting.pop()
        if each == node:
            return True
        if each not in seen:
            seen.add(each)
            waiting += parts.get(each, ())
    return False


def _blank(described: Described) -> Iterator[Finding]:
    kinds = {
        "dcat:Catalog": described.catalogues,
        "dcat:Dataset": described.datasets,
        "dcat:Distribution": described.distributions,
        "dcterms:publisher": described.publishers,
        "dcat:contactPoint": described.contacts,
    }
    for kind, nodes in kinds.items():
        blank = [label(node) for node in nodes if isinstance(node, BlankNode)]
        if blank:
            yield found("harvest-blank", subjects=blank, kind=kind, count=len(blank))


def _duplicates(described: Described) -> Iterator[Finding]:
    """Yield what is known twice: datasets and services by their UUID, agents by their name."""
    things = (*described.datasets, *described.of("dcat:DataService"))
    uuids = ((text, node) for node in things for text in described.texts(node, "dcterms:identifier"))
    yield from _doubled("harvest-identifier", ((text, node) for text, node in uuids if _UUID.fullmatch(text)))
    agents = ((text, node) for node in described.publishers for text in described.texts(node, "foaf:name"))
    yield from _doubled("harvest-agent", agents)


def _doubled(code: str, named: Iterable[tuple[str, Node]]) -> Iterator[Finding]:
    by_name: dict[str, dict[Node, None]] = {}
    for name, node in named:
        by_name.setdefault(name, {})[node] = None
    told: set[frozenset[Node]] = set()
    for name, nodes in by_name.items():
        if len(nodes) > 1 and frozenset(nodes) not in told:
            told.add(frozenset(nodes))
            yield found(code, subjects=map(label, nodes), name=name)


def _orphans(described: Described) -> Iterator[Finding]:
    """Yield the datasets and distributions that nothing leads to, where others are led to."""
    listed = set(described.pointed("dcat:dataset")) | set(described.pointed("dcat:hasPart"))
    if any(node in listed for node in described.datasets):
        yield from _several("harvest-orphan", (node for node in described.datasets if node not in listed))


def _licences(described: Described) -> Iterator[Finding]:
    """Yield licences of Creative Commons by another address than the one that portals know them by."""
    wrong: dict[str, str] = {}
    for node in described.distributions:
        for value in described.nodes(node, "dcterms:license"):
            match = _LICENCE.fullmatch(value.value)
            if match and value.value != (exact := f"http://creativecommons.org/{match[1]}/"):
                wrong[label(node)] = exact
    if wrong:
        yield found("harvest-licence", "violation", subjects=wrong, exact=next(iter(wrong.values())))


def _several(code: str, nodes: Iterable[Term]) -> Iterator[Finding]:
    subjects = sorted({label(node) for node in nodes if not isinstance(node, Literal)})
    if subjects:
        severity = "violation" if code in _SPARED else "stops"
        yield found(code, severity, subjects=subjects, count=len(subjects), first=subjects[0])  # type: ignore[arg-type]

"""Blank nodes: which of those in a file is meant by a label that another reading of it has given.

Labels hold for one reading only. Two nodes are taken for the same when the same is said of them, other blank nodes
left out; nodes of which the same is said are paired in the order in which they appear, which readers share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from intlgraph.positions.turtle import Stated
from intlgraph.positions.watching import Wanted

__all__ = ["renamed"]


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The blank nodes of one reading in their order: what is said of each, as a number, and one that leads to it."""

    said: Mapping[str, int]
    parents: Mapping[str, tuple[str, str]]

    def alike(self) -> Mapping[int, list[str]]:
        """Return the nodes of which the same is said."""
        groups: dict[int, list[str]] = defaultdict(list)
        for node, said in self.said.items():
            groups[said].append(node)
        return groups


def renamed(
    wanted: Iterable[Wanted], read: Iterable[Stated], written: Iterable[Stated]
) -> Mapping[Wanted, tuple[Wanted, ...]]:
    """Return what to look for in a file instead of what is wanted, whose labels are those of the reading `read`.

    `written` are the statements with the labels of the reading that looks for them. A node that cannot be told is
    looked for at the nearest thing with a name that leads to it.

    >>> read = [Stated("_:b1", "<http://e/p>", '"1"', 0, 0)]
    >>> written = [Stated("_:x", "<http://e/p>", '"1"', 4, 19)]
    >>> wanted = Wanted("_:b1", "<http://e/p>")
    >>> renamed([wanted], read, written)[wanted]
    (Wanted(subject='_:x', predicate='<http://e/p>', object=''),)
    """
    known = tuple(wanted)
    if not any(each.subject.startswith("_:") or each.object.startswith("_:") for each in known):
        return {each: (each,) for each in known}
    theirs = _nodes(read)
    groups, ours = theirs.alike(), _nodes(written).alike()
    names: dict[str, str] = {}
    for said, labels in groups.items():
        if len(ours.get(said, ())) == len(labels):
            names.update(zip(labels, ours[said], strict=True))
    return {each: tuple(_instead(each, names, theirs.parents)) for each in known}


def _nodes(statements: Iterable[Stated]) -> _Nodes:
    said: dict[str, int] = {}
    parents: dict[str, tuple[str, str]] = {}
    for subject, predicate, term, _, _ in statements:
        ends = subject.startswith("_:"), term.startswith("_:")
        if ends[0]:
            said[subject] = said.get(subject, 0) + hash((0, predicate, "" if ends[1] else term))
        if ends[1]:
            said[term] = said.get(term, 0) + hash((1, predicate, "" if ends[0] else subject))
            parents.setdefault(term, (subject, predicate))
    return _Nodes(said, parents)


def _instead(wanted: Wanted, names: Mapping[str, str], parents: Mapping[str, tuple[str, str]]) -> Iterable[Wanted]:
    subject = names.get(wanted.subject, wanted.subject)
    if subject.startswith("_:") and wanted.subject not in names:
        return _enclosing(wanted.subject, parents)
    term = wanted.object
    if term.startswith("_:"):
        term = names.get(term, "")
    if not subject and not term:
        return _enclosing(wanted.object, parents)
    return (replace(wanted, subject=subject, object=term),)


def _enclosing(node: str, parents: Mapping[str, tuple[str, str]]) -> Iterable[Wanted]:
    """Return the statement that leads, over blank nodes, from something with a name to a blank node."""
    seen: set[str] = set()
    while node in parents and node not in seen:
        seen.add(node)
        node, predicate = parents[node]
        if not node.startswith("_:"):
            return (Wanted(node, predicate),)
    return ()

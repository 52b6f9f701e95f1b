"""The report as a standard `sh:ValidationReport` in Turtle (SHACL, section 3.6): every result, none left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from intlgraph import graphs
from intlgraph.formats import graph_format
from intlgraph.namespaces import RDF, XSD
from intlgraph.validation.report import Fault, Report, Rule
from intlgraph.validation.results import Result
from intlgraph.validation.vocabulary import SH
from intlgraph.validation.words import read_term

__all__ = ["write"]

Node = NamedNode | BlankNode

_TYPE: Final = NamedNode(f"{RDF}type")
_OWN: Final = "https://w3id.org/intlgraph/shapes#"
_TOKEN = re.compile(r"<[^>]*>|[()/|^*+?]")
_REPEATED: Final = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}


def write(report: Report) -> str:
    """Return the report as Turtle. It conforms, as the standard has it, when there is no result: not even a warning."""
    return graphs.serialise(_Writer().triples(report), graph_format("turtle")).decode()


class _Writer:
    """Makes the triples of a report; its blank nodes are numbered, so that the same report gives the same bytes."""

    def __init__(self) -> None:
        self._count = 0
        self._unnamed: dict[str, BlankNode] = {}

    def triples(self, report: Report) -> Iterator[Triple]:
        head = self._blank()
        yield Triple(head, _TYPE, _sh("ValidationReport"))
        good = report.shapes > 0 and not report.faults
        yield Triple(head, _sh("conforms"), Literal(str(good).lower(), datatype=NamedNode(f"{XSD}boolean")))
        told = [(self._blank(), each, fault) for fault in report.faults for each in fault.results or (None,)]
        yield from (Triple(head, _sh("result"), node) for node, _, _ in told)
        for node, result, fault in told:
            yield Triple(node, _TYPE, _sh("ValidationResult"))
            yield from self._result(node, result, fault, report) if result else self._problem(node, fault)

    def _result(self, node: Node, result: Result, fault: Fault, report: Report) -> Iterator[Triple]:
        rule = report.rules.get(result.shape)
        yield from self._term(node, "focusNode", result.focus)
        if result.path:
            path, more = self._path(result.path)
            yield Triple(node, _sh("resultPath"), path)
            yield from more
        yield from self._term(node, "value", result.value)
        yield Triple(node, _sh("resultSeverity"), NamedNode(result.severity))
        yield Triple(node, _sh("sourceConstraintComponent"), NamedNode(result.component))
        yield Triple(node, _sh("sourceShape"), self._shape(result.shape, rule))
        if result.constraint:
            constraint = self._shape(result.constraint, report.rules.get(result.constraint))
            yield Triple(node, _sh("sourceConstraint"), constraint)
        yield from _messages(node, _texts(result, fault, report))

    def _problem(self, node: Node, fault: Fault) -> Iterator[Triple]:
        """Yield what is said of a fault that no shape found: its focus node is the file, or nothing that has a name."""
        yield Triple(node, _sh("focusNode"), self._blank())
        severity = {"violation": "Violation", "warning": "Warning", "info": "Info"}[fault.severity]
        yield Triple(node, _sh("resultSeverity"), _sh(severity))
        yield Triple(node, _sh("sourceConstraintComponent"), NamedNode(f"{_OWN}ReadableConstraintComponent"))
        place = "; ".join(each.text() for each in fault.places)
        texts = {tag: f"{place}: {text}" if place else text for tag, text in fault.message.items()}
        yield from _messages(node, tuple(texts.items()))

    def _term(self, node: Node, name: str, text: str) -> Iterator[Triple]:
        term = read_term(text) if text else None
        if term is not None:
            yield Triple(node, _sh(name), term)

    def _shape(self, iri: str, rule: Rule | None) -> Node:
        """Return the node of a shape: one that had no name in its file has none here."""
        if rule is None or rule.iri:
            return NamedNode(iri)
        if iri not in self._unnamed:
            self._unnamed[iri] = self._blank()
        return self._unnamed[iri]

    def _blank(self) -> BlankNode:
        self._count += 1
        return BlankNode(f"r{self._count}")

    def _path(self, text: str) -> tuple[Node, list[Triple]]:
        """Return the node of a path that is written as SPARQL, and the triples that make it up."""
        triples: list[Triple] = []
        node, rest = self._step(_TOKEN.findall(text), triples)
        if rest:
            raise ValueError(text)
        return node, triples

    def _step(self, tokens: list[str], triples: list[Triple]) -> tuple[Node, list[str]]:
        """Return one step with what is repeated, and the tokens after it."""
        first, rest = tokens[0], tokens[1:]
        if first == "^":
            inner, rest = self._step(rest, triples)
            return self._formed("inversePath", inner, triples), rest
        node: Node = NamedNode(first[1:-1]) if first != "(" else BlankNode("x")
        if first == "(":
            node, rest = self._bracket(rest, triples)
        while rest and rest[0] in _REPEATED:
            node, rest = self._formed(_REPEATED[rest[0]], node, triples), rest[1:]
        return node, rest

    def _bracket(self, tokens: list[str], triples: list[Triple]) -> tuple[Node, list[str]]:
        step, rest = self._step(tokens, triples)
        steps, mark = [step], ""
        while rest[0] != ")":
            mark = rest[0]
            step, rest = self._step(rest[1:], triples)
            steps.append(step)
        if len(steps) == 1:
            return step, rest[1:]
        node = self._list(steps, triples)
        return (self._formed("alternativePath", node, triples) if mark == "|" else node), rest[1:]

    def _formed(self, form: str, inner: Node, triples: list[Triple]) -> Node:
        node = self._blank()
        triples.append(Triple(node, _sh(form), inner))
        return node

    def _list(self, members: list[Node], triples: list[Triple]) -> Node:
        rest: Node = NamedNode(f"{RDF}nil")
        for member in reversed(members):
            node = self._blank()
            triples += [Triple(node, NamedNode(f"{RDF}first"), member), Triple(node, NamedNode(f"{RDF}rest"), rest)]
            rest = node
        return rest


def _texts(result: Result, fault: Fault, report: Report) -> tuple[tuple[str, str], ...]:
    """Return the messages of one result: filled in by the engine, or of its constraint or shape, or of the fault."""
    if result.messages:
        return result.messages
    for iri in (result.constraint, result.shape):
        rule = report.rules.get(iri)
        if rule and rule.messages:
            return tuple(rule.messages.items())
    return tuple(fault.message.items()) if result.component == fault.results[0].component else ()


def _messages(node: Node, texts: tuple[tuple[str, str], ...]) -> Iterator[Triple]:
    for tag, text in texts:
        yield Triple(node, _sh("resultMessage"), Literal(text, language=tag) if tag else Literal(text))


def _sh(name: str) -> NamedNode:
    return NamedNode(f"{SH}{name}")

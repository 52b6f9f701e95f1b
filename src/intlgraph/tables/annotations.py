"""Annotations of ours, which say what CSV on the Web cannot: times, passages, and what a cell may refer to.

Each is an emitter that the compiled table calls for one value of one cell; what it returns is remembered with the
cell, so that work is done once for each distinct cell.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from intlgraph import dates
from intlgraph.iris import Iris
from intlgraph.namespaces import DCTERMS, OA, RDF, XSD, Intl
from intlgraph.tables import passages
from intlgraph.tables.emitters import EmitterContext, Report
from intlgraph.tables.passages import Passage
from intlgraph.tables.terms import iri

__all__ = ["Addresses", "Concepts", "Each", "Passages", "References", "Times"]

Refer = Callable[[tuple[str, ...], str], None]
"""Takes classes and a slug: the thing must be a row of a table of one of these classes."""

_DATE = f"{XSD}date"


@dataclass(frozen=True, slots=True)
class Addresses:
    """A cell that holds a whole address: it must be one that every reader of RDF accepts (RFC 3987)."""

    replaces: bool = False

    def tails(self, value: str, report: Report) -> tuple[str, ...]:
        """Report what the engine would refuse when it is too late to say where it stands."""
        try:
            NamedNode(value)
        except ValueError:
            report("address-invalid", value=value)
        return ()


@dataclass(frozen=True, slots=True)
class Each:
    """A cell with several values becomes one thing for each; CSV on the Web alone would make one address of all."""

    property: str
    address: Callable[[str], str]
    end: str
    replaces: bool = True

    def tails(self, value: str, report: Report) -> tuple[str, ...]:
        """Return the triple that leads to the thing one value names."""
        return (f" {iri(self.property)} <{self.address(value.strip())}>{self.end}",)


@dataclass(frozen=True, slots=True)
class Times:
    """A cell in EDTF becomes a typed value where one XSD type can say it, and the first and last day it can mean."""

    properties: tuple[str, str, str]
    end: str
    replaces: bool = True

    def tails(self, value: str, report: Report) -> tuple[str, ...]:
        """Return predicate, object and graph of each triple that the time becomes."""
        try:
            time = dates.parse(value)
        except dates.DateError as error:
            report(error.code, **error.values)
            return ()
        said = (time.value, time.datatype), (time.earliest, _DATE), (time.latest, _DATE)
        return tuple(
            f' <{term}> "{text}"^^<{datatype}>{self.end}'
            for term, (text, datatype) in zip(self.properties, said, strict=True)
            if text is not None
        )


class Passages:
    """A cell that cites passages: the statement points to them, and each is described once.

    A row that makes a statement also names the document as its source; a row that is only mentioned there
    (`is_source` false) does not.
    """

    replaces = True

    def __init__(
        self,
        leads: str,
        iris: Iris,
        hashes: Mapping[Passage, str],
        context: EmitterContext,
        *,
        is_source: bool,
        demands: bool,
    ) -> None:
        """Take what is the same for every passage.

        `leads` is the property that leads from the row to the passage; `demands` says that a passage without a
        recorded hash is a problem.
        """
        end = context.end
        self._refer, self._emit = context.refer, context.emit
        self._hashes, self._is_source, self._demands, self._end = hashes, is_source, demands, end
        self._document, self._selector = iris.document(""), iris.selector_start
        self._source, self._leads = f" <{DCTERMS}source> ", f" <{leads}> "
        self._is_specific = f" <{RDF}type> <{OA}SpecificResource>{end}"
        self._is_selector = f" <{RDF}type> <{OA}TextPositionSelector>{end}"

    def tails(self, value: str, report: Report) -> tuple[str, ...]:
        """Return the triples of the row; what is said of the passage itself goes to the graph at once."""
        passage = passages.parse(value.strip())
        if passage is None:
            report("passage-not-written-so", value=value)
            return ()
        self._refer(("document",), passage.document)
        document = f"<{self._document}{passage.document}>"
        source = f"{self._source}{document}{self._end}"
        if passage.start is None:
            return (source,) if self._is_source else (f"{self._leads}{document}{self._end}",)
        node = f"{document[:-1]}#char={passage.start},{passage.end}>"
        self._describe(passage, node, document, report)
        cited = f"{self._leads}{node}{self._end}"
        return (source, cited) if self._is_source else (cited,)

    def _describe(self, passage: Passage, node: str, document: str, report: Report) -> None:
        end, emit = self._end, self._emit
        selector = f"<{self._selector}{passage.document}-{passage.start}-{passage.end}>"
        emit(node + self._is_specific)
        emit(f"{node} <{OA}hasSource> {document}{end}")
        emit(f"{node} <{OA}hasSelector> {selector}{end}")
        emit(selector + self._is_selector)
        emit(f'{selector} <{OA}start> "{passage.start}"^^<{XSD}integer>{end}')
        emit(f'{selector} <{OA}end> "{passage.end}"^^<{XSD}integer>{end}')
        sha256 = self._hashes.get(passage)
        if sha256 is not None:
            emit(f'{node} <{Intl.SHA256}> "{sha256}"{end}')
        elif self._demands:
            report("passage-not-recorded", value=passage.text())


@dataclass(frozen=True, slots=True)
class References:
    """A cell such as `network/ubc` must point to a row of a table of one of the named classes."""

    classes: tuple[str, ...]
    refer: Refer
    replaces: bool = False

    def tails(self, value: str, report: Report) -> tuple[str, ...]:
        """Remember the reference, to be checked when all tables are read."""
        kind, _, slug = value.strip().partition("/")
        if slug and kind in self.classes:
            self.refer((kind,), slug)
        elif slug:
            near = difflib.get_close_matches(kind, self.classes, 1) or self.classes
            self._report(report, "reference-of-another-class", value, f"{near[0]}/{slug}")
        else:
            self._report(report, "reference-not-written-so", value, f"{self.classes[0]}/{value}")
        return ()

    def _report(self, report: Report, code: str, value: str, example: str) -> None:
        report(code, value=value, classes=", ".join(self.classes), example=example)


@dataclass(frozen=True, slots=True)
class Concepts:
    """A cell that holds the code of a concept: the concept must be described in the ontology."""

    scheme: str
    known: frozenset[str]
    replaces: bool = False

    def tails(self, value: str, report: Report) -> tuple[str, ...]:
        """Report a code that the concept scheme does not have, with those it has."""
        value = value.strip()
        if f"{self.scheme}{value}" not in self.known:
            codes = sorted(known.removeprefix(self.scheme) for known in self.known if known.startswith(self.scheme))
            codes = [code for code in codes if "/" not in code and code]
            near = difflib.get_close_matches(value, codes, 1)
            code = "concept-unknown-near" if near else "concept-unknown"
            report(code, value=value, nearest=near[0] if near else "", known=", ".join(codes))
        return ()

"""Reading: a catalogue as a harvester parses it, with what it would stumble over, and then as far as it can be mended.

Addresses that are no IRIs are told and then quoted, so that the rest of the catalogue can still be judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from pyoxigraph import parse as parse_rdf

from intlgraph import graphs
from intlgraph.catalogue.harvest.findings import Finding, found
from intlgraph.errors import Place, Problem
from intlgraph.formats import Format, graph_format
from intlgraph.validation.places import OfFiles, Spot
from intlgraph.validation.sources import Source, relabelled
from intlgraph.validation.statements import Statements
from intlgraph.validation.syntaxes import ENDINGS, diagnosis, guess, xml_problem

__all__ = ["BASE", "Read", "places", "read"]

BASE: Final = "https://relative.invalid/"
"""What relative addresses are resolved against, so that they can be told (RFC 6761 keeps `.invalid` free)."""

_HEAD: Final = 65_536
_NOT_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+", re.DOTALL)
_HOST = re.compile(r"https?://[^/?#\s]+")
_ENTITIES: Final = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_SAFE: Final = "%/:?#[]@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Read:
    """A catalogue that was read: where its statements and its text lie, and what they are; None when it is no RDF."""

    source: Source
    statements: Statements


def read(body: bytes, name: str, folder: Path, number: int = 1) -> tuple[Read | None, tuple[Finding, ...]]:
    """Read a catalogue; what is written goes to `folder`. `name` is what it is called in findings.

    Only RDF/XML is harvested: another syntax is a finding, and read all the same.
    """
    original = folder / f"catalogue-{number}"
    original.write_bytes(body)
    known, objection = _format(body, name)
    if known is None:
        return None, tuple(filter(None, [objection]))
    findings = [objection] if objection else []
    broken = xml_problem(original, name) if known.name == "rdfxml" else None
    if broken is not None:
        return None, (_unreadable(diagnosis(broken, original, name, known.name)),)
    try:
        quads = list(_parsed(body, known))
    except SyntaxError as error:
        place = Place(name, line=error.lineno, character=error.offset)
        problem = Problem("rdf-syntax", {"format": known.name, "cause": error.msg}, place)
        return None, (*findings, _unreadable(diagnosis(problem, original, name, known.name)))
    lines = list(relabelled(map(_quoted, quads), number))
    path = folder / f"catalogue-{number}.nq"
    path.write_text("".join(lines), "utf-8", newline="\n")
    source = Source(name, original, known, path, len(lines), number, base=BASE)
    statements = Statements.of(graphs.parse(path, graph_format("nquads")))
    findings += _addresses(quads, source)
    return Read(source, statements), tuple(findings)


def places(reads: tuple[Read, ...], spots: dict[str, Spot]) -> dict[str, tuple[Place, ...]]:
    """Return the places of some spots by the names they are asked for with."""
    looked = OfFiles(tuple(each.source for each in reads))(spots.values())
    return {name: looked.get(spot, ()) for name, spot in spots.items()}


def _format(body: bytes, name: str) -> tuple[Format | None, Finding | None]:
    looks = guess(body[:_HEAD])
    known = looks or ENDINGS.get(Path(name).suffix.casefold(), "")
    if looks == "html":
        return None, found("harvest-html", subjects=[name], places=[Place(name)], file=name)
    is_text = not looks and known == "rdfxml" and not body.lstrip().startswith(b"<")
    if not known or known == "binary" or is_text or not body.strip():
        return None, found("harvest-not-rdf", subjects=[name], places=[Place(name)], file=name)
    form = graph_format(known)
    if known == "rdfxml":
        return form, None
    return form, found("harvest-syntax", subjects=[name], places=[Place(name)], file=name, format=known)


def _unreadable(problem: Problem) -> Finding:
    told = {tag: f"{problem.text(tag)} {problem.hint(tag)}".strip() for tag in ("sv", "en")}
    finding = found("harvest-broken", subjects=[problem.place.file], places=[problem.place])
    return replace(finding, message={tag: f"{finding.message[tag]} {told[tag]}" for tag in told})


def _parsed(body: bytes, known: Format) -> Iterator[Quad]:
    for quad in parse_rdf(body, format=graphs.rdf_format(known), base_iri=BASE, lenient=True):
        if not isinstance(quad.object, Triple) and not isinstance(quad.subject, Triple):
            yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def _quoted(quad: Quad) -> Quad:
    def term(value: NamedNode | BlankNode | Literal) -> NamedNode | BlankNode | Literal:
        if isinstance(value, NamedNode) and _NOT_IRI.search(value.value):
            plain = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", value.value)
            return NamedNode(quote(plain, safe=_SAFE))
        return value

    return Quad(term(quad.subject), term(quad.predicate), term(quad.object), DefaultGraph())  # type: ignore[arg-type]


def _addresses(quads: list[Quad], source: Source) -> Iterator[Finding]:
    """Yield what is wrong with addresses: those that are relative, and those that are no IRIs (RFC 3987)."""
    used = dict.fromkeys(
        term.value
        for quad in quads
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode)
    )
    relative = [iri for iri in used if iri.startswith(BASE)]
    wrong = [iri for iri in used if iri not in relative and not _is_iri(iri)]
    for code, iris in (("harvest-relative", relative), ("harvest-iri", wrong)):
        if iris:
            shown = [iri.removeprefix(BASE) or iri for iri in iris]
            yield found(code, subjects=shown, places=_written(source, iris), count=len(iris), first=shown[0])


def _is_iri(iri: str) -> bool:
    """Return whether an address is an absolute IRI.

    >>> [_is_iri(iri) for iri in ("https://example.org/å", "https://example.org/a b", "http:///x", "mailto:a@b.se")]
    [True, False, False, True]
    """
    if _NOT_IRI.search(iri) or not _SCHEME.fullmatch(iri):
        return False
    return not iri.startswith(("http:", "https:")) or _HOST.match(iri) is not None


def _written(source: Source, iris: list[str]) -> tuple[Place, ...]:
    """Return where addresses are written: as they are, or without the base that they were resolved against."""
    text = source.original.read_text("utf-8", "replace")
    found_places = []
    for iri in iris:
        for written in dict.fromkeys((iri, iri.removeprefix(BASE), escape(iri, _ENTITIES))):
            at = max(text.find(f'"{written}"'), text.find(f"<{written}>"))
            if at >= 0:
                start = at + 1
                line = text.count("\n", 0, start) + 1
                found_places.append(Place(source.name, line=line, character=start - text.rfind("\n", 0, start)))
                break
    return tuple(found_places)

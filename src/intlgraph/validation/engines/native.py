"""The native engine: Core constraints through the package `shacl`, compiled code that reads the quads file itself.

It is given the Core part of the shapes graph only. Three things keep it equal to the reference:

- an ill-typed literal goes in under a datatype of its own, because the package knows the lexical forms of only some
  datatypes; in shapes and data alike, so that equal terms stay equal, and back again in the results;
- it gives blank nodes new labels, so a triple marks each of them with its own, and one more shape reads the marks;
- patterns are said in words that mean the same in Rust as in XPath (`regex`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from intlgraph import graphs
from intlgraph.lines import blocks
from intlgraph.validation.engines import subset
from intlgraph.validation.engines.lexical import fits
from intlgraph.validation.engines.prepared import Prepared
from intlgraph.validation.engines.regex import for_native
from intlgraph.validation.engines.terms import canonical, iri_of
from intlgraph.validation.results import Result
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.vocabulary import SH

__all__ = ["RefusedError", "available", "run"]

_ILL: Final = "urn:intlgraph:ill-typed:"
_MARK: Final = "urn:intlgraph:label"
_MARKS: Final = "urn:intlgraph:labels"
_CLOSED: Final = f"{SH}ClosedConstraintComponent"
_LABEL: Final = re.compile(rb"(?:^|(?<=[ \n]))_:([^\s<\"]+)")


class RefusedError(Exception):
    """The package will not compile these shapes, or broke down over this data."""


def available() -> bool:
    """Return whether the package can be imported: there is no wheel of it for some platforms."""
    try:
        import shacl  # noqa: F401
    except ImportError:
        return False
    return True


def run(prepared: Prepared, shapes: Shapes, roots: Iterable[str]) -> frozenset[Result]:
    """Return what the Core constraints of some roots find. The prepared file is changed where it must be.

    Raises `RefusedError` when the package does not take the shapes, or panics.
    """
    import shacl

    document = _document(shapes, roots, prepared.blank)
    _rename_ill_typed(prepared)
    if prepared.blank:
        _mark_blanks(prepared.file)
    try:
        found = shacl.Shapes.from_text(document, "ntriples").validate_file(str(prepared.file)).results
    except ValueError as error:
        raise RefusedError(str(error)) from error
    except BaseException as error:  # a panic of Rust is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError(str(error)) from error
    return _results(found, shapes)


def _document(shapes: Shapes, roots: Iterable[str], blank: bool) -> str:
    chosen = tuple(roots)
    triples = subset.reachable(subset.select(shapes, chosen), chosen, frozenset({f"{SH}sparql"}))
    flags = {
        triple.subject: triple.object.value
        for triple in triples
        if triple.predicate.value == f"{SH}flags" and isinstance(triple.object, Literal)
    }
    lines = [
        graphs.line(_said(triple, flags))
        for triple in triples
        if triple.predicate.value not in (f"{SH}flags", f"{SH}message")
    ]
    if blank:
        lines += [
            f"<{_MARKS}> <{SH}targetSubjectsOf> <{_MARK}> .\n",
            f"<{_MARKS}> <{SH}path> <{_MARK}> .\n",
            f'<{_MARKS}> <{SH}maxLength> "0"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
        ]
    return "".join(lines)


def _said(triple: Triple, flags: Mapping[Any, str]) -> Triple:
    """Return a triple of a shapes graph as the package is to read it."""
    value = triple.object
    if not isinstance(value, Literal):
        return triple
    if triple.predicate.value == f"{SH}pattern":
        pattern = for_native(value.value, flags.get(triple.subject, ""))
        return Triple(triple.subject, triple.predicate, Literal(pattern if pattern is not None else value.value))
    if value.language is None and not fits(value.value, value.datatype.value):
        ill = Literal(value.value, datatype=NamedNode(_ILL + value.datatype.value))
        return Triple(triple.subject, triple.predicate, ill)
    return triple


def _rename_ill_typed(prepared: Prepared) -> None:
    texts = [each.text.encode() for each in prepared.literals if each.is_ill_typed]
    if not texts:
        return
    # A quotation mark inside a literal is escaped, so one after "> " always opens a literal.
    pattern = re.compile(b"(?<=> )(?:" + b"|".join(map(re.escape, sorted(texts, reverse=True))) + b")(?= )")

    def renamed(match: re.Match[bytes]) -> bytes:
        return match.group().replace(b'"^^<', b'"^^<' + _ILL.encode())

    changed = prepared.file.with_name(prepared.file.name + ".renamed")
    with changed.open("wb") as out:
        for block in blocks(prepared.file):
            out.write(pattern.sub(renamed, block))
    changed.replace(prepared.file)


def _mark_blanks(file: Path) -> None:
    labels: set[bytes] = set()
    for block in blocks(file):
        labels.update(_LABEL.findall(block))
    with file.open("ab") as out:
        out.writelines(b'_:%b <%b> "%b" .\n' % (label, _MARK.encode(), label) for label in sorted(labels))


@dataclass(frozen=True, slots=True)
class _Raw:
    focus: str
    path: str
    value: str
    component: str
    severity: str
    shape: str


def _results(found: Iterable[Any], shapes: Shapes) -> frozenset[Result]:
    raw, labels = [], {}
    mark = f"<{_MARK}>"
    for each in found:
        shape = iri_of(each.source_shape)
        if shape == _MARKS:
            labels[each.focus_node] = "_:" + each.value[1:-1]
        elif each.component_iri != _CLOSED or each.path != mark:
            path = each.path if each.component_iri == _CLOSED else shapes.nodes[shape].path
            raw.append(
                _Raw(each.focus_node, path or "", each.value or "", each.component_iri, each.severity_iri, shape)
            )
    known = canonical(text for each in raw for text in (each.focus, each.value))
    written = {text: labels.get(text, _as_given(term)) for text, term in known.items()}
    return frozenset(
        Result(
            written[each.focus],
            each.path,
            written[each.value],
            each.component,
            each.severity,
            each.shape,
        )
        for each in raw
    )


def _as_given(term: str) -> str:
    head, mark, datatype = term.rpartition(f'"^^<{_ILL}')
    return f'{head}"^^<{datatype}' if mark else term

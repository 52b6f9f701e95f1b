"""What the engines say, in a form that can be compared; and what a third engine says, in tests only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Literal, Quad

from intlgraph import graphs
from intlgraph.validation.engines.lexical import fits
from intlgraph.validation.results import Data, Result
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.vocabulary import SH

__all__ = ["Seen", "plain", "seen", "third_opinion", "write"]

Seen = tuple[str, str, str, str, str, str]


def seen(results: Iterable[Result]) -> set[Seen]:
    return {(each.focus, each.path, each.value, each.component, each.severity, each.shape) for each in results}


def write(quads: Iterable[Quad], folder: Path) -> Data:
    file = folder / "data.nq"
    file.write_text("".join(sorted(set(graphs.lines(quads)))), "utf-8")
    return Data((file,))


def third_opinion(data: Data, shapes: Shapes) -> set[tuple[str, str, str]]:
    """Return focus node, component and shape of what pyshifty finds; rdflib, between it and us, edits its values."""
    import rdflib
    import shifty

    text = data.files[0].read_text("utf-8")
    _, report, _ = shifty.validate(
        rdflib.Graph().parse(data=text, format="nt"),
        rdflib.Graph().parse(data="".join(map(graphs.line, shapes.triples)), format="nt"),
        graph_mode="data",
        infer=False,
    )
    namespace = rdflib.Namespace(SH)
    (top,) = report.subjects(rdflib.RDF.type, namespace.ValidationReport)
    return {
        (
            focus.n3() if (focus := report.value(node, namespace.focusNode)) is not None else "",
            str(report.value(node, namespace.sourceConstraintComponent)),
            str(report.value(node, namespace.sourceShape)),
        )
        for node in report.objects(top, namespace.result)
    }


def plain(quad: Quad) -> bool:
    """Whether pyshifty is told the value as it is: rdflib stands between, and it knows few lexical forms itself."""
    import rdflib

    value = quad.object
    if not isinstance(value, Literal) or value.language:
        return True
    if value.datatype.value.endswith("boolean"):  # which SPARQL orders, and pyshifty does not
        return False
    known = rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value))
    return fits(value.value, value.datatype.value) and str(known) == value.value

"""Graphs as streams of quads: parse, serialise, canonicalise, compare, and the one bridge to rdflib.

The form that everything else is held against is the sorted list of canonical N-Quads lines, as RDF Dataset
Canonicalization (RDFC-1.0, https://www.w3.org/TR/rdf-canon/) defines them: one line a quad, one space between terms,
`xsd:string` unsaid, and only the escapes that are needed.
"""

from __future__ import annotations

import heapq
import logging
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
)
from pyoxigraph import parse as parse_rdf
from pyoxigraph import serialize as serialise_rdf

from intlgraph.errors import DataError, MachineError, Place, Problem
from intlgraph.formats import Format, graph_format
from intlgraph.namespaces import PREFIXES, XSD

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

__all__ = [
    "Difference",
    "canonical",
    "difference",
    "from_rdflib",
    "isomorphic",
    "line",
    "lines",
    "parse",
    "rdf_format",
    "read_turtle_files",
    "serialise",
    "sorted_lines",
    "split_line",
    "to_rdflib",
    "triple_line",
]

_ENGINE_FORMATS: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_STRING: Final = NamedNode(f"{XSD}string")
_LINE = re.compile(
    r"""(?P<triple>(?:<[^>]*>|_:\S+)[ ]<[^>]*>[ ]
          (?:<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?))
        (?:[ ](?P<graph><[^>]*>|_:\S+))?[ ]\.\n?""",
    re.VERBOSE,
)
_NAMELESS = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*> | \#[^\n]* | \"{3}.*?\"{3} | '{3}.*?'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
        | (?P<blank>\[ | _: | \((?!\s*\)))""",
    re.VERBOSE | re.DOTALL,
)


def rdf_format(known: Format) -> RdfFormat:
    """Return the engine's name for one of our formats."""
    return _ENGINE_FORMATS[known.name]


def parse(source: Path | bytes, known: Format, *, base: str = "", graph: str = "", name: str = "") -> Iterator[Quad]:
    """Yield the quads of a file, or of bytes already read, as they are parsed.

    `base` resolves relative IRIs. Triples of the default graph go to `graph` when it is given. `name` is what
    messages call the source; for a file it is its path. Blank nodes keep their labels, which hold for one source only.
    Raises `DataError` with line and character where the syntax breaks, `MachineError` when the file cannot be read.

    >>> [str(quad) for quad in parse(b"<a> <b> 1 .", graph_format("turtle"), base="http://example.org/")]
    ['<http://example.org/a> <http://example.org/b> "1"^^<http://www.w3.org/2001/XMLSchema#integer>']
    """
    label = name or (str(source) if isinstance(source, Path) else "")
    target = NamedNode(graph) if graph else None
    default = DefaultGraph()
    try:
        if isinstance(source, Path):
            quads = parse_rdf(path=source, format=rdf_format(known), base_iri=base or None)
        else:
            quads = parse_rdf(source, format=rdf_format(known), base_iri=base or None)
        for quad in quads:
            if target is not None and quad.graph_name == default:
                yield Quad(quad.subject, quad.predicate, quad.object, target)
            else:
                yield quad
    except SyntaxError as error:
        place = Place(label, line=error.lineno, character=error.offset)
        reason = re.sub(r"^Parser error at .*?: | \(line \d+\)$", "", error.msg)
        raise DataError([Problem("rdf-syntax", {"format": known.name, "cause": reason}, place)]) from error
    except FileNotFoundError as error:
        raise DataError([Problem("file-missing", {"file": label}, Place(label))]) from error
    except OSError as error:
        raise MachineError([Problem("file-unreadable", {"file": label, "cause": error}, Place(label))]) from error


def read_turtle_files(paths: Iterable[Path], graph: str, base: str = "") -> Iterator[Quad]:
    """Yield the quads of hand-written Turtle files, which have no blank nodes.

    A blank node has no name that holds from one build to the next, so it can be neither compared nor linked to.
    Raises `DataError` with the line of the first `[`, `(` or `_:` of a file that has one.
    """
    for path in paths:
        for quad in parse(path, graph_format("turtle"), base=base, graph=graph):
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                raise DataError([Problem("blank-node", {"predicate": quad.predicate.value}, _first_blank(path))])
            yield quad


def _first_blank(path: Path) -> Place:
    """Return where the first blank node is written; the parser does not say, so the text is looked through."""
    text = path.read_text("utf-8-sig")
    for match in _NAMELESS.finditer(text):
        if match["blank"]:
            start = match.start()
            return Place(str(path), line=text.count("\n", 0, start) + 1, character=start - text.rfind("\n", 0, start))
    return Place(str(path))


def line(quad: Quad | Triple) -> str:
    r"""Return one canonical N-Quads line (N-Triples for a triple or the default graph), with its line feed.

    >>> line(Triple(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal("a\tb")))
    '<http://e/s> <http://e/p> "a\\tb" .\n'
    """
    return f"{quad} .\n"


def lines(quads: Iterable[Quad | Triple]) -> Iterator[str]:
    """Yield the canonical line of each quad, in the order they come."""
    return map(line, quads)


def split_line(text: str) -> tuple[str, str]:
    r"""Return the triple of a canonical line as a line of its own, and the IRI of its graph (empty for the default).

    Raises `ValueError` for a line that is not canonical.

    >>> split_line('<http://e/s> <http://e/p> "a <b> ." <http://e/g> .\n')
    ('<http://e/s> <http://e/p> "a <b> ." .\n', 'http://e/g')
    """
    match = _LINE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return f"{match['triple']} .\n", (match["graph"] or "").strip("<>")


def triple_line(quad_line: str) -> str:
    """Return a canonical N-Quads line without its graph."""
    return split_line(quad_line)[0]


def sorted_lines(unsorted: Iterable[str], limit: int = 500_000) -> Iterator[str]:
    r"""Yield the lines in code point order, each once; runs of `limit` lines wait on the disk, so memory is bounded.

    >>> list(sorted_lines(["b\n", "a\n", "b\n"], limit=1))
    ['a\n', 'b\n']
    """
    rest = iter(unsorted)
    with ExitStack() as stack:
        runs: list[Iterable[str]] = []
        while run := sorted(set(islice(rest, limit))):
            if len(run) == limit or runs:
                runs.append(_spilled(run, stack))
            else:
                runs.append(run)
        previous = ""
        for text in heapq.merge(*runs):
            if text != previous:
                yield text
            previous = text


def _spilled(run: list[str], stack: ExitStack) -> IO[str]:
    """Return the run as an open temporary file, which the stack removes."""
    file = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115
    file.writelines(run)
    file.seek(0)
    return file


def canonical(quads: Iterable[Quad]) -> tuple[str, ...]:
    """Return the sorted canonical lines of a dataset; blank nodes get the names that RDFC-1.0 gives them.

    The whole dataset is held in memory. The time grows exponentially with blank nodes that look alike.
    """
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(map(line, dataset)))


def isomorphic(first: Iterable[Quad], second: Iterable[Quad]) -> bool:
    """Return whether two datasets say the same, whatever their blank nodes are called (RDF 1.1 Concepts, 3.6)."""
    return canonical(first) == canonical(second)


@dataclass(frozen=True, slots=True)
class Difference:
    """What two datasets do not share: the first few canonical lines of each side, and how many there are."""

    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    count_first: int
    count_second: int

    def __bool__(self) -> bool:
        return bool(self.count_first or self.count_second)


def difference(first: Iterable[Quad], second: Iterable[Quad], limit: int = 5) -> Difference:
    """Return what two datasets do not share, `limit` lines of each side; it is false when they are isomorphic."""
    left, right = set(canonical(first)), set(canonical(second))
    only_first, only_second = sorted(left - right), sorted(right - left)
    return Difference(tuple(only_first[:limit]), tuple(only_second[:limit]), len(only_first), len(only_second))


def serialise(data: Iterable[Quad] | Iterable[Triple], known: Format) -> bytes:
    """Return the whole of a graph in a format, with those of our prefixes that it uses.

    Quads need a format that holds graphs, or they must all be in the default graph: `ValueError` otherwise.
    N-Triples and N-Quads come out sorted; the other formats keep the order they are given.
    """
    items: list[Quad | Triple] = list(data)
    if known.name in ("ntriples", "nquads"):
        return "".join(sorted({line(item) for item in items})).encode()
    text = "\n".join(map(str, items))
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
    return serialise_rdf(items, format=rdf_format(known), prefixes=used) or b""  # type: ignore[arg-type]


def to_rdflib(quads: Iterable[Quad]) -> rdflib.Dataset:
    """Return the quads as an rdflib Dataset.

    Literals keep the lexical form they came with ("05" stays "05"), which rdflib would else rewrite. Its warnings of
    literals that do not fit their type, a traceback each, are held back: that is for validation to say.
    """
    import rdflib  # here, because it takes a third of a second, which a command that only asks a query need not wait
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    def term(value: object) -> Node:
        if isinstance(value, NamedNode):
            return rdflib.URIRef(value.value)
        if isinstance(value, BlankNode):
            return rdflib.BNode(value.value)
        if isinstance(value, DefaultGraph):
            return DATASET_DEFAULT_GRAPH_ID
        if isinstance(value, Literal):
            plain = value.language or value.datatype == _STRING
            datatype = None if plain else rdflib.URIRef(value.datatype.value)
            return rdflib.Literal(value.value, lang=value.language, datatype=datatype, normalize=False)
        raise TypeError(value)

    dataset = rdflib.Dataset()
    named: dict[object, rdflib.Graph] = {}  # rdflib takes longer to find a graph than to add a triple to it
    with _quiet("rdflib.term"):
        for quad in quads:
            if quad.graph_name not in named:
                named[quad.graph_name] = dataset.graph(term(quad.graph_name))  # type: ignore[arg-type]
            named[quad.graph_name].add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return dataset


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a logger of a library silent for one block."""
    logger = logging.getLogger(name)
    was, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = was


def from_rdflib(source: rdflib.Graph) -> Iterator[Quad]:
    """Yield the quads of an rdflib Graph (all in the default graph) or Dataset."""
    import rdflib
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    def term(value: object) -> NamedNode | BlankNode | Literal:
        if isinstance(value, rdflib.URIRef):
            return NamedNode(str(value))
        if isinstance(value, rdflib.BNode):
            return BlankNode(str(value))
        if isinstance(value, rdflib.Literal):
            if value.language:
                return Literal(str(value), language=value.language)
            return Literal(str(value), datatype=NamedNode(str(value.datatype)) if value.datatype else _STRING)
        raise TypeError(value)

    def quad(s: object, p: object, o: object, g: object) -> Quad:
        graph = DefaultGraph() if g in (None, DATASET_DEFAULT_GRAPH_ID) else term(g)
        return Quad(term(s), term(p), term(o), graph)  # type: ignore[arg-type]

    if isinstance(source, rdflib.Dataset):
        yield from (quad(*each) for each in source.quads())
    else:
        yield from (quad(*each, None) for each in source)

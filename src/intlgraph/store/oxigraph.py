"""The embedded store: pyoxigraph on a directory that a build has filled, opened for reading only.

A directory is written once, fresh, by `build`, and never changed after it is in use (`generations` swaps it in). What
the engine does with literals: it stores numbers and dates by value, so `"05"^^xsd:integer` comes back as `5` and
`xsd:int` as `xsd:integer`. The N-Quads files beside the store keep what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat

from intlgraph import graphs
from intlgraph.errors import DataError, IntlgraphError, Place, Problem, QueryError, StoreError
from intlgraph.namespaces import PREFIXES
from intlgraph.store import syntax
from intlgraph.store.base import Answering, Quads, Result, Triples, checked_form, named_node, place_in, values_of
from intlgraph.store.faults import machine_error

__all__ = ["OxigraphStore", "WritableStore", "build", "in_memory", "open_read_only", "writing"]


class _Quads:
    """Hands out the engine's quads until it is told to let go of its iterator.

    The iterator may not be dropped in another thread than the one that made it, and the traceback of an exception,
    which may travel far, keeps every name that it passes.
    """

    def __init__(self, quads: Iterator[Quad]) -> None:
        self._quads = quads

    def __iter__(self) -> Iterator[Quad]:
        return self

    def __next__(self) -> Quad:
        return next(self._quads)

    def release(self) -> None:
        self._quads = iter(())


class OxigraphStore(Answering):
    """A store in this process; get one from `open_read_only`, `writing` or `in_memory`.

    Queries see the union of the named graphs as the default graph. They cannot be stopped once they run.
    """

    def __init__(self, engine: pyoxigraph.Store) -> None:
        """Hold the engine; nobody outside this module should."""
        self._engine: pyoxigraph.Store | None = engine

    def query(self, text: str) -> Result:
        """Return the answer to a query of any kind.

        Raises `QueryError`, with line and character, for text that is not SPARQL, for an update, and for a query
        that would call another server (SERVICE); `StoreError` when the store cannot be read.
        """
        return self._run(text)

    def dump(self, graph: str | None = None) -> Iterator[str]:
        """Yield the canonical N-Quads lines, sorted, of one graph or (None) of all, the default graph included."""
        name = None if graph is None else named_node(graph)
        quads = _Quads(self._open().quads_for_pattern(None, None, None, name))
        try:
            yield from graphs.sorted_lines(graphs.lines(quads))
        except (OSError, RuntimeError) as error:
            raise StoreError.of("store-unreadable", cause=error) from error
        finally:
            quads.release()

    def about(self, things: Iterable[str]) -> Quads:
        """Return the quads that each of these things is the subject of: a third faster than by a query."""
        return self._looked_up({each: (named_node(each), None) for each in sorted(set(things))})

    def towards(self, things: Iterable[str]) -> Quads:
        """Return the quads that each of these things is the object of."""
        return self._looked_up({each: (None, named_node(each)) for each in sorted(set(things))})

    def _looked_up(self, wanted: Mapping[str, tuple[NamedNode | None, NamedNode | None]]) -> Quads:
        look, found = self._open().quads_for_pattern, {}
        try:
            unnamed = bool(list(islice(look(None, None, None, DefaultGraph()), 1)))
            for each, (subject, object_) in wanted.items():
                quads = tuple(look(subject, None, object_, None))  # no name holds the iterator, see `_Quads`
                if unnamed:
                    quads = tuple(each for each in quads if isinstance(each.graph_name, NamedNode))
                if quads:
                    found[each] = quads
        except (OSError, RuntimeError) as error:
            raise StoreError.of("store-unreadable", cause=error) from error
        return found

    def _open(self) -> pyoxigraph.Store:
        if self._engine is None:
            raise StoreError.of("store-closed")
        return self._engine

    def _run(self, text: str) -> Result:
        checked_form(text)
        if token := syntax.calls_service(text):
            raise QueryError([Problem("query-service", {}, place_in(text, token.start))])
        try:
            return values_of(
                self._open().query(
                    text, prefixes=dict(PREFIXES), use_default_graph_as_union=not syntax.names_graphs(text)
                )
            )
        except SyntaxError as error:
            raise _syntax_error(text, str(error)) from error
        except (OSError, RuntimeError) as error:  # the engine raises either for files that are damaged
            raise StoreError.of("store-unreadable", cause=error) from error


class WritableStore(OxigraphStore):
    """A store under construction, before anyone reads it."""

    def load(self, files: Iterable[Path]) -> None:
        """Load N-Quads files without holding them in memory.

        Raises `DataError` with file and line for broken syntax, `MachineError` when the disk says no.
        """
        for path in files:
            try:
                self._open().bulk_load(path=path, format=RdfFormat.N_QUADS)
            except SyntaxError as error:
                place = Place(str(path), line=error.lineno, character=error.offset)
                raise DataError([Problem("rdf-syntax", {"format": "nquads", "cause": error.msg}, place)]) from error
            except OSError as error:
                raise machine_error(error, path) from error

    def infer(self, text: str, graph: str) -> int:
        """Run a CONSTRUCT query and add to `graph` what no graph says yet; return how many triples that was.

        Raises as `query`, and `DataError` when a triple has a blank node, which has no name outside the store.
        """
        engine, target = self._open(), named_node(graph)
        result = self._run(text)
        if not isinstance(result, Triples):
            raise QueryError.of("query-kind", found=checked_form(text), wanted="CONSTRUCT")
        new = []
        for triple in result.triples:
            if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
                raise DataError.of("blank-node", predicate=triple.predicate.value)
            parts = (triple.subject, triple.predicate, triple.object)
            if next(engine.quads_for_pattern(*parts, None), None) is None:
                new.append(Quad(*parts, target))
        engine.extend(new)
        return len(new)


def build(directory: Path, quads_files: Iterable[Path]) -> None:
    """Make a store in a fresh directory out of N-Quads files, ready to be opened for reading.

    Raises `StoreError` when the directory already holds something; else as `WritableStore.load`.
    """
    with writing(directory) as store:
        store.load(quads_files)


@contextmanager
def writing(directory: Path) -> Iterator[WritableStore]:
    """Open a fresh directory for one block, and leave in it a store that is optimised and on the disk.

    The store is closed when the block ends, whatever happens. Raises `StoreError` when the directory already holds
    something, `MachineError` when the disk says no.
    """
    if directory.exists() and any(directory.iterdir()):
        raise StoreError.of("store-not-fresh", directory=directory)
    try:
        store = WritableStore(pyoxigraph.Store(directory))
    except OSError as error:
        raise machine_error(error, directory) from error
    try:
        yield store
        try:
            store._open().optimize()
            store._open().flush()
        except OSError as error:
            raise machine_error(error, directory) from error
    finally:
        store._engine = None


def open_read_only(directory: Path) -> OxigraphStore:
    """Open the store of a finished build; it stays readable, as it is, for as long as the value lives.

    Raises `StoreError` when there is none or it cannot be read.
    """
    if not directory.is_dir():
        raise StoreError.of("store-missing", directory=directory)
    try:
        return OxigraphStore(pyoxigraph.Store.read_only(str(directory)))
    except (OSError, RuntimeError) as error:
        raise StoreError.of("store-unreadable", cause=error) from error


def in_memory(quads: Iterable[Quad] = ()) -> WritableStore:
    """Return a store without a directory, for small things and for tests.

    >>> in_memory().ask("ASK { ?s ?p ?o }")
    False
    """
    engine = pyoxigraph.Store()
    engine.extend(quads)
    return WritableStore(engine)


def _syntax_error(text: str, message: str) -> IntlgraphError:
    """Return what the engine says about a query in words that help to mend it."""
    for prefix, token in syntax.undeclared_prefixes(text).items():
        if prefix not in PREFIXES:
            return QueryError([Problem("query-prefix", {"prefix": prefix}, place_in(text, token.start))])
    match = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", message, re.DOTALL)
    if match is None:
        return QueryError.of("query-fails", cause=message)
    found = syntax.tokens(text)
    near = found[-1] if found else syntax.Token("mark", "", 0)
    expected = re.findall(r'"[^"]+"|\b[A-Z]{2,}\b', re.sub(r"\[[^\]]*\]", "", match[3]))
    values = {"near": near.text, "expected": ", ".join(expected[:8]) or "..."}
    starts = [0, *(feed.end() for feed in re.finditer("\n", text))]
    offset = starts[min(int(match[1]), len(starts)) - 1] + int(match[2]) - 1
    if expected and all(each.isalpha() for each in expected):
        offset -= min(map(len, expected))  # the engine reads as far as a keyword is long before it finds it missing
    if offset >= len(text) and sum(token.text == "{" for token in found) > sum(token.text == "}" for token in found):
        return QueryError([Problem("query-ends", values, place_in(text, len(text)))])
    near = next((token for token in found if token.start + len(token.text) > offset), near)
    return QueryError([Problem("query-syntax", {**values, "near": near.text}, place_in(text, near.start))])

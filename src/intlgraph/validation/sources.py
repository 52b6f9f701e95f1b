"""Sources: RDF files of any syntax, read into N-Quads files whose blank nodes never share a name."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from pyoxigraph import BlankNode, DefaultGraph, Quad, Triple

from intlgraph import graphs
from intlgraph.errors import DataError, MachineError, Place, Problem
from intlgraph.formats import GRAPH_FORMATS, Format, graph_format
from intlgraph.namespaces import RDF
from intlgraph.validation.bases import BASE, STDIN, base_of
from intlgraph.validation.contexts import inlined
from intlgraph.validation.surveys import doubts, survey
from intlgraph.validation.syntaxes import COMPRESSED, ENDINGS, HEAD, diagnosis, encoding_problem, guess, xml_problem

__all__ = ["BASE", "STDIN", "Source", "gather", "paths", "relabelled"]

_BOM: Final = b"\xef\xbb\xbf"
_BLOCK: Final = 1 << 23
_ANONYMOUS = re.compile("[a-f][0-9a-f]{23,31}")
"""What the parser calls a blank node without a name: a random number in hexadecimal, leading zeros left out."""


@dataclass(frozen=True, slots=True)
class Source:
    """One RDF file that has been read.

    `name` is what the user calls it; `original` is where its text lies: the file itself, or a copy where it came from
    standard input, was compressed or began with a byte order mark. `quads` are its statements as N-Quads, `triples`
    how many. `number`, from 1, is the mark in the names of its blank nodes (see `relabelled`). `problems` are what
    is wrong without keeping it from being read; `looks_like_shapes` tells that it describes shapes and nothing else.
    `base` is what relative IRIs in it were resolved against.
    """

    name: str
    original: Path
    format: Format
    quads: Path
    triples: int
    number: int
    problems: tuple[Problem, ...] = ()
    looks_like_shapes: bool = False
    base: str = ""


def gather(
    files: Sequence[str],
    folder: Path,
    stdin: BinaryIO,
    format: str | None = None,
    base: str = BASE,
    first: int = 1,
) -> tuple[Source, ...]:
    """Read every file, every RDF file of a folder, and standard input for `-`; each file once.

    What is written goes to `folder`, which exists. `format` overrules endings and looks; the sources are
    numbered from `first`. Raises `DataError` with what is wrong with every file that cannot be read or holds nothing,
    `MachineError` when the machine refuses.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    for name, path in _named(files, problems):
        try:
            sources.append(_read(name, path, stdin, folder, len(sources) + first, format, base))
        except DataError as error:
            problems.extend(error.problems)
    if problems:
        raise DataError(problems)
    return tuple(sources)


def paths(files: Iterable[str]) -> tuple[Path, ...]:
    """Return the files, and in place of a folder its RDF files. Raises `DataError` for a folder without any."""
    problems: list[Problem] = []
    found = tuple(path if path is not None else Path(name) for name, path in _named(files, problems))
    if problems:
        raise DataError(problems)
    return found


def _named(files: Iterable[str], problems: list[Problem]) -> Iterator[tuple[str, Path | None]]:
    """Yield each file with the name that it is known by; standard input has no path."""
    seen: set[Path | None] = set()
    for given in files:
        path = Path(given)
        if given != STDIN and path.is_dir():
            inside = [(each.as_posix(), each) for each in sorted(path.rglob("*")) if _in_folder(each, path)]
            if not inside:
                problems.append(Problem("rdf-folder-empty", {"folder": given, "known": _known()}, Place(given)))
            found: list[tuple[str, Path | None]] = list(inside)
        else:
            found = [(given, None if given == STDIN else path)]
        for name, each in found:
            key = each.resolve() if each is not None else None
            if key not in seen:
                seen.add(key)
                yield name, each


def _in_folder(path: Path, folder: Path) -> bool:
    """Whether a file of a folder that was given is RDF by its ending; `.json` and `.xml` are too many other things."""
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    ending = _ending(path.name)
    return not hidden and ending in ENDINGS and ending not in (".json", ".xml") and path.is_file()


def _ending(name: str) -> str:
    path = Path(name.lower())
    return (Path(path.stem) if path.suffix in COMPRESSED else path).suffix


def _known() -> str:
    return ", ".join(ENDINGS)


def _read(
    name: str, path: Path | None, stdin: BinaryIO, folder: Path, number: int, format: str | None, base: str
) -> Source:
    text = _text(name, path, stdin, folder / f"source-{number}")
    known = _format(name, text, format)
    quads = folder / f"source-{number}.nq"
    if known.name == "rdfxml":
        _well_formed(name, text)
    address = base_of(name, base)
    try:
        inside = inlined(text, path.parent) if path is not None and known.name == "jsonld" else None
        parsed = graphs.parse(text if inside is None else inside, known, base=address, name=name)
        with quads.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(relabelled(parsed, number))
    except DataError as error:
        raise DataError(diagnosis(problem, text, name, known.name) for problem in error.problems) from error
    found = survey(quads, base)
    if not found.lines:
        code = "rdf-nothing-json" if known.name == "jsonld" else "rdf-nothing"
        raise DataError([Problem(code, {"file": name}, Place(name))])
    problems = doubts(found, text, name, address)
    return Source(name, text, known, quads, found.lines, number, problems, found.only_shapes, address)


def _well_formed(name: str, text: Path) -> None:
    """Stop at what is not XML to its end, and at XML of other kinds, whose elements the parser takes for classes."""
    broken = xml_problem(text, name)
    if broken is not None:
        raise DataError([diagnosis(broken, text, name, "rdfxml")])
    with text.open("rb") as file:
        head = file.read(HEAD)
    if guess(head) == "html":
        raise DataError([Problem("rdf-html", {"file": name}, Place(name))])
    if RDF.encode() not in head:
        raise DataError([Problem("rdf-only-xml", {"file": name}, Place(name))])


def _text(name: str, path: Path | None, stdin: BinaryIO, copy: Path) -> Path:
    """Return where the text of a source can be read: the file itself, else a copy of it that is plain UTF-8."""
    try:
        if path is None:
            _copy(stdin, copy)
            path = copy
        elif not path.exists():
            raise DataError([Problem("file-missing", {"file": name}, Place(name))])
        with path.open("rb") as file:
            head = file.read(HEAD)
        if opener := _opener(head):
            with opener(path) as packed:
                _copy(packed, copy.with_suffix(".text"))
            path = copy.with_suffix(".text")
            with path.open("rb") as file:
                head = file.read(HEAD)
        if head.startswith(_BOM):
            with path.open("rb") as file:
                file.seek(len(_BOM))
                _copy(file, copy.with_suffix(".plain"))
            path = copy.with_suffix(".plain")
    except (EOFError, gzip.BadGzipFile, lzma.LZMAError) as error:
        raise DataError([Problem("rdf-compressed", {"file": name}, Place(name))]) from error
    except OSError as error:
        if error.errno is None:  # what bz2 says of a stream that is not its own
            raise DataError([Problem("rdf-compressed", {"file": name}, Place(name))]) from error
        values = {"file": name, "cause": error.strerror}
        raise MachineError([Problem("file-unreadable", values, Place(name))]) from error
    problem = encoding_problem(head, name)
    if problem is not None:
        raise DataError([problem])
    if not head.strip():
        code = "rdf-nothing-stdin" if name == STDIN else "rdf-nothing"
        raise DataError([Problem(code, {"file": name}, Place(name))])
    return path


def _opener(head: bytes) -> Callable[[Path], IO[bytes]] | None:
    """Return what opens a compressed file, told by the mark that each kind begins with."""
    if head.startswith(b"\x1f\x8b"):
        return lambda path: cast(IO[bytes], gzip.open(path, "rb"))
    if head.startswith(b"BZh"):
        return lambda path: bz2.open(path, "rb")
    if head.startswith(b"\xfd7zXZ\x00"):
        return lambda path: lzma.open(path, "rb")
    return None


def _copy(source: IO[bytes] | BinaryIO, target: Path) -> None:
    with target.open("wb") as file:
        shutil.copyfileobj(source, file, _BLOCK)


def _format(name: str, text: Path, format: str | None) -> Format:
    """Return the format that was asked for, else that of the ending, else what the text looks like."""
    if format is not None:
        return graph_format(format)
    ending = _ending(name)
    if ending in ENDINGS:
        return graph_format(ENDINGS[ending])
    with text.open("rb") as file:
        looks = guess(file.read(HEAD))
    if looks == "html":
        raise DataError([Problem("rdf-html", {"file": name}, Place(name))])
    if looks not in {known.name for known in GRAPH_FORMATS}:
        raise DataError([Problem("rdf-format-unknown", {"file": name, "known": _known()}, Place(name))])
    return graph_format(looks)


def relabelled(quads: Iterable[Quad], number: int) -> Iterator[str]:
    r"""Yield canonical N-Quads lines in which blank nodes are named after the source they come from.

    `_:x` of source 2 becomes `_:s2_x`; one without a name gets the next number, `_:s2b1`, in the order that the parser
    gives them, so that two readings name them alike. Raises `DataError` for a triple term (RDF 1.2).

    >>> source = b"<http://e/a> <http://e/p> [ <http://e/q> _:x ] ."
    >>> [line.count("_:s2") for line in relabelled(graphs.parse(source, graph_format("turtle")), 2)]
    [2, 1]
    """
    numbers: dict[str, int] = {}

    def term(node: object) -> str:
        if isinstance(node, BlankNode):
            if _ANONYMOUS.fullmatch(node.value):
                return f"_:s{number}b{numbers.setdefault(node.value, len(numbers) + 1)}"
            return f"_:s{number}_{node.value}"
        if isinstance(node, Triple):
            raise DataError([Problem("rdf-triple-term", {"term": str(node)})])
        return str(node)

    for quad in quads:
        text = f"{quad} .\n"
        if "_:" in text or "<<(" in text:
            terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
            text = " ".join(term(each) for each in terms if not isinstance(each, DefaultGraph)) + " .\n"
        yield text

"""The gate: what is said of people, and whether it may leave.

People live in graphs of their own (`people`, and what rules derive from it), so that every other graph, dump and page
is complete without them. A person is published only by name and public role, on a stated legal basis (W3C DPV). The
gate reads the files of a build, whatever they were made from, before anything else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from intlgraph.errors import Place, Problem
from intlgraph.lines import blocks
from intlgraph.namespaces import FOAF_PERSON, LEGAL_BASIS, PREF_LABEL, Intl
from intlgraph.project import SETTINGS_FILE

__all__ = ["DERIVED_PEOPLE", "PEOPLE", "check", "names_people"]

PEOPLE: Final = "people"
"""The graph, and the folder of tables, that people live in."""

DERIVED_PEOPLE: Final = "derived-people"
"""The graph of what rules derive from it."""

_AT_ONCE: Final = 500
"""How many names one pattern looks for."""
_TYPED: Final = f"#type> <{FOAF_PERSON}> ".encode()
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@|\^| )')


@dataclass(slots=True)
class _Person:
    names: set[str] = field(default_factory=set)
    has_role: bool = False
    has_basis: bool = False


def names_people(graph: str) -> bool:
    """Return whether a graph holds people, so that only a dataset that says so may hold it.

    >>> names_people("people"), names_people("tables")
    (True, False)
    """
    return graph in (PEOPLE, DERIVED_PEOPLE)


def check(quads: Path, told: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return what may not leave, of a folder of sorted `<graph>.nq` files; nothing when all of it may.

    A person without public role or legal basis, a person described or pointed to outside the people's graphs, and a
    person's name in a text of another graph, or in one of the texts that every file is `told` with, are errors. Reads
    block by block; memory grows with the people only. What is not a whole name (an initial, a surname) is not seen.
    """
    files = {path.stem: path for path in sorted(quads.glob("*.nq"))}
    people = {name: path for name, path in files.items() if names_people(name)}
    others = {name: path for name, path in files.items() if not names_people(name)}
    problems = [
        Problem("person-outside-people", {"person": iri, "graph": name})
        for name, path in others.items()
        for iri in _typed(path)
    ]
    persons = {iri: _Person() for path in people.values() for iri in _typed(path)}
    for path in people.values():
        _describe(path, persons)
    problems += [problem for iri, person in persons.items() for problem in _unfounded(iri, person)]
    problems += [problem for name, path in others.items() for problem in _leaks(name, path, persons)]
    problems += [problem for text in told for problem in _told(text, persons)]
    return tuple(problems)


def _told(text: str, persons: Mapping[str, _Person]) -> Iterator[Problem]:
    names = _names(persons)
    for pattern in _patterns(list(names)):
        for found in pattern.finditer(text):
            yield Problem("person-in-settings", {"person": names.get(_plain(found[1]), found[1])}, Place(SETTINGS_FILE))


def _typed(path: Path) -> Iterator[str]:
    """Yield the IRI of everything that is typed as a person."""
    for block in blocks(path):
        at = block.find(_TYPED)
        while at >= 0:
            line = block[block.rfind(b"\n", 0, at) + 1 : at].decode()
            yield line[1 : line.index(">")]
            at = block.find(_TYPED, at + 1)


def _describe(path: Path, persons: Mapping[str, _Person]) -> None:
    for block in blocks(path):
        for line in block.decode().split("\n"):
            subject, _, rest = line[1:].partition("> <")
            person = persons.get(subject)
            if person is None:
                continue
            predicate = rest[: rest.index(">")]
            person.has_basis |= predicate == LEGAL_BASIS
            person.has_role |= predicate == Intl.PUBLIC_ROLE
            if predicate == PREF_LABEL and (text := _TEXT.search(rest)):
                person.names.add(text[1])


def _unfounded(iri: str, person: _Person) -> Iterator[Problem]:
    name = next(iter(sorted(person.names)), iri)
    if not person.has_role:
        yield Problem("person-without-role", {"person": name})
    if not person.has_basis:
        yield Problem("person-without-basis", {"person": name})


def _leaks(graph: str, path: Path, persons: Mapping[str, _Person]) -> Iterator[Problem]:
    """Yield a problem for each person whom another graph points to or names, the first line of each."""
    terms = {f"<{iri}>": iri for iri in persons} | _names(persons)
    seen = set()
    for pattern in _patterns(list(terms)):
        for block in blocks(path):
            for found in pattern.finditer(block.decode()):
                iri = terms.get(found[1]) or terms.get(_plain(found[1]))
                if iri and (iri, found[1][0] == "<") not in seen:
                    seen.add((iri, found[1][0] == "<"))
                    code = "person-pointed-to" if found[1][0] == "<" else "person-named"
                    yield Problem(code, {"person": iri, "graph": graph, "subject": _subject(found, iri)})


def _names(persons: Mapping[str, _Person]) -> dict[str, str]:
    """Return whose each whole name is; a single word may be anybody's, or a word of the language."""
    return {_plain(name): iri for iri, person in persons.items() for name in person.names if " " in name}


def _subject(found: re.Match[str], iri: str) -> str:
    line = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
    return line[1 : line.index(">")] if ">" in line else iri


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _patterns(terms: list[str]) -> Iterator[re.Pattern[str]]:
    """Yield patterns that find names in any case, with any space between, and in the genitive."""
    for start in range(0, len(terms), _AT_ONCE):
        some = (r"\s+".join(map(re.escape, term.split(" "))) for term in terms[start : start + _AT_ONCE])
        yield re.compile(rf"(?<!\w)({'|'.join(some)})(?:['\u2019:]?s)?(?!\w)", re.IGNORECASE)

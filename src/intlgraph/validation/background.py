"""Background: what is known of terms that the data use and do not describe, such as those of EU authority tables.

A catalogue says that its language is `authority/language/SWE` and does not carry the table that says what that is. The
shapes of the European profiles ask for its type and its concept scheme. Both stand here: the terms of the tables in
`shapes/background/*.ttl`, and families of addresses that tell by themselves what they are in `families.toml`.
The background is looked into and never reported on.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from intlgraph import graphs
from intlgraph.formats import graph_format
from intlgraph.namespaces import PREFIXES, RDF
from intlgraph.project import builtin

__all__ = ["Family", "authorities", "families", "prepared", "typed"]

_ROOM: Final = ("shapes", "background")
_BLOCK: Final = 1 << 23


@dataclass(frozen=True, slots=True)
class Family:
    """Addresses of one kind: how they start, how they go on (a pattern), and what each of them is (full IRIs)."""

    name: str
    starts: tuple[str, ...]
    rest: str
    types: tuple[str, ...]
    scheme: str = ""

    def lines(self, iri: str) -> Iterator[str]:
        """Yield what is known of an address of the family, as N-Quads lines."""
        for each in self.types:
            yield f"<{iri}> <{RDF}type> <{each}> .\n"
        if self.scheme:
            yield f"<{iri}> <{PREFIXES['skos']}inScheme> <{self.scheme}> .\n"


def authorities() -> tuple[Path, ...]:
    """Return the built-in Turtle files of terms; the first one is that of the EU authority tables."""
    return tuple(sorted(builtin().joinpath(*_ROOM).glob("*.ttl")))


def families() -> tuple[Family, ...]:
    """Return the built-in families of addresses."""
    read = tomllib.loads(builtin().joinpath(*_ROOM, "families.toml").read_text("utf-8"))
    return tuple(
        Family(name, tuple(each["starts"]), each["rest"], tuple(each["types"]), each.get("scheme", ""))
        for name, each in read.items()
    )


def prepared(data: Iterable[Path], folder: Path) -> tuple[Path, ...]:
    """Return the built-in background of these N-Quads files as N-Quads files in `folder`, which exists."""
    terms, members = folder / "background-terms.nq", folder / "background-families.nq"
    with terms.open("w", encoding="utf-8", newline="\n") as file:
        for path in authorities():
            file.writelines(graphs.lines(graphs.parse(path, graph_format("turtle"))))
    with members.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(typed(data, families()))
    return terms, members


def typed(data: Iterable[Path], known: Iterable[Family]) -> Iterator[str]:
    """Yield what the families know of the addresses that N-Quads files mention, sorted; those in literals too."""
    by_start = {start: family for family in known for start in family.starts}
    if not by_start:
        return
    pattern = re.compile("<((?:{})[^>]*)>".format("|".join(map(re.escape, by_start))).encode())
    found: set[str] = set()
    for path in data:
        with path.open("rb") as file:
            while block := b"".join(file.readlines(_BLOCK)):
                found.update(each.decode() for each in pattern.findall(block))
    for iri in sorted(found):
        for start, family in by_start.items():
            if iri.startswith(start) and re.fullmatch(family.rest, iri.removeprefix(start)):
                yield from family.lines(iri)

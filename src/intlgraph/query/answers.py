"""Answers of named queries as values: rows told once, each with its certainty, its documents and its passages.

A query projects the statements that an answer rests on. What they rest on in turn is looked up here, the same way for
every query: so none of them has to repeat it, and none can forget it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import CONCEPT, INTL, Intl
from intlgraph.query import times
from intlgraph.query.headers import NamedQuery
from intlgraph.query.labels import chosen, names_of
from intlgraph.query.parameters import Parameter
from intlgraph.query.rows import in_parts
from intlgraph.store import Solutions, Store, Term

__all__ = ["Answer", "Row", "of"]

_CERTAINTY: Final = Intl.CERTAINTY.removeprefix(INTL)
_PLACE: Final = "#char="
_ASK: Final = """
SELECT ?statement ?certainty ?document ?passage WHERE {{
  VALUES ?statement {{ {statements} }}
  OPTIONAL {{ ?statement {certain} ?certainty }}
  OPTIONAL {{ ?statement dcterms:source ?document }}
  OPTIONAL {{ ?statement {cites} ?passage }}
}}
"""
_Cells = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: the cells of the declared columns, and what they rest on.

    `certainty` is the IRI of the weakest that was used, empty where nothing is said of it; `stated` tells whether there
    is any statement at all. `passages` are written as in the tables (`document:start-end`); a document that is cited
    whole stands there by its name.
    """

    values: _Cells
    certainty: str
    stated: bool
    documents: tuple[str, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows in the order of the query, and the names of all things in them in the language asked for."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Support:
    """What one answer, or one statement, rests on."""

    certainties: frozenset[str]
    documents: frozenset[str]
    passages: frozenset[str]

    def also(self, other: _Support) -> _Support:
        return _Support(
            self.certainties | other.certainties, self.documents | other.documents, self.passages | other.passages
        )


_NOTHING: Final = _Support(frozenset(), frozenset(), frozenset())


def of(store: Store, query: NamedQuery, solutions: Solutions, language: str) -> Answer:
    """Return the answer that these solutions are.

    Texts that differ in their language alone are told once, in the language asked for; rows that say the same are one
    row, which rests on the evidence of all, and is as certain as the most certain of them.
    """
    columns = tuple(column.name for column in query.columns)
    told = list(_told(query, solutions, language))
    certain = next((each for each in query.parameters if each.name == _CERTAINTY), Parameter(_CERTAINTY, "text"))
    order = {code: rank for rank, code in enumerate(certain.choices)}
    # A place where something is named is evidence as such: nothing is more certain than that it stands there.
    surest = f"{CONCEPT}{certain.scheme}/{certain.choices[0]}" if certain.choices else ""
    cited = {each for _, statements in told for each in statements}
    supports = _supports(store, {each for each in cited if _PLACE not in each})
    supports |= {each: _named_there(each, surest) for each in cited if _PLACE in each}
    merged: dict[_Cells, list[_Support]] = {}
    for values, statements in told:
        merged.setdefault(values, []).append(_together(supports.get(each, _NOTHING) for each in statements))
    rows = tuple(_row(values, found, order) for values, found in merged.items())
    iris = {cell.value for row in rows for cell in row.values if isinstance(cell, NamedNode)}
    iris |= {each for row in rows for each in (row.certainty, *row.documents) if each}
    names = {iri: chosen(known, language) for iri, known in names_of(store, iris).items()}
    return Answer(columns, rows, names)


def _told(query: NamedQuery, solutions: Solutions, language: str) -> Iterator[tuple[_Cells, frozenset[str]]]:
    """Yield the cells of each answer, times made whole and texts in one language, and the statements it rests on."""
    groups: dict[tuple[_Cells, frozenset[str]], list[_Cells]] = {}
    for solution in solutions.rows:
        cells = dict(zip(solutions.variables, solution, strict=True))
        values = tuple(
            times.shown(cells, column.name) if column.time else cells.get(column.name) for column in query.columns
        )
        statements = frozenset(_statements(cells.get(each) for each in query.evidence))
        bare = tuple(None if _language(cell) else cell for cell in values)
        groups.setdefault((bare, statements), []).append(values)
    for (_, statements), alternatives in groups.items():
        for values in dict.fromkeys(_spoken(alternatives, language)):
            yield values, statements


def _language(cell: Term | None) -> str:
    return (cell.language or "") if isinstance(cell, Literal) else ""


def _spoken(alternatives: Sequence[_Cells], language: str) -> list[_Cells]:
    """Return the alternatives whose texts are in the language; failing that in English, in Swedish, or in any."""
    kept = list(alternatives)
    for place in range(len(kept[0])):
        languages = {_language(cells[place]) for cells in kept} - {""}
        best = next((each for each in (language, "en", "sv", *sorted(languages)) if each in languages), "")
        kept = [cells for cells in kept if _language(cells[place]) in ("", best)]
    return kept


def _statements(cells: Iterable[Term | None]) -> Iterator[str]:
    """Yield the IRIs of statements: one in a cell, or several that a query that counts has put together."""
    for cell in cells:
        if isinstance(cell, NamedNode):
            yield cell.value
        elif isinstance(cell, Literal):
            yield from cell.value.split()


def _named_there(passage: str, surest: str) -> _Support:
    return _Support(frozenset({surest}), frozenset({passage.partition("#")[0]}), _passage(NamedNode(passage)))


def _supports(store: Store, statements: set[str]) -> dict[str, _Support]:
    found: dict[str, _Support] = {}
    for listed in in_parts(statements):
        text = _ASK.format(statements=listed, certain=f"<{Intl.CERTAINTY}>", cites=f"<{Intl.PASSAGE}>")
        for statement, certainty, document, passage in store.select(text).rows:
            if isinstance(statement, NamedNode):
                support = _Support(_iri(certainty) or frozenset({""}), _iri(document), _passage(passage))
                found[statement.value] = found.get(statement.value, _NOTHING).also(support)
    return found


def _iri(cell: Term | None) -> frozenset[str]:
    return frozenset({cell.value}) if isinstance(cell, NamedNode) else frozenset()


def _passage(cell: Term | None) -> frozenset[str]:
    """Return a passage as the tables write it."""
    if not isinstance(cell, NamedNode):
        return frozenset()
    document, _, place = cell.value.rpartition(_PLACE)
    return frozenset({re.sub(r"(\d+),(\d+)", r":\1-\2", document.rsplit("/", 1)[-1] + place)})


def _together(supports: Iterable[_Support]) -> _Support:
    whole = _NOTHING
    for each in supports:
        whole = whole.also(each)
    return whole


def _row(values: _Cells, supports: Sequence[_Support], ranks: Mapping[str, int]) -> Row:
    def rank(certainty: str) -> int:
        return ranks.get(certainty.rsplit("/", 1)[-1], -1)

    weakest = [max(sorted(each.certainties), key=rank) for each in supports if each.certainties]
    whole = _together(supports)
    passages = sorted(whole.passages, key=_place)
    cited = {each.partition(":")[0] for each in passages}
    registers = [each.rsplit("/", 1)[-1] for each in sorted(whole.documents)]
    return Row(
        values,
        min(weakest, key=rank, default=""),
        bool(weakest),
        tuple(sorted(whole.documents)),
        (*passages, *(each for each in registers if each not in cited)),
    )


def _place(passage: str) -> tuple[str, int, int]:
    """Return where a passage stands: its end too, so that of those that begin together the order is always the same."""
    document, _, place = passage.partition(":")
    start, _, end = place.partition("-")
    return document, int(start or 0), int(end or 0)

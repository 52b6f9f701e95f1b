"""Cells: from the text of a cell to its values, as terms and as what templates put into addresses.

Model for Tabular Data, section 6.4 (Parsing cells).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from intlgraph.tables.datatypes import CellError, compile_datatype
from intlgraph.tables.model import Column
from intlgraph.tables.templates import Value
from intlgraph.tables.terms import escaped, iri

__all__ = ["Cell", "compile_cell"]

_KEPT: Final = frozenset({"string", "json", "xml", "html", "any", "anyAtomicType"})
_BREAKS: Final = re.compile(r"[\r\n\t]")
_SPACES: Final = re.compile(r" {2,}")


class Cell(NamedTuple):
    """The values of one cell; none at all means null, unless it is a list.

    `texts` are the lexical forms and `terms` the same as N-Quads literals. A value that does not fit its datatype
    is kept as a string, and stands in `errors` too.
    """

    texts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    errors: tuple[CellError, ...] = ()
    is_list: bool = False

    @property
    def value(self) -> Value:
        """What a template puts in the place of the column."""
        if self.is_list:
            return self.texts
        return self.texts[0] if self.texts else None


def _normaliser(base: str) -> Callable[[str], str] | None:
    if base in _KEPT:
        return None
    if base == "normalizedString":
        return lambda text: _BREAKS.sub(" ", text)
    return lambda text: _SPACES.sub(" ", _BREAKS.sub(" ", text)).strip(" ")


def compile_cell(column: Column) -> Callable[[str], Cell]:
    """Return the function that parses the cells of a column.

    >>> from intlgraph.tables.datatypes import Datatype
    >>> compile_cell(Column("n", 1, datatype=Datatype("integer"), separator=" "))("1 2").terms[0]
    '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    base = column.datatype.base
    normalise, parse = _normaliser(base), compile_datatype(column.datatype)
    null, default, separator = frozenset(column.null), column.default, column.separator
    divider = separator or ""
    required, stripped = CellError("cell-required"), base not in ("string", "any", "anyAtomicType")
    string_end = '"' if column.lang == "und" else f'"@{column.lang}'
    plain = base == "string" and column.datatype.id is None
    end = string_end if plain else f'"^^{iri(column.datatype.iri)}'

    def one(text: str) -> tuple[str | None, str, CellError | None]:
        """Return the lexical form, the term and what is wrong; no lexical form means null."""
        text = text or default
        if text in null:
            return None, "", required if column.required and separator is None else None
        if parse is None:
            return text, f'"{escaped(text)}{end}', None
        try:
            lexical = parse(text)
        except CellError as error:
            return text, f'"{escaped(text)}{string_end}', error
        return lexical, f'"{escaped(lexical)}{end}', None

    def single(text: str) -> Cell:
        lexical, term, error = one(normalise(text) if normalise else text)
        errors = (error,) if error else ()
        return Cell(errors=errors) if lexical is None else Cell((lexical,), (term,), errors)

    def several(text: str) -> Cell:
        text = (normalise(text) if normalise else text) or default
        if text == "":
            return Cell(errors=(required,) if column.required else (), is_list=True)
        if text in null:
            return Cell(errors=(required,) if column.required else ())
        if divider not in text:
            lexical, term, error = one(text.strip() if stripped else text)
            wrong = (error,) if error else ()
            return Cell(errors=wrong, is_list=True) if lexical is None else Cell((lexical,), (term,), wrong, True)
        items = text.split(divider)
        if stripped:
            items = [item.strip() for item in items]
        parts = [one(item) for item in items]
        kept = [(lexical, term) for lexical, term, _ in parts if lexical is not None]
        errors = tuple(error for _, _, error in parts if error)
        return Cell(tuple(lexical for lexical, _ in kept), tuple(term for _, term in kept), errors, is_list=True)

    return several if divider else single

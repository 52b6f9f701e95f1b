"""The header of a named query: TOML in the comments that open the file, read into values.

    # title.sv = "..."            what it answers, in every language of the catalogue; `description` says more
    # evidence = ["membership"]   the projected variables that hold the statements an answer rests on
    # examples = ["..."]          command lines that can be run as they are
    #
    # [parameters.organization]   one section for each parameter; see `parameters` for the types
    # [columns.member]            one section for each column of the answer, in their order

What every query may take (how certain, which reading of time) is declared once, in `parameters.toml` beside the
queries; a query takes such a parameter when it marks a place for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from intlgraph.errors import DataError, Place, Problem
from intlgraph.query import binding, times
from intlgraph.query.parameters import TYPES, Parameter
from intlgraph.settings import Settings

__all__ = ["LANGUAGES", "Column", "NamedQuery", "common", "has_header", "read"]

LANGUAGES: Final = ("sv", "en")
"""The languages in which every header speaks."""

_FLAGS: Final = ("required", "many", "unsaid", "always")
_LISTS: Final = ("default", "classes", "choices")
_COMMENT = re.compile(r"#(?: (.*))?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer: the variable, and what readers call it in each language.

    `unstated` marks one whose empty cell says that the source does not tell; `time` one of which the query projects
    the bounds; `words` gives the texts of codes that the query itself makes.
    """

    name: str
    text: Mapping[str, str]
    unstated: bool = False
    time: bool = False
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that explains itself: its header and its text."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    evidence: tuple[str, ...]
    examples: tuple[str, ...]
    text: str
    file: str

    def projected(self) -> frozenset[str]:
        """Return every variable that the query must project."""
        timed = {f"{column.name}{bound}" for column in self.columns if column.time for bound in times.BOUNDS}
        plain = {column.name for column in self.columns if not column.time}
        return frozenset(timed | plain | set(self.evidence))


def common(text: str, file: str) -> tuple[Parameter, ...]:
    """Return the parameters that every query may take, from `parameters.toml`.

    Raises `DataError` with every problem found in it.
    """
    problems: list[Problem] = []
    top = Settings(_toml(text, file), "", file, problems)
    found = tuple(_parameter(top, name) for name in top.values)
    _stop_at(problems)
    return found


def read(name: str, text: str, file: str, shared: tuple[Parameter, ...]) -> NamedQuery:
    """Return the query of this text; `shared` are the parameters that it may take without declaring them.

    Raises `DataError` with every problem of the header, and for a marked place that no parameter fills.
    """
    problems: list[Problem] = []
    top = Settings(_toml("\n".join(_header(text)), file), "", file, problems)
    declared, columns = top.table("parameters"), top.table("columns", required=True)
    own = [_parameter(declared, each) for each in declared.values]
    marked = binding.marked(text)
    others = (each for each in shared if each.name not in declared.values)
    used = [each for each in others if each.always or marked.intersection(each.variables())]
    query = NamedQuery(
        name,
        _told(top, "title"),
        _told(top, "description"),
        (*own, *used),
        tuple(_column(columns, each) for each in columns.values),
        top.words("evidence", ()),
        top.words("examples"),
        text,
        file,
    )
    top.unknown()
    filled = {variable for each in query.parameters for variable in each.variables()}
    problems += [Problem("query-mark", {"variable": each}, Place(file)) for each in sorted(marked - filled)]
    idle = [each.name for each in own if not marked.intersection(each.variables())]
    problems += [Problem("query-unmarked", {"parameter": each}, Place(file)) for each in idle]
    _stop_at(problems)
    return query


def has_header(text: str) -> bool:
    """Return whether a query opens with a header and is no plain SPARQL."""
    return any(re.match(r"\[columns\b", line) for line in _header(text))


def _header(text: str) -> Iterator[str]:
    for line in text.lstrip("\ufeff").splitlines():
        comment = _COMMENT.fullmatch(line.rstrip())
        if comment is None:
            return
        yield comment[1] or ""


def _toml(text: str, file: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        place = Place(file, line=int(where[1])) if where else Place(file)
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise DataError([Problem("query-header", {"reason": reason}, place)]) from None


def _parameter(settings: Settings, name: str) -> Parameter:
    said = settings.table(name)
    known = said.choice("type", TYPES, "text")
    required, many, unsaid, always = (said.flag(each, default=False) for each in _FLAGS)
    default, classes, choices = (said.words(each, ()) for each in _LISTS)
    parameter = Parameter(
        name, known, _texts(said), required, default, many, unsaid, always, classes, said.text("scheme", ""), choices
    )
    said.unknown()
    return parameter


def _column(settings: Settings, name: str) -> Column:
    said = settings.table(name)
    words = said.table("words")
    column = Column(
        name,
        _texts(said),
        unstated=said.flag("unstated", default=False),
        time=said.flag("time", default=False),
        words={code: words.texts(code, LANGUAGES) for code in words.values},
    )
    said.unknown()
    return column


def _told(settings: Settings, key: str) -> Mapping[str, str]:
    """Return a text in every language, its lines put together."""
    return {language: " ".join(text.split()) for language, text in settings.texts(key, LANGUAGES).items()}


def _texts(said: Settings) -> Mapping[str, str]:
    return {language: said.text(language) for language in LANGUAGES}


def _stop_at(problems: list[Problem]) -> None:
    if problems:
        raise DataError(problems)

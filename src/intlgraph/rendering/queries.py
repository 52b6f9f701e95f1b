"""The pages of the named queries, as values."""

from __future__ import annotations

from dataclasses import dataclass

from intlgraph.rendering.description import Link, Text, Value

__all__ = ["AnswerRow", "Asking", "QueriesPage", "QueryPage", "Setting"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter of a query: what it means, what may be given, and what holds when nothing is.

    `type` is one of thing, date, concept, integer, text, choice; `choices` are the values of a list (codes), `classes`
    the classes of a thing.
    """

    name: str
    meaning: Text
    type: str
    required: bool
    default: tuple[str, ...]
    many: bool
    choices: tuple[str, ...]
    classes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of an answer: the values of its cells (None where the source does not tell), and what it rests on."""

    cells: tuple[Value | None, ...]
    certainty: Link | None
    documents: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked and answered when the site was written: the values given, headings, the first rows.

    `count` is how many rows there are, `whole` whether these are all there could be; `left_out` are the rows less
    certain than was asked for. `problem` says why nothing could be asked; `given` are names with values.
    """

    given: tuple[tuple[str, str], ...]
    headings: tuple[Text, ...] = ()
    rows: tuple[AnswerRow, ...] = ()
    count: int = 0
    whole: bool = True
    left_out: int = 0
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class QueryPage:
    """A named query: what it answers, its parameters, its text, and its answer in each language.

    `body` is the text without its header; `command` asks the same on the command line, `examples` ask other things.
    """

    name: str
    title: Text
    description: Text
    settings: tuple[Setting, ...]
    body: str
    command: str
    examples: tuple[str, ...]
    asking: Asking


@dataclass(frozen=True, slots=True)
class QueriesPage:
    """All named queries, in the order in which they are shown: name, title and description."""

    queries: tuple[tuple[str, Text, Text], ...]

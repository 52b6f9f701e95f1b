"""The wording of a fault: what is wrong, what was found, what was expected, and how to mend it.

The sentence is the shape's own (sh:message) where it has one that the reader can read, else one of ours for the
kind of constraint. Every text is made in every language at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode

from intlgraph.namespaces import RDF
from intlgraph.validation.grouping import Group, component, starts
from intlgraph.validation.nearest import Index, local, nearest
from intlgraph.validation.parameters import COMPARED, compared, demanded, parameter
from intlgraph.validation.report import Text, said
from intlgraph.validation.results import Result
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.showing import LANGUAGES, listed, named, phrase, short, shown, term_iri
from intlgraph.validation.vocabulary import SH
from intlgraph.validation.words import Wanted, Words

__all__ = ["Kept", "Told", "asked", "message", "name_of", "tell", "wanted"]

_CODES: Final[Mapping[str, str]] = {
    "MinCount": "fault-min-count",
    "MaxCount": "fault-max-count",
    "NodeKind": "fault-node-kind",
    "Datatype": "fault-datatype",
    "Class": "fault-class",
    "In": "fault-in",
    "HasValue": "fault-has-value",
    "QualifiedMinCount": "fault-qualified-min-count",
    "QualifiedMaxCount": "fault-qualified-max-count",
    "UniqueLang": "fault-unique-lang",
    "LanguageIn": "fault-language-in",
    "Pattern": "fault-pattern",
    "MinLength": "fault-min-length",
    "MaxLength": "fault-max-length",
    "MinInclusive": "fault-min-inclusive",
    "MinExclusive": "fault-min-exclusive",
    "MaxInclusive": "fault-max-inclusive",
    "MaxExclusive": "fault-max-exclusive",
    "Closed": "fault-closed",
    "LessThan": "fault-less-than",
    "LessThanOrEquals": "fault-less-than-or-equals",
    "Equals": "fault-equals",
    "Disjoint": "fault-disjoint",
    "Not": "fault-not",
    "And": "fault-and",
    "Or": "fault-or",
    "Xone": "fault-xone",
    "Node": "fault-node",
}
_OTHER: Final = "fault-other"
_COUNTED: Final = ("MaxCount", "QualifiedMinCount", "QualifiedMaxCount", "UniqueLang", "HasValue")
_TYPE: Final = f"<{RDF}type>"

Kept = dict[tuple[str, ...], Text]
"""Texts that hold for all results of one constraint, by what they are and by the constraint."""


@dataclass(frozen=True, slots=True)
class Told:
    """The four texts of a fault."""

    message: Text
    found: Text
    expected: Text
    hint: Text


def wanted(results: Iterable[Result], shapes: Shapes) -> Wanted:
    """Return what the report on these results needs words for."""
    things: set[str] = set()
    values: set[tuple[str, str]] = set()
    demands: dict[tuple[str, str], tuple[str, ...]] = {}
    for result in results:
        first = starts(result.path) or result.path
        if (result.shape, result.component) not in demands:
            demands[result.shape, result.component] = demanded(result, shapes)
        things.update((result.focus, result.value, first.lstrip("^(")))
        if first.startswith("<"):
            values.add((result.focus, first))
        values.update((result.focus, other) for other in compared(result, shapes))
    things.update(chain.from_iterable(demands.values()))
    return Wanted(frozenset(each for each in things if each.startswith(("<", "_:"))), frozenset(values))


def asked(results: Iterable[Result], shapes: Shapes, words: Words) -> frozenset[tuple[str, str]]:
    """Return the pairs of predicate and object that tell what can be chosen where a value is unknown."""
    pairs: set[tuple[str, str]] = set()
    classes: set[str] = set()
    for result in results:
        if component(result) == "Class" and result.value.startswith("<") and result.value not in words.known:
            classes.update(demanded(result, shapes))
        elif component(result) == "HasValue" and (last := _last(result.path)):
            pairs.update((last, each) for each in demanded(result, shapes))
    return frozenset(pairs.union((_TYPE, below) for each in classes for below in words.below(each)))


def _last(path: str) -> str:
    """Return the second predicate of a sequence of two; of any other path nothing."""
    parts = path[1:-1].split(">/<") if starts(path) else []
    return f"<{parts[1]}" if len(parts) == 2 and parts[1].endswith(">") and parts[1].count(">") == 1 else ""


def _steps(path: str) -> list[str]:
    """Return the predicates of a path that is a plain sequence of them; of any other path none.

    >>> _steps("(<http://e/knows>/<http://e/name>)"), _steps("(<http://e/a>|<http://e/b>)"), _steps("<http://e/a>")
    (['http://e/knows', 'http://e/name'], [], [])
    """
    return re.findall("<([^>]*)>", path) if re.fullmatch(r"\(<[^>]*>(?:/<[^>]*>)+\)", path) else []


def name_of(result: Result, shapes: Shapes, words: Words) -> Text:
    """Return what the property of a result is called: by its shape, else by the ontology, else its short address."""
    shape = shapes.nodes.get(result.shape)
    if not result.path:
        return phrase("name-itself")
    if shape and (texts := shape.texts(f"{SH}name")):
        return texts
    first = starts(result.path) or result.path
    if steps := _steps(result.path):
        return {tag: " / ".join(said(named(f"<{each}>", words), tag) for each in steps) for tag in LANGUAGES}
    if first.startswith("<"):
        return named(first, words) if first.count("<") == 1 else {"": short(first, words)}
    inner = first.lstrip("^")
    if inner.startswith("<") and inner.endswith(">") and inner.count("<") == 1:
        return phrase("name-inverse", name=named(inner, words))
    return {"": first}


def message(result: Result, shapes: Shapes, words: Words, kept: Kept | None = None) -> Text:
    """Return what a result says, in every language that it can be said in."""
    if result.messages:
        return _message(result, shapes, words, kept)
    return _once("message", result, lambda: _message(result, shapes, words, kept), kept)


def _message(result: Result, shapes: Shapes, words: Words, kept: Kept | None) -> Text:
    own: dict[str, str] = {}
    shape = shapes.nodes.get(result.shape)
    constraint = shapes.statements.values(NamedNode(result.constraint), f"{SH}message") if result.constraint else ()
    written = {getattr(each, "language", None) or "": each.value for each in reversed(constraint)}
    for tag, text in (*result.messages, *written.items(), *(shape.texts(f"{SH}message") if shape else {}).items()):
        own.setdefault(tag, text)
        own.setdefault(tag.split("-")[0].lower(), text)
    if result.messages or written:
        own = {tag: text for tag, text in own.items() if tag in _tags(result.messages or written.items())}
    ours = _ours(result, "text", shapes, words, kept)
    if component(result) not in _CODES and own:
        return {**{language: said(own, language) for language in LANGUAGES}, **own}
    return {**{tag: text for tag, text in ours.items() if "" not in own}, **own}


def _tags(texts: Iterable[tuple[str, str]]) -> set[str]:
    return {form for tag, _ in texts for form in (tag, tag.split("-")[0].lower())}


def tell(groups: Sequence[Group], shapes: Shapes, words: Words, kept: Kept | None = None) -> Told:
    """Return the texts of a fault that is made of these groups; the first one speaks for them all.

    Texts that other faults can share are kept in `kept`, for one shapes graph and the same words.
    """
    first = groups[0]
    messages = [message(group.main, shapes, words, kept) for group in groups]
    same = all(each == messages[0] for each in messages)
    near = _near(first, shapes, words)
    # Of a rule of its own making we know no more than its message says.
    silent = component(first.main) not in _CODES and messages[0] != _ours(first.main, "text", shapes, words, kept)
    return Told(
        messages[0] if same else _ours(first.main, "text", shapes, words, kept),
        _found(first, words),
        {} if silent else _ours(first.main, "expected", shapes, words, kept),
        _mended(first, near, silent, shapes, words, kept),
    )


def _mended(group: Group, near: list[Text], silent: bool, shapes: Shapes, words: Words, kept: Kept | None) -> Text:
    if near:
        return phrase("hint-nearest", nearest=listed(near, last="list-or"))
    return phrase("hint-rule") if silent else _hint(group, shapes, words, kept)


def _ours(result: Result, part: str, shapes: Shapes, words: Words, kept: Kept | None) -> Text:
    def make() -> Text:
        code = _CODES.get(component(result), _OTHER)
        return phrase(code, part, name=name_of(result, shapes, words), parameter=parameter(result, shapes, words))

    return _once(part, result, make, kept)


def _once(part: str, result: Result, make: Callable[[], Text], kept: Kept | None) -> Text:
    """Return a text, made once for all results of a constraint: unless it tells other values of the focus node."""
    if kept is None or component(result) in COMPARED:
        return make()
    key = part, result.shape, result.component, result.path, result.constraint
    if key not in kept:
        kept[key] = make()
    return kept[key]


def _hint(group: Group, shapes: Shapes, words: Words, kept: Kept | None) -> Text:
    iri = term_iri(group.value)
    if component(group.main) == "Class" and iri and group.value not in words.known:
        return phrase("hint-unknown")
    return _ours(group.main, "hint", shapes, words, kept)


def _found(group: Group, words: Words) -> Text:
    kind = component(group.main)
    value = group.value or (group.main.value if group.main.value != group.focus else "")
    if kind == "MinCount" or kind in _COUNTED or not value:
        return _counted(kind, words.values.get((group.focus, group.about), ()), words)
    text = shown(value, words, kind=kind in ("Datatype", "NodeKind"))
    if kind != "Class" or not value.startswith("<"):
        return text
    types = words.types.get(value, ())
    if types:
        return phrase("found-of-class", value=text, kinds=listed(named(each, words) for each in types))
    return phrase("found-untyped" if value in words.known else "found-unknown", value=text)


def _counted(kind: str, values: tuple[str, ...], words: Words) -> Text:
    """Return what stands there of a property that has too few or too many values."""
    if len(values) == 1:
        return shown(values[0], words)
    if values:
        return phrase("found-values", number=len(values), values=listed(shown(each, words) for each in values))
    code = {"MinCount": "found-nothing", "MaxCount": "found-several"}.get(kind)
    return phrase(code) if code else {}


def _near(group: Group, shapes: Shapes, words: Words) -> list[Text]:
    """Return the nearest valid values; those of the list that the value should be in, where there is one."""
    iri = term_iri(group.value)
    kinds = ("HasValue", "In", "Class")
    for result in sorted(group.results, key=lambda each: (component(each) not in kinds, component(each) == "Class")):
        if iri and component(result) in kinds and (found := nearest(iri, _choices(result, shapes, words))):
            return [shown(f"<{each}>", words) for each in found if each != iri]
    return []


def _choices(result: Result, shapes: Shapes, words: Words) -> Iterator[Mapping[str, Index]]:
    kind, demands = component(result), demanded(result, shapes)
    if kind == "In":
        spaces: dict[str, list[str]] = {}
        for each in filter(None, map(term_iri, demands)):
            spaces.setdefault(each[: len(each) - len(local(each))], []).append(local(each))
        yield {space: Index(names) for space, names in spaces.items()}
    elif kind == "HasValue":
        yield from (words.choices.get((_last(result.path), each), {}) for each in demands)
    elif result.value not in words.known:
        for each in demands:
            yield from (words.choices.get((_TYPE, below), {}) for below in sorted(words.below(each)))

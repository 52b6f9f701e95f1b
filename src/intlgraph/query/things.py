"""Find things by what people call them: a name or an alias in any language, a slug, or an IRI."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.errors import Problem, QueryError
from intlgraph.namespaces import Display, Intl
from intlgraph.query.labels import ALIASES, NAMES, chosen, names_of
from intlgraph.store import Store
from intlgraph.store.base import named_node

__all__ = ["Thing", "described", "find", "nearest", "one"]

_IRI: Final = re.compile(r"<?([a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`]+)>?", re.IGNORECASE)
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SHOWN: Final = 12
_NAMED: Final = (
    f"{{ VALUES ?naming {{ {' '.join((*NAMES, *ALIASES))} }} ?thing ?naming ?name }}"
    f" UNION {{ ?row <{Intl.WRITTEN_FORM}> ?name ; <{Intl.THING}> ?thing }}"
)
# What a publication describes, and not the words of its ontology, which have labels too.
_IS_A_THING: Final = f'?thing a ?class . FILTER (!STRSTARTS(STR(?class), "{_OWL}"))'


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as a reader knows it: its IRI, its name and the name of its class in one language, all its classes.

    `label` is the IRI's last part for a thing without a name; `kind` is the most special class that has a name.
    """

    iri: str
    label: str
    kind: str
    classes: tuple[str, ...]


def find(store: Store, text: str, language: str, classes: Collection[str] = ()) -> tuple[Thing, ...]:
    """Return the things that a text means, sorted by label; none, one or several.

    The text is compared, without regard to case, with names and aliases of every language. When none fits it is read
    as a slug (`iclei`, or `network/iclei` with its class) and then as an IRI. `classes` are the IRIs of the classes
    (subclasses included) whose things are looked for; empty means all. A statement, such as a section of a document
    under the name of what it is about, is found only where nothing else fits.
    """
    wanted = _tidy(text)
    if not wanted:
        return ()
    if match := _IRI.fullmatch(wanted):
        return described(store, _of_iri(store, match[1], classes), language)
    found = _named(store, wanted, classes) or _with_slug(store, wanted, classes)
    return described(store, _preferred(store, found) if len(found) > 1 else found, language)


def one(store: Store, text: str, language: str, classes: Collection[str] = ()) -> Thing:
    """Return the one thing that a text means, found as by `find`.

    Raises `QueryError` that lists the candidates when there are several, and the nearest names when there is none. A
    thing of a class that is not looked for is told as such.
    """
    found = find(store, text, language, classes)
    if len(found) == 1:
        return found[0]
    if found:
        raise QueryError([Problem("thing-ambiguous", {"text": text, "candidates": _listed(found)})])
    near = nearest(store, text, classes)
    values = {"text": text, "nearest": ", ".join(near)}
    code = "thing-unknown-near" if near else "thing-unknown"
    if classes and (others := find(store, text, language)):
        code = "thing-misplaced-near" if near else "thing-misplaced"
        labels = {each.label for each in described(store, classes, language)}
        values |= {"things": _summed(others), "classes": ", ".join(sorted(labels))}
    raise QueryError([Problem(code, values)])


def nearest(store: Store, text: str, classes: Collection[str] = (), count: int = 5) -> tuple[str, ...]:
    """Return the names most like a text: first those that contain it, then those spelt nearly so."""
    wanted = _tidy(text).lower()
    things: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for thing, name in sorted(store.select(f"SELECT DISTINCT ?thing ?name WHERE {{ {_NAMED} }}").rows, key=str):
        if isinstance(thing, NamedNode) and isinstance(name, Literal):
            folded = _tidy(name.value).lower()
            names.setdefault(folded, _tidy(name.value))
            things.setdefault(folded, []).append(thing.value)
    containing = sorted((name for name in names if wanted and wanted in name), key=lambda name: (len(name), name))
    alike = difflib.get_close_matches(wanted, names, _SHOWN)
    likely = list(dict.fromkeys([*containing[:_SHOWN], *alike]))
    kept = set(_among(store, [thing for name in likely for thing in things[name]], classes))
    return tuple(names[name] for name in likely if not kept.isdisjoint(things[name]))[:count]


def described(store: Store, things: Iterable[str], language: str) -> tuple[Thing, ...]:
    """Return these things (IRIs) with their names and classes, sorted by label."""
    iris = sorted(set(things))
    if not iris:
        return ()
    classes = _classes(store, iris)
    names = names_of(store, [*iris, *(each for known in classes.values() for each in known)])
    return tuple(
        sorted(
            (
                Thing(
                    iri,
                    chosen(names.get(iri, {}), language) or re.split(r"[/#]", iri.rstrip("/#"))[-1],
                    next(filter(None, (chosen(names.get(each, {}), language) for each in classes.get(iri, ()))), ""),
                    tuple(classes.get(iri, ())),
                )
                for iri in iris
            ),
            key=lambda thing: (thing.label.lower(), thing.iri),
        )
    )


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _kept(classes: Collection[str]) -> str:
    """Return the pattern that a thing must fit."""
    if not classes:
        return _IS_A_THING
    wanted = " ".join(str(named_node(each)) for each in sorted(classes))
    return f"?thing a ?class . ?class rdfs:subClassOf* ?wanted . VALUES ?wanted {{ {wanted} }}"


def _iris(store: Store, pattern: str) -> list[str]:
    rows = store.select(f"SELECT DISTINCT ?thing WHERE {{ {pattern} }}").rows
    return [cell.value for (cell,) in rows if isinstance(cell, NamedNode)]


def _named(store: Store, text: str, classes: Collection[str]) -> list[str]:
    # Names first, classes after: in one query the engine looks up the classes of everything that has a name.
    found = _iris(store, f"{_NAMED} FILTER (LCASE(STR(?name)) = {Literal(text.lower())})")
    return _among(store, found, classes)


def _with_slug(store: Store, text: str, classes: Collection[str]) -> list[str]:
    ending = Literal("/" + re.sub(r"[ _]+", "-", text.strip("/").lower()))
    return _among(store, _iris(store, f"?thing a ?any FILTER (STRENDS(STR(?thing), {ending}))"), classes)


def _among(store: Store, things: Iterable[str], classes: Collection[str]) -> list[str]:
    values = " ".join(str(named_node(each)) for each in sorted(set(things)))
    return _iris(store, f"VALUES ?thing {{ {values} }} {_kept(classes)}") if values else []


def _preferred(store: Store, things: list[str]) -> list[str]:
    """Return those of several things that are no statements; all when there is nothing else."""
    shown = f"?thing a ?class . ?class <{Intl.DISPLAY}> <{Display.STATEMENT}>"
    values = " ".join(str(named_node(each)) for each in things)
    statements = set(_iris(store, f"VALUES ?thing {{ {values} }} {shown}"))
    return [each for each in things if each not in statements] or things


def _of_iri(store: Store, iri: str, classes: Collection[str]) -> list[str]:
    node = named_node(iri)
    if classes:
        return _iris(store, f"VALUES ?thing {{ {node} }} {_kept(classes)}")
    return [iri] if store.ask(f"ASK {{ {node} ?p ?o }}") else []


def _classes(store: Store, iris: Sequence[str]) -> dict[str, list[str]]:
    """Return the classes of each thing, the most special first."""
    things = " ".join(str(named_node(each)) for each in iris)
    rows = store.select(f"SELECT DISTINCT ?thing ?class WHERE {{ VALUES ?thing {{ {things} }} ?thing a ?class }}").rows
    found: dict[str, list[str]] = {}
    for thing, known in sorted(rows, key=str):
        if isinstance(thing, NamedNode) and isinstance(known, NamedNode):
            found.setdefault(thing.value, []).append(known.value)
    above = _above(store, {each for known in found.values() for each in known})
    return {
        thing: sorted(known, key=lambda each: (sum(each in above.get(other, ()) for other in known), each))
        for thing, known in found.items()
    }


def _above(store: Store, classes: Collection[str]) -> dict[str, set[str]]:
    values = " ".join(str(named_node(each)) for each in sorted(classes))
    rows = store.select(
        f"SELECT ?class ?super WHERE {{ VALUES ?class {{ {values} }} ?class rdfs:subClassOf+ ?super }}"
    ).rows
    above: dict[str, set[str]] = {}
    for known, upper in rows:
        if isinstance(known, NamedNode) and isinstance(upper, NamedNode):
            above.setdefault(known.value, set()).add(upper.value)
    return above


def _summed(found: Sequence[Thing]) -> str:
    """Return several things on one line, each with the name of its class."""
    told = [f"{thing.label} ({thing.kind})" if thing.kind else thing.label for thing in found]
    return ", ".join([*told[:_SHOWN], *(["..."] if len(told) > _SHOWN else [])])


def _listed(found: Sequence[Thing]) -> str:
    lines = [
        f"{thing.label} ({thing.kind}) <{thing.iri}>" if thing.kind else f"{thing.label} <{thing.iri}>"
        for thing in found
    ]
    more = ["..."] if len(lines) > _SHOWN else []
    return "\n    ".join([*lines[:_SHOWN], *more])

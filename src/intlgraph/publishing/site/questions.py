"""What the query page needs to know of the named queries and of the data, as values that JSON can hold.

The script of the page takes the same steps as `intlgraph query`; whatever it asks the data, and every name of a term
in that, comes from here.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.namespaces import CONCEPT, PREFIXES, Display, Intl
from intlgraph.query.binding import fill, marked
from intlgraph.query.headers import NamedQuery
from intlgraph.query.labels import ALIASES, NAMES, names_of
from intlgraph.query.parameters import Parameter
from intlgraph.query.wording import Wording
from intlgraph.store import Store
from intlgraph.store.base import named_node

__all__ = ["body", "parts", "query", "questions", "vocabulary"]

_PLACE: Final = "urn:x-place:"
_FILLED: Final = re.compile(rf"VALUES \(([^()]*)\) {{ \((?:<{_PLACE}[^<>]*> ?)+\) }}")
_CLASSES: Final = "SELECT ?term (COUNT(DISTINCT ?thing) AS ?count) WHERE { ?thing a ?term } GROUP BY ?term"
_PROPERTIES: Final = "SELECT ?term (COUNT(*) AS ?count) WHERE { ?thing ?term ?value } GROUP BY ?term"
_SUGGESTED: Final = 300


def body(text: str) -> str:
    r"""Return a query without the comments that open it.

    >>> body("# title\n\nASK { } # why")
    'ASK { } # why'
    """
    lines = text.splitlines()
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines)


def parts(text: str) -> list[str | list[str]]:
    """Return the pieces of a query: text as it stands, and for each marked place the variables that it may hold.

    >>> parts("ASK { VALUES (?a ?b_2) { } ?a ?b ?b_2 }")
    ['ASK { ', ['a', 'b_2'], ' ?a ?b ?b_2 }']
    """
    # The places are found by filling them, so that nothing but `binding` reads them.
    filled = fill(text, {each: [{each: NamedNode(_PLACE + each)}] for each in marked(text)})
    pieces = _FILLED.split(filled)
    return [_variables(each) if place % 2 else each for place, each in enumerate(pieces)]


def _variables(listed: str) -> list[str]:
    return [each.removeprefix("?") for each in listed.split()]


def query(store: Store, named: NamedQuery) -> dict[str, object]:
    """Return a named query with its parameters, and their choices as the store has them."""
    return {
        "name": named.name,
        "title": named.title,
        "description": named.description,
        "parameters": [_parameter(store, each, _examples(named, each.name)) for each in named.parameters],
        "columns": [
            {"name": each.name, "text": each.text, "unstated": each.unstated, "time": each.time, "words": each.words}
            for each in named.columns
        ],
        "evidence": named.evidence,
        "parts": parts(body(named.text)),
    }


def _parameter(store: Store, each: Parameter, examples: list[str]) -> dict[str, object]:
    return {
        "name": each.name,
        "type": each.type,
        "text": each.text,
        "required": each.required,
        "default": each.default,
        "example": examples,
        "many": each.many,
        "unsaid": each.unsaid,
        "classes": [PREFIXES[prefix] + local for prefix, _, local in (name.partition(":") for name in each.classes)],
        "choices": _choices(store, each),
    }


def _choices(store: Store, each: Parameter) -> list[dict[str, object]]:
    """Return all values of a parameter that has few: the concepts of its scheme, or the words that it lists."""
    if each.type != "concept":
        return [{"code": code, "iri": "", "names": {}} for code in each.choices]
    scheme = named_node(each.scheme if "://" in each.scheme else CONCEPT + each.scheme)
    rows = store.select(f"SELECT DISTINCT ?concept WHERE {{ ?concept skos:inScheme {scheme} }}").rows
    known = {cell.value.rsplit("/", 1)[-1]: cell.value for (cell,) in rows if isinstance(cell, NamedNode)}
    names = names_of(store, known.values())
    codes = [code for code in each.choices if code in known] or sorted(known)
    return [{"code": code, "iri": known[code], "names": names.get(known[code], {})} for code in codes]


def _examples(named: NamedQuery, parameter: str) -> list[str]:
    """Return what the first of the query's own examples gives a parameter."""
    for line in named.examples:
        words = shlex.split(line)
        given = [word.partition("=") for before, word in pairwise(words) if before == "-p"]
        if found := [value for name, _, value in given if name == parameter]:
            return found
    return []


def vocabulary(store: Store) -> dict[str, object]:
    """Return the classes and properties that the data uses, with their names and how often, the most used first."""
    return {"classes": _counted(store, _CLASSES), "properties": _counted(store, _PROPERTIES)}


def _counted(store: Store, text: str) -> list[dict[str, object]]:
    rows = store.select(text).rows
    counts = {
        term.value: int(count.value)
        for term, count in rows
        if isinstance(term, NamedNode) and isinstance(count, Literal)
    }
    names = names_of(store, counts)
    order = sorted(counts, key=lambda iri: (-counts[iri], iri))
    return [{"iri": iri, "label": names.get(iri, {}), "count": counts[iri]} for iri in order]


def questions(wording: Wording) -> Mapping[str, object]:
    """Return what the page itself asks the data; `@things@`, `@classes@` and `@text@` stand for terms."""
    subjects = sorted({each for word in wording.words.values() for each in word.subjects})
    about = ", ".join(f"<{each}>" for each in subjects) or "<urn:x-none:>"
    called = (
        f"{{ VALUES ?naming {{ {' '.join((*NAMES, *ALIASES))} }} ?thing ?naming ?name }}"
        f" UNION {{ ?row <{Intl.WRITTEN_FORM}> ?name ; <{Intl.THING}> ?thing }}"
    )
    things = "VALUES ?thing { @things@ }"
    return {
        "namings": [_expanded(each) for each in NAMES],
        "names": (
            f"SELECT DISTINCT ?thing ?naming ?name WHERE {{ {things} ?thing ?naming ?name"
            f" FILTER (?naming IN ({', '.join(NAMES)})) }}"
        ),
        "supports": (
            "SELECT ?thing ?certainty ?document ?passage WHERE {"
            f" {things} OPTIONAL {{ ?thing <{Intl.CERTAINTY}> ?certainty }}"
            f" OPTIONAL {{ ?thing dcterms:source ?document }} OPTIONAL {{ ?thing <{Intl.PASSAGE}> ?passage }} }}"
        ),
        "points": (
            f"SELECT DISTINCT ?thing ?latitude ?longitude WHERE {{ {things} ?row ?about ?thing"
            f" FILTER (?about IN ({about})) ?row schema:latitude ?latitude ; schema:longitude ?longitude }}"
        ),
        "near": (
            f"SELECT DISTINCT ?thing ?place WHERE {{ {things} ?row ?about ?thing FILTER (?about IN ({about}))"
            " ?row ?property ?place FILTER (isIRI(?place) && ?place != ?thing) }"
        ),
        "named": f"SELECT DISTINCT ?thing WHERE {{ {called} FILTER (LCASE(STR(?name)) = @text@) }}",
        "slug": "SELECT DISTINCT ?thing WHERE { ?thing a ?any FILTER (STRENDS(STR(?thing), @text@)) }",
        "among": (
            f"SELECT DISTINCT ?thing WHERE {{ {things} ?thing a ?class . ?class rdfs:subClassOf* ?wanted ."
            " VALUES ?wanted { @classes@ } }"
        ),
        "amongAny": (
            f"SELECT DISTINCT ?thing WHERE {{ {things} ?thing a ?class"
            f" FILTER (!STRSTARTS(STR(?class), {Literal(PREFIXES['owl'])})) }}"
        ),
        "entities": _displayed(things, Display.ENTITY),
        "statements": _displayed(things, Display.STATEMENT),
        "suggestions": (
            f"SELECT DISTINCT ?thing ?name WHERE {{ {called} FILTER (CONTAINS(LCASE(STR(?name)), @text@)) }}"
            f" ORDER BY STRLEN(?name) ?name LIMIT {_SUGGESTED}"
        ),
    }


def _displayed(things: str, display: str) -> str:
    return f"SELECT DISTINCT ?thing WHERE {{ {things} ?thing a ?class . ?class <{Intl.DISPLAY}> <{display}> }}"


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local

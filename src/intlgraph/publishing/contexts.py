"""The JSON-LD context of a publication: the built-in one and the publication's own, read, merged and understood.

What is understood is the part of JSON-LD 1.1 that the context uses: prefixes, terms, `@type` coercion, and other names
for keywords. Anything else is refused, because a writer that overlooks it would write something else than the data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from intlgraph.errors import DataError, Place, Problem
from intlgraph.project import Project, builtin

__all__ = ["Context", "Term", "context", "understood"]

_FILE = "context.jsonld"
_KEYWORDS = ("@graph", "@id", "@language", "@type", "@value")
_ENTRIES = {"@id", "@type", "@prefix"}
_UNKNOWN_TYPES = {"@json", "@none"}
# A plain name, or a compact IRI that is given a type.
_TERM = re.compile(r"[^\s:/#?@][^\s:/#?]*(?::[^\s:/#?]+)?")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_PREFIX_ENDS = (":", "/", "?", "#", "[", "]", "@")


@dataclass(frozen=True, slots=True)
class Term:
    """One definition: what a name stands for, the type of its values if it says one, and whether it is a prefix."""

    name: str
    iri: str
    coercion: str = ""
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A context as compaction asks for it.

    `terms` holds the definitions by name; `inverse` the chosen name for each IRI and type of value (JSON-LD 1.1 API,
    section 4.3, "inverse context creation"; an empty type is no coercion); `keywords` the name of each keyword;
    `prefixes` the namespaces by prefix; `reserved` every name that is defined.
    """

    terms: Mapping[str, Term]
    inverse: Mapping[str, Mapping[str, str]]
    keywords: Mapping[str, str]
    prefixes: Mapping[str, str]
    reserved: frozenset[str]


def context(project: Project) -> dict[str, object]:
    """Return the definitions of the publication's context: the built-in ones, then those it adds.

    It is what stands under `@context`. Raises `DataError` for a file that is not JSON or holds no context, and for a
    term that the publication defines otherwise than the built-in context does.
    """
    built = builtin() / "ontology" / _FILE
    own = project.root / "ontology" / _FILE
    merged = _read(project, built) if built.is_file() else {}
    if own.is_file() and own.resolve() != built.resolve():
        added = _read(project, own)
        file = project.shown(own)
        changed = [name for name in added if name in merged and merged[name] != added[name]]
        if changed:
            raise DataError(Problem("context-changed", {"term": name}, Place(file)) for name in changed)
        merged |= added
    return merged


def understood(definitions: Mapping[str, object], file: str = _FILE) -> Context:
    """Return a context made ready for compaction.

    Raises `DataError` with every definition that is wrong or that the writer does not know.

    >>> ready = understood({"e": "http://e/", "name": {"@id": "e:name"}, "id": "@id"})
    >>> ready.terms["name"].iri, dict(ready.prefixes), ready.keywords["@id"]
    ('http://e/name', {'e': 'http://e/'}, 'id')
    """
    names = {name: value for name, value in definitions.items() if name != "@version"}
    if odd := list(_odd(names)):
        place = Place(file)
        raise DataError(Problem("context-unknown", {"term": name, "detail": detail}, place) for name, detail in odd)
    aliases = {name: value for name, value in names.items() if value in _KEYWORDS}
    terms = {name: _term(name, names, file) for name in names if name not in aliases}
    inverse: dict[str, dict[str, str]] = {}
    for term in sorted(terms.values(), key=lambda term: (len(term.name), term.name)):
        inverse.setdefault(term.iri, {}).setdefault(term.coercion, term.name)
    keywords = {
        word: min((name for name, value in aliases.items() if value == word), key=lambda n: (len(n), n), default=word)
        for word in _KEYWORDS
    }
    prefixes = {term.name: term.iri for term in terms.values() if term.prefix}
    return Context(terms, inverse, keywords, prefixes, frozenset(names))


def _read(project: Project, path: Path) -> dict[str, object]:
    file = project.shown(path)
    try:
        found = json.loads(path.read_text("utf-8-sig"), object_pairs_hook=partial(_once, file))
    except UnicodeDecodeError:
        raise DataError.of("context-not-utf8", Place(file)) from None
    except json.JSONDecodeError as error:
        place = Place(file, line=error.lineno, character=error.colno)
        raise DataError.of("context-not-json", place, reason=error.msg) from None
    inside = found.get("@context") if isinstance(found, dict) else None
    if not isinstance(inside, dict):
        raise DataError.of("context-missing", Place(file))
    return inside


def _once(file: str, pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the object of these pairs; JSON itself lets a second definition silently win."""
    known = dict(pairs)
    if len(known) < len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise DataError(Problem("context-twice", {"term": name}, Place(file)) for name in twice)
    return known


def _odd(names: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in names.items():
        if not _TERM.fullmatch(name):
            yield name, json.dumps(name)
        elif isinstance(value, Mapping):
            kind = value.get("@type", "")
            if extra := sorted(set(value) - _ENTRIES):
                yield name, ", ".join(extra)
            elif not isinstance(value.get("@id", name if ":" in name else None), str):
                yield name, "@id"
            elif not isinstance(kind, str) or kind in _UNKNOWN_TYPES:
                yield name, f"@type: {json.dumps(kind)}"
            elif not isinstance(value.get("@prefix", False), bool) or (":" in name and "@prefix" in value):
                yield name, "@prefix"
        elif not isinstance(value, str) or (value.startswith("@") and value not in _KEYWORDS):
            yield name, json.dumps(value)


def _term(name: str, names: Mapping[str, object], file: str) -> Term:
    value = names[name]
    definition: Mapping[str, object] = value if isinstance(value, Mapping) else {"@id": value}
    kind = str(definition.get("@type", ""))
    coercion = kind if kind in ("", "@id", "@vocab") else _expanded(kind, name, names, file, ())
    iri = _expanded(str(definition.get("@id", name)), name, names, file, (name,))
    # A compact IRI may get a type, never another meaning (JSON-LD 1.1 API, section 4.2, step 14.2.5).
    if ":" in name and iri != (meant := _expanded(name, name, names, file, (name,))):
        raise DataError.of("context-no-iri", Place(file), term=name, found=meant)
    simple = definition is not value and ":" not in name and iri.endswith(_PREFIX_ENDS)
    return Term(name, iri, coercion, simple or definition.get("@prefix") is True)


def _expanded(text: str, name: str, names: Mapping[str, object], file: str, seen: tuple[str, ...]) -> str:
    """Return the IRI that a definition means (JSON-LD 1.1 API, section 5.2), following terms and prefixes."""
    prefix, colon, local = text.partition(":")
    used = text if text in names and text not in seen else ""
    if colon and not used and prefix in names and not local.startswith("//"):
        used = prefix
    if used and used not in seen:
        value = names[used]
        inner = str(value.get("@id", used)) if isinstance(value, Mapping) else str(value)
        start = _expanded(inner, name, names, file, (*seen, used))
        return start if used == text else start + local
    if used or not _ABSOLUTE.fullmatch(text):
        raise DataError.of("context-no-iri", Place(file), term=name, found=text)
    return text

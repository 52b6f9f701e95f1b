"""Terms as a person reads them: by their names, short addresses, and what a kind of value is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.errors import sentence
from intlgraph.namespaces import CONCEPT, RDF, XSD
from intlgraph.store.results import shortened
from intlgraph.validation.report import Text, said
from intlgraph.validation.words import Words, read_term

__all__ = ["LANGUAGES", "kind_of_value", "listed", "named", "phrase", "short", "shown", "term_iri"]

LANGUAGES: Final = ("sv", "en")

_KINDS: Final[Mapping[str, str]] = {
    f"{XSD}string": "type-string",
    f"{RDF}langString": "type-lang-string",
    f"{XSD}boolean": "type-boolean",
    f"{XSD}integer": "type-integer",
    f"{XSD}int": "type-integer",
    f"{XSD}long": "type-integer",
    f"{XSD}nonNegativeInteger": "type-count",
    f"{XSD}positiveInteger": "type-positive",
    f"{XSD}decimal": "type-decimal",
    f"{XSD}double": "type-decimal",
    f"{XSD}float": "type-decimal",
    f"{XSD}date": "type-date",
    f"{XSD}dateTime": "type-moment",
    f"{XSD}time": "type-time",
    f"{XSD}gYear": "type-year",
    f"{XSD}gYearMonth": "type-month",
    f"{XSD}anyURI": "type-address",
    f"{XSD}duration": "type-duration",
}
_SEEN: Final[Mapping[str, str]] = {
    f"{XSD}date": "seen-date",
    f"{XSD}dateTime": "seen-moment",
    f"{XSD}time": "seen-time",
    f"{XSD}gYear": "seen-year",
    f"{XSD}gYearMonth": "seen-month",
    f"{XSD}duration": "seen-duration",
}
"""What values that stand there are called, where the name of a kind has an example for those who are to write one."""

_LONGEST: Final = 120
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def phrase(code: str, part: str = "text", /, **values: str | int | Text) -> Text:
    """Return a sentence of the catalogue in every language; values that are texts are filled in by language."""
    return {
        language: sentence(
            code, part, language, {k: said(v, language) if isinstance(v, Mapping) else v for k, v in values.items()}
        )
        for language in LANGUAGES
    }


def term_iri(term: str) -> str:
    """Return the IRI that a term is; empty for a blank node or a literal."""
    return term[1:-1] if term.startswith("<") else ""


def short(iri: str, words: Words) -> str:
    """Return an IRI as short as it can be told: `network/ubc`, `org:member`, or as it is."""
    for start in (*words.shorter, CONCEPT):
        if iri.startswith(start) and len(iri) > len(start):
            return iri[len(start) :]
    return shortened(iri)


def named(term: str, words: Words) -> Text:
    """Return the name of a thing by language; of one without a name its short address."""
    names = words.names.get(term)
    if not names and term.startswith("_:"):
        return phrase("shown-nameless")
    return {tag: _clean(name) for tag, name in names.items()} if names else {"": _plain(term, words)}


def shown(term: str, words: Words, *, kind: bool = False) -> Text:
    """Return a value as a person reads it: a thing by name and address, a text in quotes; `kind` adds its kind."""
    names = words.names.get(term)
    if names and (iri := term_iri(term)):
        return {tag: f"{_clean(said(names, tag))} ({short(iri, words)})" for tag in (*LANGUAGES, *names)}
    value = read_term(term)
    if not isinstance(value, Literal):
        return named(term, words) if term.startswith("_:") else {"": _plain(term, words)}
    text = _clean(value.value)
    if value.language:
        return phrase("shown-text-in", value=text, language=value.language)
    if kind:
        return phrase("shown-as", value=text, kind=_kind_seen(value.datatype.value, words))
    return phrase("shown-text", value=text) if value.datatype.value == f"{XSD}string" else {"": text}


def listed(texts: Iterable[Text], *, last: str = "list-and", most: int = 8) -> Text:
    """Return texts as one list with a word before the last; after the most, dots."""
    every = list(texts)
    result = {}
    for language in LANGUAGES:
        parts = [said(text, language) for text in every[:most]]
        if len(every) > most:
            result[language] = ", ".join(parts) + " …"
        elif len(parts) > 1:
            result[language] = f"{', '.join(parts[:-1])} {sentence(last, 'text', language, {})} {parts[-1]}"
        else:
            result[language] = "".join(parts)
    return result


def kind_of_value(datatype: str, words: Words) -> Text:
    """Return what values of a datatype are called, with the name that the data gives it: a date (xsd:date)."""
    code = _KINDS.get(datatype)
    return phrase(code, name=shortened(datatype)) if code else {"": short(datatype, words)}


def _kind_seen(datatype: str, words: Words) -> Text:
    """Return what a value that stands there is called: without the example of how such a value is written."""
    code = _SEEN.get(datatype)
    return phrase(code, name=shortened(datatype)) if code else kind_of_value(datatype, words)


def _plain(term: str, words: Words) -> str:
    value = read_term(term)
    if isinstance(value, NamedNode):
        return _clean(short(value.value, words))
    return _clean(value.value if isinstance(value, Literal) else term)


def _clean(text: str) -> str:
    """Return a text that cannot break a line or command a terminal, cut where it is too long to be read."""
    safe = _UNSHOWN.sub(" ", text).strip()
    return safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]}…"

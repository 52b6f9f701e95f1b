"""Common properties: the small part of JSON-LD that table metadata may hold, checked and written as quads.

Metadata Vocabulary for Tabular Data, section 5.8; Generating RDF, section 4.6 (Interpreting common properties).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from intlgraph.namespaces import RDF, XSD
from intlgraph.tables.addresses import resolve
from intlgraph.tables.context import expand, is_language
from intlgraph.tables.findings import Findings, shown
from intlgraph.tables.model import JSON
from intlgraph.tables.terms import iri, literal

__all__ = ["check_value", "quads_of"]

_KEYWORDS: Final = frozenset({"@id", "@type", "@value", "@language"})


def check_value(value: JSON, path: str, findings: Findings) -> None:
    """Report what a value of a common property may not be (section 5.8.2)."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            check_value(item, f"{path}[{number}]", findings)
    elif isinstance(value, dict):
        _check_object(value, path, findings)


def _check_object(value: Mapping[str, JSON], path: str, findings: Findings) -> None:
    for key in value:
        if key.startswith("@") and key not in _KEYWORDS:
            findings.error("metadata-keyword", path=path, value=key)
        elif not key.startswith("@") and expand(key) is None:
            findings.error("metadata-common-name", path=path, value=key)
    if "@value" in value:
        extra = set(value) - {"@value", "@type", "@language"}
        if extra or {"@type", "@language"} <= set(value) or isinstance(value["@value"], (dict, list, type(None))):
            findings.error("metadata-common-value", path=path, value=shown(value))
    if "@language" in value:
        language = value["@language"]
        if "@value" not in value or not (language is None or is_language(language)):
            findings.error("metadata-common-language", path=path, value=shown(language))
    if "@id" in value and not _is_link(value["@id"]):
        findings.error("metadata-blank-node", path=path, value=shown(value["@id"]))
    if "@type" in value:
        types = value["@type"] if isinstance(value["@type"], list) else [value["@type"]]
        for item in types:
            if not isinstance(item, str) or item.startswith("_:") or expand(item, terms=True) is None:
                findings.error("metadata-common-type", path=path, value=shown(item))
    for key, item in value.items():
        if not key.startswith("@"):
            check_value(item, f"{path}.{key}", findings)


def _is_link(value: JSON) -> bool:
    return isinstance(value, str) and not value.startswith("_:")


def quads_of(
    subject: str,
    predicate: str,
    value: JSON,
    *,
    base: str,
    language: str | None,
    graph: str,
    blank: Callable[[], str],
) -> Iterator[str]:
    r"""Yield the N-Quads lines that say a common property of a subject.

    >>> list(quads_of("_:t", "http://purl.org/dc/terms/title", "Träd", base="", language="sv", graph="", blank=str))
    ['_:t <http://purl.org/dc/terms/title> "Träd"@sv .\n']
    """

    def say(node: str, name: str, item: JSON) -> Iterator[str]:
        if isinstance(item, list):
            for part in item:
                yield from say(node, name, part)
        elif isinstance(item, dict) and "@value" not in item:
            about = iri(resolve(base, expand(item["@id"]) or item["@id"])) if "@id" in item else blank()
            yield f"{node} {iri(name)} {about}{end}"
            types = item.get("@type", [])
            for kind in types if isinstance(types, list) else [types]:
                yield f"{about} {iri(RDF + 'type')} {iri(expand(kind, terms=True) or kind)}{end}"
            for key, part in item.items():
                if not key.startswith("@"):
                    yield from say(about, expand(key) or key, part)
        elif item is not None:
            yield f"{node} {iri(name)} {_literal(item, language)}{end}"

    end = f" {graph} .\n" if graph else " .\n"
    yield from say(subject, predicate, value)


def _literal(item: JSON, language: str | None) -> str:
    kind: str | None = None
    if isinstance(item, dict):
        language = item.get("@language")
        kind = expand(item["@type"], terms=True) if "@type" in item else None
        item = item["@value"]
    if isinstance(item, bool):
        return literal("true" if item else "false", kind or XSD + "boolean")
    if isinstance(item, int):
        return literal(str(item), kind or XSD + "integer")
    if isinstance(item, float):
        return literal(repr(item), kind or XSD + "double")
    return literal(str(item), kind, language if kind is None else None)

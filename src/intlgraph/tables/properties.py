"""Properties of metadata objects: which there are, what each may hold, and what stands in for one that is wrong.

Metadata Vocabulary for Tabular Data, sections 5.1 (Property syntax) and 5.7 (Inherited properties).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from intlgraph.tables.addresses import resolve
from intlgraph.tables.context import expand, is_language
from intlgraph.tables.datatypes import Datatype
from intlgraph.tables.findings import Findings, shown
from intlgraph.tables.jsonld import check_value
from intlgraph.tables.model import JSON
from intlgraph.tables.types import read_datatype

__all__ = ["INHERITED", "Inherited", "Object", "Properties", "is_name", "is_text"]

T = TypeVar("T")
Object = Mapping[str, JSON]

INHERITED: Final = frozenset(
    [
        "aboutUrl",
        "datatype",
        "default",
        "lang",
        "null",
        "ordered",
        "propertyUrl",
        "required",
        "separator",
        "textDirection",
        "valueUrl",
    ]
)
_DIRECTIONS: Final = ("ltr", "rtl", "auto", "inherit")
_NAME: Final = re.compile(r"(?!_)(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*")


def is_name(value: JSON) -> bool:
    """Tell whether a value can be the name of a column: a variable of RFC 6570 that does not begin with `_`.

    >>> is_name("title_sv"), is_name("title sv"), is_name("_row")
    (True, False, False)
    """
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class Inherited:
    """The inherited properties in force at one place of the metadata."""

    datatype: Datatype = field(default_factory=Datatype)
    required: bool = False
    separator: str | None = None
    ordered: bool = False
    null: tuple[str, ...] = ("",)
    default: str = ""
    lang: str = "und"
    about_url: str | None = None
    property_url: str | None = None
    value_url: str | None = None


class Properties:
    """Reads the properties of metadata objects and collects what is wrong with them.

    `base` and `language` are those of the document's context; `path` says where in the document an object stands.
    """

    def __init__(self, findings: Findings, base: str, language: str | None) -> None:
        """Read for one document, of which the context is known."""
        self.findings = findings
        self.base = base
        self.language = language

    def take(self, source: Object, path: str, name: str, accepts: Callable[[JSON], bool], default: T) -> T:
        """Return a property where it is acceptable, else its default, with a warning."""
        if name not in source:
            return default
        value = source[name]
        if accepts(value):
            return value  # type: ignore[return-value]
        self.wrong(path, name, value)
        return default

    def wrong(self, path: str, name: str, value: JSON) -> None:
        """Warn that a property holds what it may not hold, and is ignored."""
        self.findings.warn("metadata-value", path=path, property=name, value=shown(value))

    def items(self, source: Object, path: str, name: str) -> list[tuple[str, Object]]:
        """Return the objects of an array property with their paths; what is no object is ignored with a warning."""
        value = source.get(name, [])
        if not isinstance(value, list):
            self.wrong(path, name, value)
            return []
        found: list[tuple[str, Object]] = []
        for number, item in enumerate(value):
            where = f"{path}.{name}[{number}]".lstrip(".")
            if isinstance(item, dict):
                found.append((where, item))
            else:
                self.findings.warn("metadata-item", path=where, value=shown(item))
        return found

    def identity(self, source: Object, path: str, kind: str) -> str | None:
        """Check `@type` and return `@id` as an absolute address."""
        if "@type" in source and source["@type"] != kind:
            self.findings.error("metadata-type", path=path, value=shown(source["@type"]), expected=kind)
        if "@id" not in source:
            return None
        value = source["@id"]
        if not isinstance(value, str):
            self.wrong(path, "@id", value)
            return resolve(self.base, "")
        if value.startswith("_:"):
            self.findings.error("metadata-blank-node", path=path, value=value)
            return None
        return resolve(self.base, value)

    def annotations(self, source: Object, path: str, known: frozenset[str]) -> dict[str, JSON]:
        """Return the common properties of an object under their full addresses; warn about unknown names."""
        found: dict[str, JSON] = {}
        for name, value in source.items():
            if name in known or name in ("@id", "@type", "@context"):
                continue
            address = expand(name)
            if address is None:
                self.findings.warn("metadata-unknown-property", path=path, property=name)
                continue
            check_value(value, f"{path}.{name}".lstrip("."), self.findings)
            found[address] = value
        return found

    def inherited(self, source: Object, path: str, above: Inherited) -> Inherited:
        """Return what is in force inside an object: its own inherited properties, else those above it."""
        self.take(source, path, "textDirection", _DIRECTIONS.__contains__, "inherit")
        return replace(
            above,
            datatype=self._datatype(source, path, above.datatype),
            required=self.take(source, path, "required", _is_bool, above.required),
            separator=self.take(source, path, "separator", _is_text_or_null, above.separator),
            ordered=self.take(source, path, "ordered", _is_bool, above.ordered),
            null=self._null(source, path, above.null),
            default=self.take(source, path, "default", is_text, above.default),
            lang=self.take(source, path, "lang", is_language, above.lang),
            about_url=self._template(source, path, "aboutUrl", above.about_url),
            property_url=self._template(source, path, "propertyUrl", above.property_url),
            value_url=self._template(source, path, "valueUrl", above.value_url),
        )

    def _template(self, source: Object, path: str, name: str, above: str | None) -> str | None:
        # A template that is no string counts as an empty one (section 5.1.3): the address of the table.
        return self.take(source, path, name, is_text, "" if name in source else above)

    def _datatype(self, source: Object, path: str, above: Datatype) -> Datatype:
        if "datatype" not in source:
            return above
        return read_datatype(source["datatype"], f"{path}.datatype".lstrip("."), self.findings) or above

    def _null(self, source: Object, path: str, above: tuple[str, ...]) -> tuple[str, ...]:
        if "null" not in source:
            return above
        value = source["null"]
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list):
            self.wrong(path, "null", value)
            return above
        if not all(isinstance(item, str) for item in value):
            self.wrong(path, "null", value)
        return tuple(item for item in value if isinstance(item, str))

    def natural(self, source: Object, path: str, name: str) -> dict[str, tuple[str, ...]]:
        """Return a natural language property as strings by language (section 5.1.6)."""
        if name not in source:
            return {}
        value = source[name]
        if isinstance(value, str | list):
            value = {self.language or "und": value}
        if not isinstance(value, dict):
            self.wrong(path, name, value)
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for tag, texts in value.items():
            given = texts if isinstance(texts, list) else [texts]
            if not is_language(tag) or not all(isinstance(text, str) for text in given):
                self.wrong(path, name, {tag: texts})
            kept = tuple(text for text in given if isinstance(text, str))
            if kept and is_language(tag):
                found[tag] = kept
        return found


def is_text(value: JSON) -> bool:
    """Tell whether a value is a string."""
    return isinstance(value, str)


def _is_bool(value: JSON) -> bool:
    return isinstance(value, bool)


def _is_text_or_null(value: JSON) -> bool:
    return value is None or isinstance(value, str)

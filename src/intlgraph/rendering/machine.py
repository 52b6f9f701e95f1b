"""What a page says to machines: schema.org as JSON-LD, inside the page, where no text can end the script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from intlgraph.query.labels import pick
from intlgraph.rendering.description import Description, Text, Value

__all__ = ["schema", "script"]

_SCHEMA: Final = "https://schema.org"
_ANY: Final = "Thing"
_PLACE: Final = "Place"
_HARMLESS: Final = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def script(data: Mapping[str, object]) -> Markup:
    r"""Return JSON that can stand inside a `script` element.

    >>> script({"name": "</script>"})
    Markup('{"name":"\\u003c/script\\u003e"}')
    """
    text = _WRITTEN(data)
    for sign, harmless in _HARMLESS:
        text = text.replace(sign, harmless)
    return Markup(text)


def schema(description: Description, url: str, language: str) -> Markup:
    """Return what search engines read of a thing. Its type is a class of schema.org where it has one, else a thing."""
    link = description.link
    said: dict[str, object] = {name: _several(values) for name, values in description.properties}
    said |= {
        "@context": _SCHEMA,
        "@type": _types(description),
        "@id": link.iri,
        "name": _texts(link.names),
        "alternateName": [_value(value) for value in description.other_names],
        "description": pick(description.summary, language) or "",
        "url": url,
        "sameAs": list(description.same),
        "identifier": [_identifier(value) for value in description.identifiers],
    }
    own = next((each for each in description.places if each.link.iri == link.iri), None)
    if own and _PLACE in description.types:  # whatever is not a place has its point from what is said of its place
        said["geo"] = {"@type": "GeoCoordinates", "latitude": own.latitude, "longitude": own.longitude}
    return script({key: value for key, value in said.items() if value not in ("", [], {})})


def _types(description: Description) -> str | list[str]:
    known = [each.iri.split("schema.org/", 1)[1] for each in description.classes if "://schema.org/" in each.iri]
    known += description.types
    several = [*dict.fromkeys(known)]
    return several[0] if len(several) == 1 else several or _ANY


def _several(values: Sequence[Value]) -> object:
    """Return values as JSON-LD: things with their names, the addresses of pages as they stand, texts."""
    made = [_linked(each) for each in values]
    return made[0] if len(made) == 1 else made


def _linked(value: Value) -> object:
    if value.link is None:
        return _value(value)
    if not value.link.names:
        return value.link.iri
    return {"@id": value.link.iri, "name": _texts(value.link.names)}


def _texts(texts: Text) -> object:
    said = [_spoken(text, language) for language, text in texts.items()]
    return said[0] if len(said) == 1 else said


def _spoken(text: str, language: str) -> object:
    return {"@value": text, "@language": language} if language else text


def _value(value: Value) -> object:
    return _spoken(value.text, value.language)


def _identifier(value: Value) -> object:
    return value.link.iri if value.link and not value.text else value.text

"""What a page says to machines: schema.org as JSON-LD, inside the page, where no text can end the script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from intlgraph.query.labels import pick
from intlgraph.rendering.description import Description, Text, Value

__all__ = ["schema", "script"]

_SCHEMA: Final = "https://schema.org"
_ANY: Final = "Thing"
_HARMLESS: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def script(data: Mapping[str, object]) -> Markup:
    r"""Return JSON that can stand inside a `script` element.

    >>> script({"name": "</script>"})
    Markup('{"name":"\\u003c/script\\u003e"}')
    """
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_HARMLESS))


def schema(description: Description, url: str, language: str) -> Markup:
    """Return what search engines read of a thing. Its type is a class of schema.org where it has one, else a thing."""
    link = description.link
    said: dict[str, object] = {
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
    if description.places:
        place = description.places[0]
        geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
        # Only places have `geo` in schema.org; everything else has a location that has it.
        said["location"] = {"@type": "Place", "name": _texts(place.link.names), "geo": geo}
    return script({key: value for key, value in said.items() if value not in ("", [], {})})


def _types(description: Description) -> str | list[str]:
    known = [each.iri.split("schema.org/", 1)[1] for each in description.classes if "://schema.org/" in each.iri]
    return [*dict.fromkeys(known)] or _ANY


def _texts(texts: Text) -> object:
    said = [_spoken(text, language) for language, text in texts.items()]
    return said[0] if len(said) == 1 else said


def _spoken(text: str, language: str) -> object:
    return {"@value": text, "@language": language} if language else text


def _value(value: Value) -> object:
    return _spoken(value.text, value.language)


def _identifier(value: Value) -> object:
    return value.link.iri if value.link and not value.text else value.text

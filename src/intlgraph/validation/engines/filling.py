"""Messages of SPARQL constraints: templates with the values of a solution filled in (SHACL, section 5.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from intlgraph.validation.shapes import Shapes
from intlgraph.validation.vocabulary import SH

__all__ = ["filled", "recovered", "templates"]

_PLACE = re.compile(r"\{[?$](\w+)\}")


def templates(shapes: Shapes, constraint: str, shape: str) -> tuple[Literal, ...]:
    """Return the messages of a constraint; where it has none, those of its shape."""
    for name in (constraint, shape):
        found = [
            value for value in shapes.statements.values(NamedNode(name), f"{SH}message") if isinstance(value, Literal)
        ]
        if found:
            return tuple(sorted(found, key=str))
    return ()


def filled(texts: Iterable[Literal], values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return language and text of each message, with `{?name}` and `{$name}` replaced where there is a value.

    >>> filled([Literal("{?value} is late", language="en")], {"value": "2020"})
    (('en', '2020 is late'),)
    """
    return tuple(
        (text.language or "", _PLACE.sub(lambda match: values.get(match[1], match[0]), text.value)) for text in texts
    )


def recovered(texts: Iterable[Literal], written: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return messages that another has filled, and lost the languages of, with the language of the template they fit.

    >>> recovered([Literal("{?value} is late", language="en")], ["2020 is late"])
    (('en', '2020 is late'),)
    """
    messages = set(written)
    found = []
    for text in texts:
        parts = _PLACE.split(text.value)[::2]
        pattern = re.compile(".*".join(map(re.escape, parts)), re.DOTALL)
        for message in sorted(messages):
            if pattern.fullmatch(message):
                found.append((text.language or "", message))
                messages.discard(message)
                break
    return tuple(found)

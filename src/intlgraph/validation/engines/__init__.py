"""The engines: each one way of running shapes over data, behind the seam of `validation.results.Engine`."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from intlgraph.errors import CommandError
from intlgraph.validation.engines.fast import Fast
from intlgraph.validation.engines.reference import Reference
from intlgraph.validation.engines.scope import focused
from intlgraph.validation.results import Engine

__all__ = ["NAMES", "engine", "focused"]

_ENGINES: Final[Mapping[str, type[Fast] | type[Reference]]] = MappingProxyType(
    {Fast.name: Fast, Reference.name: Reference}
)
NAMES: Final = tuple(_ENGINES)
"""What the engines are called; the first is the default."""


def engine(name: str = NAMES[0]) -> Engine:
    """Return the engine of a name. Raises `CommandError`, with the nearest name, when there is none.

    >>> engine().name, engine("reference").name
    ('fast', 'reference')
    """
    if name not in _ENGINES:
        nearest = get_close_matches(name, NAMES, n=1, cutoff=0.0)
        raise CommandError.of("engine-unknown", value=name, nearest=nearest[0], known=", ".join(NAMES))
    return _ENGINES[name]()

"""What the pages themselves say, in one language, and which word stands for how sure a fact is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from intlgraph.errors import sentence
from intlgraph.rendering.description import Kind

__all__ = ["KINDS", "Words"]

KINDS: Final[Mapping[Kind, tuple[str, str]]] = MappingProxyType(
    {
        "said": ("kind-said", "kind-said-means"),
        "implied": ("kind-implied", "kind-implied-means"),
        "heading": ("kind-heading", "kind-heading-means"),
        "inferred": ("kind-inferred", "kind-inferred-means"),
        "derived": ("kind-derived", "kind-derived-means"),
        "editorial": ("kind-editorial", "kind-editorial-means"),
        "mention": ("kind-mention", "kind-mention-means"),
        "unsaid": ("kind-unsaid", "kind-unsaid-means"),
    }
)
"""For each kind of fact the codes of the word for it and of what that means, the surest first."""

_NATIVE: Final[Mapping[str, str]] = MappingProxyType({"sv": "Svenska", "en": "English", "fi": "Suomi", "de": "Deutsch"})


@dataclass(frozen=True, slots=True)
class Words:
    """Says in one language what the pages say; a language that we have no words in is spoken to in English.

    >>> Words("sv")("page-shown", number=2, pages=3)
    'Sida 2 av 3'
    """

    language: str
    _said: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __call__(self, code: str, /, **values: object) -> str:
        """Return a text by its code, filled in."""
        if values:
            return sentence(code, "text", self.language, values)
        known = self._said.get(code)
        if known is None:
            known = self._said[code] = sentence(code, "text", self.language, {})
        return known

    def kind(self, kind: Kind) -> str:
        """Return the word for how sure a fact is."""
        return self(KINDS[kind][0])

    def meaning(self, kind: Kind) -> str:
        """Return what that word means."""
        return self(KINDS[kind][1])

    @staticmethod
    def native(language: str) -> str:
        """Return what a language calls itself, or its tag.

        >>> Words.native("sv"), Words.native("x-own")
        ('Svenska', 'x-own')
        """
        return _NATIVE.get(language, language)

"""Short names in Turtle, TriG and RDF/XML: which prefixes there are, and which of them a dump used.

A prefix stands for a namespace that ends with `#` or `/`, and shortens an IRI only when what follows it is a plain
name, so that nothing needs escapes (Turtle 1.1, section 6.5, `PN_LOCAL`).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from functools import lru_cache

from intlgraph.iris import Iris
from intlgraph.namespaces import CONCEPT, PREFIXES, XSD
from intlgraph.publishing.terms import Memo, literal

__all__ = ["Prefixes"]

_LOCAL = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})*(?<!\.)")
# XML keeps what begins with xml for itself.
_PREFIX = re.compile(r"(?![Xx][Mm][Ll])[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_SEGMENT = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BARE = {
    f"{XSD}integer": re.compile(r"0|-?[1-9][0-9]*"),
    f"{XSD}decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    f"{XSD}boolean": re.compile(r"true|false"),
}
# A line that begins with one of these, followed by a colon, is read as a directive by some parsers.
_DIRECTIVES = ("base", "graph", "prefix", "version")


class Prefixes:
    """The prefixes of one dump; `used` maps those it has used to their namespaces.

    Known are the project's prefixes, those of the JSON-LD context, and one for each class and each concept scheme,
    by its own name: `network:` is `{base}/id/network/`. When two claim one name, the later is `id-network:` or
    `concept-network:`.

    >>> names = Prefixes(Iris("https://example.org/x"), {})
    >>> names.term("<https://example.org/x/id/network/ubc>"), names.term('"7"^^<http://www.w3.org/2001/XMLSchema#byte>')
    ('network:ubc', '"7"^^xsd:byte')
    >>> sorted(names.used)
    ['network', 'xsd']
    """

    def __init__(self, iris: Iris, prefixes: Mapping[str, str]) -> None:
        """Begin with nothing used; `prefixes` are those of the JSON-LD context, name to namespace."""
        self.used: dict[str, str] = {}
        self.terms: Memo[str] = Memo(self.term)
        self._roots = ((f"{iris.base}/id/", "id-"), (CONCEPT, "concept-"), (f"{iris.base}/concept/", "concept-"))
        self._names: dict[str, str] = {namespace: name for name, namespace in PREFIXES.items()}
        self._taken = {*PREFIXES, *_DIRECTIVES}
        self._numbers = 0
        for name, namespace in prefixes.items():
            self._claim(namespace, name)

    def fresh(self) -> Prefixes:
        """Return those of another dump, of which none is used yet: for many small ones faster than to begin anew."""
        other = copy.copy(self)
        other.used = {}
        other.terms = Memo(other.term)
        other._names, other._taken = dict(self._names), set(self._taken)
        return other

    def term(self, term: str) -> str:
        """Return an IRI or a literal as Turtle writes it; whatever cannot be shortened stays as it is."""
        if term.startswith("<"):
            return self._short(term)
        if not term.endswith(">"):
            return term
        text, _, datatype = literal(term)
        bare = _BARE.get(datatype)
        if bare and bare.fullmatch(text[1:-1]):
            return text[1:-1]
        return f"{text}^^{self._short(f'<{datatype}>')}"

    def name(self, namespace: str) -> str:
        """Return the prefix of a namespace, from now on a used one, or an empty string when it has none."""
        name = self._names.get(namespace) or self._derived(namespace)
        if name:
            self.used[name] = namespace
        return name

    def numbered(self, namespace: str) -> str:
        """Return the prefix of a namespace, from now on a used one: `ns1`, `ns2` where it has no name of its own."""
        while not self.name(namespace):
            self._numbers += 1
            if f"ns{self._numbers}" not in self._taken:
                self._taken.add(f"ns{self._numbers}")
                self._names[namespace] = f"ns{self._numbers}"
        return self.name(namespace)

    def _short(self, term: str) -> str:
        namespace, local = _parted(term)
        name = self.name(namespace) if local else ""
        return f"{name}:{local}" if name else term

    def _derived(self, namespace: str) -> str:
        for root, otherwise in self._roots:
            segment = namespace[len(root) : -1]
            if namespace.startswith(root) and _SEGMENT.fullmatch(segment):
                return self._claim(namespace, segment) or self._claim(namespace, otherwise + segment)
        return ""

    def _claim(self, namespace: str, name: str) -> str:
        if name in self._taken or not _PREFIX.fullmatch(name) or not namespace.endswith(("#", "/")):
            return ""
        self._taken.add(name)
        return self._names.setdefault(namespace, name)


@lru_cache(16_384)
def _parted(term: str) -> tuple[str, str]:
    """Return the namespace and the plain name at the end of an IRI `<...>`; both empty where it ends in none."""
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    local = term[cut:-1]
    return (term[1:cut], local) if _LOCAL.fullmatch(local) else ("", "")

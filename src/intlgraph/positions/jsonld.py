"""JSON-LD with positions: where a file most likely says something.

No parser tells positions, and what a key means stands in contexts, some of them elsewhere. So the text itself is
searched: objects by their `@id`, keys by what the contexts in the file say of them, else by their local name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from intlgraph.namespaces import RDF
from intlgraph.positions.terms import resolved
from intlgraph.positions.watching import Rung, Wanted

__all__ = ["find"]

_TOKEN: Final = re.compile(
    r'(?P<string>"[^"\\]*(?:\\.[^"\\]*)*")|(?P<mark>[{}\[\],:])|(?P<scalar>[^\s{}\[\],:"]+)', re.DOTALL
)
_COLON: Final = re.compile(r"\s*:")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_SHORT: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_LITERAL: Final = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"', re.DOTALL)
_TYPE: Final = f"{RDF}type"


@dataclass(slots=True)
class _Object:
    """An object of the text: where it begins, and its keys with where they stand and what stands in their values.

    `context` is how deep it lies in a context: 1 for the context itself, 0 outside of any.
    """

    offset: int
    keys: list[tuple[str, int]] = field(default_factory=list)
    values: list[list[tuple[str, int]]] = field(default_factory=list)
    context: int = 0

    def first(self, names: Iterable[str]) -> tuple[str, int] | None:
        """Return the text and the place of the first value under one of these keys."""
        for (key, _), values in zip(self.keys, self.values, strict=True):
            if key in names and values:
                return values[0]
        return None


def find(text: str, base: str, wanted: Iterable[Wanted]) -> Mapping[Wanted, tuple[Rung, tuple[int, ...]]]:
    """Return the offsets of statements: of the value, else of the key, else of where the subject has its name.

    >>> text = '{"@id": "http://e/a", "http://e/p": "x"}'
    >>> wanted = Wanted("<http://e/a>", "<http://e/p>", '"x"')
    >>> find(text, "", [wanted])[wanted]
    (<Rung.EXACT: 0>, (36,))
    """
    objects = list(_objects(text))
    terms = _terms(objects)
    aliases = {kind: {kind, *(key for key, value in terms.items() if value == kind)} for kind in ("@id", "@type")}
    named: dict[str, list[tuple[_Object, int]]] = {}
    mentioned: dict[str, list[tuple[str, int]]] = {}
    for each in objects:
        if each.context:
            continue
        # An object that has an address and nothing else is a link to what is described somewhere.
        if (name := each.first(aliases["@id"])) is not None and len(each.keys) > 1:
            named.setdefault(_address(name[0], terms, base), []).append((each, name[1]))
        for (key, _), values in zip(each.keys, each.values, strict=True):
            for value, offset in values if key not in aliases["@id"] else ():
                mentioned.setdefault(_address(value, terms, base), []).append((key, offset))
    said = _Said(named, mentioned, terms, aliases["@type"], base)
    return {each: said.nearest(each) for each in wanted}


@dataclass(frozen=True, slots=True)
class _Said:
    """A text as it was understood: objects by their addresses, what is in values with its key, and the contexts."""

    named: Mapping[str, list[tuple[_Object, int]]]
    mentioned: Mapping[str, list[tuple[str, int]]]
    terms: Mapping[str, str]
    types: Iterable[str]
    base: str

    def nearest(self, wanted: Wanted) -> tuple[Rung, tuple[int, ...]]:
        """Return the offsets of the nearest that there is to a statement, and how near it is."""
        focus = (wanted.subject or wanted.object).strip("<>")
        found = self.named.get(focus, [])
        mentions = self.mentioned.get(focus, [])
        exact, same = self._said_of(found, wanted) if wanted.subject else ([], self._led(mentions, wanted))
        rungs = (
            (Rung.EXACT, exact),
            (Rung.SAME, same),
            (Rung.ABOUT, [offset for _, offset in found]),
            (Rung.MENTION, [offset for _, offset in mentions]),
        )
        return next(((rung, tuple(dict.fromkeys(at))) for rung, at in rungs if at), (Rung.NOWHERE, ()))

    def _led(self, mentions: Iterable[tuple[str, int]], wanted: Wanted) -> list[int]:
        predicate = wanted.predicate.strip("<>")
        return [offset for key, offset in mentions if _means(key, predicate, self.terms, self.types)]

    def _said_of(self, found: Iterable[tuple[_Object, int]], wanted: Wanted) -> tuple[list[int], list[int]]:
        predicate, value = wanted.predicate.strip("<>"), _lexical(wanted.object)
        exact: list[int] = []
        same: list[int] = []
        for each, _ in found:
            for (key, offset), values in zip(each.keys, each.values, strict=True):
                if predicate and _means(key, predicate, self.terms, self.types):
                    same.append(offset)
                    exact += [at for text, at in values if wanted.object and value in self._readings(text)]
        return exact, same

    def _readings(self, text: str) -> tuple[str, ...]:
        """Return what a text may stand for: itself, an address, or a word of the vocabulary."""
        return text, _address(text, self.terms, self.base), _address(text, self.terms, "", is_key=True)


def _lexical(term: str) -> str:
    match = _LITERAL.match(term)
    return _unescaped(match[1]) if match else term.strip("<>")


def _means(key: str, predicate: str, terms: Mapping[str, str], types: Iterable[str]) -> bool:
    """Tell whether a key can stand for a predicate; one that no context in the file explains, by its local name."""
    if predicate == _TYPE and key in types:
        return True
    meant = _address(key, terms, "", is_key=True)
    return meant == predicate or (":" not in meant and key == re.split(r"[/#:]", predicate)[-1])


def _address(text: str, terms: Mapping[str, str], base: str, *, is_key: bool = False) -> str:
    """Return the address that a name, a compact IRI or a relative one stands for; other text as it is."""
    seen: set[str] = set()
    while text in terms and text not in seen and (is_key or ":" not in text):
        seen.add(text)
        text = terms[text]
    prefix, colon, local = text.partition(":")
    if colon and prefix in terms and not local.startswith("//"):
        return f"{_address(terms[prefix], terms, base, is_key=is_key)}{local}"
    if colon or not text or re.search(r'[\s<>"{}|\\^`]', text):
        return text
    return terms.get("@vocab", "") + text if is_key else resolved(text, base)


def _terms(objects: Iterable[_Object]) -> Mapping[str, str]:
    """Return what the contexts in the file say that names stand for; the first that says so counts."""
    terms: dict[str, str] = {}
    for each in objects:
        if each.context == 1:
            for (key, _), values in zip(each.keys, each.values, strict=True):
                if values:
                    terms.setdefault(key, values[0][0])
    return terms


def _objects(text: str) -> Iterator[_Object]:
    """Yield the objects of a text; a value given as an object with an `@id` or a `@value` stands for that."""
    stack: list[_Object | None] = []
    for match in _TOKEN.finditer(text):
        token, offset = match[0], match.start()
        here = next((each for each in reversed(stack) if each is not None), None)
        if token == "{":
            stack.append(_Object(offset, context=_context(here)))
        elif token == "[":
            stack.append(None)
        elif token in ("}", "]"):
            closed = stack.pop() if stack else None
            if closed is not None:
                yield closed
                _hand_up(closed, stack)
        elif match["mark"] is None:
            value = _unescaped(token[1:-1]) if match["string"] else token
            if here is not None and stack[-1] is not None and _is_key(text, match.end()):
                here.keys.append((value, offset))
                here.values.append([])
            elif here is not None and here.values:
                here.values[-1].append((value, offset))


def _context(outer: _Object | None) -> int:
    """Return how deep an object that begins in another lies in a context."""
    if outer is None or not outer.keys:
        return 0
    return outer.context + 1 if outer.context or outer.keys[-1][0] == "@context" else 0


def _is_key(text: str, end: int) -> bool:
    return _COLON.match(text, end) is not None


def _hand_up(closed: _Object, stack: list[_Object | None]) -> None:
    """Give what an object stands for to the value that it is, or is one of."""
    outer = next((each for each in reversed(stack) if each is not None), None)
    standing = closed.first(("@id", "id", "@value"))
    if outer is not None and outer.values and standing is not None:
        outer.values[-1].append(standing)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _SHORT.get(match[2], match[2]), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

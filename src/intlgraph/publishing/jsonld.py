"""JSON-LD, compacted with the publication's context and written as the triples stream by.

One flat `@graph`, one node object a subject and a line. What is written is what JSON-LD 1.1 compaction makes of the
flattened graph (JSON-LD 1.1 API, sections 5.6 to 6.3); only that a single subject, too, stands in `@graph`. Numbers and
booleans keep their lexical forms as strings, so that reading it gives the very same triples.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from intlgraph.errors import DataError
from intlgraph.publishing.contexts import Context, context, understood
from intlgraph.publishing.terms import RDF_TYPE, Memo, literal, unescaped

__all__ = ["Compaction", "context", "document"]

_VALUES = 4096
_WEB = ("http://", "https://")
_quoted = json.JSONEncoder(ensure_ascii=False).encode


def document(triples: Iterable[str], definitions: Mapping[str, object]) -> Iterator[str]:
    r"""Yield a JSON-LD document, in pieces, of sorted triples `<s> <p> <o>`.

    `definitions` is what stands under `@context`; it goes into the document, which so can be read offline. Raises
    `DataError` for a context that uses what the writer does not know, and for an IRI that the context would turn into
    another one.

    >>> print(*document(['<http://e/s> <http://e/p> "b"@sv'], {"p": "http://e/p", "id": "@id"}), sep="", end="")
    {"@context": {
      "p": "http://e/p",
      "id": "@id"
    },
    "@graph": [
    {"id":"http://e/s","p":{"@language":"sv","@value":"b"}}
    ]}
    """
    compaction = Compaction(understood(definitions))
    opening = json.dumps(definitions, ensure_ascii=False, indent=2)
    yield f'{{"@context": {opening},\n{compaction.keyword("@graph")}: ['
    separator = "\n"
    for node in compaction.nodes(triples):
        yield separator + node
        separator = ",\n"
    yield "\n]}\n"


class Compaction:
    """Compaction with one context; results for single terms are kept while they last.

    A canonical N-Triples string is a JSON string as it stands: the escapes of the one are escapes of the other.
    """

    def __init__(self, ready: Context) -> None:
        """Begin with a context that is understood."""
        self._context = ready
        self._namespaces = tuple(ready.prefixes.values())
        self._names = {word: _quoted(name) for word, name in ready.keywords.items()}
        self._keys: Memo[tuple[str, str]] = Memo(self._key)
        self._plain: Memo[str] = Memo(lambda p: self._keys[f" {_bare(p)}"][0])
        self._values: Memo[Memo[tuple[str, str]]] = Memo(lambda p: Memo(partial(self._pair, _bare(p)), _VALUES))

    def keyword(self, word: str) -> str:
        """Return the name of a keyword in this context, in quotes."""
        return self._names[word]

    def nodes(self, triples: Iterable[str]) -> Iterator[str]:
        """Yield one compact node object a subject from sorted triples `<s> <p> <o>`, the types first."""
        plain, values = self._plain, self._values
        node: dict[str, list[str]] = {}
        subject = ""
        for triple in triples:
            s, p, o = triple.split(" ", 2)
            if s != subject:
                if subject:
                    yield self._node(subject, node)
                    node = {}
                subject = s
            if o[-1] == '"':
                key, value = plain[p], o if "\\" not in o else _json(o)
            elif o[-1] == ">" or o[0] == "_":
                key, value = values[p][o]
            else:
                key, value = plain[p], self._tagged(o)
            if key in node:
                node[key].append(value)
            else:
                node[key] = [value]
        if subject:
            yield self._node(subject, node)

    def iri(self, iri: str, vocabulary: bool = False) -> str:
        """Return an IRI compacted (section 6.2): a term where vocabulary is asked for, else a compact IRI or itself."""
        if vocabulary and (name := self._named(iri, "@id")):
            return name
        if iri.startswith(_WEB) and not iri.startswith(self._namespaces):
            return iri  # most are like that, and nothing below could change them
        return self._shortest(iri, self._compact(iri))

    def _key(self, asked: str) -> tuple[str, str]:
        """Return the key, as JSON, and the coercion for kinds of value and a predicate: `@id http://...`.

        The kinds come in the order in which they are preferred, before no coercion.
        """
        *kinds, iri = asked.split(" ")
        if name := self._named(iri, *kinds):
            return _quoted(name), self._context.terms[name].coercion
        # A compact IRI that is a term would coerce a value that is not of its type.
        terms = self._context.terms
        return _quoted(self._shortest(iri, (name for name in self._compact(iri) if name not in terms))), ""

    def _shortest(self, iri: str, names: Iterable[str]) -> str:
        if best := min(names, key=lambda name: (len(name), name), default=""):
            return best
        scheme, _, rest = iri.partition(":")
        if scheme in self._context.reserved and not rest.startswith("//"):
            raise DataError.of("iri-like-prefix", iri=iri, prefix=scheme)
        return iri

    def _compact(self, iri: str) -> Iterator[str]:
        for name, namespace in self._context.prefixes.items():
            # A compact IRI whose second half began with // would be read as an IRI of its own.
            if iri.startswith(namespace) and len(iri) > len(namespace) and not iri.startswith("//", len(namespace)):
                yield f"{name}:{iri[len(namespace) :]}"

    def _named(self, iri: str, *kinds: str) -> str:
        names = self._context.inverse.get(iri, {})
        return next((names[kind] for kind in (*kinds, "") if kind in names), "")

    def _node(self, subject: str, node: dict[str, list[str]]) -> str:
        types = node.pop(self._names["@type"], None)
        entries = {self._names["@type"]: types, **node} if types else node
        parts = [f"{self._names['@id']}:{_quoted(self.iri(_bare(subject)))}"]
        for key, values in entries.items():
            parts.append(f"{key}:{values[0]}" if len(values) == 1 else f"{key}:[{','.join(values)}]")
        return f"{{{','.join(parts)}}}"

    def _tagged(self, term: str) -> str:
        text, language, _ = literal(term)
        return f'{{{self._names["@language"]}:"{language}",{self._names["@value"]}:{_json(text)}}}'

    def _pair(self, predicate: str, term: str) -> tuple[str, str]:
        """Return the key and the value, both as JSON, of a typed literal or a reference (sections 5.6.2 and 6.3)."""
        if not term.startswith('"'):
            return self._reference(predicate, _bare(term))
        text, _, datatype = literal(term)
        text = _json(text)
        key, coercion = self._keys[f"{datatype} {predicate}"]
        if coercion == datatype:
            return key, text
        kind = _quoted(self.iri(datatype, vocabulary=True))
        return key, f"{{{self._names['@type']}:{kind},{self._names['@value']}:{text}}}"

    def _reference(self, predicate: str, iri: str) -> tuple[str, str]:
        if predicate == _bare(RDF_TYPE):
            return self._names["@type"], _quoted(self.iri(iri, vocabulary=True))
        kinds = "@id"
        if "@vocab" in self._context.inverse.get(predicate, {}):
            # A reference that has a name of its own is rather written by it.
            known = self._context.terms.get(self.iri(iri, vocabulary=True))
            kinds = "@vocab @id" if known and known.iri == iri else "@id @vocab"
        key, coercion = self._keys[f"{kinds} {predicate}"]
        value = _quoted(self.iri(iri, vocabulary=coercion == "@vocab"))
        return key, value if coercion else f"{{{self._names['@id']}:{value}}}"


def _bare(term: str) -> str:
    return unescaped(term[1:-1]) if term.startswith("<") else term


def _json(quoted: str) -> str:
    r"""Return an N-Triples string as a JSON string: only `\U` and `\'` are not JSON's, and neither is canonical."""
    return _quoted(unescaped(quoted[1:-1])) if "\\U" in quoted or "\\'" in quoted else quoted

"""Reading a SPARQL query as far as tokens: its form, its prefixes, and whether it would call another server.

The engine parses a query but shows nobody the result, and it fetches from any address that a `SERVICE` clause names,
with no way to turn that off. So the tokens are read here. They follow the terminals of SPARQL 1.1, section 19.8, with
two differences that the engine forces. It has no tokens, only a grammar without them, and therefore accepts what the
standard would read otherwise:

- `FILTER(?a<?b)SERVICE?x#>` is, by longest match, an IRI `<?b)SERVICE?x#>`; the engine sees a comparison, a service
  call and a comment. So inside parentheses, where a comparison could stand, `<` opens an IRI only if that is the one
  reading there is; where there are two, the token is `ambiguous`, and the query counts as one that calls.
- keywords need no space: `SERVICEex:here{}` and `trueSERVICE` are calls. No other keyword, function or literal of
  SPARQL contains the word, so any bare word that does counts as one, and so does a prefix before a brace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from intlgraph.namespaces import PREFIXES

__all__ = ["Token", "calls_service", "form", "has_blank_template", "names_graphs", "tokens", "undeclared_prefixes"]

_NAME = r"[^\W\d_](?:[\w.\u00B7-]*[\w\u00B7-])?"
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?#@%-]"
_TOKEN = re.compile(
    rf"""(?P<space>\s+|\#[^\n\r]*)
    |(?P<string>\"{{3}}(?:\"{{0,2}}(?:[^"\\]|\\.))*\"{{3}}|'{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
                |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    |(?P<variable>[?$]\w[\w\u00B7]*)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<blank>_:[\w](?:[\w.\u00B7-]*[\w\u00B7-])?)
    |(?P<name>(?:{_NAME})?:(?:(?:[\w:]|{_ESCAPE})(?:(?:[\w.:\u00B7-]|{_ESCAPE})*(?:[\w:\u00B7-]|{_ESCAPE}))?)?)
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[A-Za-z]\w*)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_OPERATORS = (*"(,=!<>|&+-*/^", "")  # no comparison follows these
_BASE = "<base>"  # stands among the declared prefixes, of which none can be called so


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a query: its kind (the name of its group in the grammar above), its text, where it starts."""

    kind: str
    text: str
    start: int


@lru_cache(maxsize=64)
def tokens(query: str) -> tuple[Token, ...]:
    """Return the tokens of a query, without space and comments; text that is no SPARQL still gives tokens.

    >>> [token.text for token in tokens("ASK { ?s a <x#y> } # why")]
    ['ASK', '{', '?s', 'a', '<x#y>', '}']
    """
    return tuple(_read(query))


def _read(query: str) -> Iterator[Token]:
    place, open_brackets, before = 0, "", Token("mark", "(", 0)
    declared = set(PREFIXES)
    while match := _TOKEN.match(query, place):
        kind, text = match.lastgroup or "mark", match.group()
        if kind == "iri" and open_brackets.endswith("(") and before.text not in _OPERATORS:
            kind = _iri_or_comparison(text[1:-1], declared)
            text = "<" if kind == "mark" else text
        place += len(text)
        if kind == "space":
            continue
        if text in ("(", "{", "["):
            open_brackets += text
        elif text in (")", "}", "]"):
            open_brackets = open_brackets[:-1]
        elif before.text.upper() == "PREFIX" and kind == "name":
            declared.add(text.partition(":")[0])
        elif before.text.upper() == "BASE" and kind == "iri":
            declared.add(_BASE)
        before = Token(kind, text, match.start())
        yield before


def _iri_or_comparison(body: str, declared: set[str]) -> str:
    """Return the kind of what stands between `<` and `>` inside parentheses: iri, mark (a comparison) or ambiguous.

    A comparison with a prefixed name needs a declared prefix, and none continues with `//`. Without BASE there are no
    relative IRIs.
    """
    if scheme := re.match(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?", body):
        return "ambiguous" if scheme[1] in declared and not scheme[2] else "iri"
    return "ambiguous" if _BASE in declared else "mark"


def form(query: str) -> tuple[str, Token | None]:
    """Return what a query is, in capitals, and the token that says so.

    SELECT, ASK, CONSTRUCT or DESCRIBE; UPDATE for any update; empty, with the first token that is not understood (or
    None at the end of the text), when it is none of these.

    >>> form("PREFIX a: <b> select * {}")[0], form("DROP ALL")[0], form("SELEC * {}")[0]
    ('SELECT', 'UPDATE', '')
    """
    rest = iter(tokens(query))
    for token in rest:
        word = token.text.upper()
        if token.kind == "word" and word in ("BASE", "PREFIX", "VERSION"):
            for _ in range(2 if word == "PREFIX" else 1):
                next(rest, None)
        elif token.kind == "word" and word in _FORMS:
            return word, token
        elif token.kind == "word" and word in _UPDATES:
            return "UPDATE", token
        else:
            return "", token
    return "", None


def names_graphs(query: str) -> bool:
    """Return whether a query says itself which graphs it is about (FROM, FROM NAMED).

    >>> names_graphs("ASK FROM <http://e/g> {}"), names_graphs("ASK { ?from ?p 'FROM' }")
    (True, False)
    """
    return any(token.kind == "word" and token.text.upper() == "FROM" for token in tokens(query))


def calls_service(query: str) -> Token | None:
    """Return the token that would make the engine call another server, or None.

    >>> calls_service("SELECT * { ?service ex:service <http://e/service> } # SERVICE")
    >>> calls_service("SELECT * { SERVICE <http://e/> {} }").start
    11
    """
    found = tokens(query)
    for place, token in enumerate(found):
        if token.kind == "ambiguous":
            return token
        if "service" not in token.text.lower():
            continue
        if token.kind == "word":
            return token
        if token.kind == "name" and "service" in token.text.partition(":")[0].lower():
            after = found[place + 1].text if place + 1 < len(found) else ""
            before = found[place - 1].text.upper() if place else ""
            if after == "{" and before not in ("GRAPH", "FROM", "NAMED"):
                return token
    return None


def undeclared_prefixes(query: str) -> Mapping[str, Token]:
    """Return the prefixes that a query uses and does not declare, each with the first token that uses it.

    >>> list(undeclared_prefixes("PREFIX a: <b> SELECT * { ?s a:x org:y, 'c:d' }"))
    ['org']
    """
    declared: set[str] = set()
    used: dict[str, Token] = {}
    before = ""
    for token in tokens(query):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            else:
                used.setdefault(prefix, token)
        before = token.text.upper()
    return {prefix: token for prefix, token in used.items() if prefix not in declared}


def has_blank_template(query: str) -> Token | None:
    """Return the first blank node in the template of a CONSTRUCT query, or None.

    >>> has_blank_template("CONSTRUCT { ?s ?p [] } { ?s ?p ?o }").text
    '['
    >>> has_blank_template("CONSTRUCT { ?s ?p () } { ?s ?p [] }")
    """
    depth, found = 0, tokens(query)
    start = form(query)[1]
    inside = [token for token in found if start is not None and token.start > start.start]
    for token, after in zip(inside, [*inside[1:], Token("mark", "", 0)], strict=True):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if token.text == "}" and depth == 0:
            return None
        if depth and (token.kind == "blank" or token.text == "[" or (token.text == "(" and after.text != ")")):
            return token
    return None

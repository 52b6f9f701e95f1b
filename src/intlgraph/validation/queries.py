"""The SPARQL of constraints: the text that is run, and whether SHACL allows it (sections 5.2, 5.3, appendix A)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from intlgraph.errors import Problem, QueryError
from intlgraph.namespaces import RDF
from intlgraph.store.oxigraph import in_memory
from intlgraph.store.syntax import Token, tokens, undeclared_prefixes
from intlgraph.validation.statements import Node, Statements, Term
from intlgraph.validation.vocabulary import SH

__all__ = ["OWL_IMPORTS", "declared", "iri_of", "predicates_of", "prefixes", "problems", "prologue", "with_path"]

OWL_IMPORTS = "http://www.w3.org/2002/07/owl#imports"
_PREFIX = re.compile(r"PREFIX (\S*): <([^>]*)>")
_FORBIDDEN = ("MINUS", "VALUES", "SERVICE")
_OPTIONAL = ("shapesGraph", "currentShape")


def prefixes(statements: Statements, node: Node) -> Mapping[str, str]:
    """Return the prefixes that a constraint may use: those its sh:prefixes declare, and what these import (5.2.1)."""
    waiting: list[Term] = list(statements.values(node, f"{SH}prefixes"))
    seen: set[Term] = set()
    found: dict[str, str] = {}
    while waiting:
        ontology = waiting.pop(0)
        if ontology in seen:
            continue
        seen.add(ontology)
        waiting += statements.values(ontology, OWL_IMPORTS)
        for declaration in statements.values(ontology, f"{SH}declare"):
            for prefix in statements.values(declaration, f"{SH}prefix"):
                for namespace in statements.values(declaration, f"{SH}namespace"):
                    found.setdefault(prefix.value, namespace.value)
    return found


def prologue(statements: Statements, node: Node) -> str:
    """Return the PREFIX declarations of a constraint on one line, to stand before its query."""
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in sorted(prefixes(statements, node).items()))


def declared(start: str) -> Mapping[str, str]:
    """Return the prefixes that a prologue declares, with their namespaces: what `prologue` was made of.

    >>> declared("PREFIX e: <http://e/> ")
    {'e': 'http://e/'}
    """
    return dict(_PREFIX.findall(start))


def iri_of(token: Token, names: Mapping[str, str]) -> str:
    """Return the IRI that a token means, by the prefixes declared; nothing where it cannot be told."""
    if "\\" in token.text:
        return ""
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return names[prefix] + local if token.kind == "name" and prefix in names else ""


def with_path(text: str, path: str) -> str:
    """Return a query with `$PATH` replaced by the path of its shape (section 5.3.1).

    >>> with_path("SELECT $this { $this $PATH ?value }", "^<http://e/p>")
    'SELECT $this { $this ^<http://e/p> ?value }'
    """
    for token in reversed(tokens(text)):
        if token.kind == "variable" and token.text[1:] == "PATH":
            text = text[: token.start] + path + text[token.start + len(token.text) :]
    return text


def problems(start: str, text: str, path: str, bound: Iterable[str], *, ask: bool = False) -> Iterator[Problem]:
    """Yield what is wrong with a query: its syntax, its prefixes, and what SHACL forbids before variables are bound.

    `start` is its prologue, `path` that of its shape (may be empty), `bound` the parameters that it may name besides
    those that every query has.
    """
    found = tokens(text)
    names = {"this", *_OPTIONAL, *bound} | ({"value"} if ask else set())
    syntax = list(_syntax(start, text, path, "ASK" if ask else "SELECT"))
    yield from syntax
    for word in _FORBIDDEN:
        if any(token.kind == "word" and token.text.upper() == word for token in found):
            yield Problem("shapes-sparql-forbidden", {"word": word})
    for before, token in pairwise(found):
        if token.kind == "variable" and token.text[1:] in names and _is_as(before):
            yield Problem("shapes-sparql-assigned", {"variable": token.text})
    if not ask and not syntax:
        yield from _projections(found, {"this", *bound})


def _is_as(token: Token) -> bool:
    return token.kind == "word" and token.text.upper() == "AS"


def _syntax(start: str, text: str, path: str, form: str) -> Iterator[Problem]:
    whole = start + with_path(text, path or "<urn:intlgraph:no-path>")
    if missing := undeclared_prefixes(whole):
        for prefix in missing:
            yield Problem("shapes-sparql-prefix", {"prefix": prefix})
        return
    if any(token.text.upper() == "SERVICE" for token in tokens(whole)):
        return  # is forbidden anyway, and the store would say so once more
    try:
        store = in_memory()
        if form == "ASK":
            store.ask(whole)
        else:
            store.select(whole)
    except QueryError as error:
        for problem in error.problems:
            yield Problem("shapes-sparql-syntax", {"cause": problem.text(), "line": problem.place.line or 1})


def _projections(found: tuple[Token, ...], bound: set[str]) -> Iterator[Problem]:
    """Yield a problem for each SELECT, of the query or inside it, that loses a variable which is bound from outside."""
    first = True
    used = {token.text[1:] for token in found if token.kind == "variable"}
    if "this" not in used:
        yield Problem("shapes-sparql-this")
        return
    for place, token in enumerate(found):
        if token.kind != "word" or token.text.upper() != "SELECT":
            continue
        body = next((at for at in range(place, len(found)) if found[at].text == "{"), len(found))
        shown = {each.text.lstrip("?$") for each in found[place:body]}
        inside = shown if "*" not in shown else shown | _in_scope(found, body)
        needed = {"this"} if first else bound & used | {"this"}
        for name in sorted(needed - inside):
            yield Problem("shapes-sparql-this" if first else "shapes-sparql-subquery", {"variable": f"${name}"})
        first = False


def _in_scope(found: tuple[Token, ...], body: int) -> set[str]:
    """Return the variables of a group that `SELECT *` shows: all but those that stand in expressions alone."""
    depth = brackets = 0
    names = set()
    for token in found[body:]:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        brackets += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind == "variable" and not brackets:
            names.add(token.text[1:])
        if depth == 0:
            break
    return names


def predicates_of(start: str, text: str) -> frozenset[str] | None:
    """Return the IRIs that a query reads as predicates or classes, or None when its words do not tell.

    Every IRI in it counts: more than it reads, never less. `a` reads rdf:type, unless the class follows. A variable
    as a predicate, a negated property set and GRAPH can read anything.
    """
    declared: dict[str, str] = {}
    iris: set[str] = set()
    found = tokens(start + text)
    for place, token in enumerate(found):
        before = found[place - 1].text.upper() if place else ""
        after = found[place + 1].text if place + 1 < len(found) else ""
        if token.kind == "name" and before == "PREFIX":
            declared[token.text.partition(":")[0]] = after[1:-1]
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix not in declared or "\\" in local:
                return None
            iris.add(declared[prefix] + local)
        elif token.kind == "iri" and not (place > 1 and found[place - 2].text.upper() == "PREFIX"):
            iris.add(token.text[1:-1])
        elif token.text == "a" and (before in ("^", "/", "|") or _kind(found, place + 1) not in ("iri", "name")):
            iris.add(f"{RDF}type")
        elif _opens_everything(found, place):
            return None
    return None if any("\\" in iri for iri in iris) else frozenset(iris)


def _kind(found: tuple[Token, ...], place: int) -> str:
    return found[place].kind if place < len(found) else ""


def _opens_everything(found: tuple[Token, ...], place: int) -> bool:
    token, after = found[place], found[place + 1] if place + 1 < len(found) else Token("mark", "", 0)
    if token.kind == "ambiguous" or (token.kind == "word" and token.text.upper() in ("GRAPH", "BASE")):
        return True
    if token.text == "!":
        return after.kind in ("iri", "name") or after.text in ("(", "a", "^")
    return token.kind == "variable" and _is_predicate(found, place, after)


def _is_predicate(found: tuple[Token, ...], place: int, after: Token) -> bool:
    """Return whether a variable may stand as a predicate: what comes before ends a subject, and an object follows."""
    before = found[place - 1] if place else Token("mark", "", 0)
    if before.text in (";", "["):
        return True
    ends = before.kind in ("variable", "iri", "name", "blank") or before.text == "]" or _is_list(found, place - 1)
    if not ends or after.text in (".", ";", ",", "{", "}", "]", ")", ""):
        return False
    if after.kind == "word" and after.text.upper() not in ("TRUE", "FALSE"):
        return False
    return not _projected(found, place)


def _projected(found: tuple[Token, ...], place: int) -> bool:
    """Return whether a token stands between SELECT and the group that follows it."""
    for token in reversed(found[:place]):
        if token.text in ("{", "}"):
            return False
        if token.kind == "word" and token.text.upper() == "SELECT":
            return True
    return False


def _is_list(found: tuple[Token, ...], place: int) -> bool:
    """Return whether a token is the closing bracket of what may be an RDF list, rather than an expression."""
    if found[place].text != ")":
        return False
    depth = 0
    for at in range(place, 0, -1):
        depth += {")": 1, "(": -1}.get(found[at].text, 0)
        if depth == 0:
            return found[at - 1].kind not in ("word", "name", "iri")
    return True

"""Turtle and TriG, written from sorted triples as they stream by.

Ours, because a dump is read by people too: subjects apart, the type first, short names, and nothing that depends on
the order of a hash table. Terms are strings and stay strings, so that it is as fast as a compiled serialiser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from intlgraph.publishing.prefixes import Prefixes
from intlgraph.publishing.terms import RDF_TYPE

__all__ = ["comment", "graph", "head", "subjects"]

_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def subjects(triples: Iterable[str], names: Prefixes) -> Iterator[str]:
    r"""Yield one paragraph a subject from sorted triples `<s> <p> <o>` (Turtle 1.1, section 2.3).

    >>> from intlgraph.iris import Iris
    >>> triples = ['<http://e/s> <http://e/p> "b"@sv', f"<http://e/s> {RDF_TYPE} <http://e/T>"]
    >>> print(*subjects(triples, Prefixes(Iris("http://e"), {"e": "http://e/"})), sep="", end="")
    e:s a e:T ;
        e:p "b"@sv .
    <BLANKLINE>
    """
    terms = names.terms
    subject = predicate = name = ""
    types: list[str] = []
    rest: list[str] = []
    for triple in triples:
        s, p, o = triple.split(" ", 2)
        if s != subject:
            if subject:
                yield _paragraph(name, types, rest)
                types, rest = [], []
            subject, predicate, name = s, "", terms[s]
        if o[-1] == ">":  # an IRI or a typed literal: the others are written as they stand
            o = terms[o]
        if p == predicate:
            rest += ",\n        ", o
        elif p == RDF_TYPE:
            types.append(o)
        else:
            predicate = p
            rest += " ;\n    ", terms[p], " ", o
    if subject:
        yield _paragraph(name, types, rest)


def graph(name: str, triples: Iterable[str], names: Prefixes) -> Iterator[str]:
    """Yield one named graph with its subjects (TriG, section 2.2), nothing when it is empty."""
    opening = f"<{name}> {{\n\n"
    for paragraph in subjects(triples, names):
        yield opening + paragraph
        opening = ""
    if not opening:
        yield "}\n\n"


def head(lines: Iterable[str], used: Mapping[str, str]) -> str:
    """Return what stands before the subjects: comment lines, then the declarations of the used prefixes."""
    comments = "".join(f"# {comment(line)}\n" for line in lines)
    declarations = "".join(f"@prefix {name}: <{used[name]}> .\n" for name in sorted(used))
    return "\n".join(part for part in (comments, declarations) if part) + "\n"


def comment(line: str) -> str:
    r"""Return a text on one line: a line end in a title would otherwise end the comment.

    >>> comment('a\n<http://e/s> <http://e/p> "not data" .')
    'a <http://e/s> <http://e/p> "not data" .'
    """
    return _UNSAFE.sub(" ", line).strip()


def _paragraph(subject: str, types: list[str], rest: list[str]) -> str:
    text = "".join(rest)
    return f"{subject} a {', '.join(types)}{text} .\n\n" if types else f"{subject}{text[2:]} .\n\n"

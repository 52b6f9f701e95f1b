"""Explanations written down: as text for a reader, and as JSON with stable keys."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from intlgraph.errors import Problem, sentence
from intlgraph.query.explain import Explanation
from intlgraph.query.facts import Fact, Group
from intlgraph.query.labels import chosen
from intlgraph.query.rows import Passage
from intlgraph.query.words import Words
from intlgraph.store import Term

__all__ = ["as_json", "as_text"]

_INDENT = " " * 6
_MARKED = {"derived": "explain-derived", "editorial": "explain-editorial"}
_UNMARKED = ("property", "mention")


def as_text(explanation: Explanation, language: str, words: Words | None = None) -> str:
    """Return an explanation as text in one language, each fact followed by its certainty and its passages."""
    return "".join(f"{_plain(line)}\n" for line in _lines(explanation, language, words))


def _lines(explanation: Explanation, language: str, words: Words | None) -> Iterator[str]:
    name = chosen(explanation.names, language) or explanation.iri
    kind = next(filter(None, (chosen(labels, language) for _, labels in explanation.classes)), "")
    yield f"{name} ({kind})" if kind else name
    others = sorted(set(explanation.names.values()) - {name})
    if others:
        yield "; ".join(others)
    yield explanation.iri
    if not explanation.groups:
        yield ""
        yield sentence("explain-nothing", "text", language, {})
    for group in explanation.groups:
        yield ""
        yield chosen(group.headings, language)
        for fact in group.facts:
            yield f"  {chosen(fact.sentences, language)}"
            yield from _evidence(group, fact, language, words)


def _evidence(group: Group, fact: Fact, language: str, words: Words | None) -> Iterator[str]:
    if group.kind in _MARKED:
        yield _INDENT + sentence(_MARKED[group.kind], "text", language, {})
        return
    certainty = chosen(fact.certainty_names or {}, language) or fact.certainty
    if not certainty and (fact.passages or group.kind not in _UNMARKED) and group.kind != "mention":
        certainty = sentence("explain-publisher", "text", language, {})
    cited = list(_cited(fact.passages, language))
    if certainty or cited:
        yield _INDENT + ": ".join(filter(None, (certainty, "; ".join(cited))))
    if fact.reasons:
        reason = chosen(fact.reasons, language)
        yield _INDENT + sentence("explain-reason", "text", language, {"reason": reason})
    for each in fact.passages if words else ():
        if words and each.iri in words.texts:
            yield f"{_INDENT}“{' '.join(words.texts[each.iri].split())}”"
        elif words and each.iri in words.problems:
            reason = words.problems[each.iri].text(language)
            yield _INDENT + sentence("explain-no-words", "text", language, {"reason": reason})


def _cited(passages: Iterable[Passage], language: str) -> Iterator[str]:
    """Yield each document with the ranges in it."""
    for _, each in groupby(passages, key=lambda passage: passage.document):
        cited = list(each)
        ranges = [f"{passage.start}-{passage.end}" for passage in cited if passage.start is not None]
        values = {"title": chosen(cited[0].title, language) or cited[0].document, "ranges": ", ".join(ranges)}
        yield sentence("explain-range" if ranges else "explain-whole", "text", language, values)


def _plain(line: str) -> str:
    """Return a line without control characters, so that no value can command the terminal."""
    return "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in line)


def as_json(explanation: Explanation, words: Words | None = None) -> str:
    """Return an explanation as JSON: IRIs, ISO values, the sentences of every language by their tags."""
    value = {
        "iri": explanation.iri,
        "names": dict(explanation.names),
        "classes": [{"iri": iri, "names": dict(names)} for iri, names in explanation.classes],
        "groups": [
            {
                "kind": group.kind,
                "class": group.iri or None,
                "headings": dict(group.headings),
                "facts": [_fact(fact, words) for fact in group.facts],
            }
            for group in explanation.groups
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _fact(fact: Fact, words: Words | None) -> dict[str, object]:
    return {
        "row": fact.row,
        "sentences": dict(fact.sentences),
        "values": [{"property": key, **_value(value)} for key, value in fact.values],
        "certainty": fact.certainty or None,
        "certaintyNames": dict(fact.certainty_names or {}),
        "reasons": dict(fact.reasons or {}),
        "passages": [_passage(each, words) for each in fact.passages],
    }


def _value(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"iri": term.value}
    if isinstance(term, Literal):
        tag = {"language": term.language} if term.language else {"datatype": term.datatype.value}
        return {"value": term.value, **tag}
    return {"value": str(term)}


def _passage(passage: Passage, words: Words | None) -> dict[str, object]:
    value: dict[str, object] = {
        "iri": passage.iri,
        "document": passage.document,
        "titles": dict(passage.title),
        "start": passage.start,
        "end": passage.end,
        "sha256": passage.sha256 or None,
    }
    if words is not None:
        problem: Problem | None = words.problems.get(passage.iri)
        value["words"] = words.texts.get(passage.iri)
        value["problem"] = problem.code if problem else None
    return value

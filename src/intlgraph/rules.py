"""Rules: CONSTRUCT queries, run until they say nothing new, whose triples stand in a graph of their own.

A rule is a file `<name>.rq`. It sees the union of the named graphs, what other rules have added included. The answer
does not depend on chance: rules run in the order of their names, and a triple that any graph already holds is not
said again. As the triples come from the store, their literals have the store's form: a rule that copies "05" as
xsd:integer derives 5.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from intlgraph.errors import DataError, IntlgraphError, Place, Problem, QueryError
from intlgraph.store import syntax
from intlgraph.store.base import checked_form, place_in
from intlgraph.store.faults import machine_error
from intlgraph.store.oxigraph import WritableStore, in_memory

__all__ = ["Rule", "derive", "read", "write"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One CONSTRUCT query, with the name and the file that messages call it by."""

    name: str
    text: str
    file: str = ""


def read(paths: Iterable[Path]) -> tuple[Rule, ...]:
    """Return the rules of these files, by name, each checked.

    Raises `DataError` with all problems found: a rule that is not SPARQL (with line and character), that is no
    CONSTRUCT, that would call another server, or whose template has a blank node.
    """
    rules, problems = [], []
    for path in paths:
        try:
            rule = Rule(path.stem, path.read_text("utf-8-sig"), str(path))
        except UnicodeDecodeError:
            problems.append(Problem("rule-not-text", {"rule": path.stem}, Place(str(path))))
            continue
        except OSError as error:
            raise machine_error(error, path) from error
        problems += _problems(rule)
        rules.append(rule)
    if problems:
        raise DataError(problems)
    return tuple(sorted(rules, key=lambda rule: rule.name))


def derive(store: WritableStore, rules: Iterable[Rule], graph: str, *, rounds: int = 100) -> int:
    """Add to `graph` all that the rules derive, and return how many triples that is.

    The rules see what is loaded: what is to be whole without the people is derived before they are. Every round runs
    every rule; there are as many rounds as the longest chain of conclusions is long, and one more.
    Raises `DataError` for a rule that `read` would refuse, for one that copies a blank node, and when the rules still
    say something new after `rounds` rounds.
    """
    ordered = sorted(rules, key=lambda rule: rule.name)
    if problems := [problem for rule in ordered for problem in _problems(rule)]:
        raise DataError(problems)
    total = 0
    for _ in range(rounds):
        added = {rule.name: _infer(store, rule, graph) for rule in ordered}
        if not any(added.values()):
            return total
        total += sum(added.values())
    busy = [rule for rule in ordered if added[rule.name]]
    values = {"rounds": rounds, "rules": ", ".join(rule.name for rule in busy), "count": total}
    raise DataError([Problem("rules-endless", values, Place(busy[0].file))])


def write(store: WritableStore, graph: str, path: Path) -> int:
    """Write one graph of the store as sorted N-Quads, and return the number of lines.

    Raises `MachineError` when the disk says no.
    """
    count = 0
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for line in store.dump(graph):
                file.write(line)
                count += 1
    except OSError as error:
        raise machine_error(error, path) from error
    return count


def _infer(store: WritableStore, rule: Rule, graph: str) -> int:
    try:
        return store.infer(rule.text, graph)
    except (QueryError, DataError) as error:
        raise DataError(_placed(error, rule)) from error


def _problems(rule: Rule) -> list[Problem]:
    """Return what is wrong with a rule before it is run on any data."""
    try:
        form = checked_form(rule.text)
        if form != "CONSTRUCT":
            return [Problem("rule-not-construct", {"rule": rule.name, "found": form}, Place(rule.file))]
        in_memory().query(rule.text)
    except QueryError as error:
        return _placed(error, rule)
    if blank := syntax.has_blank_template(rule.text):
        place = replace(place_in(rule.text, blank.start), file=rule.file)
        return [Problem("rule-blank-node", {"rule": rule.name, "near": blank.text}, place)]
    return []


def _placed(error: IntlgraphError, rule: Rule) -> list[Problem]:
    """Return the problems of an error with the file of the rule as their place."""
    return [replace(problem, place=replace(problem.place, file=rule.file)) for problem in error.problems]

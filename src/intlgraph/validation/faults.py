"""From results to faults: grouped, placed, worded, the worst first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from intlgraph.errors import Place, Problem
from intlgraph.namespaces import XSD
from intlgraph.validation.grouping import Group, component, gather, severity, share
from intlgraph.validation.parameters import demanded, languages_of
from intlgraph.validation.places import Places, Spot
from intlgraph.validation.report import Fault, Severity, Text
from intlgraph.validation.results import Result
from intlgraph.validation.shapes import Shapes
from intlgraph.validation.showing import LANGUAGES, named
from intlgraph.validation.vocabulary import SH
from intlgraph.validation.wording import Kept, tell
from intlgraph.validation.words import Words

__all__ = ["group", "nowhere", "of_problems", "told_once"]

_SEVERITIES: Final[tuple[Severity, ...]] = ("violation", "warning", "info")


def nowhere(wanted: Iterable[Spot]) -> Mapping[Spot, tuple[Place, ...]]:
    """Return no place for anything: where the data came from is not known."""
    return dict.fromkeys(wanted, ())


def group(results: Iterable[Result], shapes: Shapes, words: Words, places: Places = nowhere) -> tuple[Fault, ...]:
    """Return one fault for each thing that is wrong, the worst first, then by place and focus node.

    Results are one fault when they are about the same thing: the same value of the same focus node, the same cell,
    or the same unknown value wherever it is used.
    """
    groups = gather(results, shapes, words)
    spots = {each: _spot(each, shapes) for each in groups}
    found = places(dict.fromkeys(spots.values())) if groups else {}
    where = {each: found.get(spot, ()) for each, spot in spots.items()}
    cells = _by_cell(groups, where)
    demands = _demands(cells, shapes)
    kept: Kept = {}
    faults = [_fault(each, where, shapes, words, kept) for each in share(cells, demands)]
    return tuple(sorted(faults, key=_order))


def _demands(groups: Iterable[Group], shapes: Shapes) -> Mapping[Group, str]:
    """Return what is demanded of the value of each group, as a text to be compared."""
    known: dict[tuple[str, str], str] = {}
    found: dict[Group, str] = {}
    for each in groups:
        key = each.main.shape, each.main.component
        if key not in known:
            known[key] = " ".join(demanded(each.main, shapes))
        found[each] = known[key]
    return found


def of_problems(problems: Iterable[Problem]) -> tuple[Fault, ...]:
    """Return problems of the tables, or of the data as a whole, as faults that stand beside those that shapes find."""
    return tuple(_of_problem(each) for each in problems)


def told_once(problems: Iterable[Fault], found: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults of problems and of shapes together, values of a datatype that there is not told of once.

    The problem says it better, the shapes say where.
    """
    left = tuple(found)
    told = []
    for problem in problems:
        same = tuple(each for each in left if problem.value and _is_of(each, problem.value))
        left = tuple(each for each in left if each not in same)
        places = dict.fromkeys(place for each in same for place in each.places)
        results = tuple(result for each in same for result in each.results)
        told.append(replace(problem, places=tuple(places) or problem.places, results=results, value=""))
    return (*told, *left)


def _is_of(fault: Fault, datatype: str) -> bool:
    """Return whether a fault is only that its value has this datatype."""
    wrong = all(component(each) == "Datatype" for each in fault.results)
    return wrong and fault.value.endswith(f'"^^{datatype}')


def _of_problem(problem: Problem) -> Fault:
    return Fault(
        severity="violation" if problem.severity == "error" else "warning",
        focus="",
        path="",
        value=f"<{XSD}{problem.values['found']}>" if problem.code.startswith("rdf-datatype-unknown") else "",
        label={},
        message={language: problem.text(language) for language in LANGUAGES},
        found={},
        expected={},
        hint={language: text for language in LANGUAGES if (text := problem.hint(language))},
        places=(problem.place,) if problem.place != Place() else (),
        results=(),
        code=problem.code,
    )


def _spot(group: Group, shapes: Shapes) -> Spot:
    """Return what is to be found: the statement that is wrong, else the thing and the property that is missing."""
    if group.value and group.about:
        return Spot(group.focus, group.about, group.value)
    if not group.main.value and group.main.path.lstrip("(").startswith("^"):
        return Spot(group.focus)  # what should point to it is nowhere; it is itself somewhere
    value = group.main.value or _missing_language(group.main, shapes)
    return Spot(group.focus, group.main.path, value if value != group.focus else "")


def _missing_language(result: Result, shapes: Shapes) -> str:
    """Return the language of which there is too little (`@en`), so that the column for it can be found."""
    if component(result) != "QualifiedMinCount":
        return ""
    wanted = shapes.nodes[result.shape].parameters.get(f"{SH}qualifiedValueShape", ())
    languages = [each for kind in wanted for each in languages_of(shapes.nodes[kind.value], shapes)]
    return f"@{languages[0]}" if len(languages) == 1 else ""


def _by_cell(groups: Iterable[Group], where: dict[Group, tuple[Place, ...]]) -> tuple[Group, ...]:
    """Return the groups, those about the same cell and the same thing put together: a date and its bounds, say.

    Two values of one property in one cell stay apart.
    """
    by_cell: dict[tuple[str, Place], Group] = {}
    kept: dict[Group, None] = {}
    for each in groups:
        place = next(iter(where[each]), Place())
        key = each.focus, place
        other = by_cell.get(key) if place.column else None
        if other is None or other.about == each.about:
            by_cell.setdefault(key, each)
            kept[each] = None
            continue
        first, second = sorted((other, each), key=lambda one: (severity(one.main), not one.value))
        merged = Group(first.focus, first.about, first.value, first.results + second.results)
        where[merged] = where[first]
        by_cell[key] = merged
        del kept[other]
        kept[merged] = None
    return tuple(kept)


def _fault(
    groups: tuple[Group, ...], where: Mapping[Group, tuple[Place, ...]], shapes: Shapes, words: Words, kept: Kept
) -> Fault:
    ordered = sorted(groups, key=lambda each: (_place_key(next(iter(where[each]), None)), each.focus))
    first = ordered[0]
    told = tell(ordered, shapes, words, kept)
    label: Text = named(first.focus, words)
    return Fault(
        severity=_SEVERITIES[min(severity(result) for each in ordered for result in each.results)],
        focus=first.focus,
        path=first.main.path,
        value=first.value or first.main.value,
        label=label,
        message=told.message,
        found=told.found,
        expected=told.expected,
        hint=told.hint,
        places=tuple(dict.fromkeys(place for each in ordered for place in where[each])),
        results=tuple(result for each in ordered for result in each.results),
    )


def _order(fault: Fault) -> tuple[object, ...]:
    place = next(iter(fault.places), None)
    return _SEVERITIES.index(fault.severity), _place_key(place), fault.focus, fault.path, fault.value


def _place_key(place: Place | None) -> tuple[object, ...]:
    """Return what places are sorted by; what stands nowhere comes last."""
    if place is None:
        return True, "", 0, 0, ""
    return False, place.file, place.row or place.line or 0, place.character or 0, place.column

"""What a constraint demands: the values of its parameters, and how they are told to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from intlgraph.validation.grouping import component
from intlgraph.validation.report import Text
from intlgraph.validation.results import Result
from intlgraph.validation.shapes import Shape, Shapes
from intlgraph.validation.showing import kind_of_value, listed, named, phrase, shown, term_iri
from intlgraph.validation.statements import Term
from intlgraph.validation.vocabulary import SH
from intlgraph.validation.words import Words

__all__ = ["COMPARED", "compared", "demanded", "languages_of", "parameter"]

COMPARED: Final = ("LessThan", "LessThanOrEquals", "Equals", "Disjoint")
"""Components that compare with other values of the focus node, which their texts tell."""

_LISTS: Final = ("In", "LanguageIn")
_SHAPES: Final = ("Not", "And", "Or", "Xone", "Node")
_NODE_KINDS: Final[Mapping[str, str]] = {
    f"{SH}IRI": "node-iri",
    f"{SH}BlankNode": "node-blank",
    f"{SH}Literal": "node-literal",
    f"{SH}BlankNodeOrIRI": "node-thing",
    f"{SH}BlankNodeOrLiteral": "node-blank-or-literal",
    f"{SH}IRIOrLiteral": "node-iri-or-literal",
}


def demanded(result: Result, shapes: Shapes) -> tuple[str, ...]:
    """Return the values of the parameter that a result is about (the class, the members of the list), as terms."""
    return tuple(map(str, _values(result, shapes)))


def compared(result: Result, shapes: Shapes) -> tuple[str, ...]:
    """Return the properties (terms) that the values were compared with; none where they were not."""
    return demanded(result, shapes) if component(result) in COMPARED else ()


def parameter(result: Result, shapes: Shapes, words: Words) -> Text:
    """Return what a constraint demands, as a sentence has it: a number, a class, a list, another property's values."""
    kind, values = component(result), _values(result, shapes)
    if kind == "Class":
        return listed(named(str(each), words) for each in values)
    if kind == "Datatype":
        return listed(kind_of_value(each.value, words) for each in values if isinstance(each, NamedNode))
    if kind == "NodeKind":
        return listed(phrase(_NODE_KINDS.get(term_iri(str(each)), "node-thing")) for each in values)
    if kind in COMPARED:
        return listed(_other(result, str(each), words) for each in values)
    if kind in _SHAPES:
        word = "list-or" if kind in ("Or", "Xone") else "list-and"
        return listed((_shape(str(each), shapes, words) for each in values), last=word)
    if kind in ("MinCount", "MaxCount"):
        return listed(_number(each.value) for each in values if isinstance(each, Literal))
    if kind in ("QualifiedMinCount", "QualifiedMaxCount"):
        return listed(_qualified(each, result, shapes, words) for each in values if isinstance(each, Literal))
    if kind == "In":
        return listed((shown(str(each), words) for each in values), last="list-or")
    return listed({"": each.value} if isinstance(each, Literal) else shown(str(each), words) for each in values)


def _values(result: Result, shapes: Shapes) -> tuple[Term, ...]:
    shape = shapes.nodes.get(result.shape)
    kind = component(result)
    if shape is None or not kind or "/" in kind:
        return ()
    values = shape.parameters.get(f"{SH}{kind[0].lower()}{kind[1:]}", ())
    if kind in (*_LISTS, "And", "Or", "Xone"):
        return tuple(member for each in values for member in shapes.statements.members(each) or ())
    return values


def _number(number: str) -> Text:
    return phrase("values-one") if number == "1" else phrase("values-many", number=number)


def _qualified(number: Literal, result: Result, shapes: Shapes, words: Words) -> Text:
    kinds = shapes.nodes[result.shape].parameters.get(f"{SH}qualifiedValueShape", ())
    described = listed(_shape(str(each), shapes, words) for each in kinds)
    return phrase("values-of-kind", number=number.value, kind=described)


def _other(result: Result, property_: str, words: Words) -> Text:
    """Return the values that another property of the same thing has, with its name."""
    name, values = named(property_, words), words.values.get((result.focus, property_), ())
    return phrase("other-value", name=name, value=listed(shown(each, words) for each in values)) if values else name


def languages_of(shape: Shape, shapes: Shapes) -> tuple[str, ...]:
    """Return the languages that a shape allows, nothing where it says nothing of them."""
    return tuple(
        member.value
        for each in shape.parameters.get(f"{SH}languageIn", ())
        for member in shapes.statements.members(each) or ()
        if isinstance(member, Literal)
    )


def _shape(term: str, shapes: Shapes, words: Words) -> Text:
    """Return what a shape is called, or else what it is about."""
    shape: Shape | None = shapes.nodes.get(term_iri(term))
    if shape is None:
        return named(term, words)
    for predicate in (f"{SH}name", "http://www.w3.org/2000/01/rdf-schema#label", f"{SH}description"):
        if texts := shape.texts(predicate):
            return texts
    classes = shape.parameters.get(f"{SH}class", ())
    kinds = [each.value for each in shape.parameters.get(f"{SH}datatype", ())]
    if languages := languages_of(shape, shapes):
        return phrase("kind-language", languages=listed(({"": each} for each in languages), last="list-or"))
    if classes or kinds:
        return listed([*(named(str(each), words) for each in classes), *(kind_of_value(each, words) for each in kinds)])
    return _of_nameless(shape, shapes, words) if shape.anonymous else named(term, words)


def _of_nameless(shape: Shape, shapes: Shapes, words: Words) -> Text:
    """Return which properties a shape without a name speaks of: its own, or those of the shapes in it."""
    inner = [shapes.nodes.get(term_iri(str(each))) for each in shape.parameters.get(f"{SH}property", ())]
    about = [shape] if shape.path else [each for each in inner if each is not None]
    names = [each.texts(f"{SH}name") or named(each.path, words) for each in about if each.path.startswith("<")]
    return phrase("shape-about", names=listed(names)) if names else phrase("shape-nameless")

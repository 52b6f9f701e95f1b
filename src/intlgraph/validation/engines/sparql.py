"""What rdflib makes of SPARQL, corrected where it departs from the Recommendation: the functions to put in place.

It orders literals of unlike types and ill-typed ones, where SPARQL knows an error, and takes an empty text in a
property path for no term at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from intlgraph.validation.engines.lexical import fits
from intlgraph.validation.engines.ordering import compare
from intlgraph.validation.engines.terms import typed

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import Expr

__all__ = ["ordered", "walked"]

_HOLDS: Final[dict[str, Callable[[int], bool]]] = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


def ordered(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function for comparisons in which `<` and its like hold by the operators of SPARQL (section 17.3).

    Literals of one datatype for which there is no operator, such as years, are left to rdflib.
    """

    def evaluated(expression: Expr, context: object) -> Any:
        from rdflib import Literal
        from rdflib.plugins.sparql.sparql import SPARQLError

        first, other, sign = expression.expr, expression.other, expression.op
        if sign not in _HOLDS or not (isinstance(first, Literal) and isinstance(other, Literal)):
            return original(expression, context)
        order = compare(typed(first), typed(other))
        if order is not None:
            return Literal(_HOLDS[sign](order))
        if typed(first)[1] != typed(other)[1] or not all(fits(*typed(each)) for each in (first, other)):
            raise SPARQLError(f"{first!r} and {other!r} have no order")
        return original(expression, context)

    return evaluated


def walked(original: Callable[..., Iterable[tuple[Any, Any]]]) -> Callable[..., Iterator[tuple[Any, Any]]]:
    """Return a function for the paths `*`, `+` and `?` that takes a term for a term though Python calls it false."""

    def pairs(
        self: Any, graph: Any, subj: Any = None, obj: Any = None, first: bool = True
    ) -> Iterator[tuple[Any, Any]]:
        subject_is_false, object_is_false = (term is not None and not term for term in (subj, obj))
        if subject_is_false:  # a literal, from which nothing leads on
            if self.zero and first and (obj is None or obj == subj):
                yield subj, subj
        elif object_is_false:
            found = [pair for pair in original(self, graph, subj, None, first) if pair[1] == obj]
            if self.zero and first and subj is None:
                found.append((obj, obj))
            yield from dict.fromkeys(found)
        else:
            yield from original(self, graph, subj, obj, first)

    return pairs

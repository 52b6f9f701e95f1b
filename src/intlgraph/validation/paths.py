"""Property paths: the path of a shape, or of a validation result, as SPARQL 1.1 writes it.

There is one way of writing each path, so that two engines that mean the same write the same:

    <iri>              a predicate
    ^<iri>             an inverse; of more than a predicate, ^(<a>/<b>)
    (<a>/<b>)          a sequence, always in parentheses; (<a>|<b>), an alternative
    (<a>)* (<a>)+ (<a>)?   repetition, its operand always in one pair of parentheses: (<a>/<b>)*

IRIs are full and there are no spaces. An inverse inside a repetition is (^<a>)*.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, NamedNode

from intlgraph.validation.statements import FIRST, Statements, Term
from intlgraph.validation.vocabulary import SH

__all__ = ["PathError", "predicates", "render"]

_REPEATED = {f"{SH}zeroOrMorePath": "*", f"{SH}oneOrMorePath": "+", f"{SH}zeroOrOnePath": "?"}
_INVERSE, _ALTERNATIVE = f"{SH}inversePath", f"{SH}alternativePath"
_FORMS = (*_REPEATED, _INVERSE, _ALTERNATIVE)


class PathError(ValueError):
    """A node is not a well-formed SHACL property path (section 2.3.1); `code` names the sentence that says why."""

    def __init__(self, code: str, node: Term) -> None:
        """Keep the code of the message and the node that is wrong."""
        super().__init__(f"{code}: {node}")
        self.code = code
        self.node = node


def render(statements: Statements, node: Term) -> str:
    """Return the SPARQL form of the path that a node of a graph is.

    Raises `PathError` when the node is not a well-formed path, or contains itself.

    >>> from pyoxigraph import Triple
    >>> inverse = Triple(BlankNode("x"), NamedNode(f"{SH}inversePath"), NamedNode("http://e/p"))
    >>> render(Statements.of([inverse]), BlankNode("x"))
    '^<http://e/p>'
    """
    return _render(statements, node, ())


def _render(statements: Statements, node: Term, above: tuple[Term, ...]) -> str:
    if isinstance(node, NamedNode):
        return f"<{node.value}>"
    if not isinstance(node, BlankNode):
        raise PathError("path-literal", node)
    if node in above:
        raise PathError("path-circular", node)
    above = (*above, node)
    forms = [(form, value) for form in _FORMS for value in statements.values(node, form)]
    is_list = bool(statements.values(node, FIRST))
    if is_list:  # W3C's path-strange-001: whatever else such a node has is passed over
        return _joined(statements, node, "/", above)
    if len(forms) != 1:
        raise PathError("path-mixed" if forms else "path-empty", node)
    form, value = forms[0]
    if form == _ALTERNATIVE:
        return _joined(statements, value, "|", above)
    inner = _render(statements, value, above)
    if form == _INVERSE:
        return f"^{inner}" if inner[0] in "<(" and inner[-1] in ">)" else f"^({inner})"
    bracketed = inner if inner[0] == "(" and inner[-1] == ")" else f"({inner})"
    return f"{bracketed}{_REPEATED[form]}"


def _joined(statements: Statements, node: Term, mark: str, above: tuple[Term, ...]) -> str:
    members = statements.members(node)
    if members is None:
        raise PathError("path-list", node)
    if len(members) < 2:
        raise PathError("path-short", node)
    return f"({mark.join(_render(statements, member, above) for member in members)})"


def predicates(statements: Statements, node: Term) -> Iterator[str]:
    """Yield the IRIs of all predicates that a path goes along, in either direction.

    Raises nothing: of a path that is not well-formed, those that are there.
    """
    waiting, seen = [node], set[Term]()
    while waiting:
        node = waiting.pop()
        if isinstance(node, NamedNode):
            yield node.value
        elif node not in seen:
            seen.add(node)
            for form in _FORMS:
                waiting += statements.values(node, form)
            waiting += statements.members(node) or ()

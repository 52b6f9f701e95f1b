"""The vocabulary of SHACL: what its terms expect, as tables (Recommendation of 2017, section 4 and appendix A)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from intlgraph.namespaces import RDF, XSD

__all__ = [
    "DASH",
    "DATATYPES",
    "KNOWN",
    "LISTS_OF_SHAPES",
    "MINTED",
    "NODE_KINDS",
    "NOT_RUN",
    "OBSOLETE",
    "PARAMETERS",
    "RULES",
    "SH",
    "SHAPE_EXPECTING",
    "TARGETS",
    "Rule",
]

SH: Final = "http://www.w3.org/ns/shacl#"
DASH: Final = "http://datashapes.org/dash#"
MINTED: Final = "urn:intlgraph:shape:"
"""How the IRIs begin that shapes get which have none in the file."""


def _names(text: str, namespace: str = SH) -> frozenset[str]:
    return frozenset(f"{namespace}{name}" for name in text.split())


PARAMETERS: Final = _names(
    "class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength maxLength"
    " pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node property"
    " qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed ignoredProperties"
    " hasValue in sparql"
)
"""The parameters of the built-in constraint components: whatever has one is a shape (section 2.1)."""

SHAPE_EXPECTING: Final = _names("node not property qualifiedValueShape")
LISTS_OF_SHAPES: Final = _names("and or xone")

TARGETS: Final[Mapping[str, str]] = {
    f"{SH}targetClass": "class",
    f"{SH}targetNode": "node",
    f"{SH}targetSubjectsOf": "subjects-of",
    f"{SH}targetObjectsOf": "objects-of",
    f"{SH}target": "advanced",
}
"""The properties that choose focus nodes, and what `Target.kind` calls them; sh:target is of SHACL-AF."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a term of SHACL expects: `code` names the message for a value of another kind.

    `single`: a node has at most one value. `on_property`: it has no meaning on a node shape.
    """

    code: str
    single: bool = False
    on_property: bool = False


def _rules(code: str, names: str, *, single: bool = False, on_property: bool = False) -> dict[str, Rule]:
    return dict.fromkeys(sorted(_names(names)), Rule(code, single, on_property))


RULES: Final[Mapping[str, Rule]] = {
    **_rules("shapes-not-iri", "targetClass targetSubjectsOf targetObjectsOf class equals disjoint shapesGraph"),
    **_rules("shapes-not-iri", "lessThan lessThanOrEquals", on_property=True),
    **_rules("shapes-not-iri", "datatype severity", single=True),
    **_rules("shapes-not-target", "targetNode"),
    **_rules("shapes-not-node-kind", "nodeKind", single=True),
    **_rules("shapes-not-integer", "minCount maxCount", single=True, on_property=True),
    **_rules("shapes-not-integer", "minLength maxLength", single=True),
    **_rules("shapes-not-integer", "qualifiedMinCount qualifiedMaxCount", single=True, on_property=True),
    **_rules("shapes-not-literal", "minExclusive minInclusive maxExclusive maxInclusive", single=True),
    **_rules("shapes-not-string", "pattern flags prefix", single=True),
    **_rules("shapes-not-string", "select ask construct update"),
    **_rules("shapes-not-list-of-strings", "languageIn", single=True),
    **_rules("shapes-not-boolean", "uniqueLang", single=True, on_property=True),
    **_rules("shapes-not-boolean", "closed deactivated optional", single=True),
    **_rules("shapes-not-boolean", "qualifiedValueShapesDisjoint", single=True, on_property=True),
    **_rules("shapes-not-shape", "node not property"),
    **_rules("shapes-not-shape", "qualifiedValueShape", single=True, on_property=True),
    **_rules("shapes-not-list-of-shapes", "and or xone"),
    **_rules("shapes-not-list-of-iris", "ignoredProperties", single=True),
    **_rules("shapes-not-list", "in", single=True),
    **_rules("shapes-not-node", "sparql prefixes declare group parameter validator nodeValidator propertyValidator"),
    **_rules("shapes-not-text", "message name description"),
    **_rules("shapes-not-number", "order", single=True),
    **_rules("shapes-not-address", "namespace", single=True),
}

NODE_KINDS: Final = _names("BlankNode IRI Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral")

NOT_RUN: Final = _names("rule values expression js jsLibrary") | _names(
    "closedByTypes coExistsWith hasValueIn hasValueWithClass indexed nonRecursive reifiableBy rootClass singleLine stem"
    " subSetOf symmetric uniqueValueForClass",
    DASH,
)
"""Constraints and rules outside the Recommendation, which no engine here runs."""

OBSOLETE: Final[Mapping[str, str]] = {
    f"{SH}shape": "sh:node",
    f"{SH}valueShape": "sh:node",
    f"{SH}valueClass": "sh:class",
    f"{SH}valueType": "sh:datatype",
    f"{SH}scope": "sh:target",
    f"{SH}scopeClass": "sh:targetClass",
    f"{SH}scopeNode": "sh:targetNode",
    f"{SH}constraint": "sh:node",
}
"""Terms of drafts before the Recommendation, which engines pass over, and what they are called since."""

_COMPONENTS = (
    "And Class Closed Datatype Disjoint Equals Expression HasValue In JS LanguageIn LessThan LessThanOrEquals MaxCount"
    " MaxExclusive MaxInclusive MaxLength MinCount MinExclusive MinInclusive MinLength Node NodeKind Not Or Pattern"
    " Property QualifiedMaxCount QualifiedMinCount SPARQL UniqueLang Xone"
)

KNOWN: Final = (
    PARAMETERS
    | frozenset(TARGETS)
    | frozenset(RULES)
    | NODE_KINDS
    | frozenset(term for term in NOT_RUN if term.startswith(SH))
    | _names(" ".join(f"{name}ConstraintComponent" for name in _COMPONENTS.split()))
    | _names(
        "AbstractResult ConstraintComponent Function Info NodeKind NodeShape Parameter Parameterizable"
        " PrefixDeclaration PropertyGroup PropertyShape ResultAnnotation Rule Severity Shape Target TargetType"
        " TripleRule Validator ValidationReport ValidationResult Violation Warning"
        " JSConstraint JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator"
        " SPARQLAskExecutable SPARQLAskValidator SPARQLConstraint SPARQLConstructExecutable SPARQLExecutable"
        " SPARQLFunction SPARQLRule SPARQLSelectExecutable SPARQLSelectValidator SPARQLTarget SPARQLTargetType"
        " SPARQLUpdateExecutable"
    )
    | _names(
        "path alternativePath inversePath oneOrMorePath zeroOrMorePath zeroOrOnePath"
        " annotationProperty annotationValue annotationVarName conforms detail focusNode result resultAnnotation"
        " resultMessage resultPath resultSeverity shapesGraphWellFormed sourceConstraint sourceConstraintComponent"
        " sourceShape value suggestedShapesGraph entailment defaultValue labelTemplate"
    )
    | _names(
        "condition filterShape intersection union nodes this subject predicate object returnType jsFunctionName"
        " jsLibraryURL count distinct exists groupConcat separator if then else limit offset max min sum minus orderBy"
        " desc"
    )
)
"""The terms of SHACL, of its Advanced Features and of its JavaScript Extensions."""

DATATYPES: Final = _names(
    "string boolean decimal integer double float date time dateTime dateTimeStamp gYear gMonth gDay gYearMonth"
    " gMonthDay duration yearMonthDuration dayTimeDuration byte short int long unsignedByte unsignedShort unsignedInt"
    " unsignedLong positiveInteger nonNegativeInteger negativeInteger nonPositiveInteger hexBinary base64Binary"
    " anyURI language normalizedString token NMTOKEN Name NCName NOTATION QName ENTITY ID IDREF"
    " anySimpleType anyAtomicType anyType",
    XSD,
) | _names("langString dirLangString HTML XMLLiteral JSON PlainLiteral", RDF)
"""The datatypes of XML Schema and RDF; others in their namespaces do not exist."""

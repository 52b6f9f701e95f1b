"""A small invented graph, written as TriG, in a store of its own: what the tests of names and explanations stand on."""

from __future__ import annotations

import hashlib

import pyoxigraph

from intlgraph.namespaces import PREFIXES
from intlgraph.store.oxigraph import OxigraphStore, in_memory

BASE = "https://example.org/by/"
TERMS = {
    "member": "http://www.w3.org/ns/org#member",
    "organization": "http://www.w3.org/ns/org#organization",
    "role": "http://www.w3.org/ns/org#role",
    "start": f"{PREFIXES['intl']}start",
    "end": f"{PREFIXES['intl']}end",
    "thing": f"{PREFIXES['intl']}thing",
    "object": f"{PREFIXES['intl']}object",
    "status": "http://www.w3.org/ns/adms#status",
    "pledge": f"{PREFIXES['intl']}pledge",
    "event": f"{PREFIXES['intl']}event",
    "type": f"{PREFIXES['rdf']}type",
}
"""The names that the patterns below may use."""

TEXT = "Nordby sitter i styrelsen för Öarna 2017-2019. Nordby föreslår en bro."
HASH = hashlib.sha256(TEXT.encode()).hexdigest()
BOARD = hashlib.sha256(TEXT[0:46].encode()).hexdigest()

ONTOLOGY = """
GRAPH <g/graph/ontology> {
  org:Organization rdfs:label "organisation"@sv , "organisation"@en ; intl:display display:entity .
  ex:Net rdfs:subClassOf org:Organization ; rdfs:label "nätverk"@sv , "network"@en ;
    intl:pluralLabel "nätverk"@sv , "networks"@en ; intl:display display:entity .
  ex:Plan rdfs:label "plan"@sv , "plan"@en ; intl:display display:entity .
  org:Membership rdfs:label "medlemskap"@sv , "membership"@en ; intl:pluralLabel "medlemskap"@sv , "memberships"@en ;
    intl:display display:statement ; intl:subjectProperty org:member ;
    intl:sentence "{member} är {role} i {organization}[ från {start}][ till {end}]"@sv ,
                  "{member} is {role} of {organization}[ from {start}][ until {end}]"@en .
  ex:State rdfs:label "läge"@sv , "state"@en ; intl:display display:statement ; intl:subjectProperty intl:thing ;
    intl:sentence "{thing} var {status}"@sv , "{thing} was {status}"@en .
  ex:Pledge rdfs:label "löfte"@sv , "pledge"@en ; intl:display display:statement ; intl:subjectProperty org:member .
  intl:pledge rdfs:label "lovat"@sv , "pledged"@en .
  intl:event rdfs:label "av"@sv , "by"@en .
  org:member rdfs:label "medlem"@sv , "member"@en .
  org:role rdfs:label "roll"@sv , "role"@en .
  intl:roleAsWritten rdfs:label "med källans ord"@sv , "as written"@en .
  org:hasMember intl:sentence "{object} är medlem i {thing}"@sv , "{object} is a member of {thing}"@en .
  foaf:page rdfs:label "sida"@sv , "page"@en .
  ex:carries rdfs:label "bär"@sv , "carries"@en ; intl:inverseLabel "bärs av"@sv , "carried by"@en .
  <c/board> a skos:Concept ; skos:prefLabel "styrelseledamot"@sv , "board member"@en .
  <c/member> a skos:Concept ; skos:prefLabel "medlem"@sv , "member"@en .
  <c/proposed> a skos:Concept ; skos:prefLabel "föreslagen"@sv , "proposed"@en ;
    intl:hedge "föreslagen"@sv , "proposed"@en .
  <c/stated> a skos:Concept ; skos:prefLabel "sagd"@sv , "stated"@en .
  <c/heading> a skos:Concept ; skos:prefLabel "rubrik"@sv , "heading"@en ;
    intl:hedge "bara enligt en rubrik"@sv , "by a heading alone"@en .
}
"""

DATA = f"""
GRAPH <g/graph/tables> {{
  <id/document/page> a foaf:Document ; dcterms:title "Sidan"@sv , "The page"@en ; intl:sha256 "{HASH}" .
  <id/document/page#char=0,46> a oa:SpecificResource ; oa:hasSource <id/document/page> ; intl:sha256 "{BOARD}" ;
    oa:hasSelector <id/selector/page-0-46> .
  <id/selector/page-0-46> a oa:TextPositionSelector ; oa:start 0 ; oa:end 46 .
  <id/municipality/nordby> a org:Organization ; skos:prefLabel "Nordby kommun"@sv , "Municipality of Nordby"@en ;
    intl:mentionedIn <id/document/page#char=0,46> ; foaf:page <https://nordby.example/> .
  <id/network/islands> a ex:Net , org:Organization ; skos:prefLabel "Öarna"@sv , "The Islands"@en .
  <id/network/islands-2> a ex:Net , org:Organization ; skos:prefLabel "Öarna II"@sv .
  <id/plan/bridge> a ex:Plan ; skos:prefLabel "Bron"@sv , "The bridge"@en ; ex:carries <id/network/islands> ;
    intl:certainty <c/stated> ; dcterms:source <id/document/page> .
  <id/name/nordby-alias> a ex:Name ; intl:thing <id/municipality/nordby> ; intl:writtenForm "Nordbys stad" ;
    intl:certainty <c/stated> .
  <id/name/bridge-alias> a ex:Name ; intl:thing <id/plan/bridge> ; intl:writtenForm "NORDBYS STAD" .
  <id/membership/board> a org:Membership ; org:member <id/municipality/nordby> ; org:organization <id/network/islands> ;
    org:role <c/board> ; intl:roleAsWritten "i styrelsen" ; intl:start "2017"^^xsd:gYear ; intl:end "2019"^^xsd:gYear ;
    intl:earliestStart "2017-01-01"^^xsd:date ; intl:latestEnd "2019-12-31"^^xsd:date ;
    intl:certainty <c/stated> ; dcterms:source <id/document/page> ; intl:passage <id/document/page#char=0,46> .
  <id/membership/plain> a org:Membership ; org:member <id/municipality/nordby> ; org:organization <id/network/islands> ;
    org:role <c/member> ; intl:latestStart "2021-01-31"^^xsd:date ; intl:certainty <c/heading> ;
    intl:reason "Only the heading says so"@en , "Bara rubriken säger det"@sv ; dcterms:source <id/document/page> .
  <id/membership/bridge> a org:Membership ; org:member <id/municipality/nordby> ; org:organization <id/plan/bridge> ;
    org:role <c/member> .
  <id/state/bridge> a ex:State ; intl:thing <id/plan/bridge> ; adms:status <c/proposed> ; intl:certainty <c/stated> .
  <id/pledge/two> a ex:Pledge ; intl:event <id/pledge/three> .
  <id/pledge/three> a ex:Pledge ; org:member <id/network/islands-2> .
  <id/pledge/one> a ex:Pledge ; intl:event <id/membership/board> ;
    intl:pledge "Bygga en bro."@sv , "Build a bridge."@en .
}}
GRAPH <g/graph/editorial> {{
  <id/network/islands> dcterms:description "Påhittat."@sv , "Invented."@en .
}}
GRAPH <g/graph/derived> {{
  <id/network/islands> org:hasMember <id/municipality/nordby> .
  <id/network/islands-2> org:hasMember <id/municipality/nordby> .
}}
"""


def store_of(*trig: str) -> OxigraphStore:
    """Return a store of TriG texts in which the usual prefixes, `ex:` and `display:` stand for themselves."""
    prefixes = dict(PREFIXES) | {
        "ex": "https://example.org/ns#",
        "display": "https://w3id.org/intlgraph/concept/display/",
    }
    head = f"@base <{BASE}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    return in_memory(pyoxigraph.parse(head + "\n".join(trig), format=pyoxigraph.RdfFormat.TRIG))


def thing(path: str) -> str:
    """Return the IRI of a thing of the invented graph."""
    return f"{BASE}id/{path}"

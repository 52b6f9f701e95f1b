"""VoID: what is in the publication, for query editors and whoever wants to know before asking (W3C note, 2011).

Class and property partitions are what editors complete from; the named queries are examples that can be run anywhere
(SHACL Advanced Features, section 5, `sh:SPARQLExecutable`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from intlgraph.catalogue.authority import FILE_TYPES
from intlgraph.catalogue.dcat import publisher
from intlgraph.catalogue.statements import NAMES, Statements, expand, texts, typed
from intlgraph.catalogue.statistics import Statistics, count
from intlgraph.errors import sentence
from intlgraph.namespaces import CONCEPT, INTL, PREFIXES
from intlgraph.project import Dataset, Project
from intlgraph.publishing.datasets import selection
from intlgraph.publishing.dumps import Dump
from intlgraph.query import named
from intlgraph.query.binding import fill
from intlgraph.query.headers import NamedQuery

__all__ = ["describe", "whole"]

_PREFIXED = re.compile(r"(?<![\w<:/?-])([a-z]+):[A-Za-z_]")
_SLUG = re.compile(r"[^A-Za-z0-9]+")
_KINDS: Final = {"SELECT": "Select", "CONSTRUCT": "Construct", "ASK": "Ask", "DESCRIBE": "Construct"}
_OPERATION = re.compile(r"^\s*(SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.MULTILINE | re.IGNORECASE)


def describe(project: Project, quads: Path, dumps: Sequence[Dump]) -> list[str]:
    """Return the VoID description of a publication as sorted triples `<s> <p> <o>`.

    `quads` is the folder of the build's sorted `<graph>.nq` files, which is read once; people are not counted.
    """
    said = Statements()
    main = whole(project)
    here = project.iris.dataset(main.name)
    _document(said, project, here)
    for dataset in project.datasets:
        _dataset(said, project, dataset, [dump for dump in dumps if dump.dataset == dataset.name])
        if dataset.name != main.name:
            said.point(here, "void:subset", [project.iris.dataset(dataset.name)])
    own = (f"<{project.base}/", f"<{INTL}", f"<{CONCEPT}")
    _statistics(said, project, here, count(selection(quads, main, project.iris).triples(), own))
    if project.endpoint:
        said.point(here, "void:sparqlEndpoint", [project.endpoint])
    for query in named.catalogue(project):
        _example(said, project, here, query)
    return said.sorted()


def whole(project: Project) -> Dataset:
    """Return the dataset that holds everything; a publication that declares none is counted as one."""
    declared = (each for each in project.datasets if not each.classes and not each.graphs)
    return next(declared, None) or Dataset("all", project.title, project.description)


def _document(said: Statements, project: Project, here: str) -> None:
    document = f"{project.base}/void.ttl"
    said.type(document, "void:DatasetDescription")
    said.point(document, "foaf:primaryTopic", [here])
    said.say(document, "dcterms:title", *texts(project.title))
    if project.demonstration:
        warning = {tag: sentence("dump-demonstration", "text", tag, {}) for tag in project.languages}
        said.say(document, "dcterms:description", *texts(warning))
    said.type(here, "void:Dataset")
    said.say(here, "void:uriSpace", typed(f"{project.base}/"))
    said.point(here, "foaf:homepage", [f"{project.base}/"])
    said.point(here, "void:feature", (expand(f"formats:{form.feature}") for form in FILE_TYPES.values()))


def _dataset(said: Statements, project: Project, dataset: Dataset, dumps: Sequence[Dump]) -> None:
    here = project.iris.dataset(dataset.name)
    said.type(here, "void:Dataset")
    said.say(here, "dcterms:title", *texts(dataset.title))
    said.point(here, "dcterms:publisher", [publisher(project)])
    for dump in dumps:
        extension = dump.path.name.removeprefix(f"{dataset.name}.")
        said.point(here, "void:dataDump", [project.iris.dump(dataset.name, extension)])
        said.say(here, "void:triples", _number(dump.triples))


def _statistics(said: Statements, project: Project, here: str, found: Statistics) -> None:
    said.say(here, "void:triples", _number(found.triples))
    said.say(here, "void:entities", _number(found.subjects))
    said.say(here, "void:distinctSubjects", _number(found.subjects))
    said.say(here, "void:distinctObjects", _number(found.objects))
    said.say(here, "void:classes", _number(len(found.classes)))
    said.say(here, "void:properties", _number(len(found.properties)))
    said.point(here, "void:vocabulary", _vocabularies([*found.classes, *found.properties]))
    own = f"<{project.base}/id/"
    said.say(here, "void:exampleResource", *(each for each in found.examples.values() if each.startswith(own)))
    _properties(said, project, here, found)
    _classes(said, project, here, found)
    _links(said, project, here, found)


def _properties(said: Statements, project: Project, here: str, found: Statistics) -> None:
    for name, use in found.properties.items():
        part = f"{project.base}/void#{_slug(name)}"
        said.point(here, "void:propertyPartition", [part])
        said.say(part, "void:property", name)
        said.say(part, "void:triples", _number(use.triples))
        said.say(part, "void:distinctSubjects", _number(use.subjects))
        said.say(part, "void:distinctObjects", _number(use.objects))


def _classes(said: Statements, project: Project, here: str, found: Statistics) -> None:
    for kind, use in found.classes.items():
        part = f"{project.base}/void#{_slug(kind)}"
        said.point(here, "void:classPartition", [part])
        said.say(part, "void:class", kind)
        said.say(part, "void:entities", _number(use.entities))
        for name, (triples, having) in use.properties.items():
            inner = f"{part}-{_slug(name)}"
            said.point(part, "void:propertyPartition", [inner])
            said.say(inner, "void:property", name)
            said.say(inner, "void:triples", _number(triples))
            said.say(inner, "void:distinctSubjects", _number(having))


def _links(said: Statements, project: Project, here: str, found: Statistics) -> None:
    for (name, space), number in found.links.items():
        part = f"{project.base}/void#{_slug(name)}-to-{_slug(f'{space}>')}"
        said.type(part, "void:Linkset")
        said.point(here, "void:subset", [part])
        said.point(part, "void:subjectsTarget", [here])
        said.point(part, "void:objectsTarget", [f"{part}-target"])
        said.say(part, "void:linkPredicate", name)
        said.say(part, "void:triples", _number(number))
        said.type(f"{part}-target", "void:Dataset")
        said.say(f"{part}-target", "void:uriSpace", typed(space.removeprefix("<")))


def _example(said: Statements, project: Project, here: str, query: NamedQuery) -> None:
    """Say a named query with nothing asked of it: it answers with everything, and is plain SPARQL."""
    text = fill(query.text, {})
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")).strip()
    operation = _OPERATION.search(body)
    if operation is None:
        return
    kind = _KINDS[operation[1].upper()]
    iri = f"{project.base}/query/{query.name}"
    said.type(iri, "sh:SPARQLExecutable", f"sh:SPARQL{kind}Executable")
    said.say(iri, "rdfs:label", *texts({tag: query.title.get(tag, "") for tag in project.languages}))
    said.say(iri, "rdfs:comment", *texts({tag: query.description.get(tag, "").strip() for tag in project.languages}))
    said.say(iri, f"sh:{kind.casefold()}", typed(_prefixes(body) + body + "\n"))
    said.point(iri, "schema:target", [project.endpoint])
    said.point(iri, "dcterms:subject", [here])


def _prefixes(body: str) -> str:
    used = sorted({name for name in _PREFIXED.findall(body) if name in PREFIXES})
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used)


def _vocabularies(terms: Iterable[str]) -> set[str]:
    return {term[1 : max(term.rfind("/"), term.rfind("#")) + 1] for term in terms}


def _slug(term: str) -> str:
    """Return a name for a term in a fragment: its short name, else its last part and a hash of it all."""
    iri = term[1:-1]
    for prefix, namespace in NAMES.items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"[A-Za-z0-9_]+", local):
            return f"{prefix}-{local}"
    readable = _SLUG.sub("-", iri.partition("://")[2] or iri).strip("-")
    return f"{readable[:40]}-{hashlib.sha256(iri.encode()).hexdigest()[:8]}"


def _number(number: int) -> str:
    return typed(number, "xsd:integer")

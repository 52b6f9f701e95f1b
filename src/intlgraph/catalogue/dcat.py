"""The catalogue as a graph: DCAT-AP-SE 3.0.1, which also meets DCAT-AP 3.0.1 and keeps what readers of 2.1.1 look for.

No node is blank: a catalogue is harvested again and again, and what has no address of its own would be another thing
each time (https://docs.dataportal.se/dcat/docs/harvesting/). What is only part of a dataset is a fragment of its IRI.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from intlgraph.catalogue import authority
from intlgraph.catalogue.authority import EU
from intlgraph.catalogue.coverage import Coverage
from intlgraph.catalogue.files import File
from intlgraph.catalogue.rights import Rights, rights
from intlgraph.catalogue.statements import Statements, day, expand, texts, typed
from intlgraph.errors import sentence
from intlgraph.namespaces import INTL, Intl
from intlgraph.portal import Listing
from intlgraph.project import Dataset, Project
from intlgraph.rendering.datasets import address as page_of

__all__ = ["LICENCE", "Listed", "catalogue", "landing_page", "publisher", "told"]

LICENCE: Final = "http://creativecommons.org/publicdomain/zero/1.0/"
"""The licence of every catalogue that dataportal.se takes, written exactly so."""

_ORGANISATION: Final = "http://dataportal.se/organisation/SE"
_SHA256: Final = "https://spdx.org/rdf/terms#checksumAlgorithm_sha256"
"""With `https`, as the shapes of DCAT-AP demand, although the vocabulary itself says `http` (decision 0009)."""
_GZIP: Final = "https://www.iana.org/assignments/media-types/application/gzip"
_SERVICES: Final = {
    "sparql": ("service-sparql", "SPARQLQRES", "http://www.w3.org/TR/sparql11-protocol/"),
    "reconciliation": (
        "service-reconciliation",
        "JSON",
        "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
    ),
}
"""For each service its words, the code of what it answers with, and the protocol that it speaks."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A dataset as the catalogue lists it: what was declared, its files, and what its statements cover."""

    dataset: Dataset
    files: Sequence[File]
    coverage: Coverage


def publisher(project: Project) -> str:
    """Return the IRI of the publisher: the one that dataportal.se knows organisations by, where there is a number."""
    number = project.publisher.number
    return f"{_ORGANISATION}{number}" if number else project.publisher.iri


def catalogue(project: Project, listed: Sequence[Listed], issued: date | None, modified: date | None) -> list[str]:
    """Return the catalogue of a publication as sorted triples `<s> <p> <o>`.

    The publication has a `[catalogue]` section. Days that are not known are left out.
    """
    assert project.listing is not None
    return _Catalogue(project, project.listing, issued, modified).all(listed)


class _Catalogue:
    """The statements of one catalogue, as they are said."""

    def __init__(self, project: Project, listing: Listing, issued: date | None, modified: date | None) -> None:
        self._project, self._listing = project, listing
        self._issued, self._modified = issued, modified
        self._said = Statements()
        self._publisher = publisher(project)
        self._here = f"{project.base}/catalog"
        self._contact = f"{self._here}#contact"

    def all(self, listed: Sequence[Listed]) -> list[str]:
        self._head([_iri(self._project, each.dataset) for each in listed])
        self._agents()
        for each in listed:
            self._dataset(each)
        self._services([_iri(self._project, each.dataset) for each in listed])
        self._standards()
        return self._said.sorted()

    def _head(self, datasets: Sequence[str]) -> None:
        say, here, project = self._said.say, self._here, self._project
        self._said.type(here, "dcat:Catalog")
        say(here, "dcterms:title", *texts(project.title))
        say(here, "dcterms:description", *texts(_description(project)))
        self._said.point(here, "dcterms:publisher", [self._publisher])
        self._said.point(here, "dcterms:license", [LICENCE])
        self._said.point(here, "dcat:dataset", datasets)
        self._said.point(here, "foaf:homepage", [self._homepage])
        self._said.point(here, "dcat:themeTaxonomy", [f"{EU}data-theme"])
        self._shared(here)
        if project.demonstration:
            self._said.triples.add(f"<{here}> <{Intl.DEMONSTRATION}> {typed('true', 'xsd:boolean')}")
        self._said.type(self._homepage, "foaf:Document")

    @property
    def _homepage(self) -> str:
        return self._listing.homepage or f"{self._project.base}/"

    def _shared(self, subject: str) -> None:
        """Say what holds for the catalogue and for every dataset."""
        self._said.point(subject, "dcterms:language", map(authority.language, self._project.languages))
        self._said.point(subject, "dcterms:spatial", self._listing.spatial)
        self._said.point(subject, "dcatap:applicableLegislation", self._listing.legislation)
        for iri in self._listing.legislation:
            self._said.triples.add(f"<{iri}> <{expand('rdf:type')}> <http://data.europa.eu/eli/ontology#LegalResource>")
        self._days(subject)

    def _days(self, subject: str) -> None:
        for predicate, known in (("dcterms:issued", self._issued), ("dcterms:modified", self._modified)):
            if known:
                self._said.say(subject, predicate, day(known))

    def _agents(self) -> None:
        say, project, contact = self._said.say, self._project, self._listing.contact
        self._said.type(self._publisher, "foaf:Agent")
        say(self._publisher, "foaf:name", *texts(project.publisher.name))
        self._said.point(self._publisher, "dcterms:type", [authority.publisher_type(project.publisher.kind)])
        if project.publisher.number:
            say(self._publisher, "dcterms:identifier", typed(project.publisher.number))
            self._said.point(self._publisher, "owl:sameAs", {project.publisher.iri} - {self._publisher})
        self._said.type(self._contact, "vcard:Organization")
        say(self._contact, "vcard:fn", *texts(contact.name))
        self._said.point(self._contact, "vcard:hasEmail", [f"mailto:{contact.email}"])

    def _dataset(self, listed: Listed) -> None:
        dataset, said = listed.dataset, self._said
        here = _iri(self._project, dataset)
        said.type(here, "dcat:Dataset")
        said.say(here, "dcterms:title", *texts(dataset.title))
        said.say(here, "dcterms:description", *texts(told(self._project, dataset)))
        said.say(here, "dcterms:identifier", typed(uuid.uuid5(uuid.NAMESPACE_URL, here)))
        said.point(here, "dcterms:publisher", [self._publisher])
        page = landing_page(self._project, dataset)
        said.point(here, "dcat:landingPage", [page])
        said.type(page, "foaf:Document")
        said.point(here, "dcterms:accrualPeriodicity", [authority.term("frequency", self._listing.frequency)])
        said.point(here, "dcterms:conformsTo", _standards(self._project))
        self._findable(here, dataset.keywords)
        self._shared(here)
        self._period(here, listed.coverage)
        for file in listed.files:
            origins = {file.origin} if file.origin else listed.coverage.origins
            self._distribution(here, page, file, rights(self._project, origins))

    def _findable(self, subject: str, keywords: Mapping[str, Sequence[str]]) -> None:
        """Say what datasets and services are found by, and whom to ask."""
        said, listing = self._said, self._listing
        for words in (listing.keywords, keywords):
            for tag, several in words.items():
                said.say(subject, "dcat:keyword", *(term for word in several for term in texts({tag: word})))
        said.point(subject, "dcat:theme", (authority.term("data-theme", code) for code in listing.themes))
        said.point(subject, "dcterms:accessRights", [authority.term("access-right", listing.access)])
        said.point(subject, "dcat:contactPoint", [self._contact])
        said.point(subject, "dcatap:hvdCategory", listing.high_value)

    def _period(self, subject: str, coverage: Coverage) -> None:
        if coverage.start:
            period = f"{subject}#period"
            self._said.point(subject, "dcterms:temporal", [period])
            self._said.type(period, "dcterms:PeriodOfTime")
            self._said.say(period, "dcat:startDate", typed(coverage.start, "xsd:date"))
            self._said.say(period, "dcat:endDate", typed(coverage.end, "xsd:date"))

    def _distribution(self, dataset: str, page: str, file: File, allowed: Rights) -> None:
        said, here = self._said, f"{dataset}#{file.name}"
        said.point(dataset, "dcat:distribution", [here])
        said.type(here, "dcat:Distribution")
        said.say(here, "dcterms:title", *texts(file.title))
        said.say(here, "dcterms:description", *texts(file.description))
        said.point(here, "dcat:accessURL", [page])
        said.point(here, "dcat:downloadURL", [file.address])
        said.point(here, "dcterms:format", [file.form.iri])
        said.point(here, "dcat:mediaType", [file.form.media])
        said.point(here, "dcat:compressFormat", [_GZIP] if file.compressed else [])
        said.say(here, "dcat:byteSize", typed(file.bytes, "xsd:nonNegativeInteger"))
        said.point(here, "dcterms:language", map(authority.language, self._project.languages))
        said.point(here, "dcatap:availability", [authority.term("planned-availability", self._listing.availability)])
        said.point(here, "dcatap:applicableLegislation", self._listing.legislation)
        said.point(here, "dcterms:conformsTo", [file.schema])
        if file.schema:
            self._standard(file.schema, "standard-tables")
        self._days(here)
        self._checksum(here, file.sha256)
        self._rights(here, allowed)

    def _checksum(self, subject: str, sha256: str) -> None:
        checksum = f"{subject}-checksum"
        self._said.point(subject, "spdx:checksum", [checksum])
        self._said.type(checksum, "spdx:Checksum")
        self._said.point(checksum, "spdx:algorithm", [_SHA256])
        self._said.type(_SHA256, "spdx:ChecksumAlgorithm")
        self._said.say(checksum, "spdx:checksumValue", typed(sha256, "xsd:hexBinary"))

    def _rights(self, subject: str, allowed: Rights) -> None:
        statement = f"{self._here}#rights-{allowed.name}"
        self._said.point(subject, "dcterms:license", [allowed.licence])
        self._said.point(subject, "dcterms:rights", [statement])
        self._said.type(statement, "dcterms:RightsStatement")
        self._said.say(statement, "rdfs:label", *texts(allowed.statement))

    def _services(self, datasets: Sequence[str]) -> None:
        addresses = {"sparql": self._project.endpoint, "reconciliation": self._listing.reconciliation}
        for name, address in addresses.items():
            if not address:
                continue
            here, said = f"{self._here}#{name}", self._said
            words, code, standard = _SERVICES[name]
            said.point(self._here, "dcat:service", [here])
            said.type(here, "dcat:DataService")
            said.say(here, "dcterms:title", *texts(self._sentences(words, "text")))
            said.say(here, "dcterms:description", *texts(self._sentences(words, "hint")))
            said.point(here, "dcat:endpointURL", [address])
            said.point(here, "dcat:endpointDescription", [standard])
            said.point(here, "dcterms:conformsTo", [standard])
            self._standard(standard, words)
            said.point(here, "dcterms:format", [authority.term("file-type", code)])
            said.point(here, "dcterms:publisher", [self._publisher])
            said.point(here, "dcterms:license", [rights(self._project, self._project.licences).licence])
            said.point(here, "dcat:servesDataset", datasets)
            said.point(here, "dcatap:applicableLegislation", self._listing.legislation)
            self._findable(here, {})

    def _standards(self) -> None:
        for standard, code in zip(_standards(self._project), ("standard-ontology", "standard-shapes"), strict=True):
            self._standard(standard, code)

    def _standard(self, standard: str, code: str) -> None:
        self._said.type(standard, "dcterms:Standard")
        self._said.say(standard, "dcterms:title", *texts(self._sentences(code, "text")))

    def _sentences(self, code: str, part: str) -> Mapping[str, str]:
        return {tag: sentence(code, part, tag, {}) for tag in self._project.languages}


def _iri(project: Project, dataset: Dataset) -> str:
    return project.iris.dataset(dataset.name)


def landing_page(project: Project, dataset: Dataset) -> str:
    """Return the address of the page of a dataset, in the publication's own language."""
    return f"{project.base}/{project.languages[0]}/{page_of(dataset.name)}"


def _standards(project: Project) -> tuple[str, str]:
    """Return what the data conforms to: the ontology, and the shapes that the publication carries."""
    return INTL.removesuffix("#"), f"{project.base}/shapes/"


def _description(project: Project) -> Mapping[str, str]:
    """Return what the catalogue says of itself; of a demonstration its description says what it is not."""
    plain = "dump-demonstration" if project.demonstration else "catalogue-description"
    otherwise = {tag: sentence(plain, "text", tag, {}) for tag in project.languages}
    return otherwise | {tag: text for tag, text in project.description.items() if text}


def told(project: Project, dataset: Dataset) -> Mapping[str, str]:
    """Return the description of a dataset; one that says none is told by what it is a part of."""
    texts_ = {}
    for tag in project.languages:
        values = {"title": dataset.title[tag], "publication": project.title[tag]}
        texts_[tag] = dataset.description.get(tag) or sentence("dataset-description", "text", tag, values)
    return texts_

"""What pages say to machines: schema.org in its own terms, of what is said outright, whole and harmless."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
from pyld import jsonld
from rdflib import SDO
from tests.conftest import ROOT, TINY

from intlgraph import pipeline
from intlgraph.project import load
from intlgraph.publishing.site.plan import describer
from intlgraph.rendering.description import Description, Link, Place, Value
from intlgraph.rendering.machine import schema
from intlgraph.store import generations, oxigraph

SDO_BASE = "https://schema.org/"
SCHEMA = "http://schema.org/"
CONTEXT = {"@context": {"@vocab": SCHEMA, "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}}
BASE = "https://example.org/x/id/"
HOSTILE = "</script><script>alert(1)</script><!-- \u2028 & \"'"


def context(url: str, options: dict[str, Any]) -> dict[str, Any]:
    """A stub of the context of schema.org: every word is one of its vocabulary."""
    assert url == "https://schema.org", options
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT}


def expanded(description: Description) -> dict[str, Any]:
    text = str(schema(description, "https://example.org/x/sv/a/", "sv"))
    (node,) = jsonld.expand(json.loads(text), {"documentLoader": context})
    return dict(node)


@pytest.fixture(scope="module")
def descriptions(tmp_path_factory: pytest.TempPathFactory) -> list[Description]:
    found = []
    for source in (ROOT, TINY):
        root = tmp_path_factory.mktemp("machine")
        for part in ("data", "ontology"):
            shutil.copytree(source / part, root / part)
        shutil.copy(source / "intlgraph.toml", root)
        project = load(root)
        pipeline.build(project)
        store = oxigraph.open_read_only(generations.current(project.build) / "store")
        maker = describer(project, store)
        found += list(maker.descriptions(iri for _, iri in maker.entities()))
    return found


def test_every_thing_is_a_node_in_the_words_of_schema_org(descriptions: list[Description]) -> None:
    for description in descriptions:
        node = expanded(description)
        assert node["@id"] == description.link.iri
        assert all(each.startswith(SCHEMA) for each in node["@type"])
        assert all(each.startswith((SCHEMA, "@")) for each in node)
        assert description.link.names or f"{SCHEMA}name" not in node
    types = {each for description in descriptions for each in description.types}
    assert {"Person", "Place", "Project", "Organization", "GovernmentOrganization", "CreativeWork"} <= types
    untyped = [each.link.iri for each in descriptions if not each.types]
    # What schema.org has no word for is a thing: goals, plans, partnerships, awards, initiatives, funds.
    assert not [each for each in untyped if "/municipality/" in each or "/place/" in each or "/person/" in each]


def test_the_words_are_known_to_schema_org(descriptions: list[Description]) -> None:
    used = set()
    for description in descriptions:
        node = expanded(description)
        used |= {each.removeprefix(SCHEMA) for each in (*node["@type"], *node) if each.startswith(SCHEMA)}
    assert {"Place", "containedInPlace", "memberOf", "parentOrganization", "identifier"} <= used
    assert sorted(each for each in used if SDO_BASE + each not in SDO) == []
    assert SDO_BASE + "containedInPlaces" not in SDO


def test_only_what_is_said_outright_is_among_it(descriptions: list[Description]) -> None:
    by_iri = {each.link.iri.rpartition("/id/")[2]: each for each in descriptions}
    vienna = dict(by_iri["place/wien"].properties)
    assert [value.link.iri.rpartition("/")[2] for value in vienna["containedInPlace"] if value.link] == ["osterrike"]
    # That a municipality lies where the place of its name does is implied, not said.
    assert f"{SCHEMA}geo" not in expanded(by_iri["municipality/vaxjo"])
    assert f"{SCHEMA}geo" in expanded(by_iri["place/vaxjo"])
    paris = dict(by_iri["municipality/paris"].properties)
    members = [value.link.iri.rpartition("/")[2] for value in paris["memberOf"] if value.link]
    assert members == ["organic-cities-network-europe"]


def test_no_text_ends_the_script() -> None:
    link = Link(f"{BASE}place/a", {"sv": HOSTILE})
    description = Description(
        link, (), {"sv": HOSTILE}, (), other_names=(Value(HOSTILE, "sv"),), identifiers=(Value(HOSTILE),),
        places=(Place(link, 56.9, 14.8),), types=("Place",), properties=(("containedInPlace", (Value(link=link),)),),
    )  # fmt: skip
    text = str(schema(description, "https://example.org/", "sv"))
    assert not set("<>&\u2028") & set(text)
    node = expanded(description)
    assert [each["@value"] for each in node[f"{SCHEMA}name"]] == [HOSTILE]
    assert node[f"{SCHEMA}geo"][0][f"{SCHEMA}latitude"] == [{"@value": 56.9}]


def test_a_thing_without_a_name_or_a_class_is_a_thing() -> None:
    node = expanded(Description(Link(f"{BASE}x/a", {}), (), {}, ()))
    assert node["@type"] == [f"{SCHEMA}Thing"]
    assert f"{SCHEMA}name" not in node

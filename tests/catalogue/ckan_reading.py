"""Read a catalogue as CKAN would, with the profiles of ckanext-dcat, and print what it kept as JSON.

CKAN itself is not needed to read: what the profiles ask of it (settings, the text of a tag) is stood in for here.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any
from unittest.mock import MagicMock

import rdflib
from rdflib.namespace import DCAT, RDF


def stand_in() -> None:
    names = (
        "ckan ckan.lib ckan.lib.helpers ckan.lib.munge ckan.model ckan.model.license ckan.plugins ckan.plugins.toolkit "
        "ckan.plugins.interfaces ckan.exceptions ckan.views ckan.views.home ckan.views.dataset ckantoolkit"
    )
    for name in names.split():
        made: Any = MagicMock(name=name)
        made.__path__ = []
        sys.modules[name] = made
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, made)
    for name in ("ckantoolkit", "ckan.plugins.toolkit"):
        module: Any = sys.modules[name]
        module.config = {}
        module.asbool = lambda value: str(value).lower() in ("true", "yes", "1")
        module.aslist = lambda value, sep=None: str(value).split(sep) if value else []
        module.ObjectNotFound = type("ObjectNotFound", (Exception,), {})
    stood: dict[str, Any] = dict(sys.modules)
    stood["ckan.plugins.interfaces"].Interface = object
    stood["ckan.exceptions"].HelperError = type("HelperError", (Exception,), {})
    stood["ckan.lib.munge"].munge_tag = lambda text: text.lower()
    stood["ckan.lib.helpers"].resource_formats = dict


def main(path: str) -> None:
    stand_in()
    profiles: Any = importlib.import_module("ckanext.dcat.profiles.euro_dcat_ap_2")

    graph = rdflib.Graph().parse(path, format="xml")
    profile = profiles.EuropeanDCATAP2Profile(graph, compatibility_mode=False)
    read = []
    for node in sorted(graph.subjects(RDF.type, DCAT.Dataset), key=str):
        kept = profile.parse_dataset({"extras": [], "resources": []}, node)
        extras = {each["key"]: each["value"] for each in kept["extras"]}
        tags = [each["name"] for each in kept.get("tags", [])]
        read.append({**extras, "title": kept["title"], "tags": tags, "resources": kept["resources"]})
    json.dump(read, sys.stdout, default=str)


if __name__ == "__main__":
    main(sys.argv[1])

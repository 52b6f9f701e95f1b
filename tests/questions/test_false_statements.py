"""None of the nine kinds of false statement is in the graph, shortcuts included; each check catches a planted one."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse
from tests.questions.cases import FOLDER
from tests.shared import shared

from intlgraph.namespaces import CONCEPT, PREFIXES
from intlgraph.project import load
from intlgraph.store import generations
from intlgraph.store.oxigraph import WritableStore, in_memory

_SCHEMES = "certainty event-kind location-relation organisation-kind period-kind project-role realisation role unit"
_LINKED = """
  { VALUES (?one ?other) { PAIRS } ?row ?p ?one ; ?q ?other ; intl:certainty ?sure .
    VALUES ?sure { certainty:stated certainty:implied } }
  UNION { VALUES (?one ?other) { PAIRS } ?one ?row ?other }
  UNION { VALUES (?one ?other) { PAIRS } ?other ?row ?one }
"""


@dataclass(frozen=True)
class Check:
    """A kind of falsehood: the pattern that must find nothing, and the triples that it must find."""

    trap: str
    name: str
    where: str
    planted: str


def read() -> list[Check]:
    """Return the checks of `falsehoods.toml`."""
    found = []
    for entry in tomllib.loads((FOLDER / "falsehoods.toml").read_text("utf-8"))["check"]:
        pairs = " ".join(f"({one} {other})" for one, other in entry.get("linked", ()))
        where = entry.get("where") or _LINKED.replace("PAIRS", pairs)
        found.append(Check(entry["trap"], entry["name"], where, entry["planted"]))
    return found


CHECKS = read()


@pytest.fixture(scope="module")
def base(publication: Path) -> str:
    return load(publication).base


@pytest.fixture(scope="module")
def quads(publication: Path) -> list[Quad]:
    files = sorted((generations.current(publication / "build") / "quads").glob("*.nq"))
    assert {"tables.nq", "derived.nq", "people.nq"} <= {path.name for path in files}
    return [quad for path in files for quad in parse(path=path, format=RdfFormat.N_QUADS)]


@pytest.fixture(scope="module")
def store(quads: list[Quad]) -> WritableStore:
    return in_memory(quads)


def prefixes(check: Check, base: str) -> dict[str, str]:
    """Return the prefixes of a check: ours, the concept schemes, and one for each class of things."""
    concepts = {scheme: f"{CONCEPT}{scheme}/" for scheme in _SCHEMES.split()} | {"status": f"{CONCEPT}project-status/"}
    used = set(re.findall(r"([a-z-]+):[A-Za-z]", check.where + check.planted)) - {"http", "https"}
    things = {prefix: f"{base}/id/{prefix}/" for prefix in used - PREFIXES.keys() - concepts.keys()}
    return {prefix: namespace for prefix, namespace in {**PREFIXES, **concepts, **things}.items() if prefix in used}


def found(check: Check, store: WritableStore, base: str) -> int:
    declared = "".join(f"PREFIX {prefix}: <{name}> " for prefix, name in prefixes(check, base).items())
    return len(store.select(f"{declared} SELECT * WHERE {{ {check.where} }}").rows)


def test_every_kind_of_false_statement_has_a_check() -> None:
    listed = json.loads(shared("questions", "false-statements.json").read_text("utf-8"))
    assert len(listed) == 9
    assert {check.trap for check in CHECKS} == {each["id"] for each in listed}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.trap} {check.name}")
def test_the_graph_does_not_say_it(check: Check, store: WritableStore, base: str) -> None:
    assert found(check, store, base) == 0


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.trap} {check.name}")
def test_it_would_be_seen(check: Check, quads: list[Quad], base: str) -> None:
    declared = "".join(f"@prefix {prefix}: <{name}> . " for prefix, name in prefixes(check, base).items())
    planted = list(parse(declared + check.planted.replace("{base}", base), RdfFormat.TURTLE))
    assert planted
    assert found(check, in_memory([*quads, *planted]), base) > 0

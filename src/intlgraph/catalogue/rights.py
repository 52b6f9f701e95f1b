"""Rights: under which licence a file may be used, given the licences of the origins that its statements come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from intlgraph.catalogue.authority import licence
from intlgraph.errors import sentence
from intlgraph.project import Project

__all__ = ["Rights", "rights"]

_DATA: Final = "data"
_DEMANDS: Final = ("publicdomain/", "/CC0", "pddl", "PDDL", "licenses/by/", "CC_BY_", "ODC_BY", "COM_REUSE")
"""What tells licences apart by how much they demand, the least first; what is not named demands most (share alike)."""


@dataclass(frozen=True, slots=True)
class Rights:
    """The licence of a file (its exact address), the name of its statement of rights, and that statement."""

    licence: str
    name: str
    statement: Mapping[str, str]


def rights(project: Project, origins: Iterable[str]) -> Rights:
    """Return the rights to a file with statements of some origins (names of graphs).

    What is made of several origins may be used as the most demanding of their licences permits; the statement names
    every origin that has a licence of its own, so that who must be named can be named.
    """
    own = sorted(origin for origin in set(origins) if origin != _DATA and origin in project.licences)
    general = licence(project.licences[_DATA])
    chosen = max([general, *(licence(project.licences[origin]) for origin in own)], key=_demand)
    statement = {tag: _statement(project, own, general, tag) for tag in project.languages}
    return Rights(chosen, "-".join([_DATA, *own]), statement)


def _statement(project: Project, own: list[str], general: str, tag: str) -> str:
    parts = [sentence("rights-data", "text", tag, {"publisher": project.publisher.name[tag], "licence": general})]
    for origin in own:
        values = {"origin": origin, "licence": licence(project.licences[origin])}
        parts.append(sentence("rights-origin", "text", tag, values))
    return ", ".join(parts) + "."


def _demand(iri: str) -> int:
    return next((rank for rank, part in enumerate(_DEMANDS) if part in iri), len(_DEMANDS))

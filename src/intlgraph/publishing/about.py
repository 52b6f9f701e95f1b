"""What is published beside the data: the ontology with its context, the shapes, and a text about the folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from intlgraph.errors import sentence
from intlgraph.project import Layer, Project

__all__ = ["write_ontology", "write_readme", "write_shapes"]


def write_ontology(project: Project, context: Mapping[str, object], out: Path) -> None:
    """Write the files of the ontology and the merged JSON-LD context into a folder."""
    _copy(project.layers("ontology", "**/*.ttl"), out)
    merged = {"@context": context}
    (out / "context.jsonld").write_text(json.dumps(merged, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def write_shapes(project: Project, out: Path) -> None:
    """Write the files of the shapes that the data fits into a folder, so that others can hold theirs against them."""
    _copy(project.shapes(), out)


def _copy(layers: Iterable[Layer], out: Path) -> None:
    for layer in layers:
        path = out / layer.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(layer.path.read_bytes())


def write_readme(project: Project, out: Path) -> None:
    """Write README.txt: what is published, by whom, under which licence, and that it is a demonstration if it is."""
    parts = [_readme(project, language) for language in project.languages]
    (out / "README.txt").write_text("\n".join(parts), "utf-8", newline="\n")


def _readme(project: Project, language: str) -> str:
    def say(code: str, **values: object) -> str:
        return sentence(code, "text", language, values)

    title = project.title[language]
    lines = [title, "=" * len(title), ""]
    if text := project.description.get(language):
        lines += [text, ""]
    if project.demonstration:
        lines += [say("dump-demonstration"), ""]
    lines += [
        say("readme-publisher", name=project.publisher.name[language], iri=project.publisher.iri),
        say("readme-licence", licence=project.licences["data"]),
        say("readme-base", base=project.base),
        "",
    ]
    lines += [f"data/{each.name}.*  {each.title[language]}" for each in project.datasets]
    return "\n".join(lines) + "\n"

"""The site, ours and a bare loop over the same things: `python -m bench.pages JOB PUBLICATION READY OUT`.

The loop is the limit, not a rival: it is given every thing's own triples in reading order, knows nothing of sentences,
certainty, relations, lists or drawings, and fills one small template in each language and one file of N-Triples.
Both tell how many things they made pages for as their `triples`, so that the rate is in things a second.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from intlgraph import pipeline, project
from intlgraph.project import Project
from intlgraph.store import oxigraph

__all__ = ["loop", "ours", "ready"]

Told = dict[str, float]
_THINGS: Final = "things.jsonl"
_TEMPLATE: Final = """<!doctype html>
<html lang="{{ language }}"><meta charset="utf-8"><title>{{ name }}</title><h1>{{ name }}</h1>
<dl>{% for predicate, value in facts %}<dt>{{ predicate }}</dt><dd>{{ value }}</dd>{% endfor %}</dl></html>
"""


def ready(root: Path, out: Path) -> Told:
    """Build a publication into a folder, and write down its things, each with its own triples."""
    for name in (project.SETTINGS_FILE, "data"):
        (out / name).symlink_to(root / name)
    settings = project.load(out)
    built = pipeline.build(settings)
    with (out / _THINGS).open("w", encoding="utf-8") as file:
        for thing in _things(settings, built.folder / "store"):
            file.write(json.dumps(thing, ensure_ascii=False) + "\n")
    return {"triples": _count(out)}


def ours(ready_: Path, out: Path) -> Told:
    """Write the site of a publication that is built."""
    from intlgraph.publishing import site
    from intlgraph.store import generations

    settings = project.load(ready_)
    wall, cpu = time.perf_counter(), time.process_time()
    store = oxigraph.open_read_only(generations.current(settings.build) / "store")
    files = site.write(settings, store, out, lambda *_, **__: None)
    return _told(ready_, files, wall, cpu)


def loop(ready_: Path, out: Path) -> Told:
    """Write a bare page for each thing in each language, and its triples."""
    from jinja2 import Environment

    template = Environment(autoescape=True).from_string(_TEMPLATE)
    languages = project.load(ready_).languages
    wall, cpu = time.perf_counter(), time.process_time()
    files = 0
    with (ready_ / _THINGS).open(encoding="utf-8") as lines:
        for line in lines:
            thing = json.loads(line)
            path = thing["path"]
            for language in languages:
                page = out / language / path / "index.html"
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(template.render(language=language, name=path, facts=thing["facts"]), "utf-8")
            data = out / "data" / f"{path}.nt"
            data.parent.mkdir(parents=True, exist_ok=True)
            data.write_text("".join(f"<{path}> {p} {o} .\n" for p, o in thing["facts"]), "utf-8")
            files += len(languages) + 1
    return _told(ready_, files, wall, cpu)


def _things(settings: Project, store: Path) -> Iterator[dict[str, object]]:
    """Yield everything that has a page, with its own triples."""
    from intlgraph.publishing import contexts
    from intlgraph.rendering.describing import Describer

    known = contexts.understood(contexts.context(settings)).terms
    terms = {name: term.iri for name, term in known.items() if not term.prefix}
    opened = oxigraph.open_read_only(store)
    for _, iri in Describer(opened, settings, terms).entities():
        rows = opened.select(f"SELECT ?p ?o WHERE {{ <{iri}> ?p ?o }}").rows
        facts = sorted({(str(predicate), str(value)) for predicate, value in rows})
        yield {"path": iri.split("://", 1)[1], "facts": facts}


def _count(ready_: Path) -> int:
    return (ready_ / _THINGS).read_bytes().count(b"\n")


def _told(ready_: Path, files: int, wall: float, cpu: float) -> Told:
    seconds, used = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{files} files, {files / seconds:.0f} a second")
    return {"triples": _count(ready_), "seconds": seconds, "cpu_seconds": used}


_JOBS: Final[Mapping[str, Callable[[Path, Path, Path], Told]]] = {
    "ready": lambda root, _ready, out: ready(root, out),
    "ours": lambda _root, there, out: ours(there, out),
    "loop": lambda _root, there, out: loop(there, out),
}


if __name__ == "__main__":
    print(json.dumps(_JOBS[sys.argv[1]](*map(Path, sys.argv[2:5]))))

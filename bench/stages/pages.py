"""Everything as a site."""

from __future__ import annotations

from typing import Final

from bench.stages.stage import Stage, module

__all__ = ["STAGE"]

STAGE: Final = Stage(
    name="pages",
    note=(
        "the rate is in things with a page a second, not in triples. Ours: from the store, each in every language, "
        "with its drawings, its data in four formats, and the lists, documents, concepts and goals; loop: a bare Jinja "
        "template over the things' own triples, read from a file, a page in every language and N-Triples: the limit, "
        "which does a small part of the work. Both time the writing alone, without start-up."
    ),
    commands={"ours": module("bench.pages", "ours"), "loop": module("bench.pages", "loop")},
    prepare={"ours": module("bench.pages", "ready"), "loop": module("bench.pages", "ready")},
    cores=1,
    largest={"ours": 100_000, "loop": 100_000},
)

"""A whole invented publication of a given size: settings, tables, hashes of passages. The same seed, the same bytes.

`python -m bench.generate FOLDER TRIPLES` writes one.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from bench.dice import Dice
from bench.rows import Counts, Rows

__all__ = ["BASE", "SEED", "counts", "generate"]

BASE: Final = "https://data.example.org/bench"
SEED: Final = 2026

_SETTINGS: Final = f"""\
[publication]
base = "{BASE}"
title = {{ sv = "En påhittad publicering att mäta med", en = "An invented publication to measure with" }}
languages = ["sv", "en"]
evidence = "passage"

[publisher]
name = {{ sv = "Påhittade kommuners förbund", en = "Association of invented municipalities" }}
iri = "{BASE}/id/organisation/publisher"

[licences]
data = "https://creativecommons.org/publicdomain/zero/1.0/"

[datasets.all]
title = {{ sv = "Allt", en = "Everything" }}
"""
_NAMED: Final = "id name_sv name_en mentions"
_JOINED: Final = f"{_NAMED} description_sv description_en themes"
_EVIDENCE: Final = "passage certainty reason"
_HEADINGS: Final = {
    "documents": "id file kind title_sv title_en publisher language modified address retrieved characters sha256",
    "municipalities": _NAMED,
    "organisations": _NAMED,
    "networks": _JOINED,
    "initiatives": _JOINED,
    "agreements": _JOINED,
    "appeals": _JOINED,
    "identifiers": f"id thing scheme value {_EVIDENCE}",
    "classifications": f"id thing kind kind_as_written {_EVIDENCE}",
    "memberships": f"id member organization role role_as_written start end {_EVIDENCE}",
    "events": f"id kind actor object date {_EVIDENCE}",
    "commitments": f"id party event pledge_sv pledge_en status {_EVIDENCE}",
}
_PER_THOUSAND: Final = Counts(
    documents=7,
    municipalities=5,
    organisations=2.5,
    networks=2,
    initiatives=0.5,
    agreements=0.5,
    appeals=0.35,
    classifications=2,
    memberships=26,
    events=11.5,
    commitments=4.3,
)
"""Rows for each thousand triples; measured, and held by a test."""


def counts(triples: int) -> Counts:
    """Return how many rows make about this many triples."""
    return Counts(*(max(2, round(number * triples / 1000)) for number in _PER_THOUSAND))


def generate(root: Path, triples: int, seed: int = SEED) -> None:
    """Write a publication of about this many triples into a folder, which is made.

    What the tables become is counted, without the ontology and what the rules add. Raises `OSError` when the folder
    cannot be written.
    """
    tables = root / "data" / "tables"
    tables.mkdir(parents=True)
    (root / "intlgraph.toml").write_text(_SETTINGS, "utf-8")
    rows = Rows(counts(triples), Dice(seed))
    for name, cells in rows.tables():
        _write(tables / f"{name}.csv", _HEADINGS[name].split(), cells)
    _write(root / "data" / "passages.csv", ("document", "start", "end", "sha256"), rows.hashes())


def _write(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({"triples": int(sys.argv[2])}))

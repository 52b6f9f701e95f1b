"""From what a result points at to where it stands: paths, several sources, tables and ontology."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.conftest import Publication

from intlgraph import project
from intlgraph.namespaces import PREF_LABEL, RDFS, Intl
from intlgraph.positions.watching import Wanted
from intlgraph.validation.places import OfFiles, OfProject, Places, Spot, wanted_of
from intlgraph.validation.sources import gather

A, B, P, Q, R = (f"<http://e/{name}>" for name in "abpqr")


@pytest.mark.parametrize(
    ("path", "value", "wanted"),
    [
        ("", "", [(A, "", "")]),
        ("", A, [(A, "", "")]),
        (P, B, [(A, P, B)]),
        (P, "", [(A, P, "")]),
        (f"^{P}", B, [(B, P, A)]),
        (f"^{P}", "", [("", P, A)]),
        (f"({P}/{Q})", B, [(A, P, "")]),
        (f"(^{P}/{Q})", B, [("", P, A)]),
        (f"^({P}/{Q})", B, [("", Q, A)]),
        (f"^(^{P}/^{Q})", B, [(A, Q, "")]),
        (f"({P}|{Q})", B, [(A, P, B), (A, Q, B)]),
        (f"({P}|^{Q})", B, [(A, P, B), (B, Q, A)]),
        (f"(({P}|{Q})/{R})", B, [(A, P, ""), (A, Q, "")]),
        (f"({P})*", B, [(A, P, "")]),
        (f"(({P})?/{Q})", B, [(A, P, "")]),
        (f"({P}|({Q}/{R}))", B, [(A, P, ""), (A, Q, "")]),
        ("<http://e/odd(/)|^*>", B, [(A, "<http://e/odd(/)|^*>", B)]),
        ("?", B, [(A, "", "")]),
    ],
)
def test_a_path_becomes_the_statements_it_begins_with(
    path: str, value: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert wanted_of(Spot(A, path, value)) == tuple(Wanted(*each) for each in wanted)


def shown(places: Places, *spots: Spot) -> list[list[str]]:
    found = places(iter(spots))
    return [[place.text() for place in found[spot]] for spot in spots]


def files(tmp_path: Path, **texts: str) -> OfFiles:
    folder = tmp_path / "quads"
    folder.mkdir()
    for name, text in texts.items():
        (tmp_path / name.replace("_", ".")).write_text(text, "utf-8")
    names = [str(tmp_path / name.replace("_", ".")) for name in texts]
    return OfFiles(gather(names, folder, io.BytesIO()))


def test_several_files_may_say_the_same(tmp_path: Path) -> None:
    places = files(
        tmp_path,
        one_ttl="<http://e/a> <http://e/p> <http://e/b> .",
        two_nt="<http://e/b> <http://e/p> <http://e/a> .\n<http://e/a> <http://e/p> <http://e/b> .\n",
        three_rdf='<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n'
        '<r:Description r:about="http://e/a">\n <e:q>x</e:q></r:Description></r:RDF>',
    )
    folder = tmp_path.as_posix()
    assert shown(places, Spot(A, P, B), Spot(B, P, A), Spot(A, Q, ""), Spot(A, R, ""), Spot(Q, P, B)) == [
        [f"{folder}/one.ttl:1:27", f"{folder}/two.nt:2:27"],
        [f"{folder}/two.nt:1:27"],
        [f"{folder}/three.rdf:3:2"],
        [f"{folder}/one.ttl:1:1", f"{folder}/two.nt:2:1", f"{folder}/three.rdf:2:1"],
        [],
    ]


def test_relative_addresses_and_blank_nodes_of_several_files_are_kept_apart(tmp_path: Path) -> None:
    text = '<thing> <http://e/p> [ <http://e/q> "x" ], _:named .\n_:named <http://e/q> "y" .'
    places = files(tmp_path, one_ttl=text, two_ttl="\n" + text)
    spots = []
    for source in places.sources:
        for line in source.quads.read_text("utf-8").splitlines():
            if "e/q" in line or '"' not in line:
                subject, predicate, rest = line.split(" ", 2)
                spots.append(Spot(subject, predicate, rest.removesuffix(" .")))
    folder = tmp_path.as_posix()
    found = {place for each in shown(places, *spots) for place in each}
    assert found == {
        *(f"{folder}/one.ttl:{at}" for at in ("1:22", "1:37", "1:44", "2:22")),
        *(f"{folder}/two.ttl:{at}" for at in ("2:22", "2:37", "2:44", "3:22")),
    }
    assert all(len(each) == 1 for each in shown(places, *spots))


def test_standard_input_has_lines_too(tmp_path: Path) -> None:
    places = OfFiles(gather(["-"], tmp_path, io.BytesIO(b"\n<http://e/a> <http://e/p> <http://e/b> .")))
    assert shown(places, Spot(A, P, B)) == [["-:2:27"]]


def test_a_publication_has_rows_and_lines_of_its_ontology(tiny: Publication) -> None:
    places = OfProject(project.load(tiny.root))
    network = "<https://data.example.org/nordby/id/network/gron-farja>"
    text = (tiny.root / "ontology" / "festival.ttl").read_text("utf-8").splitlines()
    line = next(number for number, line in enumerate(text, 1) if "rdfs:label" in line)
    (of_class,) = shown(places, Spot("<https://data.example.org/nordby/ns#Festival>", f"<{RDFS}label>"))
    assert {place.rpartition(":")[0] for place in of_class} == {f"ontology/festival.ttl:{line}"}
    assert shown(places, Spot(network, f"<{PREF_LABEL}>"))[0][0] == "data/tables/networks.csv:2, namn"


def test_a_concept_stands_where_it_is_described_and_not_where_it_is_used(tiny: Publication) -> None:
    places = OfProject(project.load(tiny.root))
    stated = "<https://w3id.org/intlgraph/concept/certainty/stated>"
    (found,) = shown(places, Spot(stated, f"<{PREF_LABEL}>"))
    assert found
    assert all(place.startswith("ontology/concepts/") for place in found)


def test_a_fault_in_a_value_stands_in_the_cells_that_have_it(tiny: Publication) -> None:
    places = OfProject(project.load(tiny.root))
    membership = "<https://data.example.org/nordby/id/membership/nordby-gron-farja>"
    stated = "<https://w3id.org/intlgraph/concept/certainty/stated>"
    assert shown(places, Spot(membership, f"<{Intl.CERTAINTY}>", stated)) == [
        ["data/tables/memberships.csv:2, säkerhet"]
    ]


def test_nothing_wanted_is_nothing_read(tmp_path: Path) -> None:
    broken = project.load(Path(__file__).parents[1] / "publications" / "tiny")
    assert OfProject(broken)([]) == {}
    assert OfFiles(())([Spot(A)]) == {Spot(A): ()}

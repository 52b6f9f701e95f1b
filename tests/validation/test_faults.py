"""From results to faults: one entry for one fault, the most telling component, the order, the places."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.validation.making import E, FakePlaces, fault_of, grouped, lines, made, result

from intlgraph.errors import Place, Problem
from intlgraph.validation import faults
from intlgraph.validation.grouping import component
from intlgraph.validation.report import said
from intlgraph.validation.results import Result
from intlgraph.validation.words import Words

SHAPES = made("""
:A a sh:NodeShape ; sh:targetClass :Thing ; sh:property :A-kind , :A-end ; sh:node :B .
:B a sh:NodeShape ; sh:targetClass :Other ; sh:property :B-kind .
:A-kind a sh:PropertyShape ; sh:path :kind ; sh:minCount 1 ; sh:class skos:Concept .
:A-scheme a sh:PropertyShape ; sh:path ( :kind skos:inScheme ) ; sh:hasValue :scheme .
:B-kind a sh:PropertyShape ; sh:path :kind ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ;
  sh:name "slag"@sv, "kind"@en .
:A-end a sh:PropertyShape ; sh:path :end ; sh:datatype xsd:date ; sh:lessThan :start ; sh:maxCount 1 .
""")
SCHEME = "(<http://e/kind>/<http://www.w3.org/2004/02/skos/core#inScheme>)"
BAD_DATE = '"2019-13-45"^^<http://www.w3.org/2001/XMLSchema#date>'


def test_the_same_thing_missing_from_two_shapes_is_one_fault() -> None:
    fault = fault_of(
        [result("x", "kind", "", "MinCount", "A-kind"), result("x", "kind", "", "MinCount", "B-kind")], SHAPES
    )
    assert len(fault.results) == 2
    assert fault.severity == "violation"


def test_an_ill_typed_date_is_told_as_such_and_not_by_what_follows() -> None:
    found = [result("x", "end", BAD_DATE, kind, "A-end") for kind in ("LessThan", "Datatype")]
    assert component(fault_of(found, SHAPES).results[0]) == "Datatype"


def test_a_link_that_is_a_text_is_told_by_its_node_kind() -> None:
    found = [result("x", "kind", '"abc"', kind, "B-kind") for kind in ("In", "Class", "NodeKind")]
    assert [component(each) for each in fault_of(found, SHAPES).results] == ["NodeKind", "Class", "In"]


def test_the_worst_severity_leads() -> None:
    found = [
        result("x", "end", BAD_DATE, "Datatype", "A-end", severity="Warning"),
        result("x", "end", BAD_DATE, "Pattern", "A-end"),
    ]
    fault = fault_of(found, SHAPES)
    assert (fault.severity, component(fault.results[0])) == ("violation", "Pattern")


def test_a_severity_of_somebodys_own_is_never_less_than_a_violation() -> None:
    from dataclasses import replace

    found = replace(result("x", "kind", "", "MinCount", "A-kind"), severity="http://e/Fatal")
    assert fault_of([found], SHAPES).severity == "violation"


def test_two_values_and_too_many_of_them_are_three_faults() -> None:
    found = [
        result("x", "end", '"a"', "Datatype", "A-end"),
        result("x", "end", '"b"', "Datatype", "A-end"),
        result("x", "end", "", "MaxCount", "A-end"),
    ]
    assert len(grouped(found, SHAPES)) == 3


def test_an_unknown_concept_is_one_fault_with_every_place_it_is_used(tmp_path: Path) -> None:
    data = lines(
        tmp_path,
        ":x :kind :kinds/projct . :y :kind :kinds/projct . :kinds/project skos:inScheme :scheme .".replace(
            ":kinds/projct", "<kinds/projct>"
        ).replace(":kinds/project", "<kinds/project>"),
    )
    found = [
        each
        for focus in ("x", "y")
        for each in (
            result(focus, "kind", "kinds/projct", "Class", "A-kind"),
            result(focus, SCHEME, "", "HasValue", "A-scheme"),
        )
    ]
    places = FakePlaces(
        {("x", "kind"): Place("t.csv", row=9, column="kind"), ("y", "kind"): Place("t.csv", row=4, column="kind")}
    )
    fault = fault_of(found, SHAPES, data, places=places)
    assert len(fault.results) == 4
    assert [place.row for place in fault.places] == [4, 9]
    assert fault.focus == f"<{E}y>"
    assert said(fault.hint, "sv") == "Menade du http://e/kinds/project?"


def test_the_same_value_with_another_demand_is_another_fault() -> None:
    found = [result("x", "end", "v", "Class", "A-kind"), result("y", "end", "v", "In", "B-kind")]
    assert len(grouped(found, SHAPES)) == 2


def test_a_missing_kind_and_the_scheme_of_no_kind_are_one_fault() -> None:
    found = [result("x", "kind", "", "MinCount", "A-kind"), result("x", SCHEME, "", "HasValue", "A-scheme")]
    assert component(fault_of(found, SHAPES).results[0]) == "MinCount"


def test_what_only_says_that_another_shape_is_broken_is_told_by_that_shape() -> None:
    found = [result("x", "", "x", "Node", "A"), result("x", "kind", "", "MinCount", "B-kind")]
    fault = fault_of(found, SHAPES)
    assert [component(each) for each in fault.results] == ["MinCount", "Node"]
    assert len(grouped(found[:1], SHAPES)) == 1


def test_sparql_constraints_on_the_node_stay_apart() -> None:
    found = [result("x", "", "x", "SPARQL", "A", constraint=each) for each in ("one", "two")]
    assert len(grouped(found, SHAPES)) == 2


def test_one_cell_is_one_fault_though_it_gave_a_value_and_its_bounds() -> None:
    cell = Place("periods.csv", row=14, column="end")
    found = [result("x", "end", '"1"', "Datatype", "A-end"), result("x", "latestEnd", '"2"', "LessThan", "A-end")]
    fault = fault_of(found, SHAPES, places=FakePlaces({("x", ""): cell}))
    assert fault.places == (cell,)
    assert component(fault.results[0]) == "Datatype"


def test_two_wrong_values_of_one_property_in_one_cell_stay_apart() -> None:
    cell = Place("periods.csv", row=14, column="end")
    found = [result("x", "end", value, "Datatype", "A-end") for value in ('"1"', '"2"')]
    assert len(grouped(found, SHAPES, places=FakePlaces({("x", ""): cell}))) == 2


def test_the_worst_comes_first_then_the_place_then_the_thing() -> None:
    found = [
        result("a", "end", "", "MaxCount", "A-end", severity="Warning"),
        result("b", "end", "", "MaxCount", "A-end"),
        result("c", "end", "", "MaxCount", "A-end"),
        result("d", "end", "", "MaxCount", "A-end"),
    ]
    places = FakePlaces(
        {("a", ""): Place("a.csv", row=2), ("c", ""): Place("t.csv", row=12), ("d", ""): Place("t.csv", row=9)}
    )
    assert [fault.focus[-2] for fault in grouped(found, SHAPES, places=places)] == ["d", "c", "b", "a"]


def test_problems_of_the_tables_become_faults() -> None:
    problem = Problem("nothing-checked", {}, Place("data/tables/x.csv", row=2, column="end"))
    [fault] = faults.of_problems([problem])
    assert (fault.severity, fault.code, fault.places) == ("violation", "nothing-checked", (problem.place,))
    assert said(fault.message, "sv").startswith("Inget prövades")


RESULTS = st.lists(
    st.builds(
        result,
        st.sampled_from("xyz"),
        st.sampled_from(["kind", "end", "", SCHEME]),
        st.sampled_from(["", "v", "w", "x", '"t"']),
        st.sampled_from(["MinCount", "Class", "HasValue", "Node", "SPARQL", "MaxCount", "Or", "Datatype"]),
        st.sampled_from(["A", "B", "A-kind", "B-kind", "A-end", "A-scheme"]),
        severity=st.sampled_from(["Violation", "Warning"]),
    ),
    unique=True,
)


@given(RESULTS, st.randoms())
def test_no_result_is_lost_or_told_twice_and_their_order_does_not_matter(
    found: list[Result], chance: random.Random
) -> None:
    made_ = faults.group(found, SHAPES, Words())
    told = [each for fault in made_ for each in fault.results]
    assert sorted(told) == sorted(found)
    worst = any("Violation" in each.severity for each in found)
    assert any(fault.severity == "violation" for fault in made_) == worst
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert faults.group(shuffled, SHAPES, Words()) == made_

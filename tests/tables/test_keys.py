"""Keys: doubled, unknown and ambiguous ones, and that spilling to disk changes nothing."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from intlgraph.errors import Problem
from intlgraph.tables.keys import Keys

SPACES = ("a", "b", "c")
key = st.sampled_from(["k1", "k2", "k3", "k4", "nyckel", "k\x1fl"])
addition = st.tuples(st.just("add"), st.sampled_from(SPACES), key, st.integers(2, 9), st.sampled_from(["f", "g"]))
reference = st.tuples(
    st.just("refer"), st.lists(st.sampled_from(SPACES), min_size=1, max_size=2, unique=True).map(tuple), key,
    st.integers(2, 9), st.sampled_from(["f", "h"]),
)  # fmt: skip


def told(keys: Keys) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.place.text(), problem.text()) for problem in keys.problems()]


@given(st.lists(st.one_of(addition, reference), max_size=40), st.integers(0, 5))
def test_spilling_changes_nothing(steps: list[tuple[str, str, str, int, str]], limit: int) -> None:
    here, spilled = Keys(), Keys(limit=limit)
    for keys in (here, spilled):
        keys.share("c")
        for kind, space, name, row, file in steps:
            if kind == "add":
                keys.add(space, name, row, file, "id")
            else:
                keys.refer(space, name, row, file, "ref")  # type: ignore[arg-type]
    assert told(here) == told(spilled)


@given(st.lists(st.tuples(st.booleans(), key, st.integers(2, 5)), max_size=30))
def test_keys_are_what_a_plain_reading_says(steps: list[tuple[bool, str, int]]) -> None:
    keys = Keys(limit=3)
    for is_key, name, row in steps:
        if is_key:
            keys.add("a", name, row, "f", "id")
        else:
            keys.refer(("a",), name, row, "g", "ref")
    rows = {name: sorted({row for is_key, other, row in steps if is_key and other == name}) for _, name, _ in steps}
    doubled = sorted((row, name) for name, found in rows.items() for row in found[1:])
    unknown = sorted((row, name) for is_key, name, row in steps if not is_key and not rows[name])
    problems = list(keys.problems())
    shown = {name.replace("\x1f", " + "): name for name in rows}

    def found(code: str) -> list[tuple[int | None, str]]:
        return sorted(
            (problem.place.row, shown[str(problem.values["value"])]) for problem in problems if code in problem.code
        )

    assert found("duplicate-key") == doubled
    assert found("unknown-reference") == unknown


def test_a_key_in_two_files_of_one_space_is_doubled() -> None:
    keys = Keys()
    keys.add("municipality", "vaxjo", 2, "a.csv", "id")
    keys.add("municipality", "vaxjo", 5, "b.csv", "id")
    assert told(keys) == [("duplicate-key", "b.csv:5, id", "vaxjo is used twice; the first is in a.csv:2.")]


def test_a_reference_may_point_into_any_of_its_spaces() -> None:
    keys = Keys()
    keys.add("organisation", "ubc", 2, "o.csv", "id")
    keys.refer(("network", "organisation"), "ubc", 3, "m.csv", "member")
    keys.refer(("network",), "ubc", 4, "m.csv", "member")
    assert [problem.place.row for problem in keys.problems()] == [4]


def test_every_row_with_an_unknown_reference_is_told_up_to_a_thousand() -> None:
    keys = Keys(limit=100)
    for row in range(2, 1502):
        keys.refer(("a",), "nowhere", row, "f", "ref")
    problems: list[Problem] = list(keys.problems())
    assert len(problems) == 1001
    assert problems[-1].values["count"] == 500


def test_nothing_is_left_on_disk(tmp_path: Path) -> None:
    keys = Keys(limit=1, directory=tmp_path)
    for row in range(2, 9):
        keys.add("a", str(row), row, "f", "id")
    assert list(tmp_path.iterdir()) != []
    assert list(keys.problems()) == []
    assert list(tmp_path.iterdir()) == []

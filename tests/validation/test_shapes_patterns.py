"""Regular expressions: those that run for ever, and which engine runs which."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intlgraph.validation.patterns import broken, dialects, may_run_forever, translate

EVIL = [
    r"(a+)+$",
    r"(a|a)*b",
    r"(a|aa)+$",
    r"(.*)*x",
    r"([a-zA-Z]+)*$",
    r"(\w+\s?)*$",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"(a|a?)+$",
    r"(.*a){12}x",
    r"((b?|c?)a)*$",
    r"(x+x+)+y",
    r"^\w+([.-]?\w+)*@\w+([.-]?\w+)*(\.\w{2,3})+$",
    r"(\d+|\w)*!",
    r"(a{1,50})*b",
    r"(a*)*",
    r"(a*?)*?b",
    r"(?=(a+)+b)a",
    r"^(?:a+)+$",
    r"(a*b*)*c",
    r"(ab|a|b)*x",
    r"(?i)(ab|AB)*x",
    r"([^-]+|-?[a-z]+)*$",
    r"(a*)\1*b\1(\1)+",
]
HARMLESS = [
    r"^([a-z0-9]+-)*[a-z0-9]+$",
    r"[A-Z]{2}[0-9]{1,3}",
    r"^[\w.+-]+@([\w-]+\.)+[a-z]{2,}$",
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
    r"^\d{6}-\d{4}$",
    r"^(\w+[^\w]+)*$",
    r"^(a?)*$",
    r"a*a*a*",
    r"^https?://[^\s]+(/[^\s]*)?$",
    r"^\d{1,3}(,\d{3})*$",
    r"a{2000}",
    r"(a{2000})+",
    r"([a-z]{1,63}\.)+[a-z]{2,63}",
    r"^(\+|00)[1-9][0-9 \-().]{7,32}$",
    r"^(?!.*x).*$",
    r"(ab|ac)*d",
    r"^-?([1-9][0-9]{3,}|0[0-9]{3})(-(0[1-9]|1[0-2]))?$",
    r"^(a|b|c|[d-z])*$",
    r"(a+b?c)*",
    r"^\s*(\S+\s+)*\S+\s*$",
    r"(a|b)+(a|b)+",
    r"",
]


@pytest.mark.parametrize("pattern", EVIL)
def test_evil_patterns_are_known(pattern: str) -> None:
    assert may_run_forever(pattern)


@pytest.mark.parametrize("pattern", HARMLESS)
def test_harmless_patterns_are_let_through(pattern: str) -> None:
    assert not may_run_forever(pattern)


def steps(pattern: object, text: str, limit: int) -> int:
    """Return the steps that a plain backtracking engine takes until it fails on the whole text, up to a limit."""
    taken = 0

    def run(node: tuple[Any, ...], place: int, then: object) -> bool:
        nonlocal taken
        taken += 1
        if taken > limit:
            return True
        kind, *rest = node
        if kind == "char":
            return place < len(text) and text[place] in rest[0] and then(place + 1)  # type: ignore[operator]
        if kind == "seq":
            return run(rest[0], place, lambda at: run(rest[1], at, then))
        if kind == "alt":
            return run(rest[0], place, then) or run(rest[1], place, then)

        def again(at: int) -> bool:
            return at > place and run(node, at, then)

        return run(rest[0], place, again) or then(place)  # type: ignore[operator]

    run(pattern, 0, lambda _: False)  # type: ignore[arg-type]
    return taken


def written(node: tuple[Any, ...]) -> str:
    kind, *rest = node
    if kind == "char":
        return f"([{rest[0]}])"  # without the group Python makes one class of [a]|[ab]
    if kind == "seq":
        return written(rest[0]) + written(rest[1])
    if kind == "alt":
        return f"(?:{written(rest[0])}|{written(rest[1])})"
    return f"(?:{written(rest[0])})*"


trees = st.recursive(
    st.sampled_from(["a", "b", "ab"]).map(lambda chars: ("char", chars)),
    lambda inner: st.one_of(
        st.tuples(st.just("seq"), inner, inner),
        st.tuples(st.just("alt"), inner, inner),
        st.tuples(st.just("star"), inner),
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(trees, st.text("ab", min_size=1, max_size=3))
def test_a_pattern_that_is_called_harmless_takes_polynomial_steps(tree: tuple[Any, ...], part: str) -> None:
    if not may_run_forever(written(tree)):
        assert steps(tree, part * (24 // len(part)), 60_000) <= 60_000


def test_the_counting_engine_sees_an_explosion() -> None:
    tree = ("star", ("star", ("char", "a")))
    assert may_run_forever(written(tree))
    assert steps(tree, "a" * 24, 60_000) > 60_000


@pytest.mark.parametrize(
    ("pattern", "flags", "expected"),
    [
        (r"[A-Z]{2}\d+", "", {"rust", "python"}),
        (r"a(?=b)", "", {"python"}),
        (r"(?<!a)b", "", {"python"}),
        (r"(a)\1", "", {"python"}),
        (r"\p{Lu}", "", {"rust"}),
        (r"\i\c*", "", set()),
        (r"[a-z-[aeiou]]", "", set()),
        (r"[a&&b]", "", set()),
        (r"a*+", "", set()),
        (r"(a", "", set()),
        (r"a\+\*+", "", {"rust", "python"}),
        (r"A", "im", {"rust", "python"}),
        (r"a.b", "s", {"rust"}),
        (r"a.b", "q", {"rust"}),
    ],
)
def test_which_engine_runs_what(pattern: str, flags: str, expected: set[str]) -> None:
    pytest.importorskip("shacl")
    assert dialects(pattern, flags) == expected
    assert (broken(pattern, flags) is None) == bool(expected)


def test_without_the_native_engine_what_rust_lacks_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "shacl", None)
    dialects.cache_clear()
    assert dialects("a(?=b)|without") == {"python"}
    assert dialects(r"\p{Lu}without") == {"rust"}
    assert dialects("a+without") == {"python", "rust"}
    dialects.cache_clear()


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"\i\c*", "läsa-1", "1a"),
        (r"[\i-]+", "a-b", "1"),
        (r"\I+", "12", "a"),
        (r"[a-z-[aeiou]]+", "bcd", "bad"),
        (r"[a-z-[^aeiou]]+", "aie", "abc"),
        (r"[\w-[\d-[5]]]+", "a5", "a4"),
        (r"a\[b", "a[b", "ab"),
    ],
)
def test_translation_to_python(pattern: str, yes: str, no: str) -> None:
    translated = translate(pattern)
    assert translated is not None
    assert re.fullmatch(translated, yes)
    assert not re.fullmatch(translated, no)


def test_what_python_has_no_words_for() -> None:
    assert translate(r"\p{Lu}") is None
    assert translate(r"[\p{Lu}]") is None
    assert translate(r"[\C]") is None

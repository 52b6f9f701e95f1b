"""The store that remembers: the same answers as without, asked for once, and never more kept than the bound."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from intlgraph.store import oxigraph, remembering
from intlgraph.store.base import Quads
from intlgraph.store.remembering import Remembering

E = "http://example.org/"
NAMES = [f"{E}{number}" for number in range(30)]


class Counting(oxigraph.OxigraphStore):
    """A store that notes what it is asked about."""

    def __init__(self) -> None:
        store = oxigraph.in_memory(
            Quad(NamedNode(each), NamedNode(f"{E}p"), Literal(str(number)), NamedNode(f"{E}g"))
            for each in NAMES
            for number in range(4)
        )
        super().__init__(store._engine)  # type: ignore[arg-type]
        self.asked: list[str] = []

    def about(self, things: Iterable[str]) -> Quads:
        wanted = list(things)
        self.asked += wanted
        return super().about(wanted)


def test_what_is_known_is_not_asked_for_again() -> None:
    store = Counting()
    remembered = Remembering(store)
    for _ in range(2):
        assert remembered.about([*NAMES, f"{E}nothing"]) == oxigraph.OxigraphStore.about(store, NAMES)
    assert sorted(store.asked) == sorted([*NAMES, f"{E}nothing"])


def test_a_bounded_number_of_quads_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_REMEMBERED", 20)
    store = Counting()
    remembered = Remembering(store)
    assert remembered.about(NAMES) == oxigraph.OxigraphStore.about(store, NAMES)
    assert 0 < sum(map(len, remembered._about.known.values())) <= 20
    assert remembered.about(NAMES[:1]) == oxigraph.OxigraphStore.about(store, NAMES[:1])


def test_what_is_asked_for_again_is_kept_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_REMEMBERED", 20)
    store = Counting()
    remembered = Remembering(store)
    for each in NAMES[1:]:
        remembered.about([NAMES[0]])
        remembered.about([each])
    assert store.asked.count(NAMES[0]) == 1

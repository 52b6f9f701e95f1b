"""Sorting: sorted, unique, in code point order, the same whether it all fits in memory or not."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlgraph.tables.sorting import SortedLines

line = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=4).map(lambda text: text + "\n")


@given(st.lists(st.lists(line, max_size=6), max_size=12), st.sampled_from([1, 500, 1 << 20]))
def test_lines_come_out_sorted_and_once(batches: list[list[str]], limit: int) -> None:
    with TemporaryDirectory() as folder:
        lines = SortedLines(Path(folder), limit)
        for batch in batches:
            lines.extend(batch)
        count = lines.write(Path(folder) / "out.nq")
        expected = sorted({text for batch in batches for text in batch})
        assert (Path(folder) / "out.nq").read_bytes() == "".join(expected).encode()
        assert count == len(expected)
        assert [path.name for path in Path(folder).iterdir()] == ["out.nq"]


def test_the_order_is_that_of_code_points_and_of_bytes(tmp_path: Path) -> None:
    lines = SortedLines(tmp_path)
    texts = ["\U0001f600\n", "\uffee\n", "å\n", "z\n", "Z\n"]
    lines.extend(texts)
    lines.write(tmp_path / "out.nq")
    written = (tmp_path / "out.nq").read_bytes().splitlines()
    assert written == sorted(written) == [text.strip().encode() for text in reversed(texts)]


@pytest.mark.parametrize("limit", [10, 1 << 20])
def test_a_batch_may_be_changed_after_it_was_taken(tmp_path: Path, limit: int) -> None:
    lines, batch = SortedLines(tmp_path, limit), ["b\n"]
    lines.extend(batch)
    batch.clear()
    batch.append("a\n")
    lines.extend(batch)
    assert lines.write(tmp_path / "out.nq") == 2

"""What the tests of the catalogue stand on: a good catalogue to break, and a network that is a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from intlgraph.catalogue.harvest import Check, check
from intlgraph.catalogue.harvest.fetching import Answer
from intlgraph.errors import RemoteError

GOOD = Path(__file__).parent / "good.rdf"


class Net:
    """A network of addresses and their answers; `asked` is what was asked for, in order."""

    def __init__(self, answers: Mapping[str, Answer | bytes] | None = None) -> None:
        self.answers = dict(answers or {})
        self.asked: list[str] = []

    def __call__(self, address: str, *, limit: int) -> Answer:
        self.asked.append(address)
        if address not in self.answers:
            raise RemoteError.of("harvest-no-answer", address=address, cause="no such host")
        answer = self.answers[address]
        return Answer(200, {}, answer[: limit + 1]) if isinstance(answer, bytes) else answer


def moved(address: str, status: int) -> Answer:
    return Answer(status, {"location": address})


def of(
    text: str | bytes, folder: Path, name: str = "catalog.rdf", fetch: Net | None = None, online: bool = False
) -> Check:
    """Check a text as a file would be checked."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return check(str(path), fetch or Net(), online)


def good() -> str:
    return GOOD.read_text("utf-8")


def codes(checked: Check) -> list[str]:
    return sorted(finding.code for finding in checked.findings)


Change = Callable[[str], str]


def replaced(old: str, new: str, times: int = 1) -> Change:
    """Return a change of a text in which `old` stands."""

    def change(text: str) -> str:
        assert old in text, f"{old!r} is not there"
        return text.replace(old, new, times)

    return change


def without(element: str, about: str = "") -> Change:
    """Return a change that removes the first line with an element, after the line that begins a description."""

    def change(text: str) -> str:
        start = text.index(f'rdf:about="{about}"') if about else 0
        at = text.index(f"<{element}", start)
        line_start, line_end = text.rindex("\n", 0, at), text.index("\n", at)
        return text[:line_start] + text[line_end:]

    return change

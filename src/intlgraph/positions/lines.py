"""Lines: where each line of a text begins."""

from __future__ import annotations

__all__ = ["starts"]


def starts(text: str) -> list[int]:
    r"""Return the offset at which each line begins; a line ends with a line feed.

    >>> starts("a\nb\n")
    [0, 2, 4]
    """
    found, at = [0], text.find("\n")
    while at >= 0:
        found.append(at + 1)
        at = text.find("\n", at + 1)
    return found

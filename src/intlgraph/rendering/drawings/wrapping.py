"""Text broken into lines, since SVG breaks none."""

from __future__ import annotations

from intlgraph.rendering.drawings.svg import shortened

__all__ = ["wrapped"]


def wrapped(text: str, length: int, most: int) -> tuple[str, ...]:
    """Return a text in lines of a length (characters), at most so many; what has no room ends with an ellipsis.

    >>> wrapped("Union of the Baltic Cities", 12, 2)
    ('Union of the', 'Baltic Citi…')
    """
    words = shortened(text, length * most * 2).split()
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and len(longer) <= length:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = shortened(lines[-1] + " " * (len(lines[-1]) < length) + word, length)
            if not lines[-1].endswith("…"):
                lines[-1] = lines[-1][: length - 1] + "…"
            break
        else:
            lines.append(shortened(word, length))
    return tuple(lines) or ("",)

"""Dialects: how a file of comma-separated values is written, read from metadata.

Metadata Vocabulary for Tabular Data, section 5.9 (Dialect descriptions).
"""

from __future__ import annotations

import codecs
from typing import Final, Literal, cast

from intlgraph.tables.model import JSON, Dialect
from intlgraph.tables.properties import Object, Properties, is_text

__all__ = ["read_dialect"]

_KNOWN: Final = frozenset(
    [
        "commentPrefix",
        "delimiter",
        "doubleQuote",
        "encoding",
        "header",
        "headerRowCount",
        "lineTerminators",
        "quoteChar",
        "skipBlankRows",
        "skipColumns",
        "skipInitialSpace",
        "skipRows",
        "trim",
    ]
)


def read_dialect(source: Object, path: str, properties: Properties) -> Dialect:
    """Return the dialect that an object describes; what is wrong in it is replaced by the default."""
    properties.identity(source, path, "Dialect")
    properties.annotations(source, path, _KNOWN)
    take = properties.take
    header = take(source, path, "header", _is_bool, True)
    initial = take(source, path, "skipInitialSpace", _is_bool, False)
    trim = take(source, path, "trim", _is_trim, "start" if initial else "false")
    ends = take(source, path, "lineTerminators", _are_terminators, ["\r\n", "\n"])
    return Dialect(
        comment_prefix=take(source, path, "commentPrefix", _is_text_or_null, "#"),
        delimiter=take(source, path, "delimiter", _is_character, ","),
        double_quote=take(source, path, "doubleQuote", _is_bool, True),
        encoding=take(source, path, "encoding", _is_encoding, "utf-8"),
        header_row_count=take(source, path, "headerRowCount", _is_count, 1 if header else 0),
        line_terminators=tuple([ends] if isinstance(ends, str) else ends),
        quote_char=take(source, path, "quoteChar", _is_character_or_null, '"'),
        skip_blank_rows=take(source, path, "skipBlankRows", _is_bool, False),
        skip_columns=take(source, path, "skipColumns", _is_count, 0),
        skip_rows=take(source, path, "skipRows", _is_count, 0),
        trim=cast("Literal['true', 'false', 'start', 'end']", str(trim).lower()),
    )


def _is_bool(value: JSON) -> bool:
    return isinstance(value, bool)


def _is_count(value: JSON) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_character(value: JSON) -> bool:
    return isinstance(value, str) and len(value) == 1


def _is_character_or_null(value: JSON) -> bool:
    return value is None or _is_character(value)


def _is_text_or_null(value: JSON) -> bool:
    return value is None or is_text(value)


def _is_trim(value: JSON) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value in ("true", "false", "start", "end"))


def _is_encoding(value: JSON) -> bool:
    if not isinstance(value, str):
        return False
    try:
        codecs.lookup(value)
    except LookupError:
        return False
    return True


def _are_terminators(value: JSON) -> bool:
    return is_text(value) or (isinstance(value, list) and bool(value) and all(is_text(item) for item in value))

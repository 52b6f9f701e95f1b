"""Datatype descriptions: what metadata says about a datatype, checked before any cell is read.

Metadata Vocabulary for Tabular Data, section 5.11.2 (Derived datatypes); Model, section 6.4.6 (Constraints).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intlgraph.tables.addresses import is_absolute
from intlgraph.tables.constraints import comparable, has_bounds, has_length, in_order
from intlgraph.tables.context import DATATYPES, expand
from intlgraph.tables.datatypes import Datatype, format_fits
from intlgraph.tables.findings import Findings, shown
from intlgraph.tables.model import JSON
from intlgraph.tables.values import is_numeric

__all__ = ["read_datatype"]

_KNOWN: Final = frozenset(
    [
        "base",
        "format",
        "length",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "minInclusive",
        "maxInclusive",
        "minExclusive",
        "maxExclusive",
        "@id",
        "@type",
    ]
)
_BUILT_IN: Final = frozenset(DATATYPES.values())


def read_datatype(value: JSON, path: str, findings: Findings) -> Datatype | None:
    """Return a datatype, or None where what stands there says nothing that can be used.

    >>> read_datatype({"base": "decimal", "format": "#,##0.0"}, "datatype", Findings("metadata.json")).format
    '#,##0.0'
    """
    if isinstance(value, str):
        if value in DATATYPES:
            return Datatype(value)
        findings.warn("metadata-datatype", path=path, value=value)
        return None
    if not isinstance(value, dict):
        findings.warn("metadata-value", path=path, property="datatype", value=shown(value))
        return None
    for name in value:
        if name not in _KNOWN and expand(name) is None:
            findings.warn("metadata-unknown-property", path=path, property=name)
    base = value.get("base", "string")
    if not isinstance(base, str) or base not in DATATYPES:
        findings.warn("metadata-datatype", path=path, value=shown(base))
        base = "string"
    pattern, decimal_char, group_char = _format(value, base, path, findings)
    datatype = Datatype(
        base=base,
        id=_id(value, path, findings),
        format=pattern,
        decimal_char=decimal_char,
        group_char=group_char,
        length=_size(value, "length", path, findings),
        min_length=_size(value, "minLength", path, findings),
        max_length=_size(value, "maxLength", path, findings),
        minimum=_bound(value, ("minimum", "minInclusive"), base, path, findings),
        maximum=_bound(value, ("maximum", "maxInclusive"), base, path, findings),
        min_exclusive=_bound(value, ("minExclusive",), base, path, findings),
        max_exclusive=_bound(value, ("maxExclusive",), base, path, findings),
    )
    _check_lengths(datatype, path, findings)
    _check_bounds(datatype, path, findings)
    return datatype


def _id(value: Mapping[str, JSON], path: str, findings: Findings) -> str | None:
    if "@type" in value and value["@type"] != "Datatype":
        findings.error("metadata-type", path=path, value=shown(value["@type"]), expected="Datatype")
    if "@id" not in value:
        return None
    address = value["@id"]
    if isinstance(address, str) and is_absolute(address) and not address.startswith("_:") and address not in _BUILT_IN:
        return address
    findings.error("metadata-datatype-id", path=path, value=shown(address))
    return None


def _format(
    value: Mapping[str, JSON], base: str, path: str, findings: Findings
) -> tuple[str | None, str | None, str | None]:
    given = value.get("format")
    if given is None:
        return None, None, None
    if isinstance(given, dict) and is_numeric(base):
        pattern, point, group = (given.get(name) for name in ("pattern", "decimalChar", "groupChar"))
        if all(sign is None or (isinstance(sign, str) and len(sign) == 1) for sign in (point, group)):
            if pattern is None:
                return None, point, group
            plain = _plain(pattern, point, group)
            if plain is not None and format_fits(base, plain):
                return plain, point, group
    elif format_fits(base, given):
        return given, None, None  # type: ignore[return-value]
    findings.warn("metadata-format", path=path, value=shown(given), datatype=base)
    return None, None, None


def _plain(pattern: JSON, point: JSON, group: JSON) -> str | None:
    """Return a number pattern written with a full stop and commas, however the cells are written."""
    if not isinstance(pattern, str):
        return None
    signs = {str(point or "."): ".", str(group or ","): ","}
    return "".join(signs.get(character, character) for character in pattern)


def _size(value: Mapping[str, JSON], name: str, path: str, findings: Findings) -> int | None:
    size = value.get(name)
    if size is None:
        return None
    if isinstance(size, int) and not isinstance(size, bool) and size >= 0:
        return size
    findings.warn("metadata-value", path=path, property=name, value=shown(size))
    return None


def _bound(value: Mapping[str, JSON], names: tuple[str, ...], base: str, path: str, findings: Findings) -> str | None:
    for name in names:
        bound = value.get(name)
        if bound is None:
            continue
        if not has_bounds(base):
            findings.error("metadata-bounds-datatype", path=path, property=name, datatype=base)
        elif isinstance(bound, str | int | float) and comparable(base, str(bound)) is not None:
            return str(bound)
        else:
            findings.warn("metadata-value", path=path, property=name, value=shown(bound))
    return None


def _check_lengths(datatype: Datatype, path: str, findings: Findings) -> None:
    length, least, most = datatype.length, datatype.min_length, datatype.max_length
    if (length, least, most) == (None, None, None):
        return
    if not has_length(datatype.base):
        findings.error("metadata-length-datatype", path=path, datatype=datatype.base)
    low = least if least is not None else length
    high = most if most is not None else length
    between = length if length is not None else low
    if low is not None and high is not None and between is not None and not low <= between <= high:
        findings.error("metadata-length-order", path=path)


def _check_bounds(datatype: Datatype, path: str, findings: Findings) -> None:
    for one, other, names in (
        (datatype.minimum, datatype.min_exclusive, "minInclusive, minExclusive"),
        (datatype.maximum, datatype.max_exclusive, "maxInclusive, maxExclusive"),
    ):
        if one is not None and other is not None:
            findings.error("metadata-bounds-both", path=path, names=names)
    for low, low_open in ((datatype.minimum, False), (datatype.min_exclusive, True)):
        for high, high_open in ((datatype.maximum, False), (datatype.max_exclusive, True)):
            if low is None or high is None:
                continue
            # Two open bounds may be equal on paper (section 6.4.6.2); one open and one closed may not.
            strict = low_open != high_open
            first, last = comparable(datatype.base, low), comparable(datatype.base, high)
            if not in_order(first, last, strict=strict):
                findings.error("metadata-bounds-order", path=path, low=low, high=high)

"""A GSUB table in, which glyphs one glyph is drawn for out (OpenType, "GSUB")."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

# Lookup types that draw one glyph for one, one of several for one, and one for several.
_SINGLE, _ALTERNATE, _LIGATURE, _EXTENSION = 1, 3, 4, 7
# The largest fonts have about half as many; a hostile table repeats itself without end.
_MAX_FOUND: Final = 200_000

Substitute = tuple[tuple[int, ...], int]


def substitutes(table: bytes) -> list[Substitute]:
    """Return glyphs and the glyph that is drawn for them, in the order of the table.

    What a damaged table has before its damage counts.
    """
    found: list[Substitute] = []
    try:
        for kind, offset in _subtables(table):
            for one in _READERS[kind](table, offset):
                found.append(one)
                if len(found) == _MAX_FOUND:
                    return found
    except struct.error:
        pass
    return found


def _subtables(table: bytes) -> Iterator[tuple[int, int]]:
    if len(table) < 10:
        return
    (lookups,) = struct.unpack_from(">H", table, 8)
    for lookup in _offsets(table, lookups, lookups):
        kind, _ = struct.unpack_from(">HH", table, lookup)
        for offset in _offsets(table, lookup + 4, lookup):
            actual = kind
            if kind == _EXTENSION:
                _, actual, further = struct.unpack_from(">HHI", table, offset)
                offset += further
            if actual in _READERS:
                yield actual, offset


def _single(table: bytes, offset: int) -> Iterator[Substitute]:
    form, coverage, value = struct.unpack_from(">HHH", table, offset)
    gids = _covered(table, offset + coverage)
    if form == 1:
        for gid in gids:
            yield (gid,), (gid + value) & 0xFFFF
    elif form == 2:
        for gid, result in zip(gids, _numbers(table, offset + 4), strict=False):
            yield (gid,), result


def _alternate(table: bytes, offset: int) -> Iterator[Substitute]:
    (coverage,) = struct.unpack_from(">H", table, offset + 2)
    sets = _offsets(table, offset + 4, offset)
    for gid, at in zip(_covered(table, offset + coverage), sets, strict=False):
        for result in _numbers(table, at):
            yield (gid,), result


def _ligature(table: bytes, offset: int) -> Iterator[Substitute]:
    (coverage,) = struct.unpack_from(">H", table, offset + 2)
    sets = _offsets(table, offset + 4, offset)
    for gid, at in zip(_covered(table, offset + coverage), sets, strict=False):
        for ligature in _offsets(table, at, at):
            result, count = struct.unpack_from(">HH", table, ligature)
            others = struct.unpack_from(f">{max(count - 1, 0)}H", table, ligature + 4)
            yield (gid, *others), result


_READERS: Final = {_SINGLE: _single, _ALTERNATE: _alternate, _LIGATURE: _ligature}


def _covered(table: bytes, offset: int) -> Iterator[int]:
    form, count = struct.unpack_from(">HH", table, offset)
    if form == 1:
        yield from _numbers(table, offset + 2)
    elif form == 2:
        for index in range(count):
            first, last, _ = struct.unpack_from(">HHH", table, offset + 4 + 6 * index)
            yield from range(first, last + 1)


def _numbers(table: bytes, offset: int) -> tuple[int, ...]:
    """Return an array of 16-bit numbers behind its length."""
    (count,) = struct.unpack_from(">H", table, offset)
    return struct.unpack_from(f">{count}H", table, offset + 2)


def _offsets(table: bytes, offset: int, base: int) -> list[int]:
    return [base + value for value in _numbers(table, offset)]

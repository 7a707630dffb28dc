"""Rows of modules in, the operators that draw the dark ones as one path out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

DARK: Final = 0
_LIGHT: Final = 255

# Rows are written in strips of eight modules: a strip has 256 patterns, so each is formatted once
# and its row number filled in later. It costs a tenth more bytes than whole runs (a run that
# crosses a strip becomes two rectangles) and a third of the time.
_STRIP: Final = 8
_ROW: Final = b"y"


def fill(modules: bytes, columns: int, row_height: int) -> bytes:
    """Draw modules (one byte each, 0 is dark, row by row), y down, all as one path with one fill.

    Rows are repeated `row_height` times in the input and drawn once. Separate fills would show
    seams on screens.
    """
    rows = len(modules) // columns
    if rows == 1:
        return _pattern(modules, 0, 1).replace(_ROW, b"0") + b"f"
    strips = [
        (left, min(left + _STRIP, columns), _patterns(left, row_height))
        for left in range(0, columns, _STRIP)
    ]
    parts = []
    for row in range(0, rows, row_height):
        start = row * columns
        line = b"".join(
            [patterns[modules[start + left : start + right]] for left, right, patterns in strips]
        )
        parts.append(line.replace(_ROW, b"%d" % row))
    return b"".join(parts) + b"f"


class _Patterns(dict[bytes, bytes]):
    """The operators of a strip's patterns, written when they are first seen: at most 256."""

    def __init__(self, left: int, height: int) -> None:
        self._left, self._height = left, height

    def __missing__(self, modules: bytes) -> bytes:
        written = self[modules] = _pattern(modules, self._left, self._height)
        return written


# As many as the widest symbol, a PDF417 of 30 columns, has strips, and those of QR beside them.
@lru_cache(maxsize=128)
def _patterns(left: int, height: int) -> _Patterns:
    return _Patterns(left, height)


def _pattern(modules: bytes, left: int, height: int) -> bytes:
    return b"".join(
        b"%d %s %d %d re\n" % (left + start, _ROW, length, height)
        for start, length in _runs(modules)
    )


def _runs(modules: bytes) -> Iterator[tuple[int, int]]:
    start = modules.find(DARK)
    while start >= 0:
        end = modules.find(_LIGHT, start)
        end = len(modules) if end < 0 else end
        yield start, end - start
        start = modules.find(DARK, end)

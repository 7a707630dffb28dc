"""A grid of modules in, the operators that draw the dark ones as one path out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from saleor_w2p_plugin.rendering.codes.grid import Grid

# A byte holds a strip of eight modules: it has 256 patterns, so each is formatted once and its row
# number filled in later. It costs a tenth more bytes than whole runs (a run that crosses a strip
# becomes two rectangles) and a third of the time.
_STRIP: Final = 8
_ROW: Final = b"y"
_RUN: Final = re.compile("1+")


def fill(grid: Grid, row_height: int = 1) -> bytes:
    """Draw a grid, y down, all as one path with one fill; rows are `row_height` units high.

    Separate fills would show seams on screens.
    """
    packed, size = grid.packed(), grid.row_bytes
    if grid.rows == 1:
        # The bars of a linear code stay whole.
        digits = f"{grid.bits:0{size * _STRIP}b}"
        return _pattern(digits, 0, row_height).replace(_ROW, b"0") + b"f"
    strips = [_patterns(index * _STRIP, row_height) for index in range(size)]
    drawn = [patterns[byte] for patterns, byte in zip(strips * grid.rows, packed, strict=True)]
    join = b"".join
    parts = [
        join(drawn[row * size : (row + 1) * size]).replace(_ROW, b"%d" % (row * row_height))
        for row in range(grid.rows)
    ]
    return join(parts) + b"f"


class _Patterns(dict[int, bytes]):
    """The operators of a strip's patterns, written when they are first seen: at most 256."""

    def __init__(self, left: int, height: int) -> None:
        self._left, self._height = left, height

    def __missing__(self, byte: int) -> bytes:
        written = self[byte] = _pattern(f"{byte:08b}", self._left, self._height)
        return written


# As many as the widest symbol, a PDF417 of 30 columns, has strips, and those of QR beside them.
@lru_cache(maxsize=128)
def _patterns(left: int, height: int) -> _Patterns:
    return _Patterns(left, height)


def _pattern(digits: str, left: int, height: int) -> bytes:
    return b"".join(
        b"%d %s %d %d re\n" % (left + run.start(), _ROW, run.end() - run.start(), height)
        for run in _RUN.finditer(digits)
    )

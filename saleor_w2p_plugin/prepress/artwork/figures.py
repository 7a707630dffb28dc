"""The instructions of a path in, its surface and the length around it out."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

from saleor_w2p_plugin.prepress.matrices import Matrix

_Point = tuple[float, float]

# Letters that have become paths, and maps; comparing all with all would take too long.
_MAX_PARTS: Final = 200


def measure(
    path: Sequence[Any], matrix: Matrix, *, is_even_odd: bool
) -> tuple[float, float] | None:
    """Return how much a path fills, in square units, and how long its outline is.

    Curves go by their control points. None for paths that clip too, as what they fill cannot be set
    apart from the clip, and for those of more than 200 parts by the even-odd rule.
    """
    parts = _outlines(path, matrix)
    if parts is None or (is_even_odd and len(parts) > _MAX_PARTS):
        return None
    length = math.fsum(math.dist(one, other) for part in parts for one, other in _edges(part))
    surfaces = [sum(x * v - u * y for (x, y), (u, v) in _edges(part)) / 2 for part in parts]
    if is_even_odd:
        # A part inside another one is a hole in it, whichever way it runs (ISO 32000-1, 8.5.3.3.3).
        boxes = [_box(part) for part in parts]
        depths = [sum(_is_inside(box, each) for each in boxes if each is not box) for box in boxes]
        surfaces = [abs(one) * (-1) ** deep for one, deep in zip(surfaces, depths, strict=True)]
    return abs(math.fsum(surfaces)), length


def _outlines(path: Sequence[Any], matrix: Matrix) -> list[list[_Point]] | None:
    outlines: list[list[_Point]] = []
    for instruction in path:
        name = str(instruction.operator)
        numbers = [float(value) for value in instruction.operands]
        if name in ("W", "W*"):
            return None
        if name == "re":
            x, y, width, height = numbers
            numbers = [x, y, x + width, y, x + width, y + height, x, y + height]
        if name in ("m", "re"):
            outlines.append([])
        if outlines:
            outlines[-1] += [
                _moved(x, y, matrix) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
            ]
    return outlines


def _edges(part: Sequence[_Point]) -> Iterable[tuple[_Point, _Point]]:
    return itertools.pairwise([*part, *part[:1]])


def _box(part: Sequence[_Point]) -> tuple[float, float, float, float]:
    across, up = [x for x, _ in part], [y for _, y in part]
    return min(across), min(up), max(across), max(up)


def _is_inside(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return other[0] <= box[0] and other[1] <= box[1] and box[2] <= other[2] and box[3] <= other[3]


def _moved(x: float, y: float, matrix: Matrix) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f

"""Matrices and rectangles in, where they put things out (ISO 32000-1, 8.3.4)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from saleor_w2p_plugin.prepress.boxes import Rect

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def matrix(values: Iterable[object]) -> Matrix:
    """Return six numbers of a PDF as a matrix; raises ValueError for anything else."""
    a, b, c, d, e, f = (float(value) for value in values)  # type: ignore[arg-type]
    return a, b, c, d, e, f


def product(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def around(place: Matrix, left: float, bottom: float, right: float, top: float) -> Rect:
    """Return the upright rectangle around a rectangle that a matrix has placed."""
    a, b, c, d, e, f = place
    x0, x1, x2, x3 = a * left, a * right, c * bottom, c * top
    y0, y1, y2, y3 = b * left, b * right, d * bottom, d * top
    return Rect(
        min(x0, x1) + min(x2, x3) + e,
        min(y0, y1) + min(y2, y3) + f,
        max(x0, x1) + max(x2, x3) + e,
        max(y0, y1) + max(y2, y3) + f,
    )


def thinnest(place: Matrix) -> float:
    """Return the smaller of the scales along the two axes: how a pen of width 1 shows at worst."""
    return min(math.hypot(place[0], place[1]), math.hypot(place[2], place[3]))


def height(place: Matrix) -> float:
    """Return how high something of height 1 stands over its base line."""
    a, b, c, d, _, _ = place
    across = math.hypot(a, b)
    return abs(a * d - b * c) / across if across else math.hypot(c, d)


def is_upright(place: Matrix) -> bool:
    """Tell whether rectangles stay rectangles along the axes."""
    return (place[1] == 0 and place[2] == 0) or (place[0] == 0 and place[3] == 0)


def common(first: Rect, second: Rect) -> Rect | None:
    """Return what two rectangles have in common; None where they do not touch."""
    left, bottom = max(first.left, second.left), max(first.bottom, second.bottom)
    right, top = min(first.right, second.right), min(first.top, second.top)
    return Rect(left, bottom, right, top) if left <= right and bottom <= top else None


def union(areas: Iterable[Rect]) -> Rect | None:
    """Return the rectangle around all; None where there is none."""
    found = list(areas)
    return Rect.enclosing(found) if found else None


def shifted(area: Rect, across: float, up: float) -> Rect:
    """Return a rectangle moved."""
    return Rect(area.left + across, area.bottom + up, area.right + across, area.top + up)

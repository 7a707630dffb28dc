"""Points of a path in, its area and whether it is a rectangle out (ISO 32000-1, 8.5.2)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import Matrix, is_upright

_Point = tuple[float, float]


@dataclass(slots=True)
class Path:
    """A path under construction; points are placed by its matrix at once."""

    place: Matrix
    left: float = math.inf
    bottom: float = math.inf
    right: float = -math.inf
    top: float = -math.inf
    corners: list[_Point] = field(default_factory=list)
    thin: float | None = None
    boxes: int = 0
    is_other: bool = False

    def move(self, x: float, y: float) -> None:
        """Begin another part."""
        self._end()
        self.line(x, y)

    def line(self, x: float, y: float) -> None:
        """Draw to a point."""
        self._reach(x, y)
        if len(self.corners) < 6:
            self.corners.append((x, y))

    def curve(self, *values: float) -> None:
        """Draw a Bézier curve; its control points count as reached."""
        self.is_other = True
        for at in range(0, len(values), 2):
            self._reach(values[at], values[at + 1])

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Add a rectangle as a part of its own."""
        self._end()
        self._reach(x, y)
        self._reach(x + width, y + height)
        if self.place[1] or self.place[2]:
            self._reach(x + width, y)
            self._reach(x, y + height)
        self._add_box(width, height)

    def finish(self) -> Rect | None:
        """End the last part and return the area around all; None for an empty path."""
        self._end()
        if self.left > self.right:
            return None
        return Rect(self.left, self.bottom, self.right, self.top)

    @property
    def is_box(self) -> bool:
        """Tell whether the finished path is one upright rectangle."""
        return self.boxes == 1 and not self.is_other and is_upright(self.place)

    def _reach(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.place
        across, up = a * x + c * y + e, b * x + d * y + f
        if across < self.left:
            self.left = across
        if across > self.right:
            self.right = across
        if up < self.bottom:
            self.bottom = up
        if up > self.top:
            self.top = up

    def _add_box(self, width: float, height: float) -> None:
        a, b, c, d, _, _ = self.place
        thin = min(abs(width) * math.hypot(a, b), abs(height) * math.hypot(c, d))
        self.thin = thin if self.thin is None else min(self.thin, thin)
        self.boxes += 1

    def _end(self) -> None:
        points, self.corners = self.corners, []
        if not points:
            return
        if len(points) == 5 and points[4] == points[0]:
            points = points[:4]
        if len(points) == 2:
            # Filled, a line covers nothing but the pixels that it touches.
            self._add_box(math.dist(*points), 0)
        elif len(points) == 4 and _is_box(points):
            (x0, y0), _, (x2, y2), _ = points
            self._add_box(x2 - x0, y2 - y0)
        elif len(points) > 1:
            self.is_other = True


def _is_box(points: list[_Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (
        y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
    )

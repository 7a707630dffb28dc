"""A circle in, the operators of its path out (ISO 32000-1, 8.5.2)."""

from __future__ import annotations

import math
from typing import Final

# A quarter of a circle as a Bézier curve: how far its control points stand from its ends. It misses
# the circle by less than 0.03 % of the radius.
KAPPA: Final = 4 / 3 * (math.sqrt(2) - 1)


def circle(x: float, y: float, radius: float) -> bytes:
    """Return the path of a circle, counterclockwise from its right."""
    r, k = radius, KAPPA * radius
    quarters = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    curves = b" ".join(b"%.3f %.3f %.3f %.3f %.3f %.3f c" % quarter for quarter in quarters)
    return b"%.3f %.3f m %s h" % (x + r, y, curves)

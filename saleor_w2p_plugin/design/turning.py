"""A frame and the groups that hold it in, where its corners are on the page out.

Millimetres from the top left corner of the trim box, y downwards; angles turn clockwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from saleor_w2p_plugin.design.frame import Frame, GroupFrame

Point = tuple[float, float]


def corners(frame: Frame, groups: Sequence[GroupFrame] = ()) -> list[Point]:
    """Return the four corners, turned as the frame and its groups say.

    `groups` are what holds the frame, outermost first.
    """
    found = [(x, y) for x in (0.0, frame.width_mm) for y in (0.0, frame.height_mm)]
    for turned in (frame, *reversed(groups)):
        found = [_outside(turned, point) for point in found]
    return found


def _outside(frame: Frame, point: Point) -> Point:
    """Return where a point inside a frame lies in what holds the frame."""
    half_width, half_height = frame.width_mm / 2, frame.height_mm / 2
    x, y = point[0] - half_width, point[1] - half_height
    angle = radians(frame.rotation_deg)
    return (
        frame.x_mm + half_width + x * cos(angle) - y * sin(angle),
        frame.y_mm + half_height + x * sin(angle) + y * cos(angle),
    )

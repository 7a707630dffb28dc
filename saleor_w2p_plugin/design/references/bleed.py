"""A frame and where it lies in, the corners of it on the page out.

Millimetres from the top left corner of the trim box, y downwards; angles turn clockwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians, sin
from typing import Final

from saleor_w2p_plugin.design.document import Page
from saleor_w2p_plugin.design.frame import Frame, GroupFrame
from saleor_w2p_plugin.design.references.names import Found

# Rounding of a frame that ends exactly at the bleed's edge must not refuse it.
_TOLERANCE_MM: Final = 0.001


def problems(page: Page, frame: Frame, groups: Sequence[GroupFrame] = ()) -> Found:
    """Yield the sides on which a frame leaves the page's bleed.

    `groups` are what holds the frame, outermost first.
    """
    corners = list(_corners(frame, groups))
    edge = page.bleed_mm + _TOLERANCE_MM
    across, down = [x for x, _ in corners], [y for _, y in corners]
    if min(across) < -edge or max(across) > page.width_mm + edge:
        yield "x_mm", "The frame leaves the page's bleed sideways."
    if min(down) < -edge or max(down) > page.height_mm + edge:
        yield "y_mm", "The frame leaves the page's bleed at the top or bottom."


def _corners(frame: Frame, groups: Sequence[GroupFrame]) -> Iterator[tuple[float, float]]:
    for across in (0.0, frame.width_mm):
        for down in (0.0, frame.height_mm):
            point = _outside(frame, across, down)
            for group in reversed(groups):
                point = _outside(group, *point)
            yield point


def _outside(frame: Frame, x: float, y: float) -> tuple[float, float]:
    """Return where a point inside a frame lies in what holds the frame."""
    half_width, half_height = frame.width_mm / 2, frame.height_mm / 2
    x, y = x - half_width, y - half_height
    angle = radians(frame.rotation_deg)
    return (
        frame.x_mm + half_width + x * cos(angle) - y * sin(angle),
        frame.y_mm + half_height + x * sin(angle) + y * cos(angle),
    )

"""A frame and where it lies in, the sides on which it leaves the bleed out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from saleor_w2p_plugin.design.document import Page
from saleor_w2p_plugin.design.frame import Frame, GroupFrame
from saleor_w2p_plugin.design.references.names import Found
from saleor_w2p_plugin.design.turning import corners

# Rounding of a frame that ends exactly at the bleed's edge must not refuse it.
_TOLERANCE_MM: Final = 0.001


def problems(page: Page, frame: Frame, groups: Sequence[GroupFrame] = ()) -> Found:
    """Yield the sides on which a frame leaves the page's bleed.

    `groups` are what holds the frame, outermost first.
    """
    across, down = zip(*corners(frame, groups), strict=True)
    edge = page.bleed_mm + _TOLERANCE_MM
    if min(across) < -edge or max(across) > page.width_mm + edge:
        yield "x_mm", "The frame leaves the page's bleed sideways."
    if min(down) < -edge or max(down) > page.height_mm + edge:
        yield "y_mm", "The frame leaves the page's bleed at the top or bottom."

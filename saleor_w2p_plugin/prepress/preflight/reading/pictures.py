"""An image and the graphics state in, its mark with its effective resolution out."""

from __future__ import annotations

import math

import pikepdf

from saleor_w2p_plugin.prepress.matrices import around
from saleor_w2p_plugin.prepress.preflight.reading.colours import Space
from saleor_w2p_plugin.prepress.preflight.reading.marks import Picture
from saleor_w2p_plugin.prepress.preflight.reading.state import State
from saleor_w2p_plugin.prepress.units import PT_PER_INCH


def picture(item: pikepdf.Object, space: Space, state: State, unit: float) -> Picture | None:
    """Return the mark of an image, None where nothing of it shows."""
    width, height = int(item.get("/Width", 0)), int(item.get("/Height", 0))
    # A picture fills the unit square: its sides are the matrix's rows.
    across = math.hypot(*state.place[:2]) * unit
    up = math.hypot(*state.place[2:4]) * unit
    area = state.clipped(around(state.place, 0, 0, 1, 1))
    if area is None or not (width > 0 and height > 0 and across and up):
        return None
    is_stencil = bool(item.get("/ImageMask", False))
    return Picture(
        area,
        state.fill.paint,
        state.look(),
        image=item,
        space=space,
        width=width,
        height=height,
        bits=1 if is_stencil else int(item.get("/BitsPerComponent", 8)),
        ppi=min(width * PT_PER_INCH / across, height * PT_PER_INCH / up),
        place=state.place,
        is_stencil=is_stencil,
        has_mask="/SMask" in item or int(item.get("/SMaskInData", 0)) > 0,
    )

"""The inks of a sheet and free paper in, a bar of colour patches out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from saleor_w2p_plugin.prepress.imposition import inks
from saleor_w2p_plugin.prepress.imposition.layout import OPPOSITE, Edge
from saleor_w2p_plugin.prepress.imposition.strips import Strip
from saleor_w2p_plugin.prepress.units import pt

_SIDE: Final = pt(5.0)
_TINTS: Final = (b".75", b".5", b".25")


def bar(room: Mapping[Edge, Strip], tail: Edge, spots: Mapping[bytes, str]) -> bytes:
    """Draw solids of every ink, then inks over each other, then tints, as many as a strip takes.

    It is the strip at the tail, or the next that has room for all solids; nothing where none has.
    """
    found = list(inks.tints(spots).values())
    colours = [
        *(tint % b"1" for tint in found),
        *inks.OVERPRINTS,
        *(tint % share for share in _TINTS for tint in found),
    ]
    order: list[Edge] = [tail, "right", "left", OPPOSITE[tail]]
    for edge in order:
        places = room[edge].row(_SIDE, len(found), len(colours))
        if places:
            return b"\n".join(
                b"%s %.3f %.3f %.3f %.3f re f"
                % (colour, place.left, place.bottom, place.width, place.height)
                for colour, place in zip(colours, places, strict=False)
            )
    return b""

"""A face of a press sheet in, the operators of all that is printed beside its pages out.

Crop, fold and registration marks are in the colour All, so that they are on every plate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from saleor_w2p_plugin.prepress import curves
from saleor_w2p_plugin.prepress.imposition import colourbar, cutting, inks, slug
from saleor_w2p_plugin.prepress.imposition.cutting import Line
from saleor_w2p_plugin.prepress.imposition.layout import OPPOSITE, Edge, Layout
from saleor_w2p_plugin.prepress.imposition.placing import Face
from saleor_w2p_plugin.prepress.imposition.slug import Slug
from saleor_w2p_plugin.prepress.imposition.strips import Strip, strips
from saleor_w2p_plugin.prepress.units import pt

_LINE_PT: Final = 0.25
_FOLDED: Final = b"[3 2] 0 d "
_TARGET: Final = pt(5.0)
_RADIUS: Final = pt(1.5)


@dataclass(frozen=True, slots=True)
class Marked:
    """What is printed beside the pages of a face: the same on all sheets, but for its number.

    `missing` are kinds of marks for which there is no room.
    """

    fixed: bytes
    missing: tuple[str, ...]
    _slug: Slug | None

    def number(self, text: str) -> bytes:
        """Return the operators of a sheet's own number."""
        return self._slug.number(text) if self._slug else b""


def beside(
    layout: Layout, face: Face, spots: Mapping[bytes, str], title: str, sheets: int
) -> Marked:
    """Draw the marks of a face; `spots` are names of inks by the names of their colour spaces."""
    kinds, tail = layout.marks.kinds, _tail(layout)
    lines = cutting.lines(layout, face.units)
    room = strips(layout, face.units, cutting.reach(layout))
    drawn: dict[str, bytes] = {}
    if "crop" in kinds:
        drawn["crop"] = _lines(lines.crops)
    if lines.folds or ("fold" in kinds and any(unit.fold for unit in face.units)):
        drawn["fold"] = _lines(lines.folds, _FOLDED)
    if "registration" in kinds:
        drawn["registration"] = b"\n".join(filter(None, map(_target, room.values())))
    written = None
    if "slug" in kinds:
        named = "  ".join(filter(None, (title, layout.name)))
        widest = slug.numbered(sheets, sheets, face.name)
        written = slug.write(room, OPPOSITE[tail], named, spots, widest)
        drawn["slug"] = written.fixed if written else b""
    if "colour_bar" in kinds:
        drawn["colour_bar"] = colourbar.bar(room, tail, spots)
    missing = tuple(kind for kind, ops in drawn.items() if not ops)
    return Marked(b"\n".join(filter(None, drawn.values())), missing, written)


def _tail(layout: Layout) -> Edge:
    """Return the edge that leaves the press last, where colour bars are."""
    gripped = [edge for edge, depth in layout.gripper_mm.items() if depth]
    return OPPOSITE[gripped[0]] if gripped else "top"


def _lines(lines: Sequence[Line], dash: bytes = b"") -> bytes:
    if not lines:
        return b""
    paths = b" ".join(b"%.3f %.3f m %.3f %.3f l" % line for line in lines)
    return b"q %s %.2f w %s%s S Q" % (inks.ALL_STROKE, _LINE_PT, dash, paths)


def _target(strip: Strip) -> bytes:
    """Draw a registration mark as near to the middle of a strip as there is room."""
    place = strip.take(_TARGET, _TARGET, (strip.start + strip.end - _TARGET) / 2)
    if place is None:
        return b""
    x, y = (place.left + place.right) / 2, (place.bottom + place.top) / 2
    cross = (place.left, y, place.right, y, x, place.bottom, x, place.top)
    path = b"%.3f %.3f m %.3f %.3f l %.3f %.3f m %.3f %.3f l" % cross
    circle = curves.circle(x, y, _RADIUS)
    return b"q %s %.2f w %s %s S Q" % (inks.ALL_STROKE, _LINE_PT, path, circle)

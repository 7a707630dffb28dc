"""The block of units on a side and the paper around it in, free places for marks out.

A strip is the paper between the block's bleed and an edge, or the gripper; places in it count along
the edge and outwards from the block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.imposition.cells import Unit
from saleor_w2p_plugin.prepress.imposition.layout import EDGES, Edge, Layout
from saleor_w2p_plugin.prepress.units import pt

# What no press and no knife is expected to hold: this much of the paper stays free at its edges.
EDGE_MM: Final = 2.0
# Between marks, and between a mark and what is printed of a page.
_CLEAR: Final = pt(1.0)


@dataclass(slots=True)
class Strip:
    """Paper beside the block: it runs from `start` to `end`, and outwards for `depth` points.

    The block begins at `block`; `lines` are where crop and fold marks stand, up to `marked` points
    outwards.
    """

    edge: Edge
    start: float
    end: float
    block: float
    inner: float
    depth: float
    lines: Sequence[float]
    marked: float
    _taken: list[tuple[float, float]] = field(default_factory=list)

    @property
    def is_upright(self) -> bool:
        """Tell whether the strip runs along the left or the right edge."""
        return self.edge in ("left", "right")

    def take(self, length: float, depth: float, wanted: float) -> Rect | None:
        """Take the free place of this length and depth whose start is nearest to the wanted one.

        It lies further out than crop and fold marks where there is room, between them where not.
        """
        outwards = self._outwards(depth)
        if outwards is None:
            return None
        starts = [
            min(max(wanted, low), high - length)
            for low, high in self._gaps(outwards)
            if high - low >= length
        ]
        if not starts:
            return None
        start = min(starts, key=lambda one: (abs(one - wanted), one))
        return self._taken_at(start, length, outwards, depth)

    def row(self, side: float, least: int, most: int) -> list[Rect]:
        """Take places for squares from the block's edge on; none where fewer than `least` fit."""
        outwards = self._outwards(side)
        if outwards is None:
            return []
        gaps = ((max(low, self.block), high) for low, high in self._gaps(outwards))
        starts = [
            low + side * index for low, high in gaps for index in range(int((high - low) // side))
        ][:most]
        if len(starts) < least:
            return []
        return [self._taken_at(start, side, outwards, side) for start in starts]

    def _outwards(self, depth: float) -> float | None:
        """Return how far out something of this depth lies, None where there is no room."""
        for outwards in (self.marked + _CLEAR, _CLEAR):
            if self.depth - outwards >= depth:
                return outwards
        return None

    def _gaps(self, outwards: float) -> list[tuple[float, float]]:
        busy = list(self._taken)
        if outwards <= self.marked:
            busy += [(line - _CLEAR, line + _CLEAR) for line in self.lines]
        position, found = self.start, []
        for low, high in sorted(busy):
            if low > position:
                found.append((position, low))
            position = max(position, high)
        return [*found, (position, self.end)] if self.end > position else found

    def _taken_at(self, start: float, length: float, outwards: float, depth: float) -> Rect:
        self._taken.append((start - _CLEAR, start + length + _CLEAR))
        return self._rect(start, length, outwards, depth)

    def _rect(self, start: float, length: float, outwards: float, depth: float) -> Rect:
        end, near, far = start + length, self.inner + outwards, self.inner + outwards + depth
        if self.edge in ("bottom", "left"):
            near, far = self.inner - outwards - depth, self.inner - outwards
        if self.is_upright:
            return Rect(near, start, far, end)
        return Rect(start, near, end, far)


def strips(layout: Layout, units: Sequence[Unit], marked: float) -> dict[Edge, Strip]:
    """Return the strips around the units of a side; crop marks reach `marked` points outwards."""
    block, paper = Rect.enclosing([unit.reach for unit in units]), printable(layout)
    xs, ys = _lines_of(units)
    found = {}
    for edge in EDGES:
        upright = edge in ("left", "right")
        inner, outer = _side_of(block, edge), _side_of(paper, edge)
        depth = outer - inner if edge in ("right", "top") else inner - outer
        first = block.bottom if upright else block.left
        # The corners belong to the strips above and below.
        start, end = (block.bottom, block.top) if upright else (paper.left, paper.right)
        found[edge] = Strip(edge, start, end, first, inner, depth, ys if upright else xs, marked)
    return found


def printable(layout: Layout) -> Rect:
    """Return where anything may be printed: within the gripper and near to the paper's edges."""
    left, bottom, right, top = (
        pt(max(layout.gripped_mm(edge), EDGE_MM)) for edge in ("left", "bottom", "right", "top")
    )
    return Rect(left, bottom, pt(layout.width_mm) - right, pt(layout.height_mm) - top)


def _lines_of(units: Sequence[Unit]) -> tuple[list[float], list[float]]:
    """Return where cut lines and folds are, across the sheet and up the sheet."""
    xs = {edge for unit in units for edge in (unit.cut.left, unit.cut.right)}
    ys = {edge for unit in units for edge in (unit.cut.bottom, unit.cut.top)}
    for unit in units:
        if unit.fold:
            (xs if unit.fold.is_upright else ys).add(unit.fold.position)
    return sorted(xs), sorted(ys)


def _side_of(rect: Rect, edge: Edge) -> float:
    """Return the coordinate of one side of a rectangle."""
    sides = {"top": rect.top, "right": rect.right, "bottom": rect.bottom, "left": rect.left}
    return sides[edge]

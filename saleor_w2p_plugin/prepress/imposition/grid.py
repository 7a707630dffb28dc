"""A press sheet and the size of a unit in, the places for units on its front out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from saleor_w2p_plugin.errors import Code, SheetInvalid, W2PProblem
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.imposition.cells import Spot, Turn
from saleor_w2p_plugin.prepress.imposition.layout import Layout
from saleor_w2p_plugin.prepress.units import mm, pt

# Labels of a square centimetre on a large sheet are about as many.
_MAX_CELLS: Final = 10_000
# Sums of lengths in floating point must not lose a column.
_TOLERANCE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of spots on the front, row by row from the top left."""

    columns: int
    rows: int
    spots: tuple[Spot, ...]


def grid(layout: Layout, width: float, height: float) -> Grid:
    """Return the places for units of this size, in points.

    They are centred in what margins and gripper leave. Raises SheetInvalid where they do not fit.
    """
    turned = layout.rotation_deg == 90
    cell = (height, width) if turned else (width, height)
    across = _Run.of(layout, cell[0], is_across=True)
    along = _Run.of(layout, cell[1], is_across=False)
    if across.count * along.count > _MAX_CELLS:
        raise _refused("columns", f"A sheet has more than {_MAX_CELLS:,} cells.")
    spots = tuple(
        _spot(layout, across, along, column, row)
        for row in range(along.count)
        for column in range(across.count)
    )
    return Grid(across.count, along.count, spots)


@dataclass(frozen=True, slots=True)
class _Run:
    """Cells side by side in one direction: where the first begins, how they repeat."""

    start: float
    length: float
    gutter: float
    count: int
    bleed: float

    @classmethod
    def of(cls, layout: Layout, length: float, *, is_across: bool) -> _Run:
        name, low, high = ("columns", "left", "right") if is_across else ("rows", "bottom", "top")
        wanted = layout.columns if is_across else layout.rows
        paper = pt(layout.width_mm if is_across else layout.height_mm)
        gutter = pt(layout.gutter_x_mm if is_across else layout.gutter_y_mm)
        bleed = pt(layout.bleed_mm)
        margins = [pt(layout.margin_mm(edge)) for edge in (low, high)]  # type: ignore[arg-type]
        room = paper - sum(margins) - 2 * bleed
        step = 2 if layout.is_shared and (layout.axis == "vertical") == is_across else 1
        fitting = math.floor((room + gutter + _TOLERANCE) / (length + gutter)) // step * step
        count = fitting if wanted is None else wanted
        if count % step:
            raise _refused(name, "Front and back share the sheet: an even number is needed.")
        if count < 1 or count > fitting:
            needs = length * max(count, step) + gutter * (max(count, step) - 1)
            message = (
                f"The pages do not fit: {max(count, step)} of {mm(length):.1f} mm need"
                f" {mm(needs + 2 * bleed):.1f} mm with gutters and bleed,"
                f" the sheet has {max(0.0, mm(room + 2 * bleed)):.1f} mm between its margins."
            )
            raise _refused(name, message)
        block = count * length + (count - 1) * gutter
        start = margins[0] + bleed + (room - block) / 2
        return cls(start, length, gutter, count, bleed)

    def area(self, index: int) -> tuple[float, float]:
        """Return where a cell begins and ends."""
        start = self.start + index * (self.length + self.gutter)
        return start, start + self.length

    def reach(self, index: int) -> tuple[float, float]:
        """Return from where to where a cell may print: bleed ends in the middle of a gutter."""
        start, end = self.area(index)
        inner = min(self.bleed, self.gutter / 2)
        before = self.bleed if index == 0 else inner
        after = self.bleed if index == self.count - 1 else inner
        return start - before, end + after


def _spot(layout: Layout, across: _Run, along: _Run, column: int, row: int) -> Spot:
    # Rows count from the top, lengths from the bottom.
    upwards = along.count - 1 - row
    (left, right), (bottom, top) = across.area(column), along.area(upwards)
    reach = (across.reach(column), along.reach(upwards))
    turn: Turn = layout.rotation_deg
    if layout.heads == "together" and (column if turn else row) % 2 == 0:
        turn = 270 if turn else 180
    return Spot(
        Rect(left, bottom, right, top),
        Rect(reach[0][0], reach[1][0], reach[0][1], reach[1][1]),
        turn,
    )


def _refused(field: str, message: str) -> SheetInvalid:
    return SheetInvalid(W2PProblem(Code.INVALID, message, field))

"""Where units lie on a side of a press sheet: cells of pages, cut lines and folds.

A unit is what is cut apart and, in a booklet, folded. Coordinates are points from the lower left
corner of the sheet, as that side is seen; turns are counterclockwise, in degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.imposition.layout import Axis
from saleor_w2p_plugin.prepress.matrices import Matrix, around

Turn = Literal[0, 90, 180, 270]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one page lies: its trim, what of it and its bleed is printed, and how it is turned."""

    trim: Rect
    clip: Rect
    turn: Turn

    @property
    def matrix(self) -> Matrix:
        """Return the matrix that brings a page there whose trim starts at 0, 0."""
        return _matrix(self.trim, self.turn)


@dataclass(frozen=True, slots=True)
class Fold:
    """A line along which a unit is folded."""

    is_upright: bool
    position: float


@dataclass(frozen=True, slots=True)
class Unit:
    """What is cut out along `cut`; `reach` is all that is printed of it."""

    cells: tuple[Cell, ...]
    cut: Rect
    reach: Rect
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a unit: its rectangle, how far it may print, and how it is turned."""

    area: Rect
    reach: Rect
    turn: Turn

    def mirrored(self, axis: Axis, width: float, height: float) -> Spot:
        """Return the same place on the other side of a sheet, seen from there.

        What is printed on both sides keeps its head: a unit is turned about its own upright axis.
        """
        if axis == "vertical":
            turn = _turn(-self.turn)
            return Spot(_across(self.area, width), _across(self.reach, width), turn)
        turn = _turn(180 - self.turn)
        return Spot(_along(self.area, height), _along(self.reach, height), turn)


def single(spot: Spot, bleed: float) -> Unit:
    """Put one page on a spot."""
    cell = Cell(spot.area, spot.area.inset(-bleed).common(spot.reach), spot.turn)
    return Unit((cell,), spot.area, cell.clip)


def spread(spot: Spot, width: float, bleed: float, shift: float) -> Unit:
    """Put two pages of this width on a spot, `shift` points nearer to the spine than they abut.

    Neither prints beyond the spine.
    """
    upright = spot.turn in (0, 180)
    across, height = spot.area.width, spot.area.height
    if not upright:
        across, height = height, across
    spine = across / 2
    left = Rect(spine - width + shift, 0.0, spine + shift, height)
    right = Rect(spine - shift, 0.0, spine + width - shift, height)
    cells = []
    for trim, half in (
        (left, Rect(left.left - bleed, -bleed, spine, height + bleed)),
        (right, Rect(spine, -bleed, right.right + bleed, height + bleed)),
    ):
        clip = trim.inset(-bleed).common(half).common(_within(spot, spot.reach))
        cells.append(Cell(_placed(spot, trim), _placed(spot, clip), spot.turn))
    cut = _placed(spot, Rect(left.left, 0.0, right.right, height))
    middle = _placed(spot, Rect(spine, 0.0, spine, 0.0))
    return Unit(
        (cells[0], cells[1]),
        cut,
        Rect.enclosing([cell.clip for cell in cells]),
        Fold(upright, middle.left if upright else middle.bottom),
    )


def _matrix(area: Rect, turn: Turn) -> Matrix:
    """Return the matrix that brings what starts at 0, 0 into an area, turned."""
    if turn == 0:
        return 1, 0, 0, 1, area.left, area.bottom
    if turn == 90:
        return 0, 1, -1, 0, area.right, area.bottom
    if turn == 180:
        return -1, 0, 0, -1, area.right, area.top
    return 0, -1, 1, 0, area.left, area.top


def _placed(spot: Spot, rect: Rect) -> Rect:
    """Bring a rectangle of a unit's own coordinates onto the sheet."""
    return around(_matrix(spot.area, spot.turn), *rect.sides)


def _within(spot: Spot, rect: Rect) -> Rect:
    """Bring a rectangle of the sheet into a unit's own coordinates."""
    a, b, c, d, e, f = _matrix(spot.area, spot.turn)
    # Turns are their own transposes' inverses.
    points = [
        (a * (x - e) + b * (y - f), c * (x - e) + d * (y - f))
        for x, y in ((rect.left, rect.bottom), (rect.right, rect.top))
    ]
    (x0, x1), (y0, y1) = (sorted(values) for values in zip(*points, strict=True))
    return Rect(x0, y0, x1, y1)


def _across(rect: Rect, width: float) -> Rect:
    return Rect(width - rect.right, rect.bottom, width - rect.left, rect.top)


def _along(rect: Rect, height: float) -> Rect:
    return Rect(rect.left, height - rect.top, rect.right, height - rect.bottom)


def _turn(degrees: int) -> Turn:
    turns: dict[int, Turn] = {0: 0, 90: 90, 180: 180, 270: 270}
    return turns[degrees % 360]

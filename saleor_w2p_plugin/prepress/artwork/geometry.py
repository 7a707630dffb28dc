"""A page of artwork and what it is used for in, the area to show and the way to turn it out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect, Sheet
from saleor_w2p_plugin.prepress.matrices import Matrix
from saleor_w2p_plugin.prepress.units import pt

TOLERANCE_MM: Final = 0.2
# The largest page that viewers and presses take (ISO 32000-1, annex C.2).
_MAX_SIDE: Final = 14_400.0
_QUARTER_TURNS: Final = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class View:
    """An area of a page in the page's own coordinates, and how a reader sees it.

    `turn` is clockwise, in degrees; `unit` is the length of one coordinate in points (UserUnit).
    """

    area: Rect
    turn: int = 0
    unit: float = 1.0

    @property
    def is_plain(self) -> bool:
        """Tell whether the page shows as it is drawn."""
        return self.turn == 0 and self.unit == 1.0

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height in points, as a reader sees them."""
        return _turned((self.area.width * self.unit, self.area.height * self.unit), self.turn)

    @property
    def matrix(self) -> Matrix:
        """Return the matrix that brings the area upright, with its lower left corner at 0, 0."""
        area, unit = self.area, self.unit
        a, b, c, d, e, f = {
            0: (1.0, 0.0, 0.0, 1.0, -area.left, -area.bottom),
            90: (0.0, -1.0, 1.0, 0.0, -area.bottom, area.right),
            180: (-1.0, 0.0, 0.0, -1.0, area.right, area.top),
            270: (0.0, 1.0, -1.0, 0.0, area.top, -area.left),
        }[self.turn]
        return a * unit, b * unit, c * unit, d * unit, e * unit, f * unit


def view(page: pikepdf.Object, sheet: Sheet | None) -> View:
    """Return what to show of a page: trim plus bleed of a sheet, or the trim alone without one.

    Raises Unprintable when the trim box differs from the sheet's by more than 0.2 mm, when the
    page ends before the bleed does, and for sizes and angles that no page has.
    """
    turn, unit = int(page.get("/Rotate", 0)) % 360, float(page.get("/UserUnit", 1))
    if turn not in _QUARTER_TURNS or not 0 < unit <= _MAX_SIDE:
        raise Unprintable("The page is rotated or scaled in a way that no page can be.")
    media = box(page, "/MediaBox")
    # What lies outside the media box is not there (ISO 32000-1, 14.11.2).
    crop = box(page, "/CropBox", media).common(media)
    trim = box(page, "/TrimBox", crop).common(media)
    if max(media.width, media.height) > _MAX_SIDE or min(trim.width, trim.height) * unit < 1:
        raise Unprintable("The page is larger or smaller than any page can be.")
    if sheet is None:
        return View(trim, turn, unit)
    return View(_with_bleed(page, sheet, View(trim, turn, unit), media, crop), turn, unit)


def printed(page: pikepdf.Object) -> Rect:
    """Return what of a page may be printed: its bleed box, which is its crop box unless it says."""
    media = box(page, "/MediaBox")
    crop = box(page, "/CropBox", media)
    return box(page, "/BleedBox", crop).common(media)


def _with_bleed(page: pikepdf.Object, sheet: Sheet, trim: View, media: Rect, crop: Rect) -> Rect:
    design = PageBoxes.of(sheet)
    _check_trim(trim.size, (design.trim.width, design.trim.height))
    width, height = _turned((design.media.width, design.media.height), trim.turn)
    area = _around(trim.area, width / trim.unit, height / trim.unit)
    bleed = box(page, "/BleedBox", media)
    tolerance = pt(TOLERANCE_MM) / trim.unit
    for name, outer in (("page", media), ("page's CropBox", crop), ("page's BleedBox", bleed)):
        if not outer.contains(area, tolerance):
            raise Unprintable(
                f"There is not enough bleed: the {name} does not reach {sheet.bleed_mm:g} mm "
                "beyond the trim on every side."
            )
    return area


def _check_trim(has: tuple[float, float], needs: tuple[float, float]) -> None:
    tolerance = pt(TOLERANCE_MM)
    if any(abs(a - b) > tolerance for a, b in zip(has, needs, strict=True)):
        (has_w, has_h), (needs_w, needs_h) = (Rect(0, 0, *size).size_mm for size in (has, needs))
        raise Unprintable(
            f"The trim box is {has_w:.1f} x {has_h:.1f} mm, "
            f"the design's is {needs_w:.1f} x {needs_h:.1f} mm."
        )


def _turned(size: tuple[float, float], turn: int) -> tuple[float, float]:
    width, height = size
    return (height, width) if turn in (90, 270) else (width, height)


def _around(trim: Rect, width: float, height: float) -> Rect:
    """Centre the design's media box on the artwork's trim box."""
    x, y = (trim.left + trim.right) / 2, (trim.bottom + trim.top) / 2
    return Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def box(page: pikepdf.Object, key: str, default: Rect | None = None) -> Rect:
    """Return a box of a page, in its own coordinates; raises Unprintable for no numbers."""
    if default is not None and key not in page:
        return default
    x0, y0, x1, y1 = (float(value) for value in page[key])
    if not all(math.isfinite(value) for value in (x0, y0, x1, y1)):
        raise Unprintable("A box of the page has no numbers.")
    return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

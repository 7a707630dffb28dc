"""A page of artwork and the page of the design it is for in, the area that will be printed out."""

from __future__ import annotations

from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect, Sheet
from saleor_w2p_plugin.prepress.units import pt

TOLERANCE_MM: Final = 0.2


def printed_area(page: pikepdf.Page, sheet: Sheet) -> Rect:
    """Return trim plus bleed in the page's own coordinates, points.

    Raises Unprintable when the trim box differs from the design's by more than 0.2 mm, when the
    page ends before the bleed does, and for rotated or scaled pages.
    """
    if int(page.obj.get("/Rotate", 0)) % 360:
        raise Unprintable("The page is rotated; export it upright.")
    if float(page.obj.get("/UserUnit", 1)) != 1:
        raise Unprintable("The page has a unit of its own (UserUnit); export it in points.")
    media = _rect(page.mediabox)
    crop = _rect(page.cropbox)
    trim = _rect(page.trimbox)
    design = PageBoxes.of(sheet)
    _check_trim(trim, design.trim)
    area = _around(trim, design.media)
    bleed = _rect(page.bleedbox) if "/BleedBox" in page.obj else media
    tolerance = pt(TOLERANCE_MM)
    for name, box in (("page", media), ("page's CropBox", crop), ("page's BleedBox", bleed)):
        if not box.contains(area, tolerance):
            raise Unprintable(
                f"There is not enough bleed: the {name} does not reach {sheet.bleed_mm:g} mm "
                "beyond the trim on every side."
            )
    return area


def _check_trim(trim: Rect, wanted: Rect) -> None:
    tolerance = pt(TOLERANCE_MM)
    if abs(trim.width - wanted.width) > tolerance or abs(trim.height - wanted.height) > tolerance:
        has, needs = trim.size_mm, wanted.size_mm
        raise Unprintable(
            f"The trim box is {has[0]:.1f} x {has[1]:.1f} mm, "
            f"the design's is {needs[0]:.1f} x {needs[1]:.1f} mm."
        )


def _around(trim: Rect, media: Rect) -> Rect:
    """Centre the design's media box on the artwork's trim box."""
    x, y = (trim.left + trim.right) / 2, (trim.bottom + trim.top) / 2
    return Rect(
        x - media.width / 2, y - media.height / 2, x + media.width / 2, y + media.height / 2
    )


def _rect(box: pikepdf.Object) -> Rect:
    x0, y0, x1, y1 = (float(value) for value in box)
    return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

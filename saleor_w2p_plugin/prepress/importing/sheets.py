"""A page of a supplied PDF in, the page of a design and the way onto it out."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork import geometry
from saleor_w2p_plugin.prepress.artwork.geometry import View
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import around
from saleor_w2p_plugin.prepress.units import mm, pt

# How much a box may stop short of another and still be meant to end there.
_ROUNDING_MM: Final = 0.05
# What points with four decimals may lack of a hundredth of a millimetre.
_FLOAT: Final = 0.01
# What lies beyond a trim box without a bleed box may be bleed or marks; marks stand farther off.
USUAL_BLEED_MM: Final = 3.0
_USUAL_SAFE_MM: Final = 3.0
MAX_BLEED_MM: Final = 50.0
# As the schema of designs says.
LEAST_MM, MOST_MM = 2.0, 2000.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A rectangle on a page of a design, in millimetres, and how far a frame turns to fill it."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    rotation_deg: int

    def inset(self, across_mm: float, down_mm: float) -> Placed:
        """Return the frame made smaller at the sides, and above and below, in its own direction."""
        return replace(
            self,
            x_mm=self.x_mm + across_mm,
            y_mm=self.y_mm + down_mm,
            width_mm=self.width_mm - 2 * across_mm,
            height_mm=self.height_mm - 2 * down_mm,
        )

    def moved(self, along_mm: float = 0.0, down_mm: float = 0.0) -> Placed:
        """Return the frame moved as its text runs, and as its lines follow each other."""
        turn = math.radians(self.rotation_deg)
        return replace(
            self,
            x_mm=self.x_mm + along_mm * math.cos(turn) - down_mm * math.sin(turn),
            y_mm=self.y_mm + along_mm * math.sin(turn) + down_mm * math.cos(turn),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the entries of a frame."""
        sides = {
            "x_mm": round(self.x_mm, 4),
            "y_mm": round(self.y_mm, 4),
            "width_mm": round(self.width_mm, 4),
            "height_mm": round(self.height_mm, 4),
        }
        return sides | ({"rotation_deg": self.rotation_deg} if self.rotation_deg else {})


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """A page as a design has it; `view` is its trim in the coordinates of the PDF.

    `has_trim_box` and `has_bleed_box` tell what the file said itself; `beyond_mm` is how far the
    media box reaches beyond the bleed.
    """

    number: int
    view: View
    width_mm: float
    height_mm: float
    bleed_mm: float
    safe_mm: float
    slug_mm: float
    has_trim_box: bool
    has_bleed_box: bool
    beyond_mm: float

    def place(self, corners: tuple[float, float, float, float], turn: int) -> Placed:
        """Place a rectangle of the PDF's page; `turn` is counter-clockwise on it, in degrees."""
        upright = around(self.view.matrix, *corners)
        width, height = upright.size_mm
        left, top = mm(upright.left), mm(self.view.size[1] - upright.top)
        rotation = (self.view.turn - turn) % 360
        if rotation in (90, 270):
            # A frame turns about its centre, so it lies there with its sides exchanged.
            left, top = left + (width - height) / 2, top + (height - width) / 2
            width, height = height, width
        return Placed(left, top, width, height, rotation)

    def to_json(self, name: str) -> dict[str, Any]:
        """Return the page without its frames."""
        return {
            "name": name,
            "width_mm": self.width_mm,
            "height_mm": self.height_mm,
            "bleed_mm": self.bleed_mm,
            "safe_mm": self.safe_mm,
        }

    def bleed_box(self) -> list[float]:
        """Return the bleed box in the coordinates of the PDF."""
        area = self.view.area.inset(-pt(self.bleed_mm) / self.view.unit)
        return [round(side, 4) for side in area.sides]


def read(number: int, page: pikepdf.Object) -> ImportedPage:
    """Read the boxes of a page (ISO 32000-1, 14.11.2), inherited ones included.

    The bleed is what every side has of it. Raises Unprintable for pages that no design can have.
    """
    view = geometry.view(page, None)
    width, height = (round(mm(side), 3) for side in view.size)
    if min(width, height) < LEAST_MM or max(width, height) > MOST_MM:
        raise Unprintable(
            f"The page is {width:g} x {height:g} mm; a design's is {LEAST_MM:g} to "
            f"{MOST_MM:g} mm on each side."
        )
    media = geometry.box(page, "/MediaBox")
    shown = geometry.box(page, "/CropBox", media).common(media)
    has_bleed = "/BleedBox" in page
    outer = geometry.box(page, "/BleedBox", shown).common(shown)
    reach = _reach(outer, view)
    if not has_bleed:
        reach = min(reach, USUAL_BLEED_MM)
    bleed = min(reach, MAX_BLEED_MM)
    return ImportedPage(
        number=number,
        view=view,
        width_mm=width,
        height_mm=height,
        bleed_mm=bleed,
        safe_mm=_safe(page, view, min(width, height)),
        slug_mm=0.0,
        has_trim_box="/TrimBox" in page,
        has_bleed_box=has_bleed,
        beyond_mm=max(_reach(media, view) - bleed, 0.0),
    )


def _reach(outer: Rect, view: View) -> float:
    """Return how far a box reaches beyond the trim on every side, in millimetres."""
    area = view.area
    sides = (
        area.left - outer.left,
        area.bottom - outer.bottom,
        outer.right - area.right,
        outer.top - area.top,
    )
    reach = mm(min(sides) * view.unit)
    nearest = float(round(reach))
    if abs(reach - nearest) <= _ROUNDING_MM:
        return max(nearest, 0.0)
    return max(math.floor(reach * 100 + _FLOAT) / 100, 0.0)


def _safe(page: pikepdf.Object, view: View, shorter: float) -> float:
    """Return the safe distance: that of the art box inside the trim, else the usual one."""
    if "/ArtBox" in page:
        art = geometry.box(page, "/ArtBox")
        area = view.area
        sides = (
            art.left - area.left,
            art.bottom - area.bottom,
            area.right - art.right,
            area.top - art.top,
        )
        inside = mm(min(sides) * view.unit)
        if 0 < inside < shorter / 2:
            return round(inside, 2)
    return usual_safe(shorter)


def usual_safe(shorter: float) -> float:
    """Return the usual safe distance of a page whose shorter side has this length."""
    return min(_USUAL_SAFE_MM, round(shorter / 8, 2))

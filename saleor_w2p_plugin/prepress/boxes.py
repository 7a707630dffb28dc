"""The sizes of a page in, its media, bleed, trim and safe boxes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from saleor_w2p_plugin.prepress.units import mm, pt


class Sheet(Protocol):
    """What a page of a design tells about its size; all in millimetres."""

    @property
    def width_mm(self) -> float: ...
    @property
    def height_mm(self) -> float: ...
    @property
    def bleed_mm(self) -> float: ...
    @property
    def slug_mm(self) -> float: ...
    @property
    def safe_mm(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points with the origin at the bottom left, as PDF has it."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Return the width in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.top - self.bottom

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top, the order of PDF's arrays (ISO 32000-1, 7.9.5)."""
        return self.left, self.bottom, self.right, self.top

    @property
    def size_mm(self) -> tuple[float, float]:
        """Return width and height in millimetres."""
        return mm(self.width), mm(self.height)

    @classmethod
    def enclosing(cls, rects: Sequence[Rect]) -> Rect:
        """Return the rectangle around others, of which there is at least one."""
        return cls(
            min(rect.left for rect in rects),
            min(rect.bottom for rect in rects),
            max(rect.right for rect in rects),
            max(rect.top for rect in rects),
        )

    def inset(self, distance: float) -> Rect:
        """Return the rectangle made smaller (or larger, when negative) on every side, in points."""
        return Rect(
            self.left + distance,
            self.bottom + distance,
            self.right - distance,
            self.top - distance,
        )

    def common(self, other: Rect) -> Rect:
        """Return what two rectangles have in common; its sides are the wrong way round if none."""
        return Rect(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def contains(self, other: Rect, tolerance: float) -> bool:
        """Tell whether another rectangle lies inside, give or take a tolerance in points."""
        return (
            other.left >= self.left - tolerance
            and other.bottom >= self.bottom - tolerance
            and other.right <= self.right + tolerance
            and other.top <= self.top + tolerance
        )

    def is_close(self, other: Rect, tolerance: float) -> bool:
        """Tell whether no side differs by more than a tolerance in points."""
        return self.contains(other, tolerance) and other.contains(self, tolerance)


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The boxes of one page (ISO 32000-1, 14.11.2): media is trim, bleed and slug from 0, 0."""

    media: Rect
    bleed: Rect
    trim: Rect
    safe: Rect

    @classmethod
    def of(cls, sheet: Sheet) -> PageBoxes:
        """Return the boxes of a page."""
        edge = pt(sheet.slug_mm) + pt(sheet.bleed_mm)
        trim = Rect(edge, edge, edge + pt(sheet.width_mm), edge + pt(sheet.height_mm))
        media = Rect(0.0, 0.0, pt(sheet.width_mm) + 2 * edge, pt(sheet.height_mm) + 2 * edge)
        bleed = media.inset(pt(sheet.slug_mm)) if sheet.slug_mm else media
        return cls(media=media, bleed=bleed, trim=trim, safe=trim.inset(pt(sheet.safe_mm)))

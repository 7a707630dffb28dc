"""Rules on what is near the trim: bleed that is filled, and a safe distance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PIL import Image, ImageChops

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import common, union
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.marks import Fill, Mark, Picture, Text
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page
from saleor_w2p_plugin.prepress.units import mm

_DPI: Final = 72
_MAX_PIXELS: Final = 4_000_000
# White as it comes out of photos and of light tints: 2 % of one ink are no edge that anyone sees.
_PAPER: Final = 249
# How far from an edge the two strips lie that are compared, and how thick they are.
_OFF_MM: Final = 0.2
_STRIP_MM: Final = 0.6
_TOLERANCE_MM: Final = 0.05
_SIDES: Final = ("left", "bottom", "right", "top")


def bleed(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Ink that stands at the trim goes on to the edge of the bleed, on every side.

    Where anything but plain boxes and pictures that reach it stands at the trim, the page is drawn,
    and just inside the trim compared with just inside the bleed's edge. Edges may lean by 45°: ink
    counts as going on when it is found at most a bleed further along.
    """
    needed_mm = page.sheet.bleed_mm if page.sheet else numbers["bleed_mm"]
    needed = page.length(needed_mm)
    wanted = page.trim.inset(-needed)
    touched = [side for side in _SIDES if _is_doubtful(page, side, wanted)] if needed_mm else []
    if not touched:
        return
    shown = common(wanted, page.media) or page.media
    picture = _darkest(inspected.raster.drawn(page.number, shown, _MAX_PIXELS, _DPI))
    scale = picture.width / shown.width
    short: dict[str, list[tuple[str, Rect]]] = {}
    for side in touched:
        has = abs(getattr(shown, side) - getattr(page.trim, side)) / page.length(1.0)
        is_short = has < needed_mm - _TOLERANCE_MM
        strips = _Strips(side, page.trim, shown, picture, scale, page.length(1.0))
        stretch = strips.open_stretch(needed, ends=is_short)
        if stretch is None or (stretch[1] - stretch[0]) / page.length(1.0) < numbers["edge_mm"]:
            continue
        area = _stretched(side, page.trim, wanted, stretch)
        if is_short:
            short.setdefault(f"{has:.1f}", []).append((side, area))
            continue
        message = f"What is printed up to the trim at the {side} does not go on into the bleed."
        yield Found(message, area=area)
    yield from _lacking(short, needed_mm)


def _lacking(short: dict[str, list[tuple[str, Rect]]], needed_mm: float) -> Iterator[Found]:
    """Report the sides that are short of bleed, those that have as much as each other together."""
    for has_mm, sides in short.items():
        *others, last = (side for side, _ in sides)
        where = f"{', '.join(others)} and {last}" if others else last
        message = f"The page has {has_mm} mm of bleed at the {where}, and needs {needed_mm:g} mm."
        yield Found(message, area=union(area for _, area in sides))


def safe_area(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Texts and codes that are printed lie inside the safe distance."""
    safe_mm = page.sheet.safe_mm if page.sheet else numbers["safe_mm"]
    safe = page.trim.inset(page.length(safe_mm))
    tolerance = page.length(_TOLERANCE_MM)
    near = [
        mark.area
        for mark in page.marks
        if isinstance(mark, Text)
        and not mark.is_invisible
        and _is_outside(mark.area, safe, page.trim, tolerance)
    ]
    area = union(near)
    if area is not None:
        some = "A text stands" if len(near) == 1 else f"{len(near)} texts stand"
        yield Found(
            f"{some} less than {safe_mm:g} mm from the trim{_distance(near, page)}.", area=area
        )
    for code in inspected.codes:
        found = inspected.located(code) if code.page == page.number else None
        if found and found.area and _is_outside(found.area, safe, page.trim, tolerance):
            message = f"The code “{code.content}” stands less than {safe_mm:g} mm from the trim."
            yield Found(message, area=found.area)


def _is_outside(area: Rect, safe: Rect, trim: Rect, tolerance: float) -> bool:
    is_cut_off = area.right <= trim.left or area.left >= trim.right
    is_cut_off = is_cut_off or area.top <= trim.bottom or area.bottom >= trim.top
    return not is_cut_off and not safe.contains(area, tolerance)


def _distance(near: Sequence[Rect], page: Page) -> str:
    trim = page.trim
    least = min(
        min(a.left - trim.left, a.bottom - trim.bottom, trim.right - a.right, trim.top - a.top)
        for a in near
    )
    return f": {mm(least * page.unit):.1f} mm" if least > 0 else ", or across it"


def _is_doubtful(page: Page, side: str, wanted: Rect) -> bool:
    """Tell whether something stands at the trim that may not reach the bleed's edge."""
    touching = [mark for mark in page.marks if _touches(mark, page, side)]
    return not all(
        _is_solid(mark) and _is_beyond(mark.area, wanted, side, page.length(_TOLERANCE_MM))
        for mark in touching
    )


def _is_solid(mark: Mark) -> bool:
    """Tell whether a mark covers its area, which its picture may do in white."""
    if isinstance(mark, Picture):
        return not (mark.is_stencil or mark.has_mask or mark.look.is_masked)
    return isinstance(mark, Fill) and mark.is_box


def _is_beyond(area: Rect, line: Rect, side: str, tolerance: float) -> bool:
    edge, limit = getattr(area, side), getattr(line, side)
    is_low = side in ("left", "bottom")
    return bool(edge <= limit + tolerance if is_low else edge >= limit - tolerance)


def _touches(mark: Mark, page: Page, side: str) -> bool:
    """Tell whether something visible reaches the trim at a side from within."""
    if mark.paint.is_white or common(mark.area, page.trim) is None:
        return False
    if isinstance(mark, Text):
        return False  # letters end where they end
    reach = page.length(_OFF_MM)
    return _is_beyond(mark.area, page.trim, side, reach)


def _darkest(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)


class _Strips:
    """Two strips along one side of the trim: just inside it, and just inside the bleed's edge."""

    def __init__(
        self, side: str, trim: Rect, shown: Rect, picture: Image.Image, scale: float, mm_: float
    ) -> None:
        self._scale = scale
        self._is_upright = side in ("left", "right")
        is_far = side in ("right", "top")
        direction = -1 if is_far else 1
        self._origin = shown.bottom if self._is_upright else shown.left
        self._trim = (trim.bottom, trim.top) if self._is_upright else (trim.left, trim.right)
        inside = getattr(trim, side) + direction * _OFF_MM * mm_
        outside = getattr(shown, side) + direction * _OFF_MM * mm_
        thick = direction * _STRIP_MM * mm_
        self._inner = self._profile(picture, shown, inside, inside + thick)
        self._outer = self._profile(picture, shown, outside, outside + thick)

    def _profile(self, picture: Image.Image, shown: Rect, first: float, last: float) -> list[bool]:
        """Return where there is ink in a strip, along the side from its left or bottom."""
        low, high = sorted((first, last))
        if self._is_upright:
            start = int((low - shown.left) * self._scale)
            strip = picture.crop(
                (start, 0, max(start + 1, round((high - shown.left) * self._scale)), picture.height)
            )
            strip = strip.transpose(Image.Transpose.ROTATE_270)
        else:
            start = int((shown.top - high) * self._scale)
            strip = picture.crop(
                (0, start, picture.width, max(start + 1, round((shown.top - low) * self._scale)))
            )
        data, width = strip.tobytes(), strip.width
        rows = [data[at : at + width] for at in range(0, len(data), width)]
        return [darkest < _PAPER for darkest in (map(min, *rows) if len(rows) > 1 else rows[0])]

    def open_stretch(self, reach: float, *, ends: bool) -> tuple[float, float] | None:
        """Return the longest stretch with ink at the trim and none at the bleed's edge.

        Ink at the edge counts along `reach` points of it; where the page `ends`, none counts.
        """
        near = max(1, round(reach * self._scale))
        counted = [0]
        for has_ink in self._outer:
            counted.append(counted[-1] + has_ink)
        first, last = (round((side - self._origin) * self._scale) for side in self._trim)
        best, start = (0, 0), None
        for at in range(max(first, 0), min(last, len(self._inner)) + 1):
            is_open = at < min(last, len(self._inner)) and self._inner[at]
            if is_open:
                low, high = max(0, at - near), min(len(self._outer), at + near + 1)
                is_open = ends or counted[high] == counted[low]
            if is_open:
                start = at if start is None else start
            elif start is not None:
                best = max(best, (start, at), key=lambda run: run[1] - run[0])
                start = None
        if best == (0, 0):
            return None
        return self._origin + best[0] / self._scale, self._origin + best[1] / self._scale


def _stretched(side: str, trim: Rect, wanted: Rect, stretch: tuple[float, float]) -> Rect:
    """Return the part of the bleed at a side that has no ink."""
    low, high = stretch
    return {
        "left": Rect(wanted.left, low, trim.left, high),
        "right": Rect(trim.right, low, wanted.right, high),
        "bottom": Rect(low, wanted.bottom, high, trim.bottom),
        "top": Rect(low, trim.top, high, wanted.top),
    }[side]

"""An opened PDF in, its pages one by one with their boxes and marks out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import pikepdf

from saleor_w2p_plugin.design.inks import PROCESS
from saleor_w2p_plugin.prepress.artwork import geometry, pages
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import Rect, Sheet
from saleor_w2p_plugin.prepress.matrices import common
from saleor_w2p_plugin.prepress.preflight.reading.damages import DAMAGE
from saleor_w2p_plugin.prepress.preflight.reading.interpreting import Seen
from saleor_w2p_plugin.prepress.preflight.reading.marks import Fill, Gradient, Mark, Notice, Picture
from saleor_w2p_plugin.prepress.preflight.reading.walking import Walker
from saleor_w2p_plugin.prepress.units import mm, pt

_COVERING: Final = (Fill, Picture, Gradient)
_A4: Final = Rect(0, 0, 595.276, 841.89)
MAX_ANNOTATIONS: Final = 10_000
# How often areas are compared on one page: a second at most.
_MAX_COMPARED: Final = 2_000_000


@dataclass(slots=True)
class Page:
    """A page: its boxes in its own coordinates, its marks in painting order, and notices.

    Boxes that are missing are those that a viewer takes (ISO 32000-1, 14.11.2.1); `boxes` holds
    only what is there. `unit` is the length of a coordinate in points, `turn` is clockwise.
    """

    number: int
    raw: pikepdf.Object
    sheet: Sheet | None
    media: Rect
    crop: Rect
    trim: Rect
    bleed: Rect
    boxes: dict[str, Rect]
    unit: float
    turn: int
    marks: list[Mark] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    damage: str | None = None
    _annotations: list[tuple[str, Rect]] | None = None
    _compared: int = 0

    @property
    def size_mm(self) -> tuple[float, float]:
        """Return the trimmed width and height as a reader sees them."""
        width, height = mm(self.trim.width * self.unit), mm(self.trim.height * self.unit)
        return (height, width) if self.turn in (90, 270) else (width, height)

    def length(self, length_mm: float) -> float:
        """Return a length in the page's coordinates."""
        return pt(length_mm) / self.unit

    def area_mm2(self, area: Rect) -> float:
        """Return how large an area is on paper."""
        return mm(area.width * self.unit) * mm(area.height * self.unit)

    @property
    def annotations(self) -> list[tuple[str, Rect]]:
        """Return the kinds and areas of annotations that touch what is printed."""
        if self._annotations is None:
            looked_at = itertools.islice(self.raw.get("/Annots", []), MAX_ANNOTATIONS)
            placed = ((each, _place(each, self.trim)) for each in looked_at)
            self._annotations = [
                (str(each.get("/Subtype")), area)
                for each, area in placed
                if common(area, self.bleed) is not None
            ]
        return self._annotations

    @property
    def printed(self) -> Iterator[Mark]:
        """Return the marks that are printed on the product or its bleed."""
        return (mark for mark in self.marks if common(mark.area, self.bleed) is not None)

    def inks_below(self, index: int) -> set[str]:
        """Return the inks that lie below a mark, by its place among the marks.

        Inks are those of all areas that touch it, down to the first one that covers it; pictures
        and gradients in screen colours count as several inks.
        """
        area, found = self.marks[index].area, set[str]()
        for below in range(index - 1, -1, -1):
            self._compared += 1
            if self._compared > _MAX_COMPARED:
                break
            mark = self.marks[below]
            if not isinstance(mark, _COVERING) or common(mark.area, area) is None:
                continue
            found |= _inks(mark)
            is_whole = isinstance(mark, Picture) or (isinstance(mark, Fill) and mark.is_box)
            is_opaque = not (mark.look.overprints or mark.look.is_transparent)
            is_masked = isinstance(mark, Picture) and (mark.has_mask or mark.is_stencil)
            if is_whole and is_opaque and not is_masked and mark.area.contains(area, 0.1):
                break
        return found


def _inks(mark: Mark) -> set[str]:
    if isinstance(mark, Picture) and not mark.is_stencil:
        return set(mark.space.inks or PROCESS)
    if isinstance(mark, Gradient):
        return {name for paint in mark.paints for name, _ in paint.inks} or set(mark.space.inks)
    if mark.paint.space.foreign and not mark.paint.is_white:
        return {"Cyan", "Magenta", "Yellow"}
    return {name for name, _ in mark.paint.inks}


def read(pdf: pikepdf.Pdf, sheets: list[Sheet] | None) -> Iterator[Page]:
    """Return the pages in order; `sheets` are those of the product, None where it is unknown.

    Raises Unprintable for trees of pages that cannot be walked. A page whose content cannot be
    read has a `damage`, and the marks before it.
    """
    found, count = pages.find(pdf, range(1, pages.MAX_PAGES + 1))
    walker = Walker()
    for number in range(1, count + 1):
        sheet = sheets[number - 1] if sheets and number <= len(sheets) else None
        page = _opened(number, found[number], sheet)
        try:
            seen = walker.page(page.raw, page.media, page.unit)
        except DAMAGE as error:
            page.damage = page.damage or _sentence(error)
            seen = Seen()
        page.marks, page.notices = seen.marks, seen.notices
        yield page


def _opened(number: int, raw: pikepdf.Object, sheet: Sheet | None) -> Page:
    damage, boxes = None, {}
    for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
        try:
            if key in raw:
                boxes[key.removeprefix("/")] = geometry.box(raw, key)
        except DAMAGE:
            damage = f"The page's {key.removeprefix('/')} is damaged."
    unit, turn = _number(raw, "/UserUnit", 1.0), int(_number(raw, "/Rotate", 0.0)) % 360
    media = boxes.get("MediaBox", _A4)
    crop = common(boxes.get("CropBox", media), media) or media
    trim = boxes.get("TrimBox", boxes.get("ArtBox", crop))
    return Page(
        number=number,
        raw=raw,
        sheet=sheet,
        media=media,
        crop=crop,
        trim=trim,
        bleed=common(boxes.get("BleedBox", crop), media) or media,
        boxes=boxes,
        unit=unit if unit > 0 else 1.0,
        turn=turn,
        damage=damage,
    )


def _place(annotation: pikepdf.Object, default: Rect) -> Rect:
    try:
        return geometry.box(annotation, "/Rect")
    except DAMAGE:
        return default


def _number(raw: pikepdf.Object, key: str, default: float) -> float:
    try:
        return float(raw.get(key, default))
    except DAMAGE:
        return default


def _sentence(error: Exception) -> str:
    if isinstance(error, Unprintable):
        return str(error)
    return "The objects of the page are not what the PDF standard says."

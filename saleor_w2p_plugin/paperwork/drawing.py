"""A PDF and which of its pages and areas to show in, their pictures and facts out; in the child."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pikepdf
import pypdfium2
from PIL import Image

from saleor_w2p_plugin.errors import ArtworkInvalid, Code, W2PProblem
from saleor_w2p_plugin.prepress import raster, separations
from saleor_w2p_plugin.prepress.artwork import geometry, opening, pages
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import around
from saleor_w2p_plugin.prepress.units import PT_PER_INCH

# Files of our own are drawn, too, which may hold several that were supplied.
_MAX_BYTES: Final = 512 * 1024 * 1024
_MAX_OBJECTS: Final = 500_000
_PAGE_PIXELS: Final = 640
_AREA_PIXELS: Final = 900
_DPI: Final = range(1, 601)
# A window into a page is never smaller, and always shows what is around its area.
_LEAST_PT: Final = 40.0
_AROUND: Final = 0.3
_QUALITY: Final = 85
_MOST_SPOTS: Final = 64
_DAMAGE: Final = (
    Unprintable,
    pikepdf.PdfError,
    pypdfium2.PdfiumError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


def answer(asked: Mapping[str, Any], blobs: Sequence[bytes]) -> bytes:
    """Return one line of JSON, then the pictures one after the other.

    What cannot be drawn is left out. Rectangles are upright, in points from the media box's lower
    left corner as a reader sees the page.
    """
    (data,) = blobs
    numbers = [*asked["pages"], *(page for page, _ in asked["areas"])]
    try:
        pdf = opening.open_pdf(data, _MAX_BYTES, _MAX_OBJECTS)
        found, _ = pages.find(pdf, numbers)
    except Unprintable as error:
        raise ArtworkInvalid(W2PProblem(Code.ARTWORK_INVALID, str(error), "pictures")) from None
    views = {number: view for number, page in found.items() if (view := _opened(page))}
    saved = io.BytesIO()
    pdf.save(saved, static_id=True)
    desk = _Desk(saved.getvalue())
    shown = {number: desk.page(number, *views[number]) for number in views}
    areas = [desk.area(page, views.get(page), Rect(*area)) for page, area in asked["areas"]]
    told = {"pages": shown, "areas": areas, "spots": _spots(pdf), "condition": _condition(pdf)}
    return (
        json.dumps({**told, "sizes": list(map(len, desk.pictures))}).encode()
        + b"\n"
        + b"".join(desk.pictures)
    )


def _opened(page: pikepdf.Object) -> tuple[geometry.View, Rect] | None:
    """Let a page show its whole media box; returns that and the trim, None for a damaged page."""
    try:
        trim = geometry.view(page, None)
        media = geometry.box(page, "/MediaBox")
    except _DAMAGE:
        return None
    for key in ("/CropBox", "/UserUnit"):
        if key in page:
            del page[key]
    whole = geometry.View(media, trim.turn)
    return whole, around(whole.matrix, *trim.area.sides)


def _window(area: Rect, whole: Rect) -> Rect:
    """Return an area with what is around it, as far as the page goes."""
    x, y = (area.left + area.right) / 2, (area.bottom + area.top) / 2
    half = [max(_LEAST_PT, side * (1 + 2 * _AROUND)) / 2 for side in (area.width, area.height)]
    # A strip would be enlarged less than the eye needs.
    half = [max(side, max(half) / 3) for side in half]
    around = Rect(x - half[0], y - half[1], x + half[0], y + half[1])
    return around.common(whole)


def _overlap(area: Rect, whole: Rect) -> bool:
    """Tell whether an area reaches into the page; one that only touches it does not."""
    inside = area.common(whole)
    return all(
        within > 0 or (within == 0 and length == 0)
        for within, length in ((inside.width, area.width), (inside.height, area.height))
    )


def _spots(pdf: pikepdf.Pdf) -> list[str]:
    """Return the names of spot inks; none of a file whose objects are damaged."""
    try:
        return [*separations.spots(pdf, pdf.objects)][:_MOST_SPOTS]
    except _DAMAGE:
        return []


def _condition(pdf: pikepdf.Pdf) -> str:
    """Return the printing condition of the file's output intent, blank for none."""
    try:
        intent = pdf.Root.OutputIntents[0]
        return str(intent.get("/OutputConditionIdentifier", intent.get("/Info", "")))
    except _DAMAGE:
        return ""


class _Desk:
    """Draws parts of one file, and keeps the pictures in order."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.pictures: list[bytes] = []

    def page(self, number: int, view: geometry.View, trim: Rect) -> dict[str, Any]:
        """Draw a page; the picture's place is None where that fails."""
        width, height = view.size
        picture = self._draw(number, Rect(0.0, 0.0, width, height), _PAGE_PIXELS)
        return {"size": [width, height], "trim": trim.sides, "picture": picture}

    def area(
        self, number: int, seen: tuple[geometry.View, Rect] | None, area: Rect
    ) -> dict[str, Any] | None:
        """Draw what is around an area; without a picture where that lies beside the page."""
        if seen is None:
            return None
        whole = Rect(0.0, 0.0, *seen[0].size)
        upright = around(seen[0].matrix, *area.sides)
        window = _window(upright, whole)
        is_seen = _overlap(upright, whole)
        picture = self._draw(number, window, _AREA_PIXELS) if is_seen else None
        return {"area": upright.sides, "window": window.sides, "picture": picture}

    def _draw(self, number: int, part: Rect, pixels: int) -> int | None:
        dpi = int(pixels * PT_PER_INCH / max(part.width, part.height))
        try:
            drawn = raster.picture(self._pdf, number, min(max(dpi, _DPI.start), _DPI[-1]), part)
        except _DAMAGE:
            return None
        self.pictures.append(_jpeg(drawn))
        return len(self.pictures) - 1


def _jpeg(picture: Image.Image) -> bytes:
    saved = io.BytesIO()
    picture.save(saved, "JPEG", quality=_QUALITY, subsampling=0)
    return saved.getvalue()

"""A PDF page in, its picture out."""

from __future__ import annotations

import ctypes
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.units import PT_PER_INCH

if TYPE_CHECKING:
    import pypdfium2

MAX_PIXELS: Final = 100_000_000
_WHITE: Final = (255, 255, 255, 255)

# PDFium keeps global state: two threads inside it at once corrupt each other.
_LOCK = threading.Lock()


class TooManyPixels(ValueError):
    """The picture would be larger than 100 million pixels."""


def picture(pdf: bytes, page: int, dpi: int, area: Rect | None = None) -> Image.Image:
    """Render a page (from 1) as RGB on white at a resolution in pixels per inch.

    `area` cuts out a rectangle, in points of a page that starts at 0, 0. Raises TooManyPixels
    before anything is allocated.
    """
    return _rendered(pdf, page, dpi, area, None)


def over(
    background: Image.Image, pdf: bytes, page: int, dpi: int, area: Rect | None = None
) -> Image.Image:
    """Render as `picture`, but on a picture of the same page, area and resolution, not on white.

    What is drawn mixes with what lies below as on a whole page, pixel by pixel.
    """
    return _rendered(pdf, page, dpi, area, background)


def _rendered(
    pdf: bytes, page: int, dpi: int, area: Rect | None, background: Image.Image | None
) -> Image.Image:
    # Imported late: a process that writes press files never needs its 5 MB.
    import pypdfium2

    with _LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            sheet = document[page - 1]
            width, height = sheet.get_size()
            part = area or Rect(0.0, 0.0, width, height)
            scale = dpi / PT_PER_INCH
            if part.width * scale * part.height * scale > MAX_PIXELS:
                raise TooManyPixels(f"{dpi} dpi makes more than {MAX_PIXELS} pixels.")
            crop = (part.left, part.bottom, width - part.right, height - part.top)
            bitmap = sheet.render(
                scale=scale,
                crop=crop,
                # As Pillow keeps RGB: four bytes a pixel, in this order.
                rev_byteorder=True,
                prefer_bgrx=True,
                fill_color=_WHITE,
                bitmap_maker=partial(_canvas, background),
            )
            # The copy lives on when PDFium's memory is gone.
            image: Image.Image = bitmap.to_pil()
            return image.convert("RGB")
        finally:
            document.close()


def _canvas(
    background: Image.Image | None, width: int, height: int, **how: Any
) -> pypdfium2.PdfBitmap:
    import pypdfium2

    if background is None:
        return pypdfium2.PdfBitmap.new_native(width, height, **how)
    if background.size != (width, height):
        raise ValueError(f"The picture below has not {width} x {height} pixels, as the page.")
    pixels = background.tobytes("raw", "RGBX")
    buffer = (ctypes.c_ubyte * len(pixels)).from_buffer_copy(pixels)
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, buffer=buffer, **how)
    # The paper would hide it.
    bitmap.fill_rect = lambda *_: None
    return bitmap


class Opened:
    """A PDF whose pages are drawn one after another; `close` it.

    Raises pypdfium2.PdfiumError for files and pages that PDFium cannot read.
    """

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        with _LOCK:
            self._document = pypdfium2.PdfDocument(pdf)

    def close(self) -> None:
        """Give PDFium's memory back."""
        with _LOCK:
            self._document.close()

    def drawn(self, page: int, area: Rect, pixels: int, dpi: int) -> Image.Image:
        """Draw an area of a page (from 1), in the page's own coordinates, as RGB on white.

        Its boxes and its rotation do not count; the resolution is lower where the picture would
        have more than `pixels`.
        """
        inches = area.width * area.height / PT_PER_INCH**2
        scale = min(dpi, (pixels / max(inches, 1e-6)) ** 0.5) / PT_PER_INCH
        with _LOCK:
            sheet = self._document[page - 1]
            for set_box in (sheet.set_mediabox, sheet.set_cropbox):
                set_box(*area.sides)
            sheet.set_rotation(0)
            sheet.close()
            # PDFium reads the boxes of a page when it opens it.
            sheet = self._document[page - 1]
            bitmap = sheet.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            image: Image.Image = bitmap.to_pil()
            sheet.close()
        return image.convert("RGB")

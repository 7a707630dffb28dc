"""A PDF page in, its picture out."""

from __future__ import annotations

import threading
from typing import Final

from PIL import Image

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.units import PT_PER_INCH

MAX_PIXELS: Final = 100_000_000
_WHITE: Final = (255, 255, 255, 255)
_NOTHING: Final = (0, 0, 0, 0)

# PDFium keeps global state: two threads inside it at once corrupt each other.
_LOCK = threading.Lock()


class TooManyPixels(ValueError):
    """The picture would be larger than 100 million pixels."""


def picture(pdf: bytes, page: int, dpi: int, area: Rect | None = None) -> Image.Image:
    """Render a page (from 1) as RGB on white at a resolution in pixels per inch.

    `area` cuts out a rectangle, in points of a page that starts at 0, 0. Raises TooManyPixels
    before anything is allocated.
    """
    return _rendered(pdf, page, dpi, area, _WHITE).convert("RGB")


def layer(pdf: bytes, page: int, dpi: int, area: Rect | None = None) -> Image.Image:
    """Render as `picture`, but as RGBA on nothing, to be laid over another picture."""
    return _rendered(pdf, page, dpi, area, _NOTHING).convert("RGBA")


def _rendered(
    pdf: bytes, page: int, dpi: int, area: Rect | None, paper: tuple[int, int, int, int]
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
                rev_byteorder=True,
                fill_color=paper,
                maybe_alpha=paper is _NOTHING,
            )
            # The copy lives on when PDFium's memory is gone.
            image: Image.Image = bitmap.to_pil().copy()
            return image
        finally:
            document.close()

"""A compiled design and answers in, pictures of the trimmed pages out."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import Final

from PIL import Image

from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.fingerprint import fingerprint
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.units import MM_PER_INCH
from saleor_w2p_plugin.rendering import watermark
from saleor_w2p_plugin.rendering.compiling import Compiled
from saleor_w2p_plugin.rendering.press import press_pdf

MIN_DPI: Final = 20
MAX_DPI: Final = 600
# A picture takes about 15 bytes for each of its pixels while it is made.
MAX_PIXELS: Final = 20_000_000
_QUALITY: Final = 85
_SHOWN_DIGITS: Final = 12


def check_picture(document: Document, page: int, dpi: int) -> None:
    """Refuse a picture that `preview` and `proof` would refuse, from the design alone.

    Raises W2PError: NOT_FOUND with field `page` for a page (from 1) that the design has not,
    INVALID with field `dpi` for a resolution below 20 or over 600 pixels per inch, and for one
    that makes more than 20 million pixels of this page's trim box.
    """
    if not 1 <= page <= len(document.pages):
        raise refuse(Code.NOT_FOUND, f"The design has no page {page}.", "page")
    if not MIN_DPI <= dpi <= MAX_DPI:
        raise refuse(Code.INVALID, f"Between {MIN_DPI} and {MAX_DPI} dpi, not {dpi}.", "dpi")
    width_mm, height_mm = document.pages[page - 1].width_mm, document.pages[page - 1].height_mm
    largest = math.floor(math.sqrt(MAX_PIXELS / (width_mm * height_mm)) * MM_PER_INCH)
    if dpi > largest:
        size = f"{width_mm:g} x {height_mm:g} mm"
        raise refuse(
            Code.INVALID, f"A page of {size} has pictures of {largest} dpi at most.", "dpi"
        )


def preview(compiled: Compiled, answers: Mapping[str, str], page: int, dpi: int) -> bytes:
    """Return a JPEG of a page (from 1), cut to its trim box, rendered from the press PDF itself.

    Raises what `press_pdf` raises and, before anything is rendered, what `check_picture` raises.
    """
    return _jpeg(_picture(compiled, answers, page, dpi))


def proof(compiled: Compiled, answers: Mapping[str, str], page: int, dpi: int) -> bytes:
    """Return the preview marked PROOF with the first 12 digits of its fingerprint."""
    image = _picture(compiled, answers, page, dpi)
    digits = fingerprint(compiled.document.digest, answers)[:_SHOWN_DIGITS]
    return _jpeg(watermark.marked(image, digits))


def _picture(compiled: Compiled, answers: Mapping[str, str], page: int, dpi: int) -> Image.Image:
    check_picture(compiled.document, page, dpi)
    return raster.picture(press_pdf(compiled, answers), page, dpi, compiled.boxes[page - 1].trim)


def _jpeg(image: Image.Image) -> bytes:
    saved = io.BytesIO()
    image.save(saved, "JPEG", quality=_QUALITY)
    return saved.getvalue()

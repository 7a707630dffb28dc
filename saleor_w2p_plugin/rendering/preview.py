"""A compiled design and answers in, pictures of the trimmed pages out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

from PIL import Image

from saleor_w2p_plugin.design.fingerprint import fingerprint
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.rendering import watermark
from saleor_w2p_plugin.rendering.compiling import Compiled
from saleor_w2p_plugin.rendering.press import press_pdf

MIN_DPI: Final = 20
MAX_DPI: Final = 600
_QUALITY: Final = 85
_SHOWN_DIGITS: Final = 12


def preview(compiled: Compiled, answers: Mapping[str, str], page: int, dpi: int) -> bytes:
    """Return a JPEG of a page (from 1), cut to its trim box, rendered from the press PDF itself.

    Raises what `press_pdf` raises, and W2PError for a page or resolution (20 to 600 pixels per
    inch) that cannot be.
    """
    return _jpeg(_picture(compiled, answers, page, dpi))


def proof(compiled: Compiled, answers: Mapping[str, str], page: int, dpi: int) -> bytes:
    """Return the preview marked PROOF with the first 12 digits of its fingerprint."""
    image = _picture(compiled, answers, page, dpi)
    digits = fingerprint(compiled.document.digest, answers)[:_SHOWN_DIGITS]
    return _jpeg(watermark.marked(image, digits))


def _picture(compiled: Compiled, answers: Mapping[str, str], page: int, dpi: int) -> Image.Image:
    if not 1 <= page <= len(compiled.boxes):
        raise refuse(Code.NOT_FOUND, f"The design has no page {page}.", "page")
    if not MIN_DPI <= dpi <= MAX_DPI:
        raise refuse(Code.INVALID, f"Between {MIN_DPI} and {MAX_DPI} dpi, not {dpi}.", "dpi")
    pdf = press_pdf(compiled, answers)
    try:
        return raster.picture(pdf, page, dpi, compiled.boxes[page - 1].trim)
    except raster.TooManyPixels as error:
        raise refuse(Code.INVALID, str(error), "dpi") from None


def _jpeg(image: Image.Image) -> bytes:
    saved = io.BytesIO()
    image.save(saved, "JPEG", quality=_QUALITY)
    return saved.getvalue()

"""A PDF in, what pdfium shows of it out: the one eye that looks at the pages of every engine."""

from __future__ import annotations

import io
from typing import Final

import pypdfium2
from PIL import Image

from benchmarks.rendering.artwork import PT_PER_MM
from benchmarks.rendering.job import BLEED_MM, PPI

_QUALITY: Final = 85


def picture(page: pypdfium2.PdfPage, trimmed: bool = False) -> Image.Image:
    """Return a page, or its trim box, with 150 pixels per inch."""
    edge = BLEED_MM * PT_PER_MM if trimmed else 0
    bitmap = page.render(scale=PPI / 72, crop=(edge, edge, edge, edge))
    image: Image.Image = bitmap.to_pil().convert("RGB")
    return image


def front_jpeg(pdf: bytes) -> bytes:
    """Return the trim box of the first page as JPEG."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = picture(document[0], trimmed=True)
    saved = io.BytesIO()
    image.save(saved, "JPEG", quality=_QUALITY)
    return saved.getvalue()

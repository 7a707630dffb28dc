"""A design, a page and a resolution in, whether a picture of it may be made out."""

from __future__ import annotations

import math
from typing import Final

from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.prepress.units import MM_PER_INCH

MIN_DPI: Final = 20
MAX_DPI: Final = 600
# Half of what print asks for: a proof is for eyes, not for presses.
MAX_PROOF_DPI: Final = 150
# A picture takes about 15 bytes for each of its pixels while it is made.
MAX_PIXELS: Final = 20_000_000


def check_picture(document: Document, page: int, dpi: int) -> None:
    """Refuse a picture that `preview` would refuse, from the design alone.

    Raises W2PError: NOT_FOUND with field `page` for a page (from 1) that the design has not,
    INVALID with field `dpi` for a resolution below 20 or over 600 pixels per inch, and for one
    that makes more than 20 million pixels of this page's trim box.
    """
    _check(document, page, dpi, MAX_DPI)


def check_proof(document: Document, page: int, dpi: int) -> None:
    """Refuse a proof that `proof` would refuse: as `check_picture`, with 150 dpi at most."""
    _check(document, page, dpi, MAX_PROOF_DPI)


def _check(document: Document, page: int, dpi: int, most: int) -> None:
    if not 1 <= page <= len(document.pages):
        raise refuse(Code.NOT_FOUND, f"The design has no page {page}.", "page")
    if not MIN_DPI <= dpi <= most:
        raise refuse(Code.INVALID, f"Between {MIN_DPI} and {most} dpi, not {dpi}.", "dpi")
    width_mm, height_mm = document.pages[page - 1].width_mm, document.pages[page - 1].height_mm
    largest = math.floor(math.sqrt(MAX_PIXELS / (width_mm * height_mm)) * MM_PER_INCH)
    if dpi > largest:
        size = f"{width_mm:g} x {height_mm:g} mm"
        raise refuse(
            Code.INVALID, f"A page of {size} has pictures of {largest} dpi at most.", "dpi"
        )

"""A rendered page and what its codes should say in, whether a reader finds just that out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import zxingcpp
from PIL import Image

from saleor_w2p_plugin.design.frame import Symbology
from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.symbology import FORMATS, payload

# A telephone sees less; a code that fails here fails everywhere.
_DPI: Final = (300, 600)


@dataclass(frozen=True, slots=True)
class ExpectedCode:
    """A code that a page has to show: page from 1, area in points from its bottom left corner.

    `content` is what a reader shows, with an EAN's check digit; the area holds the quiet zone too.
    `rotation_deg` is how far the code is turned inside it, clockwise.
    """

    page: int
    area: Rect
    content: str
    symbology: Symbology = "qr"
    rotation_deg: float = 0.0


def is_readable(pdf: bytes, code: ExpectedCode) -> bool:
    """Tell whether the area, rendered, decodes to the content in the symbology."""
    try:
        carried = payload(code.symbology, code.content)
    except UnicodeEncodeError:
        return False
    for dpi in _DPI:
        picture = raster.picture(pdf, code.page, dpi, code.area)
        if code.rotation_deg % 90:
            # Readers scan bars along rows and columns only; a hand turns the paper for them.
            picture = picture.rotate(
                code.rotation_deg, Image.Resampling.BICUBIC, expand=True, fillcolor="white"
            )
        # Bytes, not text: without an ECI a reader guesses the character set.
        found = zxingcpp.read_barcodes(picture, formats=FORMATS[code.symbology])  # type: ignore[arg-type]
        if any(each.bytes == carried for each in found):
            return True
    return False

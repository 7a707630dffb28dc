"""A rendered page and what its codes should say in, whether a reader finds just that out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import zxingcpp

from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.boxes import Rect

# A telephone sees less; a code that fails here fails everywhere.
_DPI: Final = (300, 600)


@dataclass(frozen=True, slots=True)
class ExpectedCode:
    """A code that a page has to show: page from 1, area in points from its bottom left corner."""

    page: int
    area: Rect
    content: str


def is_readable(pdf: bytes, code: ExpectedCode) -> bool:
    """Tell whether the area, rendered, decodes to the content."""
    for dpi in _DPI:
        picture = raster.picture(pdf, code.page, dpi, code.area)
        if any(found.text == code.content for found in zxingcpp.read_barcodes(picture)):
            return True
    return False

"""A rendered page and what its codes should say in, where a reader finds just that out."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import zxingcpp
from PIL import Image, ImageOps

from saleor_w2p_plugin.design.frame import Symbology
from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.symbology import FORMATS, payload
from saleor_w2p_plugin.prepress.units import MM_PER_INCH, PT_PER_INCH

# A telephone sees less; a code that fails here fails everywhere.
_DPI: Final = (300, 600)
_FINE_DPI: Final = 600
# Modules that must stay free at the left, top, right and bottom (sources: rendering.codes).
QUIET: Final[Mapping[Symbology, tuple[int, int, int, int]]] = {
    "qr": (4, 4, 4, 4),
    "data_matrix": (1, 1, 1, 1),
    "code128": (10, 0, 10, 0),
    "ean13": (11, 0, 7, 0),
    "ean8": (7, 0, 7, 0),
    "pdf417": (2, 2, 2, 2),
}
_RUNS: Final = re.compile(rb"\x00+|\xff+")
_MAX_ROWS: Final = 60
_Box = tuple[int, int, int, int]


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


@dataclass(frozen=True, slots=True)
class Located:
    """A code that was found: the symbol's area on the page if it is not turned, its module, and
    whether its quiet zone is free."""

    area: Rect | None
    module_mm: float | None
    is_quiet: bool


def locate(pdf: bytes, code: ExpectedCode) -> Located | None:
    """Find a code and measure it; None where no reader finds it."""
    found = _found(pdf, code)
    if found is None:
        return None
    picture = raster.picture(pdf, code.page, _FINE_DPI, code.area)
    upright = _turned(picture, code.rotation_deg % 360)
    again = _read(upright, code)
    if again is None:
        return Located(None, None, is_quiet=True)
    plain = _black_and_white(upright)
    box = _box(again, plain.size)
    module = _module(plain.crop(box))
    if module is None:
        return Located(None, None, is_quiet=True)
    box = _tight(plain, box, module)
    turned = bool(code.rotation_deg % 360)
    return Located(
        area=None if turned else _area(box, code.area),
        module_mm=module * MM_PER_INCH / _FINE_DPI,
        is_quiet=_is_quiet(plain, box, module, QUIET[code.symbology]),
    )


def _found(pdf: bytes, code: ExpectedCode) -> Any:
    for dpi in _DPI:
        picture = raster.picture(pdf, code.page, dpi, code.area)
        # Readers scan bars along rows and columns only; a hand turns the paper for them.
        found = _read(_turned(picture, code.rotation_deg % 90 and code.rotation_deg), code)
        if found is not None:
            return found
    return None


def _turned(picture: Image.Image, angle: float) -> Image.Image:
    if not angle:
        return picture
    return picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


def _read(picture: Image.Image, code: ExpectedCode) -> Any:
    try:
        carried = payload(code.symbology, code.content)
    except UnicodeEncodeError:
        return None
    # Bytes, not text: without an ECI a reader guesses the character set.
    found = zxingcpp.read_barcodes(picture, formats=FORMATS[code.symbology])  # type: ignore[arg-type]
    return next((each for each in found if each.bytes == carried), None)


def _black_and_white(picture: Image.Image) -> Image.Image:
    gray = ImageOps.autocontrast(picture.convert("L"))
    return gray.point([0] * 128 + [255] * 128)


def _box(found: Any, size: tuple[int, int]) -> _Box:
    """Return the upright box around a symbol, in pixels of its picture."""
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    right, bottom = min(max(across) + 1, size[0]), min(max(down) + 1, size[1])
    return max(min(across), 0), max(min(down), 0), right, bottom


def _module(symbol: Image.Image) -> float | None:
    """Return the width of a module in pixels: that of the narrowest bars and gaps.

    Bars and gaps together, since a press and a threshold take from one what they give the other.
    """
    runs = sorted(_runs(symbol))
    if len(runs) < 8:
        return None
    # In every symbology more than a fifth of all runs is one module wide; a few are no runs at all,
    # where a row goes along the edge of modules in a symbol that was turned.
    narrow = runs[len(runs) // 5]
    return statistics.fmean(run for run in runs if 0.5 * narrow <= run <= 1.5 * narrow)


def _runs(symbol: Image.Image) -> Iterator[int]:
    width, height = symbol.size
    data = symbol.tobytes()
    for row in range(0, height, max(1, height // _MAX_ROWS)):
        found = _RUNS.findall(data[row * width : (row + 1) * width])
        # The first and the last touch the edge of the cut.
        yield from (len(run) for run in found[1:-1])


def _tight(plain: Image.Image, box: _Box, module: float) -> _Box:
    """Return the box of the dark modules: a reader's corners are off by up to one."""
    grown = _grown(box, (0.75 * module,) * 4, plain.size)
    dark = ImageOps.invert(plain.crop(grown)).getbbox()
    if dark is None:
        return box
    left, top = grown[:2]
    return left + dark[0], top + dark[1], left + dark[2], top + dark[3]


def _is_quiet(plain: Image.Image, box: _Box, module: float, quiet: _Box) -> bool:
    """Tell whether nothing dark stands beside the symbol, a quarter of a module less than asked."""
    reach = [max(0.0, modules - 0.25) * module for modules in quiet]
    outer = _grown(box, reach, plain.size)
    ring = plain.crop(outer)
    left, top = outer[:2]
    ring.paste(255, (box[0] - left, box[1] - top, box[2] - left, box[3] - top))
    return ImageOps.invert(ring).getbbox() is None


def _grown(box: _Box, by: Any, size: tuple[int, int]) -> _Box:
    left, top, right, bottom = by
    return (
        max(0, round(box[0] - left)),
        max(0, round(box[1] - top)),
        min(size[0], round(box[2] + right)),
        min(size[1], round(box[3] + bottom)),
    )


def _area(box: _Box, around: Rect) -> Rect:
    scale = PT_PER_INCH / _FINE_DPI
    left, top, right, bottom = (side * scale for side in box)
    return Rect(around.left + left, around.top - bottom, around.left + right, around.top - top)

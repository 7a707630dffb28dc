"""A text in, its QR symbol as runs of dark modules out: for engines that cannot make one."""

from __future__ import annotations

import re
from typing import Final

import zxingcpp

from benchmarks.rendering.job import CODE

# ISO/IEC 18004, 9.1: four modules of nothing on every side.
QUIET_MODULES: Final = 4
MODULES: Final = 33
# SVG knows no inks: this is how black ink alone looks where the pages are compared.
_BLACK: Final = "#231f20"
_DARK: Final = re.compile(rb"\0+")

# Where a run of dark modules starts, x and y from the symbol's top left corner, and its length.
Run = tuple[int, int, int]


def runs(content: str) -> list[Run]:
    """Make a symbol with the library that our engine uses."""
    barcode = zxingcpp.create_barcode(
        content, zxingcpp.BarcodeFormat.QRCode, ec_level=CODE.error_correction
    )
    image = zxingcpp.write_barcode_to_image(barcode, add_quiet_zones=False)
    pixels = bytes(memoryview(image))  # type: ignore[arg-type]
    assert len(pixels) == MODULES**2
    return [
        (found.start() - start, y, found.end() - found.start())
        for y, start in enumerate(range(0, len(pixels), MODULES))
        for found in _DARK.finditer(pixels, start, start + MODULES)
    ]


def svg(content: str) -> str:
    """Return the symbol with its quiet zone as SVG."""
    path = "".join(
        f"M{QUIET_MODULES + x} {QUIET_MODULES + y}h{width}v1h-{width}z"
        for x, y, width in runs(content)
    )
    modules = MODULES + 2 * QUIET_MODULES
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {modules} {modules}">'
        f'<path fill="{_BLACK}" d="{path}"/></svg>'
    )

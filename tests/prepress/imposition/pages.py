"""Made-up PDFs whose pages carry their number as a QR code, and sheets read back by these."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import zxingcpp
from pikepdf import Array, Dictionary, Name
from PIL import Image

from saleor_w2p_plugin.prepress.imposition import Layout, load_layout
from saleor_w2p_plugin.rendering.codes.symbol import encode

MM = 72 / 25.4
DPI = 110
SPOT = b"[/Separation/PANTONE#20186#20C/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 .8 .05]/N 1>>]"  # noqa: E501


def sheet(**changes: Any) -> Layout:
    """Return a small sheet that takes six cards of 50 x 40 mm with 3 mm of bleed."""
    raw = {
        "version": 1,
        "name": "Test sheet",
        "width_mm": 150,
        "height_mm": 180,
        "scheme": "n_up",
        "columns": 2,
        "rows": 3,
        "gutter_x_mm": 6,
        "gutter_y_mm": 6,
        "margins_mm": {"top": 10, "right": 10, "bottom": 10, "left": 10},
    }
    return load_layout({**raw, **changes})


def pdf(
    count: int,
    *,
    width_mm: float = 50,
    height_mm: float = 40,
    bleed_mm: float = 3,
    is_blank: bool = False,
    **save: Any,
) -> bytes:
    """Return pages with their number in a QR code, on colour to the end of the bleed."""
    with pikepdf.new() as made:
        for number in range(count):
            page = add_page(made, number, width_mm, height_mm, bleed_mm)
            if is_blank:
                page.Contents = made.make_stream(b"")
        return saved(made, **save)


def add_page(
    made: pikepdf.Pdf, number: int, width_mm: float, height_mm: float, bleed_mm: float
) -> pikepdf.Object:
    """Add a page whose trim's lower left corner is at the bleed, and return it."""
    width, height, bleed = width_mm * MM, height_mm * MM, bleed_mm * MM
    page = made.add_blank_page(page_size=(width + 2 * bleed, height + 2 * bleed)).obj
    page.TrimBox = Array([bleed, bleed, bleed + width, bleed + height])
    page.BleedBox = Array([0, 0, width + 2 * bleed, height + 2 * bleed])
    page.Resources = Dictionary(ColorSpace=Dictionary(Red=pikepdf.Object.parse(SPOT)))
    page.Contents = made.make_stream(content(number, width, height, bleed))
    return page


def content(number: int, width: float, height: float, bleed: float) -> bytes:
    """Draw a page: yellow below, cyan above, spot ink on the left, its number on white."""
    symbol = encode("qr", f"page {number}")
    side = 0.6 * min(width, height)
    left, top = bleed + (width - side) / 2, bleed + (height + side) / 2
    module, edge = side / symbol.columns, side / 8
    return (
        b"0 0 .3 0 k %.3f %.3f %.3f %.3f re f .3 0 0 0 k %.3f %.3f %.3f %.3f re f "
        b"/Red cs .5 scn 0 0 %.3f %.3f re f 0 0 0 0 k %.3f %.3f %.3f %.3f re f "
        b"0 0 0 1 k q %.4f 0 0 -%.4f %.4f %.4f cm %s Q"
    ) % (
        *(0, 0, width + 2 * bleed, height + 2 * bleed),
        *(0, bleed + height / 2, width + 2 * bleed, height),
        *(bleed + width / 10, height + 2 * bleed),
        *(left - edge, top - side - edge, side + 2 * edge, side + 2 * edge),
        *(module, module, left, top, symbol.ops),
    )


def saved(made: pikepdf.Pdf, **save: Any) -> bytes:
    target = io.BytesIO()
    made.save(target, static_id=True, **save)
    return target.getvalue()


@dataclass(frozen=True)
class Read:
    """A code on a sheet: its middle in millimetres from the lower left corner, and where is up."""

    x: float
    y: float
    up: tuple[float, float]

    def mirrored(self, layout: Layout) -> Read:
        """Return where it lies when the sheet is turned over."""
        if layout.axis == "vertical":
            return Read(layout.width_mm - self.x, self.y, (-self.up[0], self.up[1]))
        return Read(self.x, layout.height_mm - self.y, (self.up[0], -self.up[1]))

    def is_close(self, other: Read) -> bool:
        near = math.dist((self.x, self.y), (other.x, other.y)) < 0.5
        return near and math.dist(self.up, other.up) < 0.1


def read(picture: Image.Image) -> list[tuple[str, Read]]:
    """Return the texts of all codes on a picture of a side, and where they are."""
    found = []
    for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
        corners = code.position
        points = [corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left]
        xs, ys = [p.x for p in points], [p.y for p in points]
        ups = (points[0].x - points[3].x, points[3].y - points[0].y)
        length = math.hypot(*ups)
        scale = 25.4 / DPI
        middle = (sum(xs) / 4 * scale, (picture.height - sum(ys) / 4) * scale)
        found.append((code.text, Read(*middle, (ups[0] / length, ups[1] / length))))
    return found


def pictures(imposed: bytes, dpi: float = DPI) -> list[Image.Image]:
    """Return a picture of every page."""
    with pypdfium2.PdfDocument(imposed) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def numbers(imposed: bytes) -> list[list[int]]:
    """Return the pages on each side, row by row from the top left."""
    sides = []
    for picture in pictures(imposed):
        codes = sorted(read(picture), key=lambda item: (-round(item[1].y), item[1].x))
        sides.append([int(text.split()[-1]) for text, _ in codes])
    return sides


def inherit(made: pikepdf.Pdf) -> None:
    """Move boxes, resources and rotation of the first page up into the tree."""
    page = made.pages[0].obj
    for key in (Name.MediaBox, Name.Resources, Name.Rotate):
        if key in page:
            made.Root.Pages[key] = page[key]
            del page[key]

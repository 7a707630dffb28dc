"""A symbol in, a small PDF that shows it with its quiet zone out, as the press would paint it."""

from __future__ import annotations

import io
import math

import pikepdf

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.preflight import ExpectedCode
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering import codes

BAR_MM = 12


def painted(
    symbol: codes.Symbol, module_mm: float, ops: bytes | None = None, rotation_deg: float = 0
) -> bytes:
    module = pt(module_mm)
    height = pt(BAR_MM) if symbol.is_stretchable else module * symbol.rows_with_quiet_zone
    across, down = module, height if symbol.is_stretchable else module
    left, top, _, _ = symbol.quiet
    pdf = pikepdf.new()
    width = module * symbol.columns_with_quiet_zone
    # Clockwise around the middle of the frame, on a page that holds it all.
    cosine, sine = math.cos(math.radians(rotation_deg)), math.sin(math.radians(rotation_deg))
    page_width = width * abs(cosine) + height * abs(sine)
    page_height = width * abs(sine) + height * abs(cosine)
    page = pdf.add_blank_page(page_size=(page_width, page_height))
    x, y = left * module - width / 2, height / 2 - top * module
    page.Contents = pdf.make_stream(
        b"0 0 0 1 k 1 0 0 1 %f %f cm " % (page_width / 2, page_height / 2)
        + b"%f %f %f %f 0 0 cm " % (cosine, -sine, sine, cosine)
        + b"%f 0 0 %f %f %f cm " % (across, -down, x, y)
        + (ops or symbol.ops)
    )
    saved = io.BytesIO()
    pdf.save(saved)
    return saved.getvalue()


def expected(symbology: codes.Symbology, content: str, pdf: bytes) -> ExpectedCode:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        area = Rect(*(float(value) for value in opened.pages[0].mediabox))
    return ExpectedCode(1, area, codes.complete(symbology, content), symbology)

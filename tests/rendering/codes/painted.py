"""A symbol in, a small PDF that shows it with its quiet zone out, as the press would paint it."""

from __future__ import annotations

import io

import pikepdf

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.preflight import ExpectedCode
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering import codes

BAR_MM = 12


def painted(symbol: codes.Symbol, module_mm: float, ops: bytes | None = None) -> bytes:
    module = pt(module_mm)
    height = pt(BAR_MM) if symbol.is_stretchable else module * symbol.rows_with_quiet_zone
    across, down = module, height if symbol.is_stretchable else module
    left, top, _, _ = symbol.quiet
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(module * symbol.columns_with_quiet_zone, height))
    origin = f"{left * module:.4f} {height - top * module:.4f}"
    page.Contents = pdf.make_stream(
        f"0 0 0 1 k {across:.4f} 0 0 {-down:.4f} {origin} cm ".encode() + (ops or symbol.ops)
    )
    saved = io.BytesIO()
    pdf.save(saved)
    return saved.getvalue()


def expected(symbology: codes.Symbology, content: str, pdf: bytes) -> ExpectedCode:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        area = Rect(*(float(value) for value in opened.pages[0].mediabox))
    return ExpectedCode(1, area, codes.complete(symbology, content), symbology)

"""The card as drawing commands in, ReportLab's PDF out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.rendering.cards import CARD, PT_PER_MM, Draw, rectangles, sheet_mm, top_left_pt
from saleor_w2p_plugin.design.document import Document, Page, QrFrame, TextFrame
from saleor_w2p_plugin.design.merge import contents
from saleor_w2p_plugin.rendering.codes import encode

_LEADING: Final = 1.2


def engine(document: Document, pictures: list[Path]) -> Draw:
    """Load the fonts, and return what draws one card."""
    rl_config.useA85 = 0  # else every picture is spelled in ASCII, at several times the cost
    for name, font in document.fonts.items():
        pdfmetrics.registerFont(TTFont(name, str(CARD / font.asset)))

    def draw(answers: Mapping[str, str]) -> bytes:
        target = io.BytesIO()
        canvas = Canvas(target)
        for page, picture in zip(document.pages, pictures, strict=True):
            width, height = (side * PT_PER_MM for side in sheet_mm(page))
            canvas.setPageSize((width, height))
            canvas.drawImage(str(picture), 0, 0, width, height)
            merged = contents(page, answers)
            for frame in page.frames:
                canvas.setFillColorCMYK(*document.colours[frame.colour].cmyk)
                if isinstance(frame, TextFrame):
                    _text(canvas, page, frame, merged[frame.name].splitlines())
                else:
                    _code(canvas, page, frame, merged[frame.name])
            canvas.showPage()
        canvas.save()
        return target.getvalue()

    return draw


def _text(canvas: Canvas, page: Page, frame: TextFrame, lines: list[str]) -> None:
    size = frame.size_pt
    for line in lines:
        width = pdfmetrics.stringWidth(line, frame.fonts[0], frame.size_pt)
        size = min(size, frame.size_pt * frame.width_mm * PT_PER_MM / max(width, 1))
    canvas.setFont(frame.fonts[0], size)
    left, top = top_left_pt(page, frame)
    for number, line in enumerate(lines):
        canvas.drawString(left, top - size * (1 + _LEADING * number), line)


def _code(canvas: Canvas, page: Page, frame: QrFrame, content: str) -> None:
    symbol = encode("qr", content, frame.error_correction)
    module = frame.width_mm * PT_PER_MM / symbol.columns_with_quiet_zone
    left, top = top_left_pt(page, frame)
    path = canvas.beginPath()
    quiet_left, quiet_top, _, _ = symbol.quiet
    for x, y, width, height in rectangles(symbol):
        bottom = top - (quiet_top + y + height) * module
        path.rect(left + (quiet_left + x) * module, bottom, width * module, height * module)
    canvas.drawPath(path, stroke=0, fill=1)

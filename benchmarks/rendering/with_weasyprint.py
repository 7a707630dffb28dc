"""The card as HTML in, WeasyPrint's PDF out."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks.rendering.cards import CARD, Draw, rectangles, sheet_mm
from saleor_w2p_plugin.design.document import Document, Frame, Page, TextFrame
from saleor_w2p_plugin.design.merge import contents
from saleor_w2p_plugin.rendering.codes import encode

_LEADING: Final = 1.2


def engine(document: Document, pictures: list[Path]) -> Draw:
    """Load fonts and styles, and return what sets one card."""
    configuration = FontConfiguration()
    css = CSS(string=_css(document, pictures), font_config=configuration)
    cache: dict[str, Any] = {}

    def draw(answers: Mapping[str, str]) -> bytes:
        page = HTML(string="".join(_section(page, answers) for page in document.pages))
        pdf: bytes = page.write_pdf(stylesheets=[css], font_config=configuration, cache=cache)
        return pdf

    return draw


def _css(document: Document, pictures: list[Path]) -> str:
    rules = [
        f'@font-face {{ font-family: "{name}"; src: url("{(CARD / font.asset).as_uri()}") }}'
        for name, font in document.fonts.items()
    ]
    for page, picture in zip(document.pages, pictures, strict=True):
        width, height = sheet_mm(page)
        rules += [
            f"@page {page.name} {{ size: {width}mm {height}mm; margin: 0 }}",
            f"section.{page.name} {{ page: {page.name}; height: {height}mm }}",
            f".{page.name} {{ background: url({picture.as_uri()}) no-repeat 0 0 / 100% 100% }}",
        ]
        for frame in page.frames:
            place = (
                f"position: absolute; left: {page.bleed_mm + frame.x_mm}mm;"
                f" top: {page.bleed_mm + frame.y_mm}mm;"
                f" width: {frame.width_mm}mm; height: {frame.height_mm}mm;"
            )
            if isinstance(frame, TextFrame):
                font = f'{frame.size_pt}pt / {_LEADING} "{frame.fonts[0]}"'
                place += f" font: {font}; white-space: pre"
            rules.append(f".{page.name} .{frame.name} {{ {place} }}")
    return "body { margin: 0 } section { position: relative }\n" + "\n".join(rules)


def _section(page: Page, answers: Mapping[str, str]) -> str:
    merged = contents(page, answers)
    frames = "".join(
        f'<div class="{frame.name}">{_inner(frame, merged[frame.name])}</div>'
        for frame in page.frames
    )
    return f'<section class="{page.name}">{frames}</section>'


def _inner(frame: Frame, content: str) -> str:
    if isinstance(frame, TextFrame):
        return html.escape(content)
    symbol = encode("qr", content, frame.error_correction)
    left, top, _, _ = symbol.quiet
    path = "".join(
        f"M{left + x} {top + y}h{width}v{height}h-{width}z"
        for x, y, width, height in rectangles(symbol)
    )
    modules = symbol.columns_with_quiet_zone
    size = f'width="100%" height="100%" viewBox="0 0 {modules} {modules}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path d="{path}"/></svg>'

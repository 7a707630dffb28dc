"""A job's folder in, WeasyPrint out: a document of HTML for each card, everything else kept warm.

It has neither QR symbols nor copy-fit: symbols come from zxing-cpp, sizes from HarfBuzz.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import weasyprint
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration

from benchmarks.rendering import copyfit, symbol
from benchmarks.rendering.artwork import LOGO_MM, PT_PER_MM
from benchmarks.rendering.job import (
    BLEED_MM,
    CODE,
    FONTS,
    LOGOS,
    SHEET_MM,
    SIDES,
    TEXTS,
    Answers,
    Text,
)
from benchmarks.rendering.raster import front_jpeg

if not harfbuzz_subset:
    raise ImportError("Without libharfbuzz-subset, WeasyPrint takes ten times as long.")

_LEADING: Final = 1.2


class Drawing:
    """Fonts, styles and pictures that all documents share."""

    name = f"WeasyPrint {weasyprint.__version__}"

    def __init__(self, folder: Path, _kind: str) -> None:
        self._fonts = FontConfiguration()
        self._style = weasyprint.CSS(string=_css(), font_config=self._fonts)
        self._pictures: dict[str, Any] = {}
        photo, logo = ((folder / name).as_uri() for name in ("photo.jpg", "logo.svg"))
        self._artwork = (
            f'<img class="photo" src="{photo}"><img class="logo0" src="{logo}">',
            f'<img class="logo1" src="{logo}">',
        )

    def symbol(self, content: str) -> str:
        """Make a symbol as SVG."""
        return symbol.svg(content)

    def merge(self, records: Iterable[Answers], path: Path) -> None:
        """Refuse: a long document takes as long for each card, and half a megabyte of memory."""
        raise NotImplementedError

    def single(self, answers: Answers) -> bytes:
        """Return the PDF of one card."""
        sections = [[artwork] for artwork in self._artwork]
        for text in TEXTS:
            sections[text.side].append(_line(text, answers[text.name]))
        code = self.symbol(answers[CODE.name])
        sections[CODE.side].append(f'<div class="code">{code}</div>')
        body = "".join(f"<section>{''.join(section)}</section>" for section in sections)
        page = weasyprint.HTML(string=f'<!doctype html><html lang="en"><body>{body}</body></html>')
        pdf: bytes = page.write_pdf(
            stylesheets=[self._style], font_config=self._fonts, cache=self._pictures
        )
        return pdf

    def preview(self, answers: Answers) -> bytes:
        """Return the trimmed front as JPEG: WeasyPrint's PDF through pdfium."""
        return front_jpeg(self.single(answers))


def _css() -> str:
    fonts = [
        f'@font-face {{ font-family: "{name}"; src: url("{font.path.as_uri()}") }}\n'
        f'.{name} {{ font-family: "{name}" }}'
        for name, font in FONTS.items()
    ]
    logos = [
        f".logo{side} {{ {_box(*LOGOS[side], LOGO_MM, LOGO_MM)} }}" for side in range(len(SIDES))
    ]
    return "\n".join(
        [
            f"@page {{ size: {SHEET_MM[0]}mm {SHEET_MM[1]}mm; margin: 0 }}",
            "body { margin: 0 } section, section > * { position: absolute }",
            f"section {{ position: relative; height: {SHEET_MM[1]}mm; break-after: page }}",
            "section:last-child { break-after: auto }",
            f"div {{ white-space: pre; line-height: {_LEADING}; color: device-cmyk(0 0 0 1) }}",
            f".photo {{ {_box(-BLEED_MM, -BLEED_MM, *SHEET_MM)} }}",
            f".code {{ {_box(CODE.x_mm, CODE.y_mm, CODE.width_mm, CODE.height_mm)} }}",
            ".code svg { display: block; width: 100%; height: 100% }",
            *logos,
            *fonts,
        ]
    )


def _box(x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> str:
    left, top = BLEED_MM + x_mm, BLEED_MM + y_mm
    return f"left: {left}mm; top: {top}mm; width: {width_mm}mm; height: {height_mm}mm"


def _line(text: Text, content: str) -> str:
    size = copyfit.size_pt(text, content)
    ascent, descent = copyfit.ascent(text.font), copyfit.descent(text.font)
    # CSS 2.2, 10.8.1: half of the leading is above the ascent.
    above = (_LEADING - ascent - descent) / 2 + ascent
    top = BLEED_MM + copyfit.baseline_mm(text) - above * size / PT_PER_MM
    place = f"left: {BLEED_MM + text.x_mm:.3f}mm; top: {top:.3f}mm; font-size: {size:.3f}pt"
    return f'<div class="{text.font}" style="{place}">{html.escape(content)}</div>'

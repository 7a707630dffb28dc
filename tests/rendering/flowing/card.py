"""A card in HTML and a logo in SVG, with the fonts of the demo design."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pikepdf

from saleor_w2p_plugin.prepress import artwork
from saleor_w2p_plugin.rendering.flowing import to_pdf
from tests.golden.card import FILES

SHEET = SimpleNamespace(width_mm=85, height_mm=55, bleed_mm=3, slug_mm=0, safe_mm=3)
FONTS = {
    "heading": FILES["bold"].read_bytes(),
    "body": FILES["regular"].read_bytes(),
    "arabic": FILES["arabic"].read_bytes(),
}
LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
<defs>
  <linearGradient id="g"><stop stop-color="#e4002b"/><stop offset="1" stop-color="#0057b8"/>
  </linearGradient>
  <radialGradient id="r" gradientTransform="rotate(20)"><stop stop-color="#fff"/>
    <stop offset="1"/></radialGradient>
  <clipPath id="c"><path clip-rule="evenodd" d="M10 10h80v80h-80zM40 40h20v20h-20z"/></clipPath>
  <mask id="m"><rect width="200" height="100" fill="url(#r)"/></mask>
</defs>
<rect width="100" height="100" fill="url(#g)" clip-path="url(#c)"/>
<g mask="url(#m)" opacity=".8"><rect x="100" y="10" width="90" height="80" rx="12" fill="#00843d"/>
</g>
<text x="110" y="55" font-family="heading" font-size="18">Logo</text>
</svg>"""
CARD = """<!doctype html><meta charset="utf-8"><style>
html { background: linear-gradient(135deg, #fff, #ffe08a 60%, #e4002b) }
.box { position: absolute; left: 5mm; top: 5mm; width: 40mm; height: 28mm; padding: 3mm;
  box-sizing: border-box; border: .5mm solid black; border-radius: 4mm;
  background: device-cmyk(1 .5 0 .1); color: white }
h1 { font: 12pt heading; margin: 0 } p { font: 8pt/1.3 body; margin: 1mm 0 }
.arabic { position: absolute; right: 5mm; top: 36mm; font: 14pt arabic; direction: rtl }
img { position: absolute; right: 3mm; top: 5mm; width: 34mm }
.edge { position: absolute; left: calc(-1 * var(--bleed)); bottom: calc(-1 * var(--bleed));
  width: 20mm; height: 4mm; background: oklch(60% .2 150) }
</style><div class="box"><h1>Ada Lovelace</h1><p>Straße 5, Łódź</p></div>
<div class="arabic">مرحبا بالعالم ١٢٣</div><img src="logo.svg"><div class="edge"></div>""".encode()


def html(source: str | bytes, fonts: Any = FONTS, **files: bytes) -> bytes:
    """Set HTML on the card's sheet."""
    data = source.encode() if isinstance(source, str) else source
    return to_pdf("html", data, files, 85, 55, 3, fonts)


def svg(content: str, attributes: str = 'viewBox="0 0 91 61"', **files: bytes) -> bytes:
    """Draw an SVG on the card's sheet."""
    source = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{content}</svg>'
    return to_pdf("svg", source.encode(), files, 85, 55, 3, FONTS)


def for_press(pdf: bytes, page: int = 1) -> bytes:
    """Make a page of the result fit for the press."""
    return artwork.normalise(pdf, [artwork.Use(page, SHEET)])


def boxes(pdf: bytes) -> list[dict[str, list[float]]]:
    """Return the boxes of each page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            {key: [float(side) for side in page.obj[f"/{key}"]]
             for key in ("MediaBox", "BleedBox", "TrimBox")}
            for page in opened.pages
        ]  # fmt: skip


def fonts_in(pdf: bytes) -> set[str]:
    """Return the names of the fonts in a PDF, without their subset tags."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {
            str(item.FontName).rpartition("+")[2].lstrip("/")
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }

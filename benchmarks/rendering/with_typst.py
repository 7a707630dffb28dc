"""A job's folder in, typst out: a document that places texts, symbols and the artwork's PDF pages.

typst has neither QR symbols nor copy-fit: symbols come from zxing-cpp, sizes from HarfBuzz. It
cannot stream: all cards go in as one JSON text, all pages come out at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import typst

from benchmarks.rendering import copyfit, symbol
from benchmarks.rendering.job import BLEED_MM, CODE, FONTS, SHEET_MM, SIDES, TEXTS, Answers
from benchmarks.rendering.raster import front_jpeg

_TEMPLATE: Final = """
#set page(width: %(width)smm, height: %(height)smm, margin: 0mm)
#set text(fill: cmyk(0%%, 0%%, 0%%, 100%%))
#set text(top-edge: "baseline", bottom-edge: "baseline")
#let put(x, y, family, weight, size, content) = place(top + left, dx: x * 1mm, dy: y * 1mm,
  text(font: family, weight: weight, size: size * 1pt, content))
#let cards = json(bytes(sys.inputs.at("cards")))
#for (front, back, code) in cards {
  place(top + left, image("card.pdf", page: 1, width: %(width)smm))
  for line in front { put(..line) }
  pagebreak()
  place(top + left, image("card.pdf", page: 2, width: %(width)smm))
  for line in back { put(..line) }
  place(top + left, dx: %(x)smm, dy: %(y)smm, image(bytes(code), format: "svg", width: %(side)smm))
  pagebreak(weak: true)
}
"""


class Drawing:
    """A compiler that stays, with only the fonts of the card."""

    name = f"typst {version('typst')}"

    def __init__(self, folder: Path, _kind: str) -> None:
        template = _TEMPLATE % {
            "width": SHEET_MM[0],
            "height": SHEET_MM[1],
            "x": BLEED_MM + CODE.x_mm,
            "y": BLEED_MM + CODE.y_mm,
            "side": CODE.width_mm,
        }
        path = folder / "card.typ"
        path.write_text(template)
        self._compiler = typst.Compiler(
            str(path),
            root=str(folder),
            font_paths=sorted({str(font.path.parent) for font in FONTS.values()}),
            ignore_system_fonts=True,
        )

    def symbol(self, content: str) -> str:
        """Make a symbol as SVG, typst's fastest way to paths."""
        return symbol.svg(content)

    def merge(self, records: Iterable[Answers], path: Path) -> None:
        """Write one file with all cards."""
        path.write_bytes(self._pdf(records))

    def single(self, answers: Answers) -> bytes:
        """Return the PDF of one card."""
        return self._pdf([answers])

    def preview(self, answers: Answers) -> bytes:
        """Return the trimmed front as JPEG: typst's PDF through pdfium, as typst has no JPEG."""
        return front_jpeg(self.single(answers))

    def _pdf(self, records: Iterable[Answers]) -> bytes:
        cards = [[*_lines(answers), self.symbol(answers[CODE.name])] for answers in records]
        data = json.dumps(cards, ensure_ascii=False)
        # Tags for screen readers are of no use in print, and cost twice the time.
        pdf = self._compiler.compile(sys_inputs={"cards": data}, pdf_tags=False)
        assert isinstance(pdf, bytes)
        return pdf


def _lines(answers: Answers) -> list[list[Any]]:
    sides: list[list[Any]] = [[] for _ in SIDES]
    for text in TEXTS:
        content, font = answers[text.name], FONTS[text.font]
        x, y = BLEED_MM + text.x_mm, BLEED_MM + copyfit.baseline_mm(text)
        size = copyfit.size_pt(text, content)
        sides[text.side].append([x, y, font.family, font.weight, size, content])
    return sides

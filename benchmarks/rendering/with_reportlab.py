"""A job's folder in, ReportLab out: drawing commands, with the artwork as forms made by hand.

Texts are really shaped. `drawString(shaping=True)` draws them unshaped where the package rlbidi is
missing and says nothing, so `shapeFragWord`, which does the work, is called here.
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

import reportlab
from reportlab import rl_config
from reportlab.lib.abag import ABag
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeFragWord
from reportlab.pdfgen.canvas import Canvas

from benchmarks.rendering import artwork, copyfit, symbol
from benchmarks.rendering.artwork import PT_PER_MM
from benchmarks.rendering.job import (
    BLEED_MM,
    CODE,
    FONTS,
    HEIGHT_MM,
    LOGOS,
    SHEET_MM,
    SIDES,
    TEXTS,
    Answers,
    Text,
)
from benchmarks.rendering.raster import front_jpeg

_FAST: Final = importlib.util.find_spec("_rl_accel") is not None
# Its own default has discretionary ligatures too, which nobody else sets.
_FEATURES: Final = {"kern": True, "liga": True}
_SHEET_PT: Final = (SHEET_MM[0] * PT_PER_MM, SHEET_MM[1] * PT_PER_MM)
_BLEED_PT: Final = BLEED_MM * PT_PER_MM


class Drawing:
    """A canvas for each file."""

    name = f"ReportLab {reportlab.__version__} {'with' if _FAST else 'without'} rl_accel"

    def __init__(self, folder: Path, _kind: str) -> None:
        rl_config.useA85 = 0  # else pictures are spelled in ASCII, at several times the cost
        for name, font in FONTS.items():
            pdfmetrics.registerFont(TTFont(name, str(font.path), shapable=True))
        self._photo = str(folder / "photo.jpg")

    def symbol(self, content: str) -> list[symbol.Run]:
        """Make a symbol with zxing-cpp, in a tenth of the time that ReportLab's own takes."""
        return symbol.runs(content)

    def merge(self, records: Iterable[Answers], path: Path) -> None:
        """Write one file with all cards."""
        self._draw(records, str(path))

    def single(self, answers: Answers) -> bytes:
        """Return the PDF of one card."""
        target = io.BytesIO()
        self._draw([answers], target)
        return target.getvalue()

    def preview(self, answers: Answers) -> bytes:
        """Return the trimmed front as JPEG: ReportLab's PDF through pdfium."""
        return front_jpeg(self.single(answers))

    def _draw(self, records: Iterable[Answers], target: str | io.BytesIO) -> None:
        width, height = _SHEET_PT
        trim = (_BLEED_PT, _BLEED_PT, width - _BLEED_PT, height - _BLEED_PT)
        canvas = Canvas(target, pagesize=_SHEET_PT, pageCompression=1, trimBox=trim)
        for side in range(len(SIDES)):
            self._form(canvas, side)
        for answers in records:
            for side, name in enumerate(SIDES):
                canvas.doForm(name)
                canvas.setFillColorCMYK(0, 0, 0, 1)
                for text in TEXTS:
                    if text.side == side:
                        _text(canvas, text, answers[text.name])
                if CODE.side == side:
                    _code(canvas, self.symbol(answers[CODE.name]))
                canvas.showPage()
        canvas.save()

    def _form(self, canvas: Canvas, side: int) -> None:
        canvas.beginForm(SIDES[side], 0, 0, *_SHEET_PT)
        if side == 0:
            canvas.drawImage(self._photo, 0, 0, *_SHEET_PT)
        _from_top_left(canvas, *LOGOS[side], PT_PER_MM)
        for inks, root, curves in artwork.petals():
            path = canvas.beginPath()
            path.moveTo(*root)
            for curve in curves:
                path.curveTo(*curve)
            path.close()
            canvas.setFillColorCMYK(*inks)
            canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()
        canvas.endForm()


def _from_top_left(canvas: Canvas, x_mm: float, y_mm: float, scale: float) -> None:
    """Save the state, and count from a point of the trim box, y downwards."""
    canvas.saveState()
    top = (BLEED_MM + HEIGHT_MM - y_mm) * PT_PER_MM
    canvas.transform(scale, 0, 0, -scale, (BLEED_MM + x_mm) * PT_PER_MM, top)


def _text(canvas: Canvas, text: Text, content: str) -> None:
    width, shaped = _shaped(text.font, content)
    canvas.setFont(text.font, copyfit.fitted(text, width))
    baseline = (BLEED_MM + HEIGHT_MM - copyfit.baseline_mm(text)) * PT_PER_MM
    canvas.drawString((BLEED_MM + text.x_mm) * PT_PER_MM, baseline, shaped)


# Our engine remembers what it shaped, so ReportLab may too.
@lru_cache(maxsize=4096)
def _shaped(font: str, content: str) -> tuple[float, str]:
    """Return the width of a line at 1 pt, and the line with the places of its glyphs."""
    word = [pdfmetrics.stringWidth(content, font, 1), (ABag(fontName=font, fontSize=1), content)]
    width, (_, shaped) = shapeFragWord(word, _FEATURES)
    return width, shaped


def _code(canvas: Canvas, runs: list[symbol.Run]) -> None:
    module = CODE.width_mm * PT_PER_MM / (symbol.MODULES + 2 * symbol.QUIET_MODULES)
    inset = symbol.QUIET_MODULES * module / PT_PER_MM
    _from_top_left(canvas, CODE.x_mm + inset, CODE.y_mm + inset, module)
    path = canvas.beginPath()
    for x, y, width in runs:
        path.rect(x, y, width, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()

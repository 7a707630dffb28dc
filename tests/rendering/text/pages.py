"""Set lines in, a one-page PDF, what readers find in it and how they draw it out."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Sequence

import pypdfium2
import pytest
from PIL import Image

from saleor_w2p_plugin.prepress import pdfx
from saleor_w2p_plugin.prepress.syntax import numbers, stream
from saleor_w2p_plugin.rendering.text import Font, Line
from saleor_w2p_plugin.rendering.write import embedding
from saleor_w2p_plugin.rendering.write.file import File, Prefix

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="poppler-utils is not installed"
)
# pdftotext marks directions; they are not letters.
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def page(
    lines: Sequence[Line], fonts: Sequence[Font], size: float = 20, width: float = 600
) -> bytes:
    """Return a PDF with lines one below the other, 30 points from the left, in black."""
    height = 40 + 1.5 * size * len(lines)
    used: dict[str, set[int]] = {}
    parts = [b"BT 0 g"]
    for index, line in enumerate(lines):
        place = numbers(size, 0, 0, size, 30, height - 20 - size - 1.5 * size * index)
        parts.append(b"%s Tm %s" % (place, line.ops))
        for key, gids in line.glyphs:
            used.setdefault(key, set()).update(gids)
    parts.append(b"ET")
    target = io.BytesIO()
    file = File(target, Prefix.of(pdfx.header("PDF/X-4"), {}, 0))
    content = file.write(stream(b"\n".join(parts)))
    resources = b"".join(
        b"/%s %d 0 R" % (font.resource, embedding.write(file, font, frozenset(used[font.key])))
        for font in fonts
        if font.key in used
    )
    tree = file.reserve()
    leaf = file.write(
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s]/Contents %d 0 R/Resources<</Font<<%s>>>>>>"
        % (tree, numbers(width, height), content, resources)
    )
    file.write(b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % leaf, tree)
    root = file.write(b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    file.finish(root, file.write(b"<<>>"))
    return target.getvalue()


def read_by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        found: str = document[0].get_textpage().get_text_range()
        return found.replace("\r\n", "\n").strip()
    finally:
        document.close()


def read_by_poppler(pdf: bytes) -> str:
    shown = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return _MARKS.sub("", shown.stdout.decode()).strip()


def drawn_by_pdfium(pdf: bytes, dpi: int = 144) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=dpi / 72).to_pil().convert("L")
    finally:
        document.close()


def drawn_by_poppler(pdf: bytes, dpi: int = 144) -> Image.Image:
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-"]
    shown = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(shown)).convert("L")


def drawn_by_ghostscript(pdf: bytes, dpi: int = 144) -> Image.Image:
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pnggray", f"-r{dpi}",
               "-dTextAlphaBits=4", "-sOutputFile=%stdout", "-"]  # fmt: skip
    shown = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(shown)).convert("L")

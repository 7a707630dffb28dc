"""A request for HTML artwork in, the PDF that WeasyPrint makes of it out; runs inside the child."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from saleor_w2p_plugin.rendering.flowing import engine  # isort: skip

import pydyf
from PIL import Image, ImageFile
from weasyprint import CSS, HTML

from saleor_w2p_plugin.prepress.units import mm
from saleor_w2p_plugin.rendering.flowing import scanning
from saleor_w2p_plugin.rendering.flowing.drawing import Desk
from saleor_w2p_plugin.rendering.flowing.families import Families
from saleor_w2p_plugin.rendering.flowing.fetching import Fetcher
from saleor_w2p_plugin.rendering.flowing.handed import BASE, Handed, font_address
from saleor_w2p_plugin.rendering.flowing.placing import Drawings
from saleor_w2p_plugin.rendering.flowing.problems import Problems
from saleor_w2p_plugin.rendering.flowing.request import Request

# The page is the design's, bleed included, so it wins over the document's own. The bleed is its
# padding, since the root's background reaches no further than that. What stands in the layer gives
# way to anything that the document says.
_PAGE: Final = """
@page {{ size: {width}mm {height}mm !important; bleed: 0 !important; marks: none !important;
  margin: 0 !important }}
@layer w2p {{ @page {{ padding: {bleed}mm }} html {{ font-family: {families} }} }}
:root {{ --bleed: {bleed}mm }}
"""
_FACE: Final = '@font-face {{ font-family: {name}; src: url("{address}") }}'


def answer(asked: Mapping[str, Any], blobs: Sequence[bytes]) -> bytes:
    """Set the document; raises ArtworkInvalid with all that is wrong with it."""
    request = Request.of(asked, blobs)
    if not request.fonts:
        request = replace(request, fonts={"none": engine.no_font()})
    problems = Problems(hidden=BASE)
    _be_strict(problems)
    try:
        return _set(request, problems)
    except Exception:
        # What was noted before explains more than what broke in the end.
        problems.check()
        raise


def _be_strict(problems: Problems) -> None:
    """Make WeasyPrint and Pillow tell what they would leave out."""
    problems.listen()
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    # Pictures were checked before: what was handed over is of a size that we take.
    Image.MAX_IMAGE_PIXELS = None


def _set(request: Request, problems: Problems) -> bytes:
    engine.see_fonts(list(request.fonts))
    families = Families(problems)
    handed = Handed(request.files, request.fonts, problems)
    fetcher = Fetcher(handed)
    drawings = Drawings(Desk(request.fonts, handed, problems), problems)
    text = request.source.decode("utf-8-sig", "replace")
    html = HTML(string=text, base_url=BASE, url_fetcher=fetcher)
    for problem in scanning.tree_problems(html.etree_element):
        problems.add(problem)
    problems.check()
    style = CSS(string=_style(request), font_config=families, url_fetcher=fetcher, base_url=BASE)
    pdf = html.write_pdf(
        stylesheets=[style],
        font_config=families,
        finisher=lambda document, pdf: _finish(pdf, request),
    )
    problems.check()
    return drawings.fill(pdf)


def _style(request: Request) -> str:
    names = [_string(name) for name in request.fonts]
    faces = [
        _FACE.format(name=name, address=font_address(font))
        for name, font in zip(names, request.fonts, strict=True)
    ]
    media = request.boxes.media
    page = _PAGE.format(
        width=mm(media.width),
        height=mm(media.height),
        bleed=request.bleed_mm,
        families=", ".join([*names, "sans-serif"]),
    )
    return page + "\n".join(faces)


def _string(name: str) -> str:
    """Return a CSS string (CSS Syntax 3, 4.3.5): what could end it is written as a number."""
    return '"' + re.sub(r'["\\\n\r\f]', lambda char: f"\\{ord(char[0]):x} ", name) + '"'


def _finish(pdf: pydyf.PDF, request: Request) -> None:
    """Write exact boxes, and leave out what only a screen has."""
    media, trim = (request.box(box) for box in (request.boxes.media, request.boxes.trim))
    for page in pdf.objects:
        if not isinstance(page, pydyf.Dictionary) or page.get("Type") != "/Page":
            continue
        page.pop("Annots", None)
        page["MediaBox"] = page["BleedBox"] = pydyf.Array(media)
        page["TrimBox"] = pydyf.Array(trim)
    for key in ("Names", "Outlines"):
        pdf.catalog.pop(key, None)

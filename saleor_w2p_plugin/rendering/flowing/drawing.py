"""The tree of an SVG in, a PDF page of the size it is drawn at out.

Typst draws it, with the SVG reader of resvg: masks, clips, gradients and text come out as they do
in a browser, as paths.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Final
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import typst

from saleor_w2p_plugin.rendering.flowing import lettering
from saleor_w2p_plugin.rendering.flowing.handed import BASE, SVG_TYPE, Handed
from saleor_w2p_plugin.rendering.flowing.problems import Problems
from saleor_w2p_plugin.rendering.flowing.scanning import SVG, XLINK

_FOLDER: Final = Path(os.environ["TMPDIR"])
_PAGE: Final = (
    "#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
    '#image("{name}", width: 100%, height: 100%, fit: "stretch")'
)
_HREFS: Final = (f"{XLINK}href", "href")
_DECLARATION: Final = ("{http://www.w3.org/2000/xmlns/}", "xmlns")
_LENGTH: Final = re.compile(r"\s*([\d.]+)\s*(px|pt|pc|mm|cm|in)?\s*")
# CSS pixels of a unit (CSS Values 4, 6.2).
_PIXELS: Final = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54,
                  "in": 96.0}  # fmt: skip

ElementTree.register_namespace("", SVG.strip("{}"))
ElementTree.register_namespace("xlink", XLINK.strip("{}"))


class Desk:
    """Draws the SVGs of one document, in the fonts that were handed over."""

    def __init__(self, fonts: Mapping[str, bytes], handed: Handed, problems: Problems) -> None:
        self._handed, self._problems = handed, problems
        self._letters = lettering.Letters(fonts, problems)
        self._numbers = count()
        self._typst_fonts: typst.Fonts | None = None

    def prepare(self, root: Element, base: str = BASE) -> bytes:
        """Return an SVG that needs nothing else: pictures inside, families by their own names.

        `root` is changed. Problems are noted: pictures that were not handed over, families and
        characters that no font has.
        """
        for element in root.iter(f"{SVG}image"):
            self._include(element, base)
        # HTML knows declarations of namespaces as attributes; written out again they are errors.
        for name in [name for name in root.attrib if name.startswith(_DECLARATION)]:
            del root.attrib[name]
        self._letters.assign(root)
        if not root.get("viewBox"):
            _add_view_box(root)
        written: bytes = ElementTree.tostring(root)
        return written

    def _include(self, element: Element, base: str) -> None:
        for name in _HREFS:
            address = element.get(name)
            if address is None:
                continue
            try:
                kind, data = self._handed.find(urljoin(base, address.strip()))
            except ValueError:
                continue
            if kind == SVG_TYPE:
                self._problems.add(f"The SVG contains another one, {address[:100]}; unite them.")
            element.set(name, f"data:{kind};base64,{base64.b64encode(data).decode()}")

    def draw(self, svg: bytes, width: float, height: float) -> bytes:
        """Draw a prepared SVG on a page of a size in points.

        The SVG fills it as its viewBox and preserveAspectRatio say.
        """
        root = ElementTree.fromstring(svg)  # noqa: S314 - ours by now
        root.set("width", f"{width}px")
        root.set("height", f"{height}px")
        name = f"drawing-{next(self._numbers)}.svg"
        (_FOLDER / name).write_bytes(ElementTree.tostring(root))
        if self._typst_fonts is None:
            self._typst_fonts = typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(self._letters.folder())],
            )
        try:
            page: bytes = typst.compile(  # type: ignore[call-overload]
                _PAGE.format(width=width, height=height, name=name).encode(),
                root=str(_FOLDER),
                font_paths=self._typst_fonts,
                format="pdf",
                pdf_tags=False,
                timestamp=0,
            )
        except typst.TypstError as error:
            raise ValueError(f"The SVG cannot be drawn: {error.message}.") from None
        return page


def pixels(length: str | None) -> float | None:
    """Return an absolute SVG length in CSS pixels; None for percentages and what is no length."""
    match = _LENGTH.fullmatch(length or "")
    try:
        return float(match[1]) * _PIXELS[match[2] or ""] if match else None
    except ValueError:
        return None


def _add_view_box(root: Element) -> None:
    """Let an SVG that only says how large it is grow with its frame."""
    width, height = pixels(root.get("width")), pixels(root.get("height"))
    if width and height:
        root.set("viewBox", f"0 0 {width} {height}")

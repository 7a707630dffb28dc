"""Styles of check boxes and their colours in, an artwork with a page for each mark out."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.prepress.curves import circle

# The key of this artwork in a design.
KEY: Final = "marks"
_SIDE: Final = 100
# What the characters of ZapfDingbats stand for that readers know as styles (ISO 32000-1, MK /CA).
_STYLES: Final = {"4": "tick", "8": "cross", "l": "circle", "u": "diamond", "n": "square",
                  "H": "star"}  # fmt: skip


def style(caption: str, *, is_radio: bool) -> str:
    """Return the style of a check box or radio button by its caption."""
    return _STYLES.get(caption[:1], "circle" if is_radio else "tick")


class Marks:
    """The marks of one design, each a page of the artwork that `pdf` gives."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, str], int] = {}

    def __bool__(self) -> bool:
        return bool(self._pages)

    def page(self, style: str, colour: str) -> int:
        """Return the number of the page with a mark; `colour` is a key of the design."""
        return self._pages.setdefault((style, colour), len(self._pages) + 1)

    def pdf(self, colours: Mapping[str, Mapping[str, Any]]) -> bytes:
        """Draw the marks in these colours of a design."""
        with pikepdf.new() as pdf:
            for mark, key in self._pages:
                page = pdf.add_blank_page(page_size=(_SIDE, _SIDE))
                page.obj.Resources = Dictionary()
                painted = _paint(pdf, page.obj.Resources, colours[key])
                page.obj.Contents = pdf.make_stream(f"{painted} {_PATHS[mark]}".encode())
            saved = io.BytesIO()
            pdf.save(saved, static_id=True)
            return saved.getvalue()


def _paint(pdf: pikepdf.Pdf, resources: pikepdf.Object, colour: Mapping[str, Any]) -> str:
    """Return the operators that choose a colour for lines and areas."""
    if "spot" in colour:
        spot = colour["spot"]
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=spot["cmyk"], N=1)
        named = Name("/" + spot["name"])
        space = Array([Name.Separation, named, Name.DeviceCMYK, pdf.make_indirect(tint)])
        resources.ColorSpace = Dictionary(Spot=space)
        return "/Spot cs 1 scn /Spot CS 1 SCN"
    if "gray" in colour:
        level = f"{1 - colour['gray']:g}"
        return f"{level} g {level} G"
    values = colour.get("cmyk") or colour["rgb"]
    numbers = " ".join(f"{value:g}" for value in values)
    fill = "k" if "cmyk" in colour else "rg"
    return f"{numbers} {fill} {numbers} {fill.upper()}"


def _star() -> str:
    points = []
    for index in range(10):
        radius, angle = (48, 19)[index % 2], math.radians(90 + 36 * index)
        points.append(f"{50 + radius * math.cos(angle):.3f} {47 + radius * math.sin(angle):.3f}")
    return f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:]) + " f"


_PATHS: Final = {
    "tick": "8 47 m 20 58 l 36 38 l 76 95 l 92 86 l 40 5 l f",
    "cross": "16 w 16 16 m 84 84 l 16 84 m 84 16 l S",
    "circle": f"{circle(_SIDE / 2, _SIDE / 2, 36).decode()} f",
    "diamond": "50 4 m 96 50 l 50 96 l 4 50 l f",
    "square": "14 14 72 72 re f",
    "star": _star(),
}

"""Outlines and rules in, the bytes of a small font out."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

Box = tuple[int, int, int, int]


def font(
    boxes: Mapping[str, Box | None],
    cmap: Mapping[int, str],
    *,
    widths: Mapping[str, int] | None = None,
    features: str = "",
    is_cff: bool = False,
    upem: int = 1000,
    change: Callable[[TTFont], None] | None = None,
) -> bytes:
    """Return a font whose glyphs are boxes (left, bottom, right, top), 600 wide or as `widths` say.

    A taller box of the same glyph has a notch, so that pictures tell glyphs apart.
    """
    order = [".notdef", *boxes]
    advances = {name: (widths or {}).get(name, 600) for name in order}
    outlines = {".notdef": (50, 0, 450, 700), **boxes}
    builder = FontBuilder(upem, isTTF=not is_cff)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(dict(cmap))
    if is_cff:
        strings = {name: _charstring(box, advances[name]) for name, box in outlines.items()}
        builder.setupCFF("Test-Regular", {"FullName": "Test Regular"}, strings, {})
    else:
        builder.setupGlyf({name: _contours(box) for name, box in outlines.items()})
    lefts = {name: box[0] if box else 0 for name, box in outlines.items()}
    builder.setupHorizontalMetrics({name: (advances[name], lefts[name]) for name in order})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular", "psName": "Test-Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, sCapHeight=700)
    builder.setupPost()
    if features:
        addOpenTypeFeaturesFromString(builder.font, features)
    if change:
        change(builder.font)
    saved = io.BytesIO()
    builder.font.save(saved)
    return saved.getvalue()


def _draw(pen: Any, box: Box | None) -> None:
    if box:
        left, bottom, right, top = box
        pen.moveTo((left, bottom))
        for point in (
            (left, top),
            (right, top),
            (right, (bottom + top) // 2),
            (right - 30, bottom),
        ):
            pen.lineTo(point)
        pen.closePath()


def _contours(box: Box | None) -> Any:
    pen = TTGlyphPen(None)
    _draw(pen, box)
    return pen.glyph()


def _charstring(box: Box | None, width: int) -> Any:
    pen = T2CharStringPen(width, None)
    _draw(pen, box)
    return pen.getCharString()


def letters(text: str) -> tuple[dict[str, Box | None], dict[int, str]]:
    """Return a box of its own for each character of a text, blank for blanks, and their cmap."""
    boxes: dict[str, Box | None] = {}
    cmap = {}
    for index, char in enumerate(dict.fromkeys(text)):
        name = f"u{ord(char):04X}"
        cmap[ord(char)] = name
        height = 300 + 37 * (index % 12)
        boxes[name] = None if char.isspace() else (40, 0, 300 + 17 * (index % 15), height)
    return boxes, cmap

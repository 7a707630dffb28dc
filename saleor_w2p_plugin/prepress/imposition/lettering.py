"""A line of text in, its outlines as operators out: a sheet's file needs no font for its slug."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, cast

import uharfbuzz as hb
from PIL import ImageFont

_UNKNOWN: Final = "?"


def width(text: str, size: float) -> float:
    """Return how long a line is at a size, in points."""
    return sum(_glyph(character).advance for character in _plain(text)) * size / _upem()


def outlines(text: str, size: float) -> bytes:
    """Return what fills a line's letters from 0, 0 on; the matrix is another one afterwards.

    Letters that the font lacks lose their accents, or become question marks.
    """
    scale = b"%.6f" % (size / _upem())
    parts = [b"%s 0 0 %s 0 0 cm" % (scale, scale)]
    for character in _plain(text):
        glyph = _glyph(character)
        if glyph.path:
            parts.append(glyph.path)
        parts.append(b"1 0 0 1 %d 0 cm" % glyph.advance)
    return b"\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Glyph:
    advance: int
    path: bytes


class _Pen:
    """Collects an outline in the operators of a content stream."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._at = (0.0, 0.0)

    def move(self, x: float, y: float) -> None:
        self._add(b"m", (x, y))

    def line(self, x: float, y: float) -> None:
        self._add(b"l", (x, y))

    def cubic(self, a: float, b: float, c: float, d: float, x: float, y: float) -> None:
        self._add(b"c", (a, b), (c, d), (x, y))

    def quadratic(self, a: float, b: float, x: float, y: float) -> None:
        # PDF has cubic curves only: their control points lie two thirds of the way.
        x0, y0 = self._at
        first = (x0 + 2 / 3 * (a - x0), y0 + 2 / 3 * (b - y0))
        second = (x + 2 / 3 * (a - x), y + 2 / 3 * (b - y))
        self._add(b"c", first, second, (x, y))

    def close(self) -> None:
        self.parts.append(b"h")

    def _add(self, operator: bytes, *points: tuple[float, float]) -> None:
        self.parts += [b"%d %d" % (round(x), round(y)) for x, y in points]
        self.parts.append(operator)
        self._at = points[-1]


@lru_cache(maxsize=512)
def _glyph(character: str) -> _Glyph:
    font = _font()
    gid = font.get_nominal_glyph(ord(character)) or 0
    pen = _Pen()
    font.draw_glyph(gid, _functions(), pen)
    path = b" ".join([*pen.parts, b"f"]) if pen.parts else b""
    return _Glyph(font.get_glyph_h_advance(gid), path)


@cache
def _functions() -> hb.DrawFuncs:
    made = hb.DrawFuncs()
    made.set_move_to_func(lambda x, y, pen: pen.move(x, y))
    made.set_line_to_func(lambda x, y, pen: pen.line(x, y))
    made.set_cubic_to_func(lambda a, b, c, d, x, y, pen: pen.cubic(a, b, c, d, x, y))
    made.set_quadratic_to_func(lambda a, b, x, y, pen: pen.quadratic(a, b, x, y))
    made.set_close_path_func(lambda pen: pen.close())
    return made


@lru_cache(maxsize=256)
def _plain(text: str) -> str:
    known = _characters()
    found = []
    for character in text:
        if character in known:
            found.append(character)
            continue
        bases = [c for c in unicodedata.normalize("NFKD", character) if c in known]
        found.append("".join(bases) or _UNKNOWN)
    return "".join(found)


def _upem() -> int:
    return int(_font().face.upem)


@cache
def _characters() -> frozenset[str]:
    return frozenset(map(chr, _font().face.unicodes))


@cache
def _font() -> hb.Font:
    # Aileron (CC0), which Pillow carries for itself.
    carried = cast(ImageFont.FreeTypeFont, ImageFont.load_default(size=10))
    return hb.Font(hb.Face(cast(io.BytesIO, carried.path).getvalue()))

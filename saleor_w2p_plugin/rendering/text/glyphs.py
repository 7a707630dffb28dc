"""A glyph as HarfBuzz places it in, the operands that show it, its ink and its text out."""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

from saleor_w2p_plugin.prepress.syntax import number
from saleor_w2p_plugin.rendering.text.readback import Readback

# More are never needed by a text; a font with as many anchors as this is after our memory.
_MAX_KEPT: Final = 20_000


class Glyph(NamedTuple):
    """One glyph at its place in a run; distances in font units.

    `before` and `behind` are how far the ink hangs out in front of the pen and behind the advance,
    negative where it does not; `top` and `bottom` are from the baseline, y up.
    `codes` stands between the `<` and `>` of a string in a TJ operator and may leave it: what
    follows a `>` is no hexadecimal digit. A record without a glyph (a gap, a mark for readers) has
    the number 0, the glyph that every subset has.
    """

    codes: bytes
    advance: float
    before: float = 0
    behind: float = 0
    top: int = 0
    bottom: int = 0
    text: str = ""
    gid: int = 0


class Glyphs(dict[str, Glyph]):
    """The placed glyphs of one font by HarfBuzz's notation: `gid@x,y+advance`.

    None of them hangs out of its advance further than `reach`, in font units; it is infinite where
    a glyph goes back, so that a glyph further on could hang out of the line, too.
    """

    __slots__ = ("_font", "_read", "_upem", "reach")

    def __init__(self, font: Any, upem: int, read: Readback) -> None:
        self._font, self._upem, self._read = font, upem, read
        self.reach = 0.0

    def __missing__(self, notation: str) -> Glyph:
        if len(self) >= _MAX_KEPT:
            self.clear()
        place, _, advance = notation.partition("+")
        gid, _, offset = place.partition("@")
        x, _, y = offset.partition(",")
        # A vertical advance, after a comma, has no meaning in a horizontal line.
        found = self._placed(int(gid), int(x or 0), int(y or 0), int(advance.partition(",")[0]))
        self._reach_out(found)
        self[notation] = found
        return found

    def _reach_out(self, glyph: Glyph) -> None:
        out = max(glyph.before, glyph.behind) if glyph.advance >= 0 else math.inf
        self.reach = max(self.reach, out)

    def gap(self, advance: float) -> Glyph:
        """Return white space of a width in font units, which may be negative."""
        found = Glyph(b">%s<" % _shift(-advance / self._upem), advance)
        self._reach_out(found)
        return found

    def natural(self, gid: int) -> int:
        """Return the advance of a glyph as the font has it."""
        advance: int = self._font.get_glyph_h_advance(gid)
        return advance

    def _placed(self, gid: int, x: int, y: int, advance: int) -> Glyph:
        codes = b"%04X" % gid
        before = behind = top = bottom = 0
        extents = self._font.get_glyph_extents(gid)
        if extents and extents.width:
            before = -x - extents.x_bearing
            behind = extents.width - before - advance
            top = y + extents.y_bearing
            # HarfBuzz heights grow downwards, so they are negative.
            bottom = top + extents.height
        if y:
            rise = number(y / self._upem)
            codes = b">]TJ %s Ts[<%s>]TJ 0 Ts[<" % (rise, codes)
        if x:
            codes = b">%s<%s" % (_shift(-x / self._upem), codes)
        rest = advance - x - self.natural(gid)
        if rest:
            codes += b">%s<" % _shift(-rest / self._upem)
        return Glyph(codes, advance, before, behind, top, bottom, self._read.text(gid), gid)


def _shift(em: float) -> bytes:
    # A hundredth of a thousandth of an em is far below what any press can show.
    return number(round(em * 1000, 2))

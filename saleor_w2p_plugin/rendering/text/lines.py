"""Glyphs from left to right in, a line as PDF operators with its measures out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import add
from typing import NamedTuple

from saleor_w2p_plugin.rendering.text.fonts import Font
from saleor_w2p_plugin.rendering.text.glyphs import Glyph


class Line(NamedTuple):
    """A set line; distances in em from the origin on the baseline, y grows upwards.

    `ops` are valid between BT and ET behind a matrix (Tm) that scales 1 em to the size: they select
    fonts at size 1, and neither place nor colour. `width` is the advance, tracking included;
    `left` and `right` enclose the advance and the ink, `top` and `bottom` the ink. `glyphs` gives
    the used glyph numbers by the font's key, `missing` the characters that no font of the chain
    has; `is_rtl` says that the paragraph runs to the left.
    """

    ops: bytes
    width: float
    left: float
    right: float
    top: float
    bottom: float
    glyphs: tuple[tuple[str, frozenset[int]], ...]
    missing: tuple[str, ...]
    text: str
    is_rtl: bool = False

    @property
    def extent(self) -> float:
        """What the line takes of a measure, in em: its advance and the ink that hangs out."""
        return self.right - self.left


class Run(NamedTuple):
    """Glyphs of one font: their operators, and measures in em from where the run starts."""

    key: str
    ops: bytes
    width: float
    left: float
    right: float
    top: float
    bottom: float
    gids: frozenset[int]


def run(font: Font, glyphs: Sequence[Glyph]) -> Run:
    """Show glyphs one behind the other (ISO 32000-1, 9.4.3); there has to be one."""
    codes, advances, lefts, rights, tops, bottoms, _, gids = zip(*glyphs, strict=True)
    *starts, width = accumulate(advances, initial=0)
    em = font.upem
    return Run(
        font.key,
        b"/%s 1 Tf%s" % (font.resource, _shown(b"".join(codes))),
        width / em,
        min(map(add, starts, lefts)) / em,
        max(map(add, starts, rights)) / em,
        max(tops) / em,
        min(bottoms) / em,
        frozenset(gids),
    )


def _shown(codes: bytes) -> bytes:
    if b">" not in codes:
        return b"<%s>Tj" % codes
    # A shift next to a shift, or at an end, leaves an empty string; a blank parts the numbers.
    return (b"[<%s>]TJ" % codes).replace(b"<>", b" ").replace(b"[ ]TJ", b"")


def join(runs: Iterable[Run], text: str, missing: Iterable[str] = (), is_rtl: bool = False) -> Line:
    """Set runs one behind the other: a reader goes on where the last glyph ended."""
    x = left = right = top = bottom = 0.0
    glyphs: dict[str, frozenset[int]] = {}
    ops = b""
    for key, shown, width, run_left, run_right, run_top, run_bottom, gids in runs:
        ops += shown
        left, right = min(left, x + run_left), max(right, x + run_right)
        top, bottom = max(top, run_top), min(bottom, run_bottom)
        x += width
        glyphs[key] = glyphs[key] | gids if key in glyphs else gids
    found = tuple(dict.fromkeys(missing))
    right = max(right, x)
    return Line(ops, x, left, right, top, bottom, tuple(glyphs.items()), found, text, is_rtl)

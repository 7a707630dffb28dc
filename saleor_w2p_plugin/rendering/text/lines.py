"""Glyphs from left to right in, a line as PDF operators with its measures out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from saleor_w2p_plugin.rendering.text.fonts import Font


class Line(NamedTuple):
    """A set line; distances in em from the origin on the baseline, y grows upwards.

    `ops` are valid between BT and ET behind a matrix (Tm) that scales 1 em to the size: they select
    fonts at size 1, and neither place nor colour. `width` is the advance, tracking included;
    `left` and `right` enclose the advance and the ink, `top` and `bottom` the baseline and the ink.
    `glyphs` gives the used glyph numbers by the font's key, `missing` the characters that no font
    of the chain has; `is_rtl` says that the paragraph runs to the left.
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


def run(font: Font, columns: Sequence[tuple[Any, ...]], text: str = "") -> Line:
    """Show glyphs of one font one behind the other (ISO 32000-1, 9.4.3).

    `columns` are the fields of all glyphs, of which there has to be one.
    """
    codes, advances, before, behind, tops, bottoms, _, gids = columns
    em, reach, width = font.upem, font.glyphs.reach, sum(advances)
    top, bottom = max(tops), min(bottoms)
    return Line(
        b"/" + font.resource + b" 1 Tf" + _shown(b"".join(codes)),
        width / em,
        -_hang(advances, before, reach) / em,
        (width + _hang(advances[::-1], behind[::-1], reach)) / em,
        top / em if top > 0 else 0.0,
        bottom / em if bottom < 0 else 0.0,
        ((font.key, frozenset(gids)),),
        (),
        text,
    )


def _hang(advances: Sequence[float], edges: Sequence[float], reach: float) -> float:
    """Return how far ink hangs out at one end of a run, in font units.

    `edges` is how far each glyph hangs out at this side; none of them hangs further than `reach`.
    """
    if advances[0] >= reach:
        return max(edges[0], 0)
    x: float = 0
    out: float = 0
    for advance, edge in zip(advances, edges, strict=True):
        if edge - x > out:
            out = edge - x
        x += advance
        if x >= reach:
            break
    return out


def _shown(codes: bytes) -> bytes:
    if b">" not in codes:
        return b"<" + codes + b">Tj"
    # A shift next to a shift, or at an end, leaves an empty string; a blank parts the numbers.
    return (b"[<%s>]TJ" % codes).replace(b"<>", b" ").replace(b"[ ]TJ", b"")


def join(runs: Sequence[Line], text: str, missing: Iterable[str], is_rtl: bool) -> Line:
    """Set runs one behind the other: a reader goes on where the last glyph ended."""
    x = left = right = top = bottom = 0.0
    glyphs: dict[str, frozenset[int]] = {}
    for one in runs:
        left, right = min(left, x + one.left), max(right, x + one.right)
        top, bottom = max(top, one.top), min(bottom, one.bottom)
        x += one.width
        for key, gids in one.glyphs:
            glyphs[key] = glyphs.get(key, frozenset()) | gids
    ops = b"".join(one.ops for one in runs)
    found = tuple(dict.fromkeys(missing))
    return Line(ops, x, left, right, top, bottom, tuple(glyphs.items()), found, text, is_rtl)

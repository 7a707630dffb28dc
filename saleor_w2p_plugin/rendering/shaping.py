"""One line of text and a chain of fonts in, positioned glyphs at a size of 1 pt out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import uharfbuzz as hb

from saleor_w2p_plugin.rendering import bidi
from saleor_w2p_plugin.rendering.fonts import Font, is_ignorable
from saleor_w2p_plugin.rendering.itemise import Item, items


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph; distances in font units."""

    gid: int
    advance: int
    x_offset: int
    y_offset: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """The glyphs, from left to right, that stand for a piece of text."""

    text: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Clusters of one font from left to right; `x` is where the run starts, in em."""

    font: Font
    x: float
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line; distances in em from the origin on the baseline, y grows upwards.

    `left` and `right` enclose the advance and the ink, `top` and `bottom` the ink.
    """

    runs: tuple[Run, ...]
    left: float
    right: float
    top: float
    bottom: float
    missing: tuple[str, ...]


def shape(text: str, chain: Sequence[Font]) -> Line:
    """Shape a line with HarfBuzz; characters that no font has are listed in `missing`."""
    found, missing = items(text, chain)
    x = left = right = top = bottom = 0.0
    runs: list[Run] = []
    for index in bidi.visual_order([item.level for item in found]):
        item = found[index]
        glyphs, clusters = _shape_item(text, item)
        if any(glyph.gid == 0 for glyph in glyphs):
            missing += _unshaped(clusters)
        runs.append(Run(item.font, x, clusters))
        ink_left, ink_bottom, ink_right, ink_top, width = _ink(item.font, glyphs)
        left, right = min(left, x + ink_left), max(right, x + ink_right)
        top, bottom = max(top, ink_top), min(bottom, ink_bottom)
        x += width
    return Line(tuple(runs), left, max(right, x), top, bottom, tuple(dict.fromkeys(missing)))


def _shape_item(text: str, item: Item) -> tuple[list[Glyph], tuple[Cluster, ...]]:
    buffer = hb.Buffer()
    # A base and its marks stay one cluster: readers that turn Arabic round would part them.
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    # The neighbours are context: Arabic letters join across a change of font.
    buffer.add_str(text, item.start, item.end - item.start)
    buffer.guess_segment_properties()
    if item.script:
        buffer.script = item.script
    buffer.direction = "rtl" if item.level % 2 else "ltr"
    # The default language is the process's locale; the same input has to give the same bytes.
    buffer.language = "und"
    hb.shape(item.font.hb_font, buffer)
    infos, positions = buffer.glyph_infos or [], buffer.glyph_positions or []
    glyphs = [
        Glyph(info.codepoint, place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(infos, positions, strict=True)
    ]
    return glyphs, _grouped(text, item, infos, glyphs)


def _grouped(
    text: str, item: Item, infos: Sequence[Any], glyphs: Sequence[Glyph]
) -> tuple[Cluster, ...]:
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts, item.end][1:], strict=True))
    groups: list[tuple[int, list[Glyph]]] = []
    for info, glyph in zip(infos, glyphs, strict=True):
        if not groups or groups[-1][0] != info.cluster:
            groups.append((info.cluster, []))
        groups[-1][1].append(glyph)
    return tuple(
        Cluster(_visible(text[start : ends[start]]), tuple(group)) for start, group in groups
    )


def _visible(text: str) -> str:
    # One glyph draws all kinds of blanks; a second text for it would cost readers their spaces.
    shown = (char for char in text if not is_ignorable(char))
    return "".join(" " if unicodedata.category(char) == "Zs" else char for char in shown)


def _unshaped(clusters: Sequence[Cluster]) -> list[str]:
    return [
        char
        for cluster in clusters
        if any(glyph.gid == 0 for glyph in cluster.glyphs)
        for char in cluster.text
    ]


def _ink(font: Font, glyphs: Sequence[Glyph]) -> tuple[float, float, float, float, float]:
    """Return left, bottom, right, top of the ink and the advance, all in em."""
    x = left = bottom = right = top = 0
    for glyph in glyphs:
        extents = font.hb_font.get_glyph_extents(glyph.gid)
        if extents and extents.width:
            ink_x = x + glyph.x_offset + extents.x_bearing
            ink_y = glyph.y_offset + extents.y_bearing
            left, right = min(left, ink_x), max(right, ink_x + extents.width)
            # HarfBuzz heights grow downwards, so they are negative.
            bottom, top = min(bottom, ink_y + extents.height), max(top, ink_y)
        x += glyph.advance
    em = font.upem
    return left / em, bottom / em, right / em, top / em, x / em

"""An item of a paragraph in, its glyphs from left to right and what they stand for out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

import uharfbuzz as hb

from saleor_w2p_plugin.rendering.text.fonts import Font, is_ignorable
from saleor_w2p_plugin.rendering.text.glyphs import Glyph
from saleor_w2p_plugin.rendering.text.itemise import Item
from saleor_w2p_plugin.rendering.text.style import Style

# HarfBuzz writes `gid=cluster@x,y+advance`, the offset only where there is one. Reading one string
# takes half the time of asking for each number.
_TEXT: Final = hb.BufferSerializeFormat.TEXT
_NUMBERED: Final = hb.BufferSerializeFlags.NO_GLYPH_NAMES
_PLAIN: Final = _NUMBERED | hb.BufferSerializeFlags.NO_CLUSTERS
_CLUSTERED: Final = re.compile(r"(\d+)=(\d+)([^|\]]*)")


class Cluster(NamedTuple):
    """The glyphs, from left to right, that stand for characters from `start` on."""

    start: int
    text: str
    glyphs: Sequence[Glyph]

    @property
    def is_told(self) -> bool:
        """Whether the glyphs' own texts say what the cluster stands for.

        Readers turn brackets of text that runs to the left round by themselves (UAX 9, L4).
        """
        own = "".join([glyph.text for glyph in self.glyphs])
        return own == self.text or (_is_bracket(own) and _is_bracket(self.text))


def shape(text: str, item: Item, style: Style) -> list[Cluster]:
    """Shape an item between its neighbours, which Arabic letters join across a change of font."""
    buffer = _buffer(item.script, "rtl" if item.level % 2 else "ltr", style.language)
    buffer.add_str(text, item.start, item.end - item.start)
    hb.shape(item.font.hb_font, buffer, style.switches(item.script))
    found = _CLUSTERED.findall(buffer.serialize(item.font.hb_font, _TEXT, _NUMBERED))
    glyphs = item.font.glyphs
    groups = [
        (int(start), [glyphs[gid + place] for gid, _, place in group])
        for start, group in groupby(found, key=lambda match: match[1])
    ]
    starts = sorted({start for start, _ in groups})
    ends = dict(zip(starts, [*starts, item.end][1:], strict=True))
    return [Cluster(start, visible(text[start : ends[start]]), group) for start, group in groups]


def shape_plain(text: str, script: str, font: Font, style: Style) -> list[Glyph]:
    """Shape a text of one script that runs to the right, without asking for its clusters."""
    buffer = _buffer(script, "ltr", style.language)
    buffer.add_str(text)
    hb.shape(font.hb_font, buffer, style.switches(script))
    shown = buffer.serialize(font.hb_font, _TEXT, _PLAIN)
    return list(map(font.glyphs.__getitem__, shown[1:-1].split("|")))


def _buffer(script: str, direction: str, language: str) -> Any:
    buffer = hb.Buffer()
    # A base and its marks stay one cluster: readers that turn Arabic round would part them.
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.script = script
    buffer.direction = direction
    # The default language is the process's locale; the same input has to give the same bytes.
    buffer.language = language
    return buffer


def visible(text: str) -> str:
    """Return what readers shall find of a text: no invisible characters, one kind of blank."""
    shown = (char for char in text if not is_ignorable(char))
    return "".join(" " if unicodedata.category(char) == "Zs" else char for char in shown)


def _is_bracket(text: str) -> bool:
    return len(text) == 1 and unicodedata.mirrored(text) == 1

"""An item of a paragraph in, its glyphs from left to right and what they stand for out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import uharfbuzz as hb

from saleor_w2p_plugin.rendering.text.fonts import Font, FontInvalid, is_ignorable
from saleor_w2p_plugin.rendering.text.glyphs import Glyph, Glyphs
from saleor_w2p_plugin.rendering.text.itemise import Item
from saleor_w2p_plugin.rendering.text.style import Style

_HEBREW_FORMS: Final = "\ufb1d"
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

        Of text that runs to the left readers turn brackets round by themselves (UAX 9, L4), and
        know what a presentation form is made of.
        """
        if len(self.glyphs) == 1 and self.glyphs[0].text == self.text:
            return True
        own = "".join([glyph.text for glyph in self.glyphs])
        return (
            own == self.text
            or (_is_bracket(own) and _is_bracket(self.text))
            or (own >= _HEBREW_FORMS and unicodedata.normalize("NFKC", own) == self.text)
        )


def shape(text: str, item: Item, style: Style) -> list[Cluster]:
    """Shape an item between its neighbours, which Arabic letters join across a change of font.

    Raises FontInvalid for a font that makes a text grow without bounds.
    """
    # The default cluster level keeps a base and its marks together: readers that turn Arabic round
    # would part them.
    buffer = hb.Buffer()
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(text, item.start, item.end - item.start)
    buffer.script = item.script
    buffer.direction = "rtl" if item.level % 2 else "ltr"
    # The default language is the process's locale; the same input has to give the same bytes.
    buffer.language = style.language
    found = _CLUSTERED.findall(_shaped(item.font, buffer, style.switches(item.script), _NUMBERED))
    groups = _grouped(found, item.font.glyphs)
    if not groups:
        return []
    starts = [start for start, _ in groups]
    # From left to right the starts grow, or they fall and each cluster ends where the last began.
    ends = [item.end, *starts[:-1]] if item.level % 2 else [*starts[1:], item.end]
    return [
        Cluster(start, visible(text[start:end]), group)
        for (start, group), end in zip(groups, ends, strict=True)
    ]


def _shaped(font: Font, buffer: Any, switches: Mapping[str, int] | None, flags: Any) -> str:
    """Return HarfBuzz's notation for what a font makes of a buffer."""
    try:
        hb.shape(font.hb_font, buffer, switches)
        shown: str = buffer.serialize(font.hb_font, _TEXT, flags)
    except MemoryError as error:
        # HarfBuzz gives up at 64 glyphs for each character.
        raise FontInvalid("The font is damaged: it makes too many glyphs of a text.") from error
    return shown


def _grouped(found: list[tuple[str, str, str]], glyphs: Glyphs) -> list[tuple[int, list[Glyph]]]:
    groups: list[tuple[int, list[Glyph]]] = []
    last = ""
    for gid, start, place in found:
        if start != last:
            group: list[Glyph] = []
            groups.append((int(start), group))
            last = start
        group.append(glyphs[gid + place])
    return groups


def shape_plain(text: str, script: str, font: Font, style: Style) -> list[Glyph]:
    """Shape a text of one script that runs to the right, without asking for its clusters."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.script = script
    buffer.direction = "ltr"
    buffer.language = style.language
    shown = _shaped(font, buffer, style.switches(script), _PLAIN)
    # A font may make nothing of a text: "[]".
    return list(map(font.glyphs.__getitem__, shown[1:-1].split("|"))) if len(shown) > 2 else []


@lru_cache(maxsize=4096)
def visible(text: str) -> str:
    """Return what readers shall find of a text: no invisible characters, one kind of blank."""
    shown = (char for char in text if not is_ignorable(char))
    return "".join(" " if unicodedata.category(char) == "Zs" else char for char in shown)


def _is_bracket(text: str) -> bool:
    return len(text) == 1 and unicodedata.mirrored(text) == 1

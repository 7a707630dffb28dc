"""Texts and styles in, set lines out; what was set is remembered."""

from __future__ import annotations

from saleor_w2p_plugin.rendering.text.fonts import Font
from saleor_w2p_plugin.rendering.text.glyphs import Glyph
from saleor_w2p_plugin.rendering.text.lines import Line, join, run
from saleor_w2p_plugin.rendering.text.memo import Memo
from saleor_w2p_plugin.rendering.text.paragraphs import Paragraph
from saleor_w2p_plugin.rendering.text.plain import plain_texts
from saleor_w2p_plugin.rendering.text.shaping import shape_plain
from saleor_w2p_plugin.rendering.text.style import Style


class Typesetter:
    """Sets the texts of one compiled design; safe to use from several threads at once."""

    def __init__(self) -> None:
        self._memo = Memo()
        self._plain: dict[Font, tuple[tuple[str, frozenset[str]], ...]] = {}

    def line(self, text: str, style: Style) -> Line:
        """Set a text in one line that is never broken; soft hyphens stay invisible."""
        key = (text, style)
        found: Line | None = self._memo.get(key, len(text))
        if found is None:
            found = self._plain_line(text, style) if text else None
            found = found or Paragraph(text, style).line(0, len(text))
            self._memo.keep(key, found, len(text))
        return found

    def _plain_line(self, text: str, style: Style) -> Line | None:
        """Set a text whose letters one font sets one by one, as most are; None for another."""
        font = style.fonts[0]
        if font not in self._plain:
            self._plain[font] = plain_texts(font)
        for script, plain in self._plain[font]:
            if plain.issuperset(text):
                glyphs = shape_plain(text, script, font, style)
                gap = style.tracking_in(script)
                if not _are_told(text, glyphs) or (gap and len(glyphs) != len(text)):
                    return None
                if gap:
                    space = font.glyphs.gap(gap * font.upem)
                    glyphs = [one for glyph in glyphs for one in (glyph, space)][:-1]
                return join([run(font, glyphs)], text)
        return None


def _are_told(text: str, glyphs: list[Glyph]) -> bool:
    """Tell whether each glyph stands for a letter, and all together for the text."""
    texts = [glyph.text for glyph in glyphs]
    return "" not in texts and "".join(texts) == text

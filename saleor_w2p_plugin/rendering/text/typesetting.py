"""Texts and styles in, set lines out; what was set is remembered."""

from __future__ import annotations

from typing import Final

from saleor_w2p_plugin.rendering.text.flowing import TOLERANCE, Flow, trimmed
from saleor_w2p_plugin.rendering.text.fonts import Font
from saleor_w2p_plugin.rendering.text.glyphs import Glyph
from saleor_w2p_plugin.rendering.text.lines import Line, run
from saleor_w2p_plugin.rendering.text.memo import Memo
from saleor_w2p_plugin.rendering.text.paragraphs import Paragraph
from saleor_w2p_plugin.rendering.text.plain import PlainTexts
from saleor_w2p_plugin.rendering.text.shaping import shape_plain
from saleor_w2p_plugin.rendering.text.style import LOOSE, Style

_TEXTS: Final = Glyph._fields.index("text")


class Typesetter:
    """Sets the texts of one compiled design; safe to use from several threads at once.

    All that sets a text raises FontInvalid for a font that makes it grow without bounds.
    """

    def __init__(self) -> None:
        self._memo = Memo()
        self._plain: dict[Font, PlainTexts] = {}

    def line(self, text: str, style: Style) -> Line:
        """Set a text in one line that is never broken; soft hyphens stay invisible."""
        key = (text, style)
        found: Line | None = self._memo.get(key, len(text))
        if found is None:
            found = self._plain_line(text, style) if text else None
            found = found or Paragraph(text, style).line(0, len(text))
            self._memo.keep(key, found, len(text))
        return found

    def flow(
        self, text: str, style: Style, width_em: float, *, justify: bool = False
    ) -> list[Line]:
        """Break paragraphs, which end at "\\n", into lines as wide as a measure in em.

        What counts is a line's `extent`, so that no ink leaves the measure. Blanks at the end of a
        line hang out of it and are not set; a soft hyphen shows where a line is broken at it. A
        word without a place to break it is left whole: its line is wider than the measure.
        `justify` stretches the word spaces of all lines but a paragraph's last one.
        """
        lines: list[Line] = []
        for paragraph in text.split("\n"):
            whole = self.line(trimmed(paragraph), style)
            if whole.extent <= width_em + TOLERANCE:
                lines.append(whole)
            else:
                lines += self._broken(trimmed(paragraph), style, width_em, is_justified=justify)
        return lines

    def _broken(
        self, text: str, style: Style, width: float, *, is_justified: bool
    ) -> tuple[Line, ...]:
        key = (text, style, width, is_justified)
        found: tuple[Line, ...] | None = self._memo.get(key, len(text))
        if found is None:
            found = tuple(self._flow(text, style).lines(width, is_justified=is_justified))
            self._memo.keep(key, found, len(text))
        return found

    def _flow(self, text: str, style: Style) -> Flow:
        key = ("flow", text, style)
        found: Flow | None = self._memo.get(key, len(text))
        if found is None:
            found = Flow(Paragraph(text, style))
            self._memo.keep(key, found, len(text))
        return found

    def _plain_line(self, text: str, style: Style) -> Line | None:
        """Set a text whose letters one font sets one by one, as most are; None for another."""
        font = style.fonts[0]
        plain = self._plain.get(font)
        if plain is None:
            plain = self._plain[font] = PlainTexts(font)
        script = plain.script(text)
        if script is None:
            return None
        glyphs = shape_plain(text, script, font, style)
        columns = tuple(zip(*glyphs, strict=False))
        # Where a glyph stands for nothing, it takes a closer look to tell readers the text.
        if not columns or "" in columns[_TEXTS] or "".join(columns[_TEXTS]) != text:
            return None
        if gap := style.tracking_in(script):
            if len(glyphs) != len(text) or gap > LOOSE:
                return None
            space = font.glyphs.gap(gap * font.upem)
            spaced = [one for glyph in glyphs for one in (glyph, space)]
            columns = tuple(zip(*spaced[:-1], strict=True))
        return run(font, columns, text)

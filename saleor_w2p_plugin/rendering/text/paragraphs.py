"""A paragraph and a style in, its lines, wherever they are broken, out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Final, NamedTuple

from saleor_w2p_plugin.prepress.syntax import text_string
from saleor_w2p_plugin.rendering.text import bidi
from saleor_w2p_plugin.rendering.text.glyphs import Glyph
from saleor_w2p_plugin.rendering.text.itemise import Item, items
from saleor_w2p_plugin.rendering.text.lines import Line, join, run
from saleor_w2p_plugin.rendering.text.shaping import Cluster, shape
from saleor_w2p_plugin.rendering.text.style import LOOSE, Style

SOFT_HYPHEN: Final = "\u00ad"
# What is drawn for a soft hyphen, in this order, as far as there is a font for it.
_HYPHENS: Final = ("\u2010", "-")
_STRETCHED: Final = (" ", "\u00a0")
_END: Final = Glyph(b">]TJ EMC[<", 0)


class Shaped(NamedTuple):
    """The clusters of one item from left to right."""

    item: Item
    clusters: list[Cluster]


class Paragraph:
    """A text without a forced break, analysed once and set in pieces.

    Directions, scripts and fonts are those of the whole paragraph, so a break changes no letter.
    """

    def __init__(self, text: str, style: Style) -> None:
        self.text, self.style = text, style
        level, levels = bidi.levels(text)
        self.is_rtl = level % 2 == 1
        self._items, self._missing = items(text, levels, style.fonts)
        # Items lie one behind the other, whatever their directions.
        self._starts = [item.start for item in self._items]
        self._ends = [item.end for item in self._items]

    def line(self, start: int, end: int, *, is_hyphenated: bool = False) -> Line:
        """Set the characters from `start` to `end` in one line."""
        return self.compose(self.shaped(start, end, is_hyphenated=is_hyphenated), start, end)

    def shaped(self, start: int, end: int, *, is_hyphenated: bool = False) -> list[Shaped]:
        """Shape the characters from `start` to `end`, items from left to right (UAX 9, L2)."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        cut = [
            item._replace(start=max(item.start, start), end=min(item.end, end))
            for item in self._items[first:last]
        ]
        found = [Shaped(item, shape(self.text, item, self.style)) for item in cut]
        if is_hyphenated and found:
            found.append(self._hyphen(found[-1].item))
        found = [one for one in found if one.clusters]
        return [found[index] for index in bidi.visual_order([one.item.level for one in found])]

    def compose(self, shaped: Sequence[Shaped], start: int, end: int, stretch: float = 0.0) -> Line:
        """Make a line of shaped items; `stretch` is added to each word space, in em."""
        missing = [char for place, char in self._missing if start <= place < end]
        runs = []
        for index, (item, clusters) in enumerate(shaped):
            missing += _unshaped(clusters)
            is_last = index + 1 == len(shaped)
            spaced = self._spaced(item, clusters, stretch, is_last=is_last)
            is_loose = self.style.tracking_in(item.script) > LOOSE
            glyphs = _told(item, spaced, is_loose=is_loose)
            runs.append(run(item.font, list(zip(*glyphs, strict=True))))
        return join(runs, self.text[start:end], missing, self.is_rtl)

    def positions(self) -> list[float]:
        """Return how far each character, and the end, is from the start of the text, in em."""
        advances = [0.0] * (len(self.text) + 1)
        for item, clusters in self.shaped(0, len(self.text)):
            tracking = self.style.tracking_in(item.script)
            for cluster in clusters:
                own = sum([glyph.advance for glyph in cluster.glyphs]) / item.font.upem
                advances[cluster.start + 1] = own + tracking
        return list(accumulate(advances))

    def spaces(self, shaped: Sequence[Shaped]) -> int:
        """Count the word spaces that a justified line may stretch."""
        return sum(self._is_space(one) for _, found in shaped for one in found)

    def _is_space(self, cluster: Cluster) -> bool:
        return cluster.text == " " and self.text[cluster.start] in _STRETCHED

    def _spaced(
        self, item: Item, clusters: Sequence[Cluster], stretch: float, *, is_last: bool
    ) -> list[Cluster]:
        """Add tracking and stretch behind clusters, but not behind the last of a line."""
        tracking = self.style.tracking_in(item.script)
        if not tracking and not stretch:
            return list(clusters)
        found = []
        for cluster in clusters:
            gap = tracking + (stretch if self._is_space(cluster) else 0.0)
            if gap and not (is_last and cluster is clusters[-1]):
                space = item.font.glyphs.gap(gap * item.font.upem)
                cluster = cluster._replace(glyphs=[*cluster.glyphs, space])
            found.append(cluster)
        return found

    def _hyphen(self, behind: Item) -> Shaped:
        """Draw the hyphen of a word that is broken at a soft one (UAX 14, 5.4)."""
        fonts = (behind.font, *self.style.fonts)
        having = ((text, font) for text in _HYPHENS for font in fonts if font.has(text))
        text, font = next(having, (_HYPHENS[0], None))
        item = Item(0, 1, behind.level, behind.script, font or behind.font)
        clusters = shape(text, item, self.style)
        if font:
            clusters = [one._replace(text=SOFT_HYPHEN) for one in clusters]
        return Shaped(item, clusters)


def _unshaped(clusters: Sequence[Cluster]) -> list[str]:
    """Return the characters that became the glyph for what a font has not."""
    if 0 not in [glyph.gid for cluster in clusters for glyph in cluster.glyphs]:
        return []
    lacking = [one for one in clusters if any(glyph.gid == 0 for glyph in one.glyphs)]
    return [char for cluster in lacking for char in cluster.text]


def _told(item: Item, clusters: Sequence[Cluster], *, is_loose: bool) -> Iterator[Glyph]:
    """Spell what the glyphs' own texts do not tell readers (ISO 32000-1, 14.9.4).

    `is_loose` says that readers would not take the letters of a word for a word.
    """
    is_rtl = item.level % 2 == 1
    is_spelled = is_loose and not is_rtl
    if not is_rtl and not is_spelled:
        whole = "".join([glyph.text for cluster in clusters for glyph in cluster.glyphs])
        if whole == "".join([cluster.text for cluster in clusters]):
            for cluster in clusters:
                yield from cluster.glyphs
            return
    for is_plain, found in groupby(
        clusters, key=lambda one: one.is_told and not (is_spelled and one.text != " ")
    ):
        group = list(found)
        if not is_plain:
            words = reversed(group) if is_rtl else group
            text = text_string("".join(cluster.text for cluster in words))
            yield Glyph(b">]TJ/Span<</ActualText%s>>BDC[<" % text, 0)
        for cluster in group:
            yield from cluster.glyphs
        if not is_plain:
            yield _END

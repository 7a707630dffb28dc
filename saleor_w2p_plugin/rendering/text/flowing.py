"""A paragraph and a measure in, the lines that it is broken into out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from saleor_w2p_plugin.rendering.text.breaking import opportunities
from saleor_w2p_plugin.rendering.text.lines import Line
from saleor_w2p_plugin.rendering.text.paragraphs import SOFT_HYPHEN, Paragraph, Shaped

# Blanks that hang out of a line's end; no-break spaces stay.
_HANGING: Final = (
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
# How much, in em, a line may differ from the same part of its paragraph: kerning with what is not
# there, ink that hangs out.
_SLACK: Final = 0.25
TOLERANCE: Final = 1e-9


def trimmed(text: str) -> str:
    """Return a text without the blanks that hang out of its end."""
    return text.rstrip(_HANGING)


class Flow:
    """A paragraph with the places where it may be broken."""

    def __init__(self, paragraph: Paragraph) -> None:
        self._paragraph = paragraph
        blank = len(paragraph.text) - len(paragraph.text.lstrip(_HANGING))
        ends = opportunities(paragraph.text, paragraph.style.language)
        # A line of nothing but the blanks in front of a paragraph would be empty.
        self._ends = [end for end in ends if end > blank]
        self._starts = [0, *self._ends[:-1]]
        positions = paragraph.positions()
        self._from = [positions[start] for start in self._starts]
        self._to = [positions[self._trimmed(0, end)] for end in self._ends]

    def lines(self, width: float, *, is_justified: bool) -> Iterator[Line]:
        """Fill lines up to a width in em, one by one, each with all that goes into it."""
        first = 0
        while first < len(self._ends):
            last = bisect_right(self._to, self._from[first] + width + _SLACK, first) - 1
            last = max(last, first)
            line, shaped = self._piece(first, last)
            while line.extent > width + TOLERANCE and last > first:
                last -= 1
                line, shaped = self._piece(first, last)
            missing = width - line.extent
            if is_justified and missing > 0 and last + 1 < len(self._ends):
                line = self._stretched(first, last, shaped, missing) or line
            yield line
            first = last + 1

    def _piece(self, first: int, last: int) -> tuple[Line, list[Shaped]]:
        start, end = self._starts[first], self._ends[last]
        text = self._paragraph.text
        is_hyphenated = end < len(text) and text[end - 1] == SOFT_HYPHEN
        end = self._trimmed(start, end)
        shaped = self._paragraph.shaped(start, end, is_hyphenated=is_hyphenated)
        return self._paragraph.compose(shaped, start, end), shaped

    def _stretched(
        self, first: int, last: int, shaped: list[Shaped], missing: float
    ) -> Line | None:
        spaces = self._paragraph.spaces(shaped)
        if not spaces:
            return None
        start = self._starts[first]
        end = self._trimmed(start, self._ends[last])
        return self._paragraph.compose(shaped, start, end, missing / spaces)

    def _trimmed(self, start: int, end: int) -> int:
        return start + len(trimmed(self._paragraph.text[start:end]))

"""A text and its frame in, the lines and the size at which they stay inside out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from saleor_w2p_plugin.design.frame import TextFrame
from saleor_w2p_plugin.errors import W2PProblem
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering.layout import problems
from saleor_w2p_plugin.rendering.layout.placed import PlacedLine, PlacedText
from saleor_w2p_plugin.rendering.text import Line, Style, Typesetter

# Sizes are cut, never rounded up, to this fraction of a point, so no line outgrows its frame.
_STEPS_PER_PT: Final = 1000
_STEP_PT: Final = 1 / _STEPS_PER_PT
# Flowing text is tried at sizes this far apart: each try breaks all its lines anew.
_FLOW_STEP_PT: Final = 0.05
# Two pages of small print. One answer has at most 2,000, but a frame may repeat it.
_MAX_CHARACTERS: Final = 10_000
# Far below what six decimals of the written file can show.
_TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Block:
    """A text frame with what setting it needs; places and lengths in points, metrics in em.

    `full_size` is the size that a single line has in the frame at most.
    """

    frame: TextFrame
    style: Style
    ascent: float
    descent: float
    x: float
    y: float
    width: float
    height: float
    full_size: float

    @classmethod
    def of(cls, frame: TextFrame, style: Style) -> Block:
        """Return the block of a frame; ascent and descent are those of its first font, in em."""
        font = style.fonts[0]
        ascent, descent = font.ascent / font.upem, font.descent / font.upem
        height = pt(frame.height_mm)
        return cls(
            frame,
            style,
            ascent,
            descent,
            x=pt(frame.x_mm),
            y=pt(frame.y_mm),
            width=pt(frame.width_mm),
            height=height,
            full_size=min(frame.size_pt, height / (ascent + descent)),
        )


class Fitted(NamedTuple):
    """A text at the largest size it may have; a copy-fit group may still make it smaller."""

    block: Block
    text: str
    lines: Sequence[Line]
    size_pt: float
    flows: bool
    colour: str


def fit(block: Block, text: str, colour: str, typesetter: Typesetter) -> Fitted | W2PProblem:
    """Find lines and size by the frame's overflow policy.

    Returns a problem for characters without a glyph, and where the text does not fit at the
    smallest size the frame allows; nor does any text of more than 10,000 characters.
    """
    frame = block.frame
    if len(text) > _MAX_CHARACTERS:
        return problems.does_not_fit(frame, f"more than {_MAX_CHARACTERS:,} characters")
    if frame.flowing:
        least = frame.min_size_pt if frame.overflow == "shrink" else frame.size_pt
        return _flowing(block, text, colour, typesetter, least)
    lines = [typesetter.line(part, block.style) for part in text.split("\n")]
    for line in lines:
        if line.missing:
            return _missing(block, lines)
    size = _largest(block, lines) if len(lines) > 1 else _largest_of_one(block, lines[0])
    shrinks = frame.overflow in ("shrink", "shrink-then-wrap")
    least = frame.min_size_pt if shrinks else frame.size_pt
    if size >= least - _STEP_PT:
        return Fitted(block, text, lines, size, False, colour)
    if frame.overflow in ("wrap", "shrink-then-wrap"):
        return _flowing(block, text, colour, typesetter, least)
    reason = f"would need {size:.2f} pt, the smallest is {least:g} pt"
    return problems.does_not_fit(frame, reason)


def resize(fitted: Fitted, size_pt: float, typesetter: Typesetter) -> Fitted:
    """Return the text at a smaller size, broken anew where it flows."""
    if size_pt >= fitted.size_pt:
        return fitted
    lines = fitted.lines
    if fitted.flows:
        lines = _flow(fitted.block, fitted.text, typesetter, size_pt)
    return Fitted(fitted.block, fitted.text, lines, size_pt, fitted.flows, fitted.colour)


def place(fitted: Fitted) -> PlacedText:
    """Put the lines of a fitted text into its frame."""
    block, size, lines = fitted.block, fitted.size_pt, fitted.lines
    y = block.y + _first_baseline(block, lines, size)
    if len(lines) == 1:
        line = lines[0]
        placed: tuple[PlacedLine, ...] = (PlacedLine(_x(block, line, size), y, line),)
    else:
        step = block.frame.leading * size
        placed = tuple(
            PlacedLine(_x(block, line, size), y + step * index, line)
            for index, line in enumerate(lines)
        )
    return PlacedText(block.frame, size, placed, fitted.colour)


def _missing(block: Block, lines: Sequence[Line]) -> W2PProblem:
    found = list(dict.fromkeys(char for line in lines for char in line.missing))
    return problems.missing_glyphs(block.frame, found)


def _largest(block: Block, lines: Sequence[Line]) -> float:
    """Return the largest size up to the frame's own at which lines stay inside, in points."""
    size = block.frame.size_pt
    width = max([line.right - line.left for line in lines])
    height = _height(block, lines)
    fitting = min(
        size,
        block.width / width if width > 0 else size,
        block.height / height if height > 0 else size,
    )
    return fitting if fitting == size else math.floor(fitting * _STEPS_PER_PT) / _STEPS_PER_PT


def _largest_of_one(block: Block, line: Line) -> float:
    """Return what `_largest` does for a single line, as most texts are; this is a hot path."""
    size = block.frame.size_pt
    top, bottom = line.top, -line.bottom
    if top < block.ascent:
        top = block.ascent
    if bottom < block.descent:
        bottom = block.descent
    width, height = line.right - line.left, top + bottom
    if width * size <= block.width and height * size <= block.height:
        return size
    return _largest(block, (line,))


def _height(block: Block, lines: Sequence[Line]) -> float:
    """Return the height of a block of lines in em: ink and line heights, whichever is more."""
    top, bottom = max(block.ascent, lines[0].top), max(block.descent, -lines[-1].bottom)
    return top + bottom + block.frame.leading * (len(lines) - 1)


def _flowing(
    block: Block, text: str, colour: str, typesetter: Typesetter, least: float
) -> Fitted | W2PProblem:
    frame = block.frame

    def tried(size: float) -> Sequence[Line] | None:
        lines = _flow(block, text, typesetter, size)
        return lines if _largest(block, lines) >= size - _TOLERANCE else None

    lines = _flow(block, text, typesetter, frame.size_pt)
    if any(line.missing for line in lines):
        return _missing(block, lines)
    if _largest(block, lines) >= frame.size_pt:
        return Fitted(block, text, lines, frame.size_pt, True, colour)
    low, high = 0, math.ceil((frame.size_pt - least) / _FLOW_STEP_PT)
    found = tried(least) if high else None
    if found is None:
        reason = f"broken into lines it does not fit at {least:g} pt, the smallest size"
        return problems.does_not_fit(frame, reason)
    best = (least, found)
    # Smaller text never needs more lines, so what fits is everything up to some step.
    while high - low > 1:
        middle = (low + high) // 2
        size = least + middle * _FLOW_STEP_PT
        if (found := tried(size)) is None:
            high = middle
        else:
            low, best = middle, (size, found)
    return Fitted(block, text, best[1], best[0], True, colour)


def _flow(block: Block, text: str, typesetter: Typesetter, size: float) -> Sequence[Line]:
    justify = block.frame.align == "justify"
    return typesetter.flow(text, block.style, block.width / size, justify=justify)


def _first_baseline(block: Block, lines: Sequence[Line], size: float) -> float:
    """Return how far below the frame's top the first baseline is, in points.

    At the top it is where the frame's full size puts it, so shrunk names do not jump up. Ink that
    is taller or deeper than the first font's line moves it just enough to stay inside.
    """
    frame, count = block.frame, len(lines)
    rest = frame.leading * (count - 1) * size if count > 1 else 0.0
    if frame.vertical_align == "top":
        wanted = block.ascent * (block.full_size if count == 1 else size)
    elif frame.vertical_align == "bottom":
        wanted = block.height - block.descent * size - rest
    else:
        inner = (block.ascent + block.descent) * size + rest
        wanted = (block.height - inner) / 2 + block.ascent * size
    top, bottom = lines[0].top, -lines[-1].bottom
    highest = (top if top > block.ascent else block.ascent) * size
    lowest = block.height - (bottom if bottom > block.descent else block.descent) * size - rest
    if wanted < highest:
        wanted = highest
    return wanted if wanted < lowest else lowest


def _x(block: Block, line: Line, size: float) -> float:
    align = block.frame.align
    if align == "left":
        return block.x - line.left * size
    slack = block.width - (line.right - line.left) * size
    if align == "center":
        slack /= 2
    elif align == "start" or align == "justify":
        slack *= line.is_rtl
    elif align == "end":
        slack *= not line.is_rtl
    return block.x + slack - line.left * size

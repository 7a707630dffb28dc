"""A text and its frame in, the size that fits and the baseline out, for those without copy-fit."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import Final

import uharfbuzz

from benchmarks.rendering.artwork import PT_PER_MM
from benchmarks.rendering.job import FONTS, Text

# Sizes are cut to this fraction of a point, as our engine does, so that no line outgrows its frame.
_STEPS_PER_PT: Final = 1000


def size_pt(text: Text, content: str) -> float:
    """Return the largest size up to the frame's own at which a line fits its width."""
    return fitted(text, _width(text.font, content))


def fitted(text: Text, width: float) -> float:
    """Return the largest size up to the frame's own for a line that is so wide at 1 pt."""
    size = text.width_mm * PT_PER_MM / width
    return (
        text.size_pt if size >= text.size_pt else math.floor(size * _STEPS_PER_PT) / _STEPS_PER_PT
    )


def baseline_mm(text: Text) -> float:
    """Return where the baseline is, from the top of the trim box: at the frame's full size."""
    return text.y_mm + ascent(text.font) * text.size_pt / PT_PER_MM


def ascent(font: str) -> float:
    """Return a font's ascent in em."""
    return _loaded(font).get_font_extents("ltr").ascender / _loaded(font).face.upem


def descent(font: str) -> float:
    """Return a font's descent in em, a positive number."""
    return -_loaded(font).get_font_extents("ltr").descender / _loaded(font).face.upem


@lru_cache(maxsize=4096)
def _width(font: str, content: str) -> float:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(content)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_loaded(font), buffer)
    advance = sum(position.x_advance for position in buffer.glyph_positions)
    return advance / _loaded(font).face.upem


@cache
def _loaded(font: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(FONTS[font].path.read_bytes()))

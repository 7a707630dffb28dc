"""Text operators in, marks of strings out (ISO 32000-1, 9.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.matrices import (
    IDENTITY,
    Matrix,
    around,
    height,
    product,
    thinnest,
)
from saleor_w2p_plugin.prepress.preflight.reading.marks import Line, Mark, Text
from saleor_w2p_plugin.prepress.preflight.reading.state import State

INVISIBLE: Final = 3
_STROKED: Final = (1, 2, 5, 6)
_CLIPPED_ONLY: Final = 7
_SPACE: Final = 32


@dataclass(slots=True)
class Typewriter:
    """Where the next character stands; `at` and `line` are the text and text line matrices."""

    at: Matrix = IDENTITY
    line: Matrix = IDENTITY

    def begin(self) -> None:
        """Start a text object."""
        self.at = self.line = IDENTITY

    def jump(self, *values: float) -> None:
        """Set the text matrix."""
        a, b, c, d, e, f = values
        self.at = self.line = (a, b, c, d, e, f)

    def advance_line(self, across: float, up: float) -> None:
        """Go to another line, relative to the start of this one."""
        self.at = self.line = product((1, 0, 0, 1, across, up), self.line)

    def show(self, parts: Iterable[object], state: State, unit: float) -> Iterator[Mark]:
        """Show strings with numbers between them, as one mark, or two where they are stroked."""
        start = self.at
        written, missing = self._write(parts, state)
        if written is None:
            return
        place = product(start, state.place)
        left, right = written
        font, size = state.font, state.size
        low, high = sorted((font.descent * size + state.rise, font.ascent * size + state.rise))
        area = state.clipped(around(place, left, low, right, high))
        if area is None:
            return
        is_line = state.mode in _STROKED
        only_line = state.mode in (1, 5)
        yield Text(
            area,
            state.ink(is_stroke=only_line).paint,
            state.look(is_stroke=only_line),
            font,
            abs(size) * height(place) * unit,
            is_invisible=state.mode in (INVISIBLE, _CLIPPED_ONLY),
            missing=missing,
        )
        if is_line:
            width = state.width * thinnest(state.place) * unit
            yield Line(area, state.stroke.paint, state.look(is_stroke=True), width)

    def _write(
        self, parts: Iterable[object], state: State
    ) -> tuple[tuple[float, float] | None, int]:
        """Move on, and return where ink begins and ends, and how many glyphs are missing."""
        x, begin, end, missing = 0.0, None, 0.0, 0
        size, stretch, font = state.size, state.stretch, state.font
        for part in parts:
            if not isinstance(part, (pikepdf.String, bytes)):
                x -= float(part) / 1000 * size * stretch  # type: ignore[arg-type]
                continue
            for code in font.codes(bytes(part)):
                is_space = code == _SPACE and not font.is_wide
                begin = x if begin is None and not is_space else begin
                width = font.width(code) * size + state.spacing
                x += (width + (state.word_spacing if is_space else 0)) * stretch
                if not is_space:
                    end = x
                    missing += font.is_missing(code)
        self.at = product((1, 0, 0, 1, x, 0), self.at)
        return (None if begin is None else (min(begin, end), max(begin, end))), missing

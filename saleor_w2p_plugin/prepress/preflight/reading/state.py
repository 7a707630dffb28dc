"""Answers: what holds at a place in a content stream (ISO 32000-1, 8.4)?"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import IDENTITY, Matrix, common
from saleor_w2p_plugin.prepress.preflight.reading import colours, fonts
from saleor_w2p_plugin.prepress.preflight.reading.colours import Paint, Space
from saleor_w2p_plugin.prepress.preflight.reading.fonts import Font
from saleor_w2p_plugin.prepress.preflight.reading.marks import Look


@dataclass(frozen=True, slots=True)
class Ink:
    """A current colour: its space, its paint, or the pattern that stands for it."""

    space: Space = colours.GRAY
    paint: Paint = colours.BLACK
    pattern: pikepdf.Object | None = None


@dataclass
class State:
    """The graphics state, with the state of text; `clip` is the rectangle around the path."""

    place: Matrix = IDENTITY
    clip: Rect | None = None
    fill: Ink = Ink()
    stroke: Ink = Ink()
    width: float = 1.0
    font: Font = fonts.UNKNOWN
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    fill_overprints: bool = False
    stroke_overprints: bool = False
    overprint_mode: int = 0
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    blend: str = "Normal"
    is_masked: bool = False

    def copy(self) -> State:
        """Return a state that can change on its own."""
        found = object.__new__(State)
        # Every q of a page comes here; the copy module takes ten times as long.
        found.__dict__.update(self.__dict__)
        return found

    def ink(self, *, is_stroke: bool) -> Ink:
        """Return a current colour."""
        return self.stroke if is_stroke else self.fill

    def set_ink(self, ink: Ink, *, is_stroke: bool) -> None:
        """Choose a colour."""
        if is_stroke:
            self.stroke = ink
        else:
            self.fill = ink

    def look(self, *, is_stroke: bool = False) -> Look:
        """Return how the next mark mixes with what is below."""
        return Look(
            self.stroke_overprints if is_stroke else self.fill_overprints,
            self.overprint_mode,
            self.stroke_alpha if is_stroke else self.fill_alpha,
            self.blend,
            self.is_masked,
        )

    def clipped(self, area: Rect) -> Rect | None:
        """Return what shows of an area; None for nothing."""
        return area if self.clip is None else common(area, self.clip)

    def key(self) -> tuple[object, ...] | None:
        """Return what a form inherits but for where it stands; None where that cannot be told."""
        if self.fill.pattern is not None or self.stroke.pattern is not None:
            return None
        return (
            *self.place[:4],
            self.fill.paint,
            self.stroke.paint,
            self.width,
            id(self.font),
            *(self.size, self.spacing, self.word_spacing, self.stretch),
            *(self.leading, self.rise, self.mode),
            self.look(is_stroke=False),
            self.look(is_stroke=True),
        )

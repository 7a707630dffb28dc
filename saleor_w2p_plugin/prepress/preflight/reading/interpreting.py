"""The operands of instructions in, what they do to the state and leave on the page out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol

import pikepdf
from pikepdf import Dictionary, Name

from saleor_w2p_plugin.prepress.artwork import content
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import around, matrix, product, thinnest
from saleor_w2p_plugin.prepress.preflight.reading import colours, damages, gradients, settings
from saleor_w2p_plugin.prepress.preflight.reading.colours import Space, Spaces
from saleor_w2p_plugin.prepress.preflight.reading.damages import Check, Damages
from saleor_w2p_plugin.prepress.preflight.reading.fonts import Font
from saleor_w2p_plugin.prepress.preflight.reading.marks import Fill, Gradient, Line, Mark, Notice
from saleor_w2p_plugin.prepress.preflight.reading.paths import Path
from saleor_w2p_plugin.prepress.preflight.reading.pictures import picture
from saleor_w2p_plugin.prepress.preflight.reading.state import Ink, State
from saleor_w2p_plugin.prepress.preflight.reading.texts import Typewriter

_MAX_PATTERN_MARKS: Final = 200


@dataclass(slots=True)
class Seen:
    """What a page, a form or a glyph paints, in order, and what else is to be said of it."""

    marks: list[Mark] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


class Outer(Protocol):
    """What an interpreter asks of the walk around it."""

    spaces: Spaces
    damages: Damages
    unit: float
    media: Rect

    def font(self, raw: pikepdf.Object) -> Font:
        """Return a font, read once."""

    def form(self, form: pikepdf.Object, resources: pikepdf.Object, state: State) -> Seen:
        """Return what a form paints where the state stands."""

    def glyphs(self, shown: Iterable[object], state: State, at: Sequence[float]) -> Seen:
        """Return what the glyphs of a Type 3 font paint."""


@dataclass(slots=True)
class Interpreter:
    """What has been seen of one stream, and the state that holds; `operators` runs it."""

    outer: Outer
    resources: pikepdf.Object
    state: State
    seen: Seen = field(default_factory=Seen)
    stack: list[State] = field(default_factory=list)
    pen: Path = field(init=False)
    clips: bool = False
    typewriter: Typewriter = field(default_factory=Typewriter)
    base: State = field(init=False)

    def __post_init__(self) -> None:
        """Remember where the stream begins: patterns count from there."""
        self.pen = Path(self.state.place)
        self.base = self.state.copy()

    # State.

    def save(self) -> None:
        """Q and q; raises Unprintable for more levels than any program writes."""
        if len(self.stack) == content.MAX_SAVED:
            raise Unprintable("The page saves its graphics state too often within itself.")
        self.stack.append(self.state.copy())

    def restore(self) -> None:
        """Return to what was saved; a Q too many changes nothing."""
        if self.stack:
            self.state = self.stack.pop()
            self.pen.place = self.state.place

    def concat(self, *values: float) -> None:
        """Change the coordinates."""
        self.state.place = product(matrix(values), self.state.place)
        self.pen.place = self.state.place

    def set_state(self, operands: list[Any]) -> None:
        """Take over an ExtGState dictionary."""
        raw = self._resource("/ExtGState", operands[0])
        settings.change(self.state, raw)
        self.seen.notices += settings.notices(raw)
        if "/Font" in raw:
            self.state.font, self.state.size = self.outer.font(raw.Font[0]), float(raw.Font[1])
        mask = raw.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and "/G" in mask:
            self._look_into_mask(mask.G)

    def _look_into_mask(self, group: pikepdf.Object) -> None:
        """A soft mask prints nothing, but its texts need their fonts."""
        inner = replace(self.base, place=self.state.place, clip=None)
        for mark in self.outer.form(group, self.resources, inner).marks:
            font = getattr(mark, "font", None)
            if font is not None and not font.is_embedded:
                text = f"The font {font.name} of a soft mask is not embedded."
                self.seen.notices.append(Notice("fonts-embedded", text))

    # Colour.

    def device(self, space: Space, *values: float, is_stroke: bool = False) -> None:
        """Choose a device's space and a colour in it."""
        self.state.set_ink(Ink(space, space.paint(values)), is_stroke=is_stroke)

    def set_space(self, operands: list[Any], *, is_stroke: bool = False) -> None:
        """Choose a space, and its first colour."""
        space = self._space(operands[0])
        self.state.set_ink(Ink(space, space.first), is_stroke=is_stroke)

    def set_colour(self, operands: list[Any], *, is_stroke: bool = False) -> None:
        """Choose a colour or a pattern of the space."""
        space = self.state.ink(is_stroke=is_stroke).space
        if operands and isinstance(operands[-1], pikepdf.Name):
            pattern = self._resource("/Pattern", operands[-1])
            under = space.base or colours.UNKNOWN
            tint = under.paint([float(value) for value in operands[:-1]])
            ink = Ink(space, tint if len(operands) > 1 else colours.UNKNOWN.paint(()), pattern)
        else:
            ink = Ink(space, space.paint([float(value) for value in operands]))
        self.state.set_ink(ink, is_stroke=is_stroke)

    # Paths.

    def paint(self, *, fills: bool, strokes: bool) -> None:
        """Paint the path, and clip by it where that was asked for."""
        area = self.pen.finish()
        if area is not None and fills:
            self._fill(area)
        if area is not None and strokes:
            self._stroke(area)
        self.end_path(area)

    def end_path(self, area: Rect | None = None) -> None:
        """Forget the path, and clip by it where that was asked for."""
        area = area or self.pen.finish()
        if self.clips and area is not None:
            # Where nothing is left, nothing shows: an empty clip keeps a point of the old one.
            self.state.clip = self.state.clipped(area) or Rect(
                area.left, area.bottom, area.left, area.bottom
            )
        self.clips = False
        self.pen = Path(self.state.place)

    def clip(self) -> None:
        """Clip by the path when it ends."""
        self.clips = True

    def _fill(self, area: Rect) -> None:
        shown = self.state.clipped(area)
        if shown is None:
            return
        if self.state.fill.pattern is not None:
            self._pattern(self.state.fill, shown)
            return
        pen, unit = self.pen, self.outer.unit
        thin = None if pen.thin is None or pen.is_other else pen.thin * unit
        paint, look = self.state.fill.paint, self.state.look()
        self.seen.marks.append(Fill(shown, paint, look, thin, pen.is_box))

    def _stroke(self, area: Rect) -> None:
        width = self.state.width * thinnest(self.state.place)
        shown = self.state.clipped(area.inset(-width / 2))
        if shown is None:
            return
        ink, look = self.state.stroke, self.state.look(is_stroke=True)
        if ink.pattern is not None:
            self._pattern(ink, shown)
        self.seen.marks.append(Line(shown, ink.paint, look, width * self.outer.unit))

    def shade(self, operands: list[Any]) -> None:
        """Fill what is clipped with a gradient."""
        self._gradient(self._resource("/Shading", operands[0]), self.state.clip or self.outer.media)

    def _gradient(self, raw: pikepdf.Object, area: Rect) -> None:
        space = self._space(raw.get("/ColorSpace"), area)
        self._damaged(raw, damages.gradient, area)
        paints = gradients.paints(raw, space)
        none = colours.UNKNOWN.paint(())
        self.seen.marks.append(Gradient(area, none, self.state.look(), space, paints))

    def _pattern(self, ink: Ink, area: Rect) -> None:
        """Paint with a gradient, or with the marks of one cell, each spread over the area."""
        pattern = ink.pattern
        if pattern is None:
            return
        if not isinstance(pattern, pikepdf.Stream):
            self._gradient(pattern.Shading, area)
            return
        inner = replace(self.base, clip=None)
        if int(pattern.get("/PaintType", 1)) == 2:
            inner.fill = inner.stroke = Ink(ink.paint.space, ink.paint)
        found = self.outer.form(pattern, self.resources, inner)
        self.seen.marks += [replace(mark, area=area) for mark in found.marks[:_MAX_PATTERN_MARKS]]
        self.seen.notices += found.notices

    # Objects.

    def draw(self, operands: list[Any]) -> None:
        """Draw a form or a picture."""
        item = self._resource("/XObject", operands[0])
        kind = item.get("/Subtype")
        if kind == Name.Image:
            self._picture(item)
        elif kind == Name.Form:
            self._form(item)
        elif kind == Name.PS:
            self.seen.notices.append(Notice("postscript", "The page draws a PostScript XObject."))

    def _form(self, item: pikepdf.Object) -> None:
        found = self.outer.form(item, self.resources, self.state)
        self.seen.marks += found.marks
        self.seen.notices += found.notices

    def draw_inline(self, instruction: pikepdf.ContentStreamInlineImage) -> None:
        """Draw a picture that is written among the instructions."""
        self._picture(instruction.iimage.obj)

    def _picture(self, item: pikepdf.Object) -> None:
        area = self.state.clipped(around(self.state.place, 0, 0, 1, 1))
        space = self._space(item.get("/ColorSpace"), area)
        self._damaged(item, lambda each: damages.picture(each, space), area)
        mark = picture(item, space, self.state, self.outer.unit)
        if mark is not None:
            self.seen.marks.append(mark)

    # Text.

    def set_font(self, operands: list[Any]) -> None:
        """Choose a font and its size."""
        raw = self._resource("/Font", operands[0])
        self._damaged(raw, damages.font)
        self.state.font = self.outer.font(raw)
        self.state.size = float(operands[1])

    def show(self, parts: Iterable[Any]) -> None:
        """Show strings; the glyphs of a Type 3 font are drawings of their own."""
        shown = list(parts)
        at = self.typewriter.at
        self.seen.marks += self.typewriter.show(shown, self.state, self.outer.unit)
        if self.state.font.glyphs:
            found = self.outer.glyphs(shown, self.state, at)
            self.seen.marks += found.marks
            self.seen.notices += found.notices

    def next_line(self, across: float = 0.0, up: float | None = None) -> None:
        """Go to the next line."""
        self.typewriter.advance_line(across, -self.state.leading if up is None else up)

    def next_line_with_leading(self, across: float, up: float) -> None:
        """Go to the next line, and keep its distance for others."""
        self.state.leading = -up
        self.typewriter.advance_line(across, up)

    def show_on_next_line(self, operands: list[Any]) -> None:
        """Show a string on the next line; three operands set both spacings first."""
        if len(operands) == 3:
            self.state.word_spacing, self.state.spacing = map(float, operands[:2])
        self.next_line()
        self.show(operands[-1:])

    def _space(self, name: pikepdf.Object | None, area: Rect | None = None) -> Space:
        space = self.outer.spaces.named(name, self.resources)
        if space.damage:
            self.seen.notices.append(Notice("damaged", space.damage, area))
        return space

    def _damaged(self, item: pikepdf.Object, check: Check, area: Rect | None = None) -> None:
        message = self.outer.damages.of(item, check)
        if message:
            self.seen.notices.append(Notice("damaged", message, area))

    def _resource(self, kind: str, name: Any) -> pikepdf.Object:
        found = self.resources.get(kind, Dictionary()).get(str(name))
        if found is None:
            raise KeyError(str(name))
        return found

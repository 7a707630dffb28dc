"""A page in, its marks out, down to nested forms, patterns and glyphs, within limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pikepdf
from pikepdf import Dictionary

from saleor_w2p_plugin.prepress.artwork import content
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import (
    Matrix,
    around,
    matrix,
    product,
    shifted,
)
from saleor_w2p_plugin.prepress.preflight.reading import fonts, operators
from saleor_w2p_plugin.prepress.preflight.reading.colours import Spaces
from saleor_w2p_plugin.prepress.preflight.reading.damages import Damages
from saleor_w2p_plugin.prepress.preflight.reading.fonts import Font
from saleor_w2p_plugin.prepress.preflight.reading.interpreting import Interpreter, Seen
from saleor_w2p_plugin.prepress.preflight.reading.marks import Mark, Picture
from saleor_w2p_plugin.prepress.preflight.reading.state import State

_MAX_STREAMS: Final = 10_000
_MAX_DEPTH: Final = 40
_MAX_MARKS: Final = 300_000
_MAX_KEPT_MARKS: Final = 200_000
_MAX_BYTES: Final = 2 * content.MAX_FILE_BYTES
_NOTHING: Final = Seen()
_NOWHERE: Final = Rect(0, 0, 0, 0)


@dataclass(slots=True)
class Walker:
    """Walks the pages of one file; forms, fonts and colour spaces are read once for all of them.

    A form that is drawn again in the same state, wherever it stands, is moved there and not walked.
    `unit` is the length of a coordinate of the page in points, `media` its media box.
    """

    spaces: Spaces = field(default_factory=Spaces)
    unit: float = 1.0
    media: Rect = _NOWHERE
    _allowance: content.Allowance = field(default_factory=lambda: content.Allowance(_MAX_BYTES))
    _depth: int = 0
    _streams: int = 0
    _marks: int = 0
    _fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    _forms: dict[tuple[object, ...], Seen] = field(default_factory=dict)
    _kept_marks: int = 0
    damages: Damages = field(default_factory=Damages)

    def page(self, page: pikepdf.Object, media: Rect, unit: float) -> Seen:
        """Return what a page paints; raises Unprintable for damaged or endless content.

        Marks beyond the media box are left out: nobody sees them.
        """
        self.unit, self.media = unit, media
        self._allowance, self._streams, self._marks = content.Allowance(_MAX_BYTES), 0, 0
        contents = page.get("/Contents")
        if contents is None:
            return _NOTHING
        self._allowance.spend(contents)
        state = State(clip=media)
        return self._walk(pikepdf.Page(page), page.get("/Resources", Dictionary()), state)

    def font(self, raw: pikepdf.Object) -> Font:
        """Return a font, read once."""
        if not raw.is_indirect:
            return fonts.read(raw)
        if raw.objgen not in self._fonts:
            self._fonts[raw.objgen] = fonts.read(raw)
        return self._fonts[raw.objgen]

    def form(self, form: pikepdf.Object, resources: pikepdf.Object, state: State) -> Seen:
        """Return what a form, a pattern's cell or a group paints where the state stands."""
        own = form.get("/Matrix")
        place = state.place if own is None else product(matrix(own), state.place)
        return self._placed(form, form.get("/Resources", resources), state, place)

    def glyphs(self, shown: Iterable[object], state: State, at: Sequence[float]) -> Seen:
        """Return what the glyphs of a Type 3 font paint (ISO 32000-1, 9.6.5)."""
        font, size, found = state.font, state.size, Seen()
        if font.raw is None:
            return found
        own, x = matrix(font.raw.FontMatrix), 0.0
        resources = font.raw.get("/Resources", Dictionary())
        for part in shown:
            if not isinstance(part, (pikepdf.String, bytes)):
                x -= float(part) / 1000 * size * state.stretch  # type: ignore[arg-type]
                continue
            for code in bytes(part):
                program = font.glyphs.get(code)
                if isinstance(program, pikepdf.Stream):
                    step = (size * state.stretch, 0.0, 0.0, size, x, state.rise)
                    place = product(product(own, step), product(matrix(at), state.place))
                    painted = self._placed(program, resources, state, place)
                    found.marks += painted.marks
                    found.notices += painted.notices
                x += (font.width(code) * size + state.spacing) * state.stretch
        return found

    def _placed(
        self, form: pikepdf.Object, resources: pikepdf.Object, state: State, place: Matrix
    ) -> Seen:
        """Walk a form where it stands, or move what it painted elsewhere here."""
        a, b, c, d, across, up = place
        inner = replace(state, place=(a, b, c, d, 0.0, 0.0), clip=None)
        key = inner.key() if form.is_indirect else None
        found = self._forms.get((form.objgen, self.unit, *key)) if key else None
        if found is None:
            self._allowance.spend(form)
            box = form.get("/BBox")
            if box is not None and len(box) == 4:
                inner.clip = around(inner.place, *(float(side) for side in box))
            found = self._walk(form, resources, inner)
            if key and self._kept_marks < _MAX_KEPT_MARKS:
                self._kept_marks += len(found.marks)
                self._forms[(form.objgen, self.unit, *key)] = found
        self._count(len(found.marks))
        moved = (_moved(mark, across, up, state) for mark in found.marks)
        notices = [
            each if each.area is None else replace(each, area=shifted(each.area, across, up))
            for each in found.notices
        ]
        return Seen([mark for mark in moved if mark is not None], notices)

    def _walk(
        self, stream: pikepdf.Object | pikepdf.Page, resources: pikepdf.Object, state: State
    ) -> Seen:
        self._streams += 1
        if self._streams > _MAX_STREAMS or self._depth > _MAX_DEPTH:
            raise Unprintable("The page's forms are nested too deeply or too often.")
        self._depth += 1
        try:
            found = operators.run(Interpreter(self, resources, state), content.parsed(stream))
        finally:
            self._depth -= 1
        self._count(len(found.marks))
        found.notices = list(dict.fromkeys(found.notices))
        return found

    def _count(self, marks: int) -> None:
        self._marks += marks
        if self._marks > _MAX_MARKS:
            raise Unprintable("The page has more marks than can be looked at.")


def _moved(mark: Mark, across: float, up: float, state: State) -> Mark | None:
    """Return a mark of a form on the page, None where nothing of it shows."""
    area = shifted(mark.area, across, up) if across or up else mark.area
    shown = state.clipped(area)
    if shown is None:
        return None
    if isinstance(mark, Picture) and (across or up):
        mark = replace(mark, place=product(mark.place, (1, 0, 0, 1, across, up)))
    return mark if shown == mark.area else replace(mark, area=shown)

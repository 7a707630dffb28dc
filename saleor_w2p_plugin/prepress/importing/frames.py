"""A place of a form's field in, the frame of a design out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from saleor_w2p_plugin.prepress.importing import appearance, fields, marks
from saleor_w2p_plugin.prepress.importing.appearance import Appearance
from saleor_w2p_plugin.prepress.importing.colours import BLACK, Colours, is_screen_colour
from saleor_w2p_plugin.prepress.importing.faces import Face
from saleor_w2p_plugin.prepress.importing.form import FormField
from saleor_w2p_plugin.prepress.importing.grammar import Refined
from saleor_w2p_plugin.prepress.importing.job import Job
from saleor_w2p_plugin.prepress.importing.marks import Marks
from saleor_w2p_plugin.prepress.importing.review import Review
from saleor_w2p_plugin.prepress.importing.sheets import ImportedPage, Placed
from saleor_w2p_plugin.prepress.importing.typefaces import Typefaces
from saleor_w2p_plugin.prepress.importing.widgets import Flag, Widget
from saleor_w2p_plugin.prepress.preflight.report import Severity
from saleor_w2p_plugin.prepress.units import mm, pt

Raw = dict[str, Any]

_ALIGN: Final = ("left", "center", "right")
# A size of 0 lets readers choose; they choose no less than 4, and no more than 12 for many lines.
_LEAST_PT, _MANY_LINES_PT, _MOST_PT = 4.0, 12.0, 144.0
# What the usual fonts take of a line, in em: a text of this size just fits its frame.
_LINE_EM: Final = 1.2
# Readers keep text this many border widths from the edge, and a border is 1 pt where there is none.
_PADDING: Final = 2.0
_ROUNDING_MM: Final = 0.01
_MARK_SHARE: Final = 0.12
_TRACKING: Final = (-200.0, 2000.0)
# In cells, a digit takes at most this share of the width.
_CELL_SHARE: Final = 0.8


@dataclass(slots=True)
class Framing:
    """What all frames of one design share."""

    review: Review
    colours: Colours
    typefaces: Typefaces
    marks: Marks
    job: Job

    def frame(
        self, form_field: FormField, widget: Widget, refined: Refined, page: ImportedPage, name: str
    ) -> Raw | None:
        """Return the frame of one place, its name apart; None after a refusal."""
        if widget.turn % 90:
            self.review.refuse("The field is turned by no quarter turn.", form_field.place)
            return None
        placed = page.place(widget.corners, widget.turn)
        if placed.width_mm <= 0 or placed.height_mm <= 0:
            self.review.refuse("The field's rectangle has no area.", form_field.place)
            return None
        if form_field.is_push_button:
            return {"kind": "image", "field": name} | placed.to_json() | refined.frame
        text = appearance.parse(widget.appearance)
        colour = self._colour(form_field, refined, text)
        if colour is None:
            return None
        if widget.kind == "Btn":
            return self._mark(form_field, widget, placed, colour, name) | refined.frame
        base = {"content": f"{{{{{name}}}}}", "colour": colour}
        if refined.kind is not None and refined.kind not in fields.PLAIN_KINDS:
            code = {"kind": "barcode", "symbology": refined.kind}
            return code | placed.to_json() | base | refined.frame
        font = self._font(form_field, widget, refined, text)
        if font is None:
            return None
        return self._text(widget, refined, placed, text, font) | base | refined.frame

    def _colour(self, form_field: FormField, refined: Refined, text: Appearance) -> str | None:
        """Return the key of a colour; None after a refusal, as for inks that there are not."""
        if refined.colour is not None:
            found = self.colours.named(refined.colour)
            if found is None:
                known = ", ".join(self.colours.names) or "none"
                message = f"The file has no spot colour {refined.colour[:80]}; it has {known}."
                self.review.refuse(message, form_field.place)
            return found
        space, values = text.colour or BLACK
        conversion = None
        if is_screen_colour(space, values) and not self.job.press.allows_rgb:
            message = f"The field {form_field.name} is set in RGB, which the press does not take."
            if self.review.may_fix("convert-rgb", message, form_field.place):
                conversion = self.job.conversion
        return self.colours.of(space, values, conversion)

    def _font(
        self, form_field: FormField, widget: Widget, refined: Refined, text: Appearance
    ) -> str | None:
        if refined.font is not None:
            return self.typefaces.named(refined.font, form_field.place)
        return self.typefaces.choose(text.font, widget.font, form_field.place)

    def _mark(
        self, form_field: FormField, widget: Widget, placed: Placed, colour: str, name: str
    ) -> Raw:
        is_radio = bool(widget.flags & Flag.RADIO)
        style = marks.style(widget.caption, is_radio=is_radio)
        is_boolean = fields.kind_of(form_field) == "boolean"
        equals = True if is_boolean else fields.answer(widget)
        side = min(placed.width_mm, placed.height_mm) * _MARK_SHARE
        return {
            "kind": "art",
            "artwork": marks.KEY,
            "page": self.marks.page(style, colour),
            "fit": "contain",
            "visible": {"field": name, "equals": equals},
        } | placed.inset(side, side).to_json()

    def _text(
        self, widget: Widget, refined: Refined, placed: Placed, text: Appearance, font: str
    ) -> Raw:
        flows = bool(widget.flags & Flag.MULTILINE) and widget.kind == "Tx"
        face = self.typefaces.used[font]
        size = refined.frame.get("size_pt") or text.size_pt
        least: Raw = {}
        if not size:
            most = _MANY_LINES_PT if flows else _MOST_PT
            fits = int(10 * pt(placed.height_mm) / _LINE_EM) / 10
            size = min(max(fits, _LEAST_PT), most)
            least = {"min_size_pt": _LEAST_PT}
        raw: Raw = {
            "kind": "flow" if flows else "text",
            "fonts": [font],
            "size_pt": size,
            "align": _ALIGN[widget.align] if 0 <= widget.align < len(_ALIGN) else _ALIGN[0],
            "vertical_align": "top" if flows else "middle",
        } | least
        if widget.flags & Flag.COMB and widget.max_length and not flows:
            self._note_comb(widget)
            raw |= _in_cells(placed, widget.max_length, face, raw)
            placed = placed.moved(_first_digit(placed, widget.max_length, face, raw["size_pt"]))
        else:
            placed = _padded(placed, widget, flows=flows)
        if not flows and "vertical_align" not in refined.frame:
            placed = _on_line(placed, face, raw["size_pt"])
        return raw | placed.to_json()

    def _note_comb(self, widget: Widget) -> None:
        message = (
            f"The field {widget.name[:100]} has cells: digits stand in their middle, letters of "
            "other widths drift from it."
        )
        self.review.note(Severity.WARN, "field-changed", message, widget.page)


def _padded(placed: Placed, widget: Widget, *, flows: bool) -> Placed:
    """Keep text as far from the edges as readers of forms do, where there is room."""
    padding = mm(_PADDING * max(widget.border, 1.0))
    across = padding if placed.width_mm > 4 * padding else 0.0
    down = padding if flows and placed.height_mm > 4 * padding else 0.0
    return placed.inset(across, down)


def _in_cells(placed: Placed, count: int, face: Face, raw: Raw) -> Raw:
    """Set a digit in the middle of each cell by tracking."""
    cell = pt(placed.width_mm) / count
    digit = face.digit_em or 0.5
    size = raw["size_pt"]
    if "min_size_pt" in raw:
        size = round(min(size, _CELL_SHARE * cell / digit), 2)
    tracking = round(min(max((cell / size - digit) * 1000, _TRACKING[0]), _TRACKING[1]), 2)
    return {"size_pt": size, "min_size_pt": size, "align": "left", "tracking": tracking}


def _first_digit(placed: Placed, count: int, face: Face, size: float) -> float:
    """Return where a digit begins that stands in the middle of the first cell."""
    return (placed.width_mm / count - mm(face.digit_em * size)) / 2


def _on_line(placed: Placed, face: Face, size: float) -> Placed:
    """Put a line where readers of forms do, in a frame that is high enough for it.

    They put the middle of capitals into the middle of a field, and set text of a chosen size
    however low the field is.
    """
    line = mm((face.ascent_em + face.descent_em) * size)
    lower = mm((face.cap_em - face.ascent_em + face.descent_em) / 2 * size)
    missing = max(line + _ROUNDING_MM - placed.height_mm, 0.0)
    return placed.inset(0.0, -missing / 2).moved(down_mm=lower)

"""The widgets of a form in, its fields with all their places, each under its plain name, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from saleor_w2p_plugin.prepress.importing import grammar
from saleor_w2p_plugin.prepress.importing.grammar import NameInvalid, Refined
from saleor_w2p_plugin.prepress.importing.review import Review
from saleor_w2p_plugin.prepress.importing.widgets import Flag, Widget
from saleor_w2p_plugin.prepress.preflight.report import Severity

# Buttons with these actions do something on a screen.
_ACTIONS: Final = frozenset(("SubmitForm", "ResetForm", "ImportData", "URI", "Launch", "GoTo",
                             "GoToR", "Named", "Hide"))  # fmt: skip
_MAX_FIELDS: Final = 200


@dataclass(slots=True)
class FormField:
    """One field of a form; `places` are its widgets with what their names ask for."""

    name: str
    places: list[tuple[Widget, Refined]] = field(default_factory=list)

    @property
    def first(self) -> Widget:
        """Return the widget that comes first: it says what kind of field this is."""
        return self.places[0][0]

    @property
    def place(self) -> str:
        """Return how problems name the field."""
        return place_of(self.name)

    @property
    def is_push_button(self) -> bool:
        """Tell whether the field is a button to press, which stands for a picture."""
        return self.first.kind == "Btn" and bool(self.first.flags & Flag.PUSH_BUTTON)


def place_of(name: str) -> str:
    """Return how a problem names a field."""
    return f"artwork.fields.{name[:100]}"


def gather(widgets: Iterable[Widget], review: Review) -> list[FormField]:
    """Unite the widgets of each field, in the order in which they were read.

    Names that differ only in what they ask for are one field. What prints nothing is reported and
    left out; what cannot be a field of a design is refused.
    """
    found: dict[str, FormField] = {}
    for widget in widgets:
        if _is_left_out(widget, review):
            continue
        if len(widget.name) > grammar.MAX_LENGTH:
            message = f"A field's name has more than {grammar.MAX_LENGTH} characters."
            review.refuse(message, place_of(widget.name))
            continue
        try:
            refined = grammar.parse(widget.name)
        except NameInvalid as error:
            review.refuse(str(error), place_of(widget.name))
            continue
        known = found.setdefault(refined.name, FormField(refined.name))
        known.places.append((widget, refined))
    if len(found) > _MAX_FIELDS:
        review.refuse(f"The form has {len(found)} fields; a design has at most {_MAX_FIELDS}.")
    for each in found.values():
        _check(each, review)
    decorated = [each.name for each in found.values() if each.first.is_decorated]
    if decorated:
        said = f"Borders and backgrounds of fields were left out: {', '.join(decorated)[:1000]}."
        review.note(Severity.WARN, "field-border", said)
    review.check()
    return list(found.values())


def _is_left_out(widget: Widget, review: Review) -> bool:
    reason = None
    if widget.kind == "Sig":
        reason = "is for a signature"
    elif widget.is_hidden:
        reason = "is hidden"
    elif widget.flags & Flag.PUSH_BUTTON and widget.kind == "Btn" and widget.action in _ACTIONS:
        reason = f"is a button that does something on a screen ({widget.action})"
    if reason is None:
        return False
    message = f"The field {widget.name[:100]} {reason}, so it was left out."
    review.note(Severity.WARN, "field-dropped", message, widget.page)
    return True


def _check(form_field: FormField, review: Review) -> None:
    first, place = form_field.first, form_field.place
    if first.kind not in ("Tx", "Ch", "Btn"):
        review.refuse("The field is of no kind that can be printed.", place)
    kinds = {(widget.kind, widget.flags & Flag.PUSH_BUTTON) for widget, _ in form_field.places}
    if len(kinds) > 1:
        review.refuse("Fields of this name are of several kinds.", place)
    if first.kind == "Tx" and first.flags & Flag.PASSWORD:
        review.refuse("A password is not printed.", place)
    if first.kind == "Tx" and first.flags & Flag.FILE_SELECT:
        review.refuse("A field for the path of a file is not printed; use an image button.", place)
    if first.kind == "Ch" and not first.options:
        review.refuse("The field has no options to choose from.", place)
    _check_names(form_field, review)


def _check_names(form_field: FormField, review: Review) -> None:
    """Refuse options of names that contradict each other or suit no field of the kind."""
    asked: dict[str, object] = {}
    for _, refined in form_field.places:
        for key, value in refined.field.items():
            if asked.setdefault(key, value) != value:
                review.refuse(f"The option {key} says two things.", form_field.place)
        if refined.kind is not None and form_field.first.kind != "Tx":
            review.refuse("The option kind is for text fields.", form_field.place)

"""A field of a form in, the field of a design out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from saleor_w2p_plugin.design.fields.kinds import TEXTS
from saleor_w2p_plugin.prepress.importing import naming
from saleor_w2p_plugin.prepress.importing.form import FormField
from saleor_w2p_plugin.prepress.importing.review import Review
from saleor_w2p_plugin.prepress.importing.widgets import Flag, Widget
from saleor_w2p_plugin.prepress.preflight.report import Severity

Raw = dict[str, Any]

# Who may change what the form locks.
_KEEPERS: Final = ("brand_owner", "company_admin")
_MAX_LENGTH: Final = 2000
_MAX_LABEL, _MAX_HELP = 200, 1000
_OFF: Final = "Off"
# Kinds that a text field of a form may become by its name.
PLAIN_KINDS: Final = TEXTS | {"date", "number"}


def build(form_field: FormField, name: str, review: Review) -> Raw:
    """Return the field of a design under this name."""
    asked: Raw = {}
    for _, refined in form_field.places:
        asked |= refined.field
    kind = kind_of(form_field)
    raw: Raw = {"name": name, "kind": kind} | _told(form_field)
    raw |= _limits(form_field.first, kind) | _choices(form_field, kind)
    flags = form_field.first.flags
    if flags & Flag.REQUIRED:
        raw["required"] = True
    default = _default(form_field, kind)
    if default:
        raw["default"] = {"fixed": default}
    if asked.pop("locked", bool(flags & Flag.READ_ONLY)):
        raw["editable_by"] = list(_KEEPERS)
    _note_losses(form_field, review)
    return raw | asked


def kind_of(form_field: FormField) -> str:
    """Return the kind of the design's field."""
    first = form_field.first
    if first.kind == "Btn":
        if form_field.is_push_button:
            return "image"
        return "choice" if first.flags & Flag.RADIO or len(states(form_field)) > 1 else "boolean"
    if first.kind == "Ch":
        return "text" if _is_free(first) else "choice"
    asked = next((r.kind for _, r in form_field.places if r.kind in PLAIN_KINDS), None)
    return asked or ("multiline" if first.flags & Flag.MULTILINE else "text")


def states(form_field: FormField) -> dict[str, str]:
    """Return the states of a check box or radio group with the answers that they stand for."""
    return {widget.state: answer(widget) for widget, _ in form_field.places}


def answer(widget: Widget) -> str:
    """Return what is answered where this place of a check box or radio group is marked."""
    # States are numbers where several places share one value (ISO 32000-1, 12.7.4.2.3, Opt).
    if widget.state.isdigit() and int(widget.state) < len(widget.options):
        return widget.options[int(widget.state)][0].strip()
    return widget.state


def _is_free(widget: Widget) -> bool:
    return bool(widget.flags & Flag.EDITABLE and widget.flags & Flag.COMBO)


def _told(form_field: FormField) -> Raw:
    """Return label and help: the tooltip is the label, if it is short enough for one."""
    tooltip = next((w.tooltip for w, _ in form_field.places if w.tooltip), "")
    label = naming.label(form_field.name)
    if not tooltip or len(tooltip) > _MAX_LABEL:
        help_text = " ".join(tooltip.split())[:_MAX_HELP]
        return {"label": label} | ({"help": help_text} if help_text else {})
    return {"label": " ".join(tooltip.split())}


def _limits(first: Widget, kind: str) -> Raw:
    if first.max_length and kind in TEXTS:
        return {"max_length": min(first.max_length, _MAX_LENGTH)}
    return {}


def _choices(form_field: FormField, kind: str) -> Raw:
    if kind != "choice":
        return {}
    first = form_field.first
    # What an option shows is what prints; what it exports is for whoever reads the form's data.
    shown = states(form_field).values() if first.kind == "Btn" else _shown(first.options)
    values = dict.fromkeys(value.strip() for value in shown)
    return {"choices": [{"value": value, "label": value[:_MAX_LABEL]} for value in values]}


def _shown(options: tuple[tuple[str, str], ...]) -> list[str]:
    return [shown for _, shown in options]


def _default(form_field: FormField, kind: str) -> str:
    first = form_field.first
    if kind == "image":
        return ""
    if first.kind == "Btn":
        if first.value in ("", _OFF):
            return ""
        return "true" if kind == "boolean" else states(form_field).get(first.value, "")
    value = first.value.replace("\r\n", "\n").replace("\r", "\n").strip()
    exported: Mapping[str, str] = dict(first.options)
    return exported.get(value, value).strip() if first.kind == "Ch" else value


def _note_losses(form_field: FormField, review: Review) -> None:
    first, name = form_field.first, form_field.name
    losses = {
        "its text has one style, rich text is not kept": first.kind == "Tx"
        and first.flags & Flag.RICH_TEXT,
        "one option can be chosen, not several": first.kind == "Ch"
        and first.flags & Flag.MULTI_SELECT,
        "any text can be typed, so its options were left out": first.kind == "Ch"
        and _is_free(first),
    }
    for loss, applies in losses.items():
        if applies:
            review.note(Severity.WARN, "field-changed", f"The field {name}: {loss}.", first.page)

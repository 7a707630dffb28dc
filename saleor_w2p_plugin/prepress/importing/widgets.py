"""The annotations of pages in, the form fields that stand there out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name

from saleor_w2p_plugin.prepress.artwork import reading
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

# A design has at most 200 fields and a page of it 500 frames; more is no form for print.
MAX_ANNOTATIONS: Final = 2000
_MAX_DEPTH: Final = 32
_MAX_TEXT: Final = 20_000
MAX_OPTIONS: Final = 500
_MAX_STATES: Final = 100


class Flag(IntFlag):
    """Flags of fields (ISO 32000-1, tables 221, 226, 228 and 230)."""

    READ_ONLY = 1
    REQUIRED = 1 << 1
    MULTILINE = 1 << 12
    PASSWORD = 1 << 13
    RADIO = 1 << 15
    PUSH_BUTTON = 1 << 16
    COMBO = 1 << 17
    EDITABLE = 1 << 18
    FILE_SELECT = 1 << 20
    MULTI_SELECT = 1 << 21
    COMB = 1 << 24
    RICH_TEXT = 1 << 25


# Flags of annotations (ISO 32000-1, table 165): hidden, and not shown on screens.
_HIDDEN: Final = 1 << 1 | 1 << 5


@dataclass(frozen=True, slots=True)
class Widget:
    """One place of a form field; `corners` and `turn` are in the coordinates of its page.

    `kind` is the field's type (ISO 32000-1, table 220); `value` is what it says, or the state of a
    button; `state` is the one that this place stands for. `options` are exported values with what
    is shown. `font` is the font that the appearance names.
    """

    name: str
    page: int
    kind: str
    flags: Flag
    corners: tuple[float, float, float, float]
    turn: int
    tooltip: str
    value: str
    max_length: int
    align: int
    options: tuple[tuple[str, str], ...]
    state: str
    appearance: str
    caption: str
    border: float
    action: str
    is_hidden: bool
    is_decorated: bool
    font: Mapping[str, pikepdf.Object] = field(repr=False, compare=False)


def read(pdf: pikepdf.Pdf, pages: Mapping[int, pikepdf.Object]) -> Iterator[Widget]:
    """Read the widgets of all pages in the order in which a reader steps through them.

    Raises Unprintable for forms that no design can have and for fields that contain themselves.
    """
    form = pdf.Root.get("/AcroForm", Dictionary())
    if len(form.get("/Fields", [])) > MAX_ANNOTATIONS:
        raise Unprintable(f"The form has more than {MAX_ANNOTATIONS} fields.")
    for number, page in pages.items():
        annotations: Any = page.get("/Annots", [])
        if len(annotations) > MAX_ANNOTATIONS:
            raise Unprintable(f"A page has more than {MAX_ANNOTATIONS} annotations.")
        found = [
            _widget(each, number, form)
            for each in annotations
            if isinstance(each, Dictionary) and each.get("/Subtype") == Name.Widget
        ]
        yield from _in_order(found, page)


def _in_order(found: Sequence[Widget], page: pikepdf.Object) -> list[Widget]:
    """Return widgets in the page's tab order (ISO 32000-1, table 30): as listed, by row, column."""
    tabs, widgets = page.get("/Tabs"), list(found)
    if tabs == Name.R:
        widgets.sort(key=lambda each: (-round(each.corners[3]), each.corners[0]))
    elif tabs == Name.C:
        widgets.sort(key=lambda each: (round(each.corners[0]), -each.corners[3]))
    return widgets


def _widget(annotation: pikepdf.Object, page: int, form: pikepdf.Object) -> Widget:
    chain = list(_chain(annotation))
    flags = Flag(int(_inherited(chain, "/Ff", 0)) & 0x7FFFFFFF)
    kind = str(_inherited(chain, "/FT", ""))
    style = annotation.get("/MK", Dictionary())
    shown = int(annotation.get("/F", 0))
    state = _state(annotation) if kind == "/Btn" else ""
    return Widget(
        name=_name(chain),
        page=page,
        kind=kind.removeprefix("/"),
        flags=flags,
        corners=_corners(annotation),
        turn=int(style.get("/R", 0)) % 360,
        tooltip=_text(_inherited(chain, "/TU", "")).strip(),
        value=_value(chain, kind),
        max_length=max(int(_inherited(chain, "/MaxLen", 0)), 0),
        align=int(_inherited(chain, "/Q", form.get("/Q", 0))),
        options=_options(chain, kind),
        state=state,
        appearance=_text(_inherited(chain, "/DA", form.get("/DA", ""))),
        caption=_text(style.get("/CA", "")),
        border=_border(annotation),
        action=str(annotation.get("/A", Dictionary()).get("/S", "")).removeprefix("/"),
        is_hidden=bool(shown & _HIDDEN),
        is_decorated=any(len(style.get(key, [])) for key in ("/BC", "/BG")),
        font=_fonts(annotation, chain, form),
    )


def _chain(annotation: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield a widget and the fields above it; each may hold what those below leave out."""
    seen: set[tuple[int, int]] = set()
    current: pikepdf.Object | None = annotation
    while current is not None:
        if not isinstance(current, Dictionary) or len(seen) > _MAX_DEPTH:
            raise Unprintable("The form's fields are nested too deeply or are no fields.")
        if current.is_indirect:
            if current.objgen in seen:
                raise Unprintable("A field of the form contains itself.")
            seen.add(current.objgen)
        yield current
        current = current.get("/Parent")


def _inherited(chain: Sequence[pikepdf.Object], key: str, default: object) -> Any:
    return next((each[key] for each in chain if key in each), default)


def _name(chain: Sequence[pikepdf.Object]) -> str:
    return ".".join(_text(each["/T"]) for each in reversed(chain) if "/T" in each)


def _text(value: object) -> str:
    if isinstance(value, pikepdf.Stream):
        data = reading.read(value, 4 * _MAX_TEXT)
        text = str(pikepdf.String(data))
    elif isinstance(value, (str, pikepdf.String, pikepdf.Name)):
        text = str(value)
    else:
        raise TypeError("This is no text.")
    if len(text) > _MAX_TEXT:
        raise Unprintable(f"A text of the form has more than {_MAX_TEXT} characters.")
    return text


def _value(chain: Sequence[pikepdf.Object], kind: str) -> str:
    """Return the value or else the default one; of several chosen options the first."""
    if kind == "/Sig":
        return ""
    found = _inherited(chain, "/V", _inherited(chain, "/DV", ""))
    if isinstance(found, pikepdf.Array):
        found = found[0] if len(found) else ""
    text = _text(found)
    return text.removeprefix("/") if kind == "/Btn" else text


def _corners(annotation: pikepdf.Object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in annotation["/Rect"])
    if not all(math.isfinite(value) for value in (x0, y0, x1, y1)):
        raise Unprintable("A field of the form has no rectangle.")
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _options(chain: Sequence[pikepdf.Object], kind: str) -> tuple[tuple[str, str], ...]:
    found = _inherited(chain, "/Opt", None) if kind in ("/Ch", "/Btn") else None
    if found is None:
        return ()
    if not isinstance(found, pikepdf.Array) or len(found) > MAX_OPTIONS:
        raise Unprintable(f"A field of the form has more than {MAX_OPTIONS} options, or none.")
    pairs = []
    for each in found:
        both = list(each) if isinstance(each, pikepdf.Array) else [each, each]
        pairs.append((_text(both[0]), _text(both[1])))
    return tuple(pairs)


def _state(annotation: pikepdf.Object) -> str:
    """Return the state in which a check box or radio button shows its mark."""
    shown: Any = annotation.get("/AP", Dictionary()).get("/N", Dictionary())
    if isinstance(shown, pikepdf.Stream) or len(shown.keys()) > _MAX_STATES:
        return ""
    return next((key.removeprefix("/") for key in shown if key != "/Off"), "")


def _border(annotation: pikepdf.Object) -> float:
    style = annotation.get("/BS")
    if style is not None:
        return max(float(style.get("/W", 1)), 0.0)
    found = annotation.get("/Border")
    return max(float(found[2]), 0.0) if found is not None and len(found) > 2 else 1.0


def _fonts(
    annotation: pikepdf.Object, chain: Sequence[pikepdf.Object], form: pikepdf.Object
) -> dict[str, pikepdf.Object]:
    """Return the fonts that a default appearance may name: the form's, the field's, its own."""
    found: dict[str, pikepdf.Object] = {}
    shown = annotation.get("/AP", Dictionary()).get("/N")
    own = shown.get("/Resources", Dictionary()) if isinstance(shown, pikepdf.Stream) else None
    for resources in (form.get("/DR"), _inherited(chain, "/DR", None), own):
        fonts = None if resources is None else resources.get("/Font")
        if isinstance(fonts, Dictionary) and len(fonts.keys()) <= _MAX_STATES * 10:
            found.update((key.removeprefix("/"), font) for key, font in fonts.items())
    return found

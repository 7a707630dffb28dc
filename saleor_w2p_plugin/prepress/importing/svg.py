"""An SVG in, a draft with one page of its size out; runs inside the child."""

from __future__ import annotations

import contextlib
import re
from typing import Final
from xml.parsers import expat

from saleor_w2p_plugin.prepress.importing import naming, sizes
from saleor_w2p_plugin.prepress.importing.filling import handed_over, page_names
from saleor_w2p_plugin.prepress.importing.job import Draft
from saleor_w2p_plugin.prepress.units import MM_PER_INCH

_SVG: Final = "http://www.w3.org/2000/svg"
_HEAD: Final = 200
_LENGTH: Final = re.compile(r"\s*(\d*\.?\d+(?:[eE][-+]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
# Millimetres of a unit; a pixel is a 96th of an inch (CSS Values 4, 6.2).
_MM: Final = {
    "": MM_PER_INCH / 96, "px": MM_PER_INCH / 96, "pt": MM_PER_INCH / 72, "pc": MM_PER_INCH / 6,
    "mm": 1.0, "cm": 10.0, "in": MM_PER_INCH,
}  # fmt: skip


class _Root(Exception):
    """The root element is read; nothing behind it matters here."""


def read(data: bytes, draft: Draft) -> None:
    """Make a draft of an SVG: its size is that of the trim with the bleed around it."""
    attributes = _root(data)
    sheet, _ = sizes.page(draft, _size(attributes), page_names(1)[0])
    sheet |= {"artwork": {"name": draft.key, "page": 1}, "frames": []}
    draft.document["pages"].append(sheet)
    # An SVG names fonts by their families, so the plainest of a family goes by its name.
    for face in sorted(handed_over(draft), key=lambda each: (each.is_bold, each.is_italic)):
        key = re.sub(r"[^A-Za-z0-9_-]", "", face.family.replace(" ", "-")) or "font"
        key = naming.unique(key, draft.document["fonts"])
        draft.add("fonts", key, face.file_name, face.data)
    draft.add("artwork", draft.key, f"{draft.key}.svg", data)


def is_svg(data: bytes) -> bool:
    """Tell whether the bytes begin as an SVG does."""
    return data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _root(data: bytes) -> dict[str, str]:
    """Return the attributes of the root element."""
    found: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_SVG} svg":
            found.update(attributes)
        raise _Root

    def refuse(*_: object) -> None:
        raise _Root

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    # An entity could grow without bounds; the engine refuses such files with a sentence.
    parser.EntityDeclHandler = refuse
    with contextlib.suppress(_Root, expat.ExpatError, LookupError, ValueError):
        parser.Parse(data, True)
    return found


def _size(attributes: dict[str, str]) -> tuple[float, float] | None:
    """Return width and height in millimetres; a viewBox gives what they leave out, in pixels."""
    box = [_number(part) for part in attributes.get("viewBox", "").replace(",", " ").split()]
    width, height = (_length(attributes.get(side)) for side in ("width", "height"))
    across, down = (box[2], box[3]) if len(box) == 4 else (None, None)
    if width and not height and across and down:
        height = width * down / across
    if height and not width and across and down:
        width = height * across / down
    if not width and not height and across and down:
        width, height = across * _MM["px"], down * _MM["px"]
    return (width, height) if width and height else None


def _length(text: str | None) -> float | None:
    match = _LENGTH.fullmatch(text or "")
    return float(match[1]) * _MM[match[2]] if match else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

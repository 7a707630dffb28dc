"""A picture of a page or of an area in, a figure with frames at their places out."""

from __future__ import annotations

from typing import Any, Final

from saleor_w2p_plugin.paperwork.markup import E, size_mm
from saleor_w2p_plugin.paperwork.pictures import AreaPicture, PagePicture
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.units import mm

Box = tuple[float, float]

# A hairline's frame would hide it.
_LEAST_FRAME_MM: Final = 1.6
# A frame right at its letters would cut into them.
_AIR_MM: Final = 0.4
_BESIDE_PT: Final = 9.0
_MOST_ENLARGED: Final = 12.0


def page_figure(
    picture: PagePicture, name: str, label: str, within: Box, area: Rect | None = None
) -> Any:
    """Show a page, its trim and an area (upright), as large as fits `within`, in millimetres.

    `name` is the picture's among the document's files.
    """
    scale = min(within[0] / mm(picture.width), within[1] / mm(picture.height), _MOST_ENLARGED)
    whole = Rect(0.0, 0.0, picture.width, picture.height)
    frames = [_frame("trim", picture.trim, whole, scale)]
    if area is not None:
        # What is wrong may be what is missing beside the page.
        near = area.common(whole.inset(-_BESIDE_PT))
        if near.width >= 0 and near.height >= 0:
            frames.append(_frame("area", near, whole, scale))
    caption = f"{label}, {size_mm(*picture.trim.size_mm)}"
    return _figure("whole", whole, scale, name, caption, frames)


def area_figure(picture: AreaPicture, name: str, trim: Rect, within: Box) -> Any:
    """Show an enlarged area, and say where it is, from the lower left corner of the trim."""
    window = picture.window
    scale = min(within[0] / mm(window.width), within[1] / mm(window.height), _MOST_ENLARGED)
    x, y = mm(picture.area.left - trim.left), mm(picture.area.bottom - trim.bottom)
    width, height = picture.area.size_mm
    caption = (
        f"{scale:.1f} × as large: {width:.1f} × {height:.1f} mm at {x:.1f}, {y:.1f} mm "
        "from the trim’s lower left corner"
    )
    frames = [_frame("trim", trim, window, scale), _frame("area", picture.area, window, scale)]
    return _figure("enlarged", window, scale, name, caption, frames)


def _figure(
    kind: str, shown: Rect, scale: float, name: str, caption: str, frames: list[Any]
) -> Any:
    width, height = (side * scale for side in shown.size_mm)
    style = f"width: {width:.2f}mm; height: {height:.2f}mm"
    paper = E.div({"class": "paper", "style": style}, E.img({"src": name, "alt": caption}), *frames)
    return E.figure(
        {"class": kind, "style": f"width: {max(width, 40):.2f}mm"}, paper, E.figcaption(caption)
    )


def _frame(kind: str, rect: Rect, shown: Rect, scale: float) -> Any:
    """Return a frame on a picture, or beside it."""
    left, top = mm(rect.left - shown.left) * scale, mm(shown.top - rect.top) * scale
    width, height = (side * scale for side in rect.size_mm)
    if kind == "area":
        across, down = (max(_LEAST_FRAME_MM / 2 - side / 2, _AIR_MM) for side in (width, height))
        left, top, width, height = left - across, top - down, width + 2 * across, height + 2 * down
    style = f"left: {left:.2f}mm; top: {top:.2f}mm; width: {width:.2f}mm; height: {height:.2f}mm"
    return E.div({"class": kind, "style": style})

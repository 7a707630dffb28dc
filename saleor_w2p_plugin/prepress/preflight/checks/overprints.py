"""Rules on overprint: white that vanishes, and small black that does not print over."""

from __future__ import annotations

from collections.abc import Iterator

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import union
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.colours import Paint
from saleor_w2p_plugin.prepress.preflight.reading.marks import Mark, Picture, Text
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page


def white_overprint(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Nothing white lies on ink and overprints: it would vanish (ISO 32000-1, 8.6.7)."""
    found = [
        mark.area
        for index, mark in enumerate(page.marks)
        if mark.look.overprints and _vanishes(mark) and page.inks_below(index)
    ]
    if found:
        some = "A white object is" if len(found) == 1 else f"{len(found)} white objects are"
        yield Found(f"{some} set to overprint, and will not be seen.", area=union(found))


def _vanishes(mark: Mark) -> bool:
    """Tell whether a mark has no ink, and leaves the plates below as they are.

    Gray counts: many RIPs take it for black ink alone.
    """
    if not mark.paint.is_white or (isinstance(mark, Picture) and not mark.is_stencil):
        return False
    kind = mark.paint.space.kind
    return kind in ("gray", "tint") or (kind == "cmyk" and mark.look.mode == 1)


def black_overprint(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Small text in black ink alone overprints the colours that it stands on."""
    below, found = numbers["below_pt"], list[Rect]()
    for index, mark in enumerate(page.marks):
        if not isinstance(mark, Text) or mark.is_invisible or mark.size_pt >= below:
            continue
        if mark.look.overprints or not _is_black(mark.paint):
            continue
        if page.inks_below(index) - {"Black"}:
            found.append(mark.area)
    if found:
        some = "A black text" if len(found) == 1 else f"{len(found)} black texts"
        message = f"{some} below {below:g} pt on colour will knock out, not overprint."
        yield Found(message, area=union(found))


def _is_black(paint: Paint) -> bool:
    return len(paint.inks) == 1 and paint.inks[0][0] == "Black" and paint.inks[0][1] > 0.95

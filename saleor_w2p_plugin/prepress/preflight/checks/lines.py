"""Rules on lines: thick enough to print."""

from __future__ import annotations

from collections.abc import Iterator

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import union
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.marks import Fill, Line, Mark
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page


def hairlines(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Lines, and filled rectangles that look like lines, are not thinner than the press holds.

    Die lines and the like are never printed, so they may be.
    """
    least, found, thinnest = numbers["least_pt"], list[Rect](), 0.0
    for mark in page.printed:
        width = _width(mark)
        if width is None or width >= least - 0.001 or _is_unseen(inspected, mark):
            continue
        thinnest = min(thinnest, width) if found else width
        found.append(mark.area)
    if found:
        some = "A line is" if len(found) == 1 else f"{len(found)} lines are"
        message = f"{some} thinner than {least:g} pt: {thinnest:.2f} pt."
        yield Found(message, area=union(found))


def _width(mark: Mark) -> float | None:
    if isinstance(mark, Line):
        return mark.width_pt
    return mark.thin_pt if isinstance(mark, Fill) else None


def _is_unseen(inspected: Inspected, mark: Mark) -> bool:
    names = {name for name, _ in mark.paint.inks}
    return mark.paint.is_white or bool(names and names <= inspected.press.finishing.keys())

"""Rules on colours that no press prints as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import union
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.colours import Space
from saleor_w2p_plugin.prepress.preflight.reading.marks import Gradient, Mark, Picture, Text
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page

_CONVERT: Final = "convert-rgb"


def colour_spaces(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """No mark is RGB or Lab in files that we have made, or where the press takes neither."""
    yield from _foreign(page, _CONVERT if inspected.is_supplied else None)


def rgb_under_cmyk(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """No mark of a supplied file has to be converted."""
    yield from _foreign(page, _CONVERT)


def cmyk_profiles(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """CMYK and gray come without profiles, by which a press could convert them once more."""
    found = [mark.area for mark in page.marks if _is_profiled(space_of(mark))]
    if found:
        message = f"{len(found)} objects are in CMYK or gray with a profile of their own."
        yield Found(message, area=union(found))


def space_of(mark: Mark) -> Space:
    """Return the colour space that a mark is painted in."""
    if isinstance(mark, Gradient) or (isinstance(mark, Picture) and not mark.is_stencil):
        return mark.space
    return mark.paint.space


def foreign(marks: Iterable[Mark]) -> dict[str, list[Rect]]:
    """Return where marks are in colours that no press prints as they are, by what they are."""
    areas: dict[str, list[Rect]] = {}
    for mark in marks:
        found = space_of(mark).foreign
        if found:
            areas.setdefault(f"{found} {_kind(mark)}", []).append(mark.area)
    return areas


def _foreign(page: Page, fix: str | None) -> Iterator[Found]:
    for what, areas in sorted(foreign(page.marks).items()):
        some = what if len(areas) == 1 else f"{what}, {len(areas)} times"
        yield Found(f"The page uses colour outside CMYK: {some}.", area=union(areas), fix=fix)


def _kind(mark: Mark) -> str:
    if isinstance(mark, Picture) and not mark.is_stencil:
        return f"picture of {mark.width} x {mark.height} pixels"
    if isinstance(mark, Gradient):
        return "gradient"
    return "text" if isinstance(mark, Text) else "artwork"


def _is_profiled(space: Space) -> bool:
    inner = space.base if space.kind == "indexed" and space.base else space
    return inner.has_profile and inner.foreign is None

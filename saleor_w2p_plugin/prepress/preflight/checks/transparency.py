"""Rules on transparency."""

from __future__ import annotations

from collections.abc import Iterator

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import union
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.marks import Mark, Picture
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page


def transparency(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Nothing is transparent where the policy or its standard takes no transparency."""
    press = inspected.press
    areas = transparent(page)
    if areas:
        why = "the press" if not press.allows_transparency else press.standard
        some = "An object is" if len(areas) == 1 else f"{len(areas)} objects are"
        yield Found(f"{some} transparent, which {why} does not take.", area=union(areas))


def transparent(page: Page) -> list[Rect]:
    """Return the areas of marks that mix with what is below them."""
    return [mark.area for mark in page.marks if _mixes(mark)]


def _mixes(mark: Mark) -> bool:
    return mark.look.is_transparent or (isinstance(mark, Picture) and mark.has_mask)

"""Rules on small text, which plates that are a little out of register spoil."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from saleor_w2p_plugin.prepress.matrices import common, union
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.marks import Text
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page

# A tint below this has no edge that could be seen out of register.
_SEEN: Final = 0.1
_ROUNDING_PT: Final = 0.01


def small_text(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Text is large enough for its inks, and for those that it is reversed out of."""
    kinds: dict[str, tuple[str, list[Text]]] = {
        "several_inks_pt": ("in several inks", []),
        "reversed_pt": ("white on several inks", []),
        "any_pt": ("whatever its ink", []),
    }
    for index, mark in enumerate(page.marks):
        if isinstance(mark, Text) and not mark.is_invisible and _is_printed(mark, page):
            kind = _kind(page, index, mark, numbers)
            if kind is not None:
                kinds[kind][1].append(mark)
    for key, (how, found) in kinds.items():
        if found:
            least = min(mark.size_pt for mark in found)
            some = "A text" if len(found) == 1 else f"{len(found)} texts"
            message = f"{some} {how}: {least:.2f} pt, below {numbers[key]:g} pt."
            yield Found(message, area=union(mark.area for mark in found))


def _kind(page: Page, index: int, mark: Text, numbers: Numbers) -> str | None:
    size = mark.size_pt + _ROUNDING_PT
    if size < numbers["any_pt"]:
        return "any_pt"
    is_mixed = sum(amount >= _SEEN for _, amount in mark.paint.inks) > 1
    if is_mixed and size < numbers["several_inks_pt"]:
        return "several_inks_pt"
    if size < numbers["reversed_pt"] and mark.paint.is_white and not mark.look.overprints:
        return "reversed_pt" if len(page.inks_below(index)) > 1 else None
    return None


def _is_printed(mark: Text, page: Page) -> bool:
    return common(mark.area, page.trim) is not None and mark.size_pt > 0

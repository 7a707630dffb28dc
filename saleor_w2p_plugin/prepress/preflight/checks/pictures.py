"""Rules on pictures: enough pixels where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading.marks import Picture
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page
from saleor_w2p_plugin.prepress.preflight.report import Severity

# Programs write flat areas and gradients as pictures of a few pixels: no detail is lost in those.
_SWATCH_SIDE: Final = 4


def picture_resolution(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Pictures have enough pixels; those of one bit are line art, and need more."""
    for mark in page.printed:
        if not isinstance(mark, Picture) or min(mark.width, mark.height) <= _SWATCH_SIDE:
            continue
        kind = "line_" if mark.bits == 1 else ""
        warn, block = numbers[f"{kind}warn_ppi"], numbers[f"{kind}block_ppi"]
        if mark.ppi >= warn:
            continue
        size = f"{mark.width} x {mark.height} pixels{' of 1 bit' if kind else ''}"
        yield Found(
            f"A picture of {size} stands at {mark.ppi:.0f} ppi.",
            area=mark.area,
            severity=Severity.BLOCK if mark.ppi < block else Severity.WARN,
        )

"""The whole size of a file that has one page in, that page of a design out."""

from __future__ import annotations

from typing import Any

from saleor_w2p_plugin.prepress.importing.job import Draft
from saleor_w2p_plugin.prepress.importing.sheets import (
    LEAST_MM,
    MAX_BLEED_MM,
    MOST_MM,
    usual_safe,
)
from saleor_w2p_plugin.prepress.preflight.report import Severity


def page(
    draft: Draft, natural: tuple[float, float] | None, name: str
) -> tuple[dict[str, Any], tuple[float, float]]:
    """Return a page, and the size of its trim with the bleed around it.

    That is the file's natural size, unless a size of the trim was given. Raises ArtworkInvalid.
    """
    bleed, given, review = draft.job.bleed_mm, draft.job.size_mm, draft.review
    if natural is None and given is None:
        review.refuse("The file does not say how large it is; give the size of the page.")
    if not 0 <= bleed <= MAX_BLEED_MM:
        review.refuse(f"A bleed is 0 to {MAX_BLEED_MM:g} mm, not {bleed:g}.", "bleed_mm")
    review.check()
    across, down = natural or (0.0, 0.0)
    width, height = given or (across - 2 * bleed, down - 2 * bleed)
    if min(width, height) < LEAST_MM or max(width, height) > MOST_MM:
        message = f"A page is {LEAST_MM:g} to {MOST_MM:g} mm wide and high"
        review.refuse(f"{message}, not {width:g} x {height:g}.", "size_mm")
        review.check()
    width, height = round(width, 3), round(height, 3)
    if bleed == 0:
        review.note(Severity.WARN, "bleed", "The page has no bleed on every side.", 1)
    sheet = {
        "name": name,
        "width_mm": width,
        "height_mm": height,
        "bleed_mm": bleed,
        "safe_mm": usual_safe(min(width, height)),
    }
    return sheet, (width + 2 * bleed, height + 2 * bleed)

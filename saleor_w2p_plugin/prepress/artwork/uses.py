"""What a page of artwork is used for, and how problems name the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from saleor_w2p_plugin.prepress.boxes import Sheet

WHOLE: Final = "artwork"


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a page of artwork, counted from 1.

    With a sheet the page is its background: the trim must be the sheet's, and the bleed there.
    Without one the page is a picture that ends at its trim, crop or media box, whichever it has.
    """

    page: int
    sheet: Sheet | None = None


def place_of(number: int) -> str:
    """Return how a problem names a page."""
    return f"{WHOLE}.pages[{number - 1}]"

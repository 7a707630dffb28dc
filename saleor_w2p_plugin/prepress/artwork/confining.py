"""Artwork and its uses in, the normalised pages out, by way of a process with limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from saleor_w2p_plugin.design.press import DEFAULT, Press, packed
from saleor_w2p_plugin.prepress import colour, confined
from saleor_w2p_plugin.prepress.artwork.uses import WHOLE, Use
from saleor_w2p_plugin.prepress.boxes import Sheet
from saleor_w2p_plugin.prepress.colour import Conversion

_MIB: Final = 1 << 20
# A file of a few kilobytes is done in milliseconds; a photo takes what its bytes take.
_SECONDS: Final = 1.3
_SECONDS_PER_MIB: Final = 1.0
# Each path is measured then.
_RICH_BLACK_SHARE: Final = 2.0
_MEMORY: Final = 400 * _MIB
_MEMORY_PER_BYTE: Final = 6


def normalise(
    pdf: bytes,
    uses: Sequence[Use],
    conversion: Conversion | None = None,
    press: Press = DEFAULT,
) -> bytes:
    """Return a PDF with one page for each use, in order.

    Each page's MediaBox is trim plus bleed of a sheet, or the artwork's own trim without one; it
    stands upright at a scale of 1. RGB and Lab colours, gradients and RGB pictures are CMYK, pure
    black is black ink alone; CMYK, grey and spot inks keep their numbers. Raises ArtworkInvalid
    with every page's problem: encrypted files, JavaScript, forms, attachments, hidden layers,
    missing pages, a trim size off by more than 0.2 mm, missing bleed, fonts that are not embedded,
    colours that cannot be converted, and files that take too long or too much memory.

    Runs in a child process: starting it takes about 0.1 s.
    """
    inks = conversion or colour.of()
    seconds = _SECONDS + _SECONDS_PER_MIB * len(pdf) / _MIB
    return confined.call(
        f"{__package__}.answering:answer",
        {
            "uses": [(use.page, _sides(use.sheet)) for use in uses],
            "conversion": (inks.intent, inks.black_point, inks.ink_limit, inks.rich_black),
            "press": packed(press),
        },
        [pdf, inks.profile],
        confined.Limits(
            seconds=seconds * (_RICH_BLACK_SHARE if inks.rich_black else 1.0),
            memory=_MEMORY + _MEMORY_PER_BYTE * len(pdf),
        ),
        place=WHOLE,
    )


def _sides(sheet: Sheet | None) -> tuple[float, float, float, float] | None:
    if sheet is None:
        return None
    return sheet.width_mm, sheet.height_mm, sheet.bleed_mm, sheet.safe_mm

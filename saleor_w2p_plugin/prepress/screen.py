"""Amounts of ink in, what they look like on a screen out."""

from __future__ import annotations

from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.colour import Cmyk, Conversion


def rgb(inks: Cmyk, conversion: Conversion | None = None) -> tuple[int, int, int]:
    """Return the sRGB colour, 0 to 255, of inks (0 to 1) under a press policy, or the default."""
    return (conversion or colour.of()).rgb(inks)


def hexadecimal(inks: Cmyk, conversion: Conversion | None = None) -> str:
    """Return the colour of inks as web pages write it, `#rrggbb`."""
    return "#" + bytes(rgb(inks, conversion)).hex()

"""A brand's colours and a conversion in, how they are printed and what they look like out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from saleor_w2p_plugin.design import inks
from saleor_w2p_plugin.design.brand import Brand
from saleor_w2p_plugin.prepress import screen
from saleor_w2p_plugin.prepress.colour import Cmyk, Conversion

Kind = Literal["cmyk", "gray", "rgb", "spot"]

_KINDS: Final[dict[type, Kind]] = {
    inks.Cmyk: "cmyk",
    inks.Gray: "gray",
    inks.Rgb: "rgb",
    inks.Spot: "spot",
}


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour of a brand; `label` is the name of its ink, or else its slot's.

    `cmyk` are the process inks that print it, or stand in for a spot where its ink is not on the
    press; `hex` is how these look on a screen, `#rrggbb`.
    """

    slot: str
    label: str
    kind: Kind
    spot_name: str | None
    cmyk: Cmyk
    hex: str


def swatches(brand: Brand, conversion: Conversion) -> list[Swatch]:
    """Return the colours of a brand by their slots, as the press of a conversion prints them."""
    found = []
    for slot, colour in sorted(brand.colours.items()):
        spot_name = colour.ink.name if isinstance(colour.ink, inks.Spot) else None
        printed = conversion.process(colour.ink)
        shown = screen.hexadecimal(printed, conversion)
        kind = _KINDS[type(colour.ink)]
        found.append(Swatch(slot, spot_name or slot, kind, spot_name, printed, shown))
    return found

"""The colours of a design in, the operators that set them and the spaces they need out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saleor_w2p_plugin.design.inks import Cmyk, Colour, Gray, Rgb, Spot
from saleor_w2p_plugin.prepress import colour as conversion
from saleor_w2p_plugin.prepress.syntax import name, numbers


@dataclass(frozen=True, slots=True)
class Inks:
    """Operators by colour key, and Separation spaces by resource name (ISO 32000-1, 8.6)."""

    fill: Mapping[str, bytes]
    stroke: Mapping[str, bytes]
    spaces: Mapping[bytes, bytes]

    @classmethod
    def of(cls, colours: Mapping[str, Colour]) -> Inks:
        """Prepare every colour of a design; screen colours become process inks here."""
        spots = dict.fromkeys(
            (colour.ink.name, colour.ink.alternate)
            for colour in colours.values()
            if isinstance(colour.ink, Spot)
        )
        names = {spot: b"S%d" % index for index, spot in enumerate(spots)}
        fill, stroke = {}, {}
        for key, colour in colours.items():
            fill[key], stroke[key] = _operators(colour.ink, names)
        spaces = {names[spot]: _separation(*spot) for spot in spots}
        return cls(fill, stroke, spaces)


def _operators(
    ink: Cmyk | Gray | Rgb | Spot, names: Mapping[tuple[str, Cmyk], bytes]
) -> tuple[bytes, bytes]:
    if isinstance(ink, Gray):
        # DeviceGray counts light: 0 is black.
        value = numbers(1 - ink.black)
        return value + b" g", value + b" G"
    if isinstance(ink, Spot):
        space, tint = names[ink.name, ink.alternate], numbers(ink.tint)
        return b"/%s cs %s scn" % (space, tint), b"/%s CS %s SCN" % (space, tint)
    if isinstance(ink, Rgb):
        ink = Cmyk(*conversion.cmyk(ink.red, ink.green, ink.blue))
    value = numbers(ink.cyan, ink.magenta, ink.yellow, ink.black)
    return value + b" k", value + b" K"


def _separation(ink: str, alternate: Cmyk) -> bytes:
    """Write a Separation space whose tint grows linearly into its alternate (8.6.6.4)."""
    full = numbers(alternate.cyan, alternate.magenta, alternate.yellow, alternate.black)
    return (
        b"[/Separation/%s/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[%s]/N 1>>]"
    ) % (name(ink), full)

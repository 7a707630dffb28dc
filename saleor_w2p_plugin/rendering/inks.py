"""The colours of a design in, the operators that set them and the spaces they need out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from saleor_w2p_plugin.design.inks import Cmyk, Colour, Ink, Spot
from saleor_w2p_plugin.prepress.colour import BLACK, Conversion
from saleor_w2p_plugin.prepress.syntax import name, numbers


@dataclass(frozen=True, slots=True)
class Inks:
    """Operators by colour key, and Separation spaces by resource name (ISO 32000-1, 8.6).

    `spots` are the same spaces by the names of their inks. `areas` fill areas: there pure black is
    rich black, where the press has one. Colours that always overprint are in `overprinting`.
    """

    fill: Mapping[str, bytes]
    areas: Mapping[str, bytes]
    stroke: Mapping[str, bytes]
    spaces: Mapping[bytes, bytes]
    spots: Mapping[str, bytes]
    overprinting: frozenset[str]

    @classmethod
    def of(
        cls, colours: Mapping[str, Colour], conversion: Conversion, finishing: Collection[str]
    ) -> Inks:
        """Prepare every colour of a design; screen colours become process inks here.

        `finishing` are the names of spots that are no colour: what lies below them has to print.
        """
        spots = dict.fromkeys(
            (colour.ink.name, colour.ink.alternate)
            for colour in colours.values()
            if isinstance(colour.ink, Spot)
        )
        names = {spot: b"S%d" % index for index, spot in enumerate(spots)}
        fill, areas, stroke = {}, {}, {}
        for key, colour in colours.items():
            process = conversion.process(colour.ink)
            fill[key], stroke[key] = _operators(colour.ink, names, numbers(*process))
            is_black = process == BLACK and not isinstance(colour.ink, Spot)
            rich = numbers(*(conversion.rich_black or BLACK)) + b" k"
            areas[key] = rich if is_black else fill[key]
        spaces = {names[spot]: _separation(*spot) for spot in spots}
        overprinting = frozenset(
            key
            for key, colour in colours.items()
            if isinstance(colour.ink, Spot) and colour.ink.name in finishing
        )
        by_ink = {spot[0]: spaces[names[spot]] for spot in reversed(spots)}
        return cls(fill, areas, stroke, spaces, by_ink, overprinting)


def _operators(
    ink: Ink, names: Mapping[tuple[str, Cmyk], bytes], process: bytes
) -> tuple[bytes, bytes]:
    if isinstance(ink, Spot):
        space, tint = names[ink.name, ink.alternate], numbers(ink.tint)
        return b"/%s cs %s scn" % (space, tint), b"/%s CS %s SCN" % (space, tint)
    # Gray, too: no ink of DeviceGray is ever left out, so it could not overprint (ISO 32000-1,
    # table 149).
    return process + b" k", process + b" K"


def _separation(ink: str, alternate: Cmyk) -> bytes:
    """Write a Separation space whose tint grows linearly into its alternate (8.6.6.4)."""
    full = numbers(alternate.cyan, alternate.magenta, alternate.yellow, alternate.black)
    return (
        b"[/Separation/%s/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[%s]/N 1>>]"
    ) % (name(ink), full)

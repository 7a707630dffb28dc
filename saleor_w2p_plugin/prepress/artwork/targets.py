"""What RGB becomes: inks on the page, or brightness inside a soft mask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PIL import Image

from saleor_w2p_plugin.prepress import colour

Colour = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A colour space to convert to, its operators, and how to convert."""

    space: str
    fill: str
    stroke: str
    black: Colour
    colour: Callable[[float, float, float, bytes | None], Colour]
    image: Callable[[Image.Image, bytes | None], Image.Image]


def _grey(red: float, green: float, blue: float, icc: bytes | None) -> Colour:
    # A luminosity mask is made of brightness (ISO 32000-1, 11.5.3); inks would change its shape.
    return (0.3 * red + 0.59 * green + 0.11 * blue,)


def _grey_image(image: Image.Image, icc: bytes | None) -> Image.Image:
    return image.convert("L")


INKS: Final = Target("/DeviceCMYK", "k", "K", colour.BLACK, colour.cmyk, colour.cmyk_image)
MASK: Final = Target("/DeviceGray", "g", "G", (0.0,), _grey, _grey_image)

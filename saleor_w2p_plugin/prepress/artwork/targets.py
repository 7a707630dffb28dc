"""What RGB and Lab become: inks on the page, or brightness inside a soft mask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image

from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.artwork.sources import Components, Source
from saleor_w2p_plugin.prepress.colour import Conversion

Colour = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A colour space to convert to, its operators, and how to convert.

    `is_device_only` is whether no space may be left that says how a colour looks, not how it is
    printed; `rich_black` is what pure black becomes in areas, `ink_limit` the most ink on one spot.
    """

    space: str
    fill: str
    stroke: str
    black: Colour
    colour: Callable[[Components, Source], Colour]
    image: Callable[[Image.Image, bytes | None], Image.Image]
    is_device_only: bool = False
    rich_black: Colour | None = None
    ink_limit: float | None = None

    def bytes_of(self, colours: Sequence[Components], source: Source) -> bytes:
        """Return many colours at once, a byte for each component."""
        if source.lab is not None:
            converted = [self.colour(each, source) for each in colours]
            return bytes(round(part * 255) for parts in converted for part in parts)
        samples = bytes(round(part * 255) for parts in colours for part in parts)
        row = Image.frombytes("RGB", (len(colours), 1), samples)
        data = bytearray(self.image(row, source.icc).tobytes())
        black = bytes(round(part * 255) for part in self.black)
        for index, parts in enumerate(colours):
            if not any(parts):
                data[index * len(black) : (index + 1) * len(black)] = black
        return bytes(data)


def inks(conversion: Conversion, *, is_device_only: bool) -> Target:
    """Return the inks of a press as what colours are to become."""

    def convert(components: Components, source: Source) -> Colour:
        if source.lab is not None:
            return conversion.cmyk_of_lab(*components)
        return conversion.cmyk(*components, source.icc)

    return Target(
        *("/DeviceCMYK", "k", "K", colour.BLACK),
        convert,
        conversion.image,
        is_device_only,
        conversion.rich_black,
        conversion.ink_limit,
    )


def _grey(components: Components, source: Source) -> Colour:
    # A luminosity mask is made of brightness (ISO 32000-1, 11.5.3); inks would change its shape.
    if source.lab is not None:
        return (components[0] / 100,)
    red, green, blue = components
    return (0.3 * red + 0.59 * green + 0.11 * blue,)


def _grey_image(image: Image.Image, icc: bytes | None) -> Image.Image:
    return image.convert("L")


MASK: Final = Target("/DeviceGray", "g", "G", (0.0,), _grey, _grey_image)

"""A decoded picture in, its upright rows in gray or inks out, strip by strip, alpha beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops

from saleor_w2p_plugin.prepress.colour import Conversion
from saleor_w2p_plugin.rendering.pictures import opening

# What is in memory beside the decoded picture: a few copies of so many pixels.
_STRIP_PIXELS: Final = 1 << 20
_BLOCK: Final = 8  # of a JPEG, which needs whole ones

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FROM_THE_END: Final = (3, 4, 7, 8)
_SIXTEEN_BITS: Final = ("I;16", "I;16L", "I;16B", "I;16N")
# Gamma of screens and of sRGB; a PNG that names another one is brought to it (PNG, 13.13).
_GAMMA: Final = 1 / 2.2
_OPAQUE: Final = 255


@dataclass(frozen=True, slots=True)
class Strip:
    """Some rows of a picture in mode 1, L or CMYK, and their alpha in mode L."""

    colour: Image.Image
    alpha: Image.Image | None


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded picture, how its pixels are to be read, and how they become inks."""

    image: Image.Image
    orientation: int
    icc: bytes | None
    is_inverted: bool
    conversion: Conversion

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height of the upright picture."""
        width, height = self.image.size
        return (height, width) if self.orientation in opening.SIDEWAYS else (width, height)

    @property
    def mode(self) -> str:
        """Return the mode of the strips' colour: 1, L or CMYK; the picture has to be decoded."""
        mode = self.image.mode
        if mode == "1":
            return "L" if opening.has_alpha(self.image) else "1"
        is_gray = mode in ("L", "LA", "La", *_SIXTEEN_BITS) or _has_gray_palette(self.image)
        return "L" if is_gray else "CMYK"

    @property
    def ink_limit(self) -> float | None:
        """Return the most ink of the press on one pixel; None where the inks were supplied."""
        is_converted = self.mode == "CMYK" and (
            self.image.mode != "CMYK" or self.conversion.changes("CMYK", self.icc)
        )
        return self.conversion.ink_limit if is_converted else None

    @property
    def is_opaque(self) -> bool:
        """Tell whether no pixel lets anything through; the picture has to be decoded."""
        if not opening.has_alpha(self.image):
            return True
        alphas = (alpha for _, alpha in self._separated())
        return all(alpha is None or alpha.getextrema()[0] == _OPAQUE for alpha in alphas)

    def strips(self) -> Iterator[Strip]:
        """Convert the picture from top to bottom; strips are a multiple of 8 rows high."""
        tables = self._tables()
        for base, alpha in self._separated():
            if self.is_inverted:
                base = ImageChops.invert(base)
            for table in tables:
                base = base.point(table * len(base.getbands()))
            if base.mode not in ("1", "L"):
                base = self.conversion.image(base, self.icc)
            yield Strip(base, alpha)

    def _separated(self) -> Iterator[tuple[Image.Image, Image.Image | None]]:
        width, height = self.size
        rows = max(_BLOCK, _STRIP_PIXELS // width // _BLOCK * _BLOCK)
        for top in range(0, height, rows):
            yield _separated(self._rows(top, min(top + rows, height)), self.mode)

    def _rows(self, top: int, bottom: int) -> Image.Image:
        """Return rows of the upright picture, from where they lie in the file's."""
        width, height = self.image.size
        if self.orientation in _FROM_THE_END:
            end = width if self.orientation in opening.SIDEWAYS else height
            top, bottom = end - bottom, end - top
        box = (
            (top, 0, bottom, height)
            if self.orientation in opening.SIDEWAYS
            else (0, top, width, bottom)
        )
        part = self.image.crop(box)
        turn = _TURNS.get(self.orientation)
        return part if turn is None else part.transpose(turn)

    def _tables(self) -> list[list[int]]:
        """Return what each value of 8 bits becomes before colours are converted."""
        tables = []
        info = self.image.info
        if self.image.format == "PNG" and not self.icc and "srgb" not in info:
            gamma = info.get("gamma", _GAMMA)
            if gamma > 0 and abs(gamma - _GAMMA) > 0.01:
                exponent = _GAMMA / gamma
                tables.append([round(255 * (value / 255) ** exponent) for value in range(256)])
        if self.icc and self.mode == "L":
            table = self.conversion.gray_table(self.icc)
            if table:
                tables.append(table)
        return tables


def _separated(strip: Image.Image, target: str) -> tuple[Image.Image, Image.Image | None]:
    """Return the colour in mode 1, L, RGB, CMYK or LAB, and the alpha if there is any."""
    mode, transparent = strip.mode, strip.info.get("transparency")
    if mode in _SIXTEEN_BITS:
        return _eight_bits(strip, transparent)
    if mode in ("CMYK", "LAB"):
        return strip, None
    plain = "RGB" if target == "CMYK" else target
    if not opening.has_alpha(strip):
        return strip.convert(plain), None
    full = strip.convert("RGBA" if plain == "RGB" or mode in ("P", "PA") else "LA")
    return full.convert(plain), full.getchannel("A")


def _eight_bits(strip: Image.Image, transparent: object) -> tuple[Image.Image, Image.Image | None]:
    numbers = strip.convert("I")
    gray = numbers.point([value >> 8 for value in range(1 << 16)], "L")
    if not isinstance(transparent, int):
        return gray, None
    return gray, numbers.point([_OPAQUE * (value != transparent) for value in range(1 << 16)], "L")


def _has_gray_palette(image: Image.Image) -> bool:
    """Tell whether a picture has a palette of grays: formats like GIF know no other gray."""
    if image.mode not in ("P", "PA"):
        return False
    palette = image.getpalette("RGB") or []
    return palette[0::3] == palette[1::3] == palette[2::3]

"""A picture and a fingerprint in, the picture as a proof that nobody prints by mistake out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, cast

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_GREY: Final = 140
_OPACITY: Final = 0.5
_WORD: Final = "PROOF"


def marked(image: Image.Image, digits: str) -> Image.Image:
    """Write PROOF along the diagonal and the fingerprint's digits in the lower left corner."""
    mask = Image.new("L", image.size, 0)
    word = _diagonal(image.size)
    corner = ((image.width - word.width) // 2, (image.height - word.height) // 2)
    mask.paste(word, corner)
    mask = mask.point([round(value * _OPACITY) for value in range(256)])
    image = image.copy()
    image.paste((_GREY, _GREY, _GREY), (0, 0), mask)
    _write_digits(image, digits)
    return image


def _font(size: float) -> FreeTypeFont:
    # Imported late: a process that writes press files needs no FreeType, which takes a megabyte.
    from PIL import ImageFont

    return cast("FreeTypeFont", ImageFont.load_default(size=size))


def _diagonal(size: tuple[int, int]) -> Image.Image:
    width, height = size
    diagonal = math.hypot(width, height)
    # Four fifths of the diagonal for five letters; the default font's capitals are ~0.7 em wide.
    font = _font(max(8.0, diagonal * 0.75 / (len(_WORD) * 0.7)))
    left, top, right, bottom = (round(edge) for edge in font.getbbox(_WORD))
    word = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(word).text((-left, -top), _WORD, fill=255, font=font)
    angle = math.degrees(math.atan2(height, width))
    turned = word.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True)
    turned.thumbnail(size)
    return turned


def _write_digits(image: Image.Image, digits: str) -> None:
    draw = ImageDraw.Draw(image)
    font = _font(max(9.0, min(image.size) / 22))
    left, top, right, bottom = draw.textbbox((0, 0), digits, font=font)
    pad = round(font.getbbox("0")[3] / 3)
    y = image.height - (bottom - top) - 2 * pad
    draw.rectangle((0, y, right - left + 2 * pad, image.height), fill=(255, 255, 255))
    draw.text((pad - left, y + pad - top), digits, fill=(0, 0, 0), font=font)

"""Amounts of ink in, what they look like on a screen out."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageCms

from saleor_w2p_plugin.prepress.colour import Cmyk, profile_bytes

Rgb = tuple[int, int, int]


@lru_cache(maxsize=4096)
def rgb(inks: Cmyk) -> Rgb:
    """Return the sRGB colour, 0 to 255, of inks (0 to 1) in the shipped printing condition.

    Relative colorimetric with black point compensation, so that paper is white.
    """
    pixel = Image.new("CMYK", (1, 1), tuple(round(ink * 255) for ink in inks))
    shown = ImageCms.applyTransform(pixel, _transform())
    if shown is None:
        raise RuntimeError("The profile of the printing condition cannot be used.")
    red, green, blue = shown.tobytes()
    return red, green, blue


def hexadecimal(inks: Cmyk) -> str:
    """Return the colour of inks as web pages write it, `#rrggbb`."""
    return "#" + bytes(rgb(inks)).hex()


@lru_cache(maxsize=1)
def _transform() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        io.BytesIO(profile_bytes()),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")),
        "CMYK",
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )

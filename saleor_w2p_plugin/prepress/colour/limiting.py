"""A picture in CMYK and a limit in, the same picture with no pixel over it out."""

from __future__ import annotations

import math
from typing import Any

from PIL import Image, ImageMath


def limited(image: Image.Image, limit: float) -> Image.Image:
    """Take cyan, magenta and yellow back by one share where the inks of a pixel exceed a limit.

    `limit` is 1 for each full ink, at least 1. Black stays: it carries the drawing. What the others
    are to each other stays too, and so the hue; only the darkest parts get lighter.
    """
    most = math.floor(limit * 255 + 1e-9)
    inks = dict(zip("cmyk", image.split(), strict=True))
    if most_ink(image) * 255 <= most:
        return image

    def share(name: str) -> Image.Image:
        def reduced(has: dict[str, Any]) -> Any:
            coloured = has["c"] + has["m"] + has["y"]
            # In whole numbers, rounded down: the sum cannot come out above the limit.
            kept = has[name] * has["min"](coloured, most - has["k"]) / has["max"](coloured, 1)
            return has["convert"](kept, "L")

        found: Image.Image = ImageMath.lambda_eval(reduced, **inks)
        return found

    return Image.merge("CMYK", (share("c"), share("m"), share("y"), inks["k"]))


def most_ink(image: Image.Image) -> float:
    """Return the most ink on one pixel of a picture in CMYK, 1 for each full ink."""
    inks = dict(zip("cmyk", image.split(), strict=True))
    total = ImageMath.lambda_eval(lambda has: has["c"] + has["m"] + has["y"] + has["k"], **inks)
    most: int = total.getextrema()[1]
    return most / 255

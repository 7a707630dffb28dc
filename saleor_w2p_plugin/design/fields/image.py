"""The answer to an image field in, which picture it is and what share of it shows out."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

# Whether the picture exists and is large enough is asked where pictures are known.
_NUMBER: Final = r"([0-9]{1,3}(?:\.[0-9]{1,6})?)"
_ANSWER: Final = re.compile(
    rf"([0-9a-f]{{64}})(?:#xywh=percent:{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER})?"
)
_WHOLE: Final = (Decimal(0), Decimal(0), Decimal(100), Decimal(100))

Crop = tuple[float, float, float, float]


def canonical(text: str) -> str | None:
    """Return an answer without zeros that mean nothing and without a share that is all of it.

    Returns None for what is no sha256 in hexadecimal digits, with or without a share inside the
    picture in percent (W3C Media Fragments URI 1.0, 4.2.2).
    """
    found = _ANSWER.fullmatch(text[:64].lower() + text[64:])
    if not found:
        return None
    if found[2] is None:
        return found[1]
    x, y, width, height = share = tuple(map(Decimal, found.groups()[1:]))
    if not (width and height) or x + width > 100 or y + height > 100:
        return None
    if share == _WHOLE:
        return found[1]
    return f"{found[1]}#xywh=percent:" + ",".join(format(v.normalize(), "f") for v in share)


def reference(answer: str) -> tuple[str, Crop | None]:
    """Return the sha256 of a picture and its crop: x, y, width, height in shares of the picture.

    The crop is None where all of it shows. The answer is canonical, and not empty.
    """
    sha256, _, share = answer.partition("#xywh=percent:")
    if not share:
        return sha256, None
    x, y, width, height = (float(Decimal(part) / 100) for part in share.split(","))
    return sha256, (x, y, width, height)

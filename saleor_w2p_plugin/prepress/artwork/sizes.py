"""A PDF in, a refusal of streams that unpack to more than their reader should hold out."""

from __future__ import annotations

from typing import Final

import pikepdf
from pikepdf import Name

from saleor_w2p_plugin.prepress.artwork import reading
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

# Fonts, profiles, functions and meshes together; what is drawn is counted when it is parsed.
MAX_BYTES: Final = 96 * 1024 * 1024
# The most bytes of a pixel: four inks of 16 bits; and a byte a row for predictors.
_PIXEL_BYTES: Final = 8
_SLACK: Final = 1 << 16
# Decoded to be measured: the worst that these can do is far from what they do.
_MEASURED: Final = frozenset(("/LZWDecode", "/RunLengthDecode"))


def check(pdf: pikepdf.Pdf) -> None:
    """Refuse pictures that unpack to more than their size, and others over 96 MiB in all.

    Previews are made of this PDF in a process without limits. Raises Unprintable.
    """
    left = MAX_BYTES
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream):
            continue
        if item.get("/Subtype") == Name.Image:
            check_picture(item)
        else:
            left -= _size(item, left)


def check_picture(image: pikepdf.Stream) -> int:
    """Return how many bytes a picture unpacks to at most; its own codes stay as they are.

    Raises Unprintable when that is more than its size allows.
    """
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    return _size(image, width * height * _PIXEL_BYTES + height + _SLACK)


def _size(stream: pikepdf.Stream, limit: int) -> int:
    if _MEASURED.isdisjoint(reading.filters(stream)):
        return reading.check_size(stream, limit)
    size = len(reading.decoded(stream))
    if size > limit:
        raise Unprintable(f"A stream of the file unpacks to more than {limit} bytes.")
    return size

"""Strips of a picture in, the entries and data of image XObjects out (ISO 32000-1, 8.9.5)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from PIL import Image

from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.rendering.pictures import jpeg
from saleor_w2p_plugin.rendering.pictures.strips import Strip

Encoded = tuple[bytes, bytes]

_LEVEL: Final = 6
_SPACES: Final = {"1": b"DeviceGray", "L": b"DeviceGray", "CMYK": b"DeviceCMYK"}
_INVERTED: Final = b"/Decode[1 0 1 0 1 0 1 0]"
_OPAQUE: Final = 255


def entries(width: int, height: int, mode: str, coding: bytes) -> bytes:
    """Write an image's dictionary entries, all but its length."""
    bits = 1 if mode == "1" else 8
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent %d%s" % (
        width,
        height,
        _SPACES[mode],
        bits,
        coding,
    )


def dct(mode: str, is_inverted: bool) -> bytes:
    """Write how JPEG data are coded; readers of PDF go by Decode alone, not by Adobe's marker."""
    return b"/Filter/DCTDecode" + (_INVERTED if mode == "CMYK" and is_inverted else b"")


def encode(
    strips: Iterable[Strip],
    width: int,
    height: int,
    mode: str,
    is_photo: bool,
    ink_limit: float | None = None,
) -> tuple[Encoded, Encoded | None]:
    """Encode strips: photos as JPEG of quality 92, flat art without loss; alpha as a soft mask.

    What keeps to an ink limit keeps to it in JPEG, too.
    Returns the image's and its mask's entries and data; no mask when every pixel is opaque.
    """
    mask = _Mask()
    colours = mask.beside(strips)
    if is_photo and mode != "1":
        data = jpeg.joined((colour.jpeg(strip, ink_limit) for strip in colours), height)
        image = entries(width, height, mode, dct(mode, is_inverted=True)), data
    else:
        data = _flate(strip.tobytes() for strip in colours)
        image = entries(width, height, mode, b"/Filter/FlateDecode"), data
    if mask.is_opaque:
        return image, None
    return image, (entries(width, height, "L", b"/Filter/FlateDecode"), mask.finish())


@dataclass(slots=True)
class _Mask:
    """Packs the alpha of strips while their colours go by."""

    is_opaque: bool = True
    _packer: Any = field(default_factory=lambda: zlib.compressobj(_LEVEL))
    _packed: io.BytesIO = field(default_factory=io.BytesIO)

    def beside(self, strips: Iterable[Strip]) -> Iterator[Image.Image]:
        for strip in strips:
            if strip.alpha is not None:
                lowest, _ = strip.alpha.getextrema()
                self.is_opaque = self.is_opaque and lowest == _OPAQUE
                self._packed.write(self._packer.compress(strip.alpha.tobytes()))
            yield strip.colour

    def finish(self) -> bytes:
        self._packed.write(self._packer.flush())
        return self._packed.getvalue()


def _flate(rows: Iterable[bytes]) -> bytes:
    packer = zlib.compressobj(_LEVEL)
    packed = io.BytesIO()  # gives its bytes away without a copy, as joining would not
    for row in rows:
        packed.write(packer.compress(row))
    packed.write(packer.flush())
    return packed.getvalue()

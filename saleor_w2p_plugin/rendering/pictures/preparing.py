"""The bytes of a picture in, an image XObject in gray or the press's inks out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from PIL import Image

from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.colour import Conversion
from saleor_w2p_plugin.rendering.pictures import encoding, jpeg, opening
from saleor_w2p_plugin.rendering.pictures.invalid import PictureInvalid, damage_is_refused
from saleor_w2p_plugin.rendering.pictures.strips import Source

_PRESS_MODES: Final = ("L", "CMYK")
# Decoders hold the coefficients of all pixels until the last scan, six to eight bytes each.
_MAX_SCANNED_PIXELS: Final = 30_000_000
# TIFFs whose pixels went through a lossy code already.
_LOSSY_TIFFS: Final = ("jpeg", "tiff_jpeg", "webp")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image XObject: its dictionary's entries without /Length, its data, and its soft mask's.

    Width and height are those of the upright picture, in pixels.
    """

    width_px: int
    height_px: int
    entries: bytes
    data: bytes
    mask: tuple[bytes, bytes] | None


@dataclass(frozen=True, slots=True)
class Terms:
    """How a press takes pictures: what makes inks of them, and whether screen colours are
    converted or refused, and transparent parts kept or refused.

    As they are by default, a press without a policy takes them.
    """

    conversion: Conversion = field(default_factory=colour.of)
    allows_rgb: bool = True
    allows_alpha: bool = True


@dataclass(frozen=True, slots=True)
class _Decoded:
    """A picture with its pixels; `parts` are those of a JPEG."""

    source: Source
    name: str
    parts: jpeg.Parts | None


def verify(data: bytes, terms: Terms | None = None) -> opening.Info:
    """Refuse what `prepare` would refuse, for a fraction of the time, and say what a picture is.

    Its pixels are decoded, and thrown away. Raises PictureInvalid.
    """
    _decoded(data, terms or Terms())
    return opening.inspect(data)


def prepare(data: bytes, terms: Terms | None = None) -> Prepared:
    """Bring a picture into gray or the inks of the printing condition, upright, without metadata.

    Embedded ICC profiles are honoured; what has none is sRGB, or press gray and inks as they are.
    JPEGs in which nothing would change keep their coded pixels. Same bytes in, same bytes out.

    Raises PictureInvalid for everything that `inspect` refuses, for damaged pictures, and for what
    the terms refuse.
    """
    decoded = _decoded(data, terms or Terms())
    source, parts, image = decoded.source, decoded.parts, decoded.source.image
    with damage_is_refused():
        width, height = source.size
        if parts and _is_ready(source, parts):
            coding = encoding.dct(image.mode, parts.is_adobe)
            entries = encoding.entries(width, height, image.mode, coding)
            return Prepared(width, height, entries, parts.cleaned(), None)
        if parts and image.mode == "CMYK" and not parts.is_adobe:
            # Pillow takes every CMYK JPEG for Adobe's and has inverted this one in vain.
            source = replace(source, is_inverted=True)
        is_photo = _is_photo(image, decoded.name, data)
        found, mask = encoding.encode(
            source.strips(), width, height, source.mode, is_photo, source.ink_limit
        )
    return Prepared(width, height, *found, mask)


def _decoded(data: bytes, terms: Terms) -> _Decoded:
    image = opening.opened(data)
    name = opening.format_of(image)
    icc = image.info.get("icc_profile")
    source = Source(image, opening.orientation(image), icc, False, terms.conversion)
    parts = jpeg.parts(data) if name == "JPEG" else None
    if parts and parts.scans > 1 and image.width * image.height > _MAX_SCANNED_PIXELS:
        raise PictureInvalid(
            f"The picture has {image.width} x {image.height} pixels; as a progressive JPEG,"
            f" {_MAX_SCANNED_PIXELS // 1_000_000} million can be printed."
        )
    with damage_is_refused():
        image.load()
        if not terms.allows_rgb and source.mode == "CMYK" and image.mode != "CMYK":
            raise PictureInvalid("The picture is in RGB; here it has to be in CMYK or gray.")
        if not terms.allows_alpha and not source.is_opaque:
            raise PictureInvalid("The picture is transparent in parts; here it has to be opaque.")
    return _Decoded(source, name, parts)


def _is_ready(source: Source, parts: jpeg.Parts) -> bool:
    """Tell whether a JPEG's coded pixels can be printed as they are."""
    return (
        source.image.mode in _PRESS_MODES
        and source.orientation == 1
        and parts.is_plain
        and not source.conversion.changes(source.image.mode, source.icc)
    )


def _is_photo(image: Image.Image, name: str, data: bytes) -> bool:
    """Tell whether a picture has lost detail to its code already, so that ours costs no more."""
    if image.mode in ("1", "P", "PA"):
        return False
    if name == "WEBP":
        return b"VP8L" not in data[12:64]
    if name == "TIFF":
        return image.info.get("compression") in _LOSSY_TIFFS
    return name in ("JPEG", "JPEG2000", "AVIF")

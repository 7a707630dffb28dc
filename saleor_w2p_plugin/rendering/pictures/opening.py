"""The bytes of a picture in, its opened file (nothing decoded yet) and what its header says out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import Base as Tag

from saleor_w2p_plugin.rendering.pictures import containers
from saleor_w2p_plugin.rendering.pictures.invalid import PictureInvalid, damage_is_refused

MAX_BYTES: Final = 100 * 1024 * 1024
# The longest side that a JPEG can have, in whole blocks.
MAX_SIDE: Final = 65_528
# What decoding takes in memory differs by format: each limit keeps it below 512 MB in all.
_MAX_MEGAPIXELS: Final[Mapping[str, int]] = {
    "JPEG": 50,
    "PNG": 50,
    "TIFF": 30,
    "WEBP": 16,
    "GIF": 50,
    "BMP": 50,
    "JPEG2000": 15,
    "AVIF": 16,
}
_UNPRINTABLE_MODES: Final = {"I": "32 bits", "F": "floating point values"}
SIDEWAYS: Final = (5, 6, 7, 8)
# As much as a JPEG can hold; a longer Exif could unpack to gigabytes of numbers.
_MAX_EXIF_BYTES: Final = 65_536
_REDUCED: Final = 1
# Pillow unpacks these in Python, a minute for a large picture.
_RUN_LENGTHS: Final = (1, 2)


@dataclass(frozen=True, slots=True)
class Info:
    """What a picture's header says; width and height are those of the upright picture.

    `mode` is Pillow's: 1, L, LA, P, RGB, RGBA, CMYK, LAB, I;16 and the like.
    """

    format: str
    width_px: int
    height_px: int
    mode: str
    has_alpha: bool


def inspect(data: bytes) -> Info:
    """Read a picture's header; its pixels are not decoded.

    Raises PictureInvalid for anything but JPEG, PNG, TIFF, WebP, GIF, BMP, JPEG 2000 and AVIF, for
    animated pictures, and for more than 100 MiB or more pixels than the format may have.
    """
    image = opened(data)
    width, height = image.size
    if orientation(image) in SIDEWAYS:
        width, height = height, width
    return Info(format_of(image), width, height, image.mode, has_alpha(image))


def opened(data: bytes) -> Image.Image:
    """Open a picture that keeps every limit, without decoding it; raises PictureInvalid."""
    if len(data) > MAX_BYTES:
        raise PictureInvalid(f"The picture is larger than {MAX_BYTES >> 20} MiB.")
    with damage_is_refused():
        containers.check(data)
        try:
            image = Image.open(io.BytesIO(data), formats=[*_MAX_MEGAPIXELS])
        except Image.DecompressionBombError:
            raise PictureInvalid("The picture has too many pixels.") from None
        except UnidentifiedImageError:
            raise PictureInvalid(
                "This is not a readable picture in JPEG, PNG, TIFF, WebP, GIF, BMP, JPEG 2000 or"
                " AVIF."
            ) from None
        _check(image)
    return image


def format_of(image: Image.Image) -> str:
    """Return the format's name; a JPEG that carries further pictures is a JPEG."""
    return "JPEG" if image.format == "MPO" else str(image.format)


def orientation(image: Image.Image) -> int:
    """Return how the pixels lie, 1 to 8 (Exif 2.3, 4.6.4 A, Orientation); 1 is upright."""
    if image.format == "TIFF":
        return 1  # Pillow turns these while it decodes.
    # Asked for by getexif, Pillow would decode a PNG to find out.
    exif = image.info.get("exif", b"")
    if not 0 < len(exif) <= _MAX_EXIF_BYTES:
        return 1
    found = Image.Exif()
    try:
        with damage_is_refused():
            found.load(exif)
            turn = found.get(Tag.Orientation, 1)
    except PictureInvalid:
        return 1  # Damaged Exif says nothing; the picture may still be fine.
    return turn if turn in range(1, 9) else 1


def has_alpha(image: Image.Image) -> bool:
    """Tell whether a picture has transparent parts, as far as its header says."""
    return bool(image.has_transparency_data)


def _check(image: Image.Image) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise PictureInvalid("The picture has no pixels.")
    if max(width, height) > MAX_SIDE:
        raise PictureInvalid(
            f"The picture has {width} x {height} pixels; a side may have {MAX_SIDE}."
        )
    name = format_of(image)
    limit = _MAX_MEGAPIXELS[name]
    if width * height > limit * 1_000_000:
        raise PictureInvalid(
            f"The picture has {width} x {height} pixels; in {name}, {limit} million can be printed."
        )
    if image.mode in _UNPRINTABLE_MODES:
        raise PictureInvalid(
            f"The picture has {_UNPRINTABLE_MODES[image.mode]} per channel; save it with 8 or 16."
        )
    if image.format == "BMP" and image.info.get("compression") in _RUN_LENGTHS:
        raise PictureInvalid("The picture is a compressed BMP; save it as PNG.")
    if image.format != "MPO" and getattr(image, "is_animated", False):
        _check_frames(image)


def _check_frames(image: Image.Image) -> None:
    if image.format != "TIFF":
        raise PictureInvalid("The picture is animated; save the one frame that is to be printed.")
    # A second picture may be a preview of the first (TIFF 6.0, NewSubfileType).
    image.seek(1)
    tags: Mapping[int, int] = image.tag_v2  # type: ignore[attr-defined]
    is_preview = bool(tags.get(Tag.NewSubfileType, 0) & _REDUCED)
    image.seek(0)
    if not is_preview:
        raise PictureInvalid("The file has several pages; save the one that is to be printed.")

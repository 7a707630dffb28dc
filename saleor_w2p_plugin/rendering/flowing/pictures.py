"""The bytes of a picture in, the same in sRGB or a refusal of what would not come out whole out."""

from __future__ import annotations

import io
import warnings
from typing import Final

_FORMATS: Final = ("GIF", "JPEG", "PNG", "TIFF", "WEBP")
MAX_PIXELS: Final = 64_000_000


def check(data: bytes) -> None:
    """Decode a picture as a whole; raises ValueError, with a sentence, when that fails.

    Engines go on with half a picture or none, and say nothing.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # The size is ours to judge.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise ValueError(f"has {width} x {height} pixels, more than 64 million")
        if picture.mode.startswith(("I", "F")):
            raise ValueError("has more than 8 bits for a colour; save it with 8")
        picture.load()
    except Image.DecompressionBombError:
        raise ValueError("has more than 64 million pixels") from None
    except UnidentifiedImageError:
        raise ValueError("is no picture that can be read") from None
    except (OSError, SyntaxError) as error:
        raise ValueError(f"is damaged: {error}") from None


def in_srgb(data: bytes) -> bytes:
    """Return a checked RGB picture that says it is not sRGB as one that is; others as they are.

    Raises ValueError for a profile that is damaged.
    """
    from PIL import Image, ImageCms

    picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    icc = picture.info.get("icc_profile")
    if not icc or picture.mode not in ("RGB", "RGBA"):
        return data
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        if "srgb" in ImageCms.getProfileDescription(profile).lower():
            return data
        alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
        exif = picture.info.get("exif", b"")
        transform = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "RGB", "RGB")
        converted = transform.apply(picture.convert("RGB"))
    except (OSError, ImageCms.PyCMSError) as error:
        raise ValueError(f"has a damaged colour profile: {error}") from None
    if alpha is not None:
        converted.putalpha(alpha)
    saved = io.BytesIO()
    if picture.format == "JPEG":
        converted.save(saved, "JPEG", quality=95, subsampling=0, exif=exif, icc_profile=None)
    else:
        converted.save(saved, "PNG", compress_level=1, exif=exif, icc_profile=None)
    return saved.getvalue()

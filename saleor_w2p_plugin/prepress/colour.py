"""Screen colours in, ink amounts of the shipped printing condition out."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib import resources
from typing import Final

from PIL import Image, ImageCms

CONDITION: Final = "Coated FOGRA39 (ISO 12647-2:2004)"
_PROFILE: Final = "profiles/FOGRA39L_coated.icc"

Cmyk = tuple[float, float, float, float]
BLACK: Final[Cmyk] = (0.0, 0.0, 0.0, 1.0)
PAPER: Final[Cmyk] = (0.0, 0.0, 0.0, 0.0)


@lru_cache(maxsize=1)
def profile_bytes() -> bytes:
    """Return the ICC profile of the printing condition (see profiles/README.md)."""
    return resources.files(__package__).joinpath(_PROFILE).read_bytes()


@lru_cache(maxsize=4096)
def cmyk(red: float, green: float, blue: float, icc: bytes | None = None) -> Cmyk:
    """Convert one colour, components between 0 and 1, sRGB unless an ICC profile says otherwise.

    Black becomes black ink alone: text in four inks needs a register that no press holds.
    """
    if red <= 0 and green <= 0 and blue <= 0:
        return BLACK
    pixel = Image.new("RGB", (1, 1), tuple(_byte(value) for value in (red, green, blue)))
    inks = cmyk_image(pixel, icc).tobytes()
    return inks[0] / 255, inks[1] / 255, inks[2] / 255, inks[3] / 255


@lru_cache(maxsize=4096)
def cmyk_of_lab(lightness: float, a: float, b: float) -> Cmyk:
    """Convert one CIE Lab colour; no lightness is black ink alone, as for RGB, white is paper."""
    if lightness <= 0:
        return BLACK
    if (lightness, a, b) == (100, 0, 0):
        # Eight bits miss the profile's white by one.
        return PAPER
    # Pillow keeps a and b as signed bytes.
    signed = (min(max(round(value), -128), 127) % 256 for value in (a, b))
    pixel = Image.frombytes("LAB", (1, 1), bytes((min(round(lightness * 2.55), 255), *signed)))
    inks = Image.new("CMYK", (1, 1))
    _lab_transform().transform.apply(pixel.getim(), inks.getim())
    found = inks.tobytes()
    return found[0] / 255, found[1] / 255, found[2] / 255, found[3] / 255


def cmyk_image(image: Image.Image, icc: bytes | None = None) -> Image.Image:
    """Convert an RGB picture, sRGB unless an ICC profile says otherwise."""
    if image.mode != "RGB":
        raise ValueError(f"A picture in {image.mode} cannot be converted as RGB.")
    inks = Image.new("CMYK", image.size)
    # ImageCms.applyTransform would also write the whole profile out, 2 ms for every colour.
    _transform(icc).transform.apply(image.getim(), inks.getim())
    return inks


@lru_cache(maxsize=8)
def _transform(icc: bytes | None) -> ImageCms.ImageCmsTransform:
    try:
        return _build(ImageCms.ImageCmsProfile(io.BytesIO(icc)) if icc else _srgb())
    except (OSError, ImageCms.PyCMSError):
        # A broken embedded profile says nothing; readers fall back to DeviceRGB in that case.
        return _build(_srgb())


@lru_cache(maxsize=1)
def _lab_transform() -> ImageCms.ImageCmsTransform:
    return _build(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")), "LAB")


def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _build(source: ImageCms.ImageCmsProfile, mode: str = "RGB") -> ImageCms.ImageCmsTransform:
    """Build a relative colorimetric transform with black point compensation: paper stays paper."""
    return ImageCms.buildTransform(
        source,
        io.BytesIO(profile_bytes()),
        mode,
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _byte(value: float) -> int:
    return round(min(max(value, 0.0), 1.0) * 255)

"""Screen colours in, ink amounts of the shipped printing condition out."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib import resources
from typing import Final, Literal

from PIL import Image, ImageCms

CONDITION: Final = "Coated FOGRA39 (ISO 12647-2:2004)"
_PROFILE: Final = "profiles/FOGRA39L_coated.icc"
# What descriptions of other profiles from the same measurements say.
_SAME_CONDITION: Final = ("fogra39", "iso coated v2")
# Modes of pictures, and the kind of colour that a profile for them describes (ICC.1, 7.2.6).
_MODES: Final = {"RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}
_MAX_PROFILE_BYTES: Final = 4 * 1024 * 1024

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
    found = cmyk_image(pixel).tobytes()
    return found[0] / 255, found[1] / 255, found[2] / 255, found[3] / 255


def cmyk_image(image: Image.Image, icc: bytes | None = None) -> Image.Image:
    """Convert a picture in RGB, Lab or CMYK.

    RGB is sRGB unless an ICC profile says otherwise; CMYK stays as it is unless a profile says that
    it was made for another printing condition. Profiles that are broken or describe another kind of
    colour say nothing. Raises ValueError for other modes.
    """
    if image.mode not in _MODES:
        raise ValueError(f"A picture in {image.mode} cannot be converted to inks.")
    transform = _transform(image.mode, icc)
    if transform is None:
        return image
    inks = Image.new("CMYK", image.size)
    # ImageCms.applyTransform would also write the whole profile out, 2 ms for every colour.
    transform.transform.apply(image.getim(), inks.getim())
    return inks


@lru_cache(maxsize=8)
def gray_table(icc: bytes) -> list[int] | None:
    """Return what each gray of a profile becomes as DeviceGray, None if it is no profile for gray.

    DeviceGray prints in black ink alone (ISO 32000-1, 10.3.3), so each gray takes the amount of it
    that looks as light, from paper for white to solid black ink for black.
    """
    source = _profile(icc, "GRAY")
    if source is None:
        return None
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    none = Image.new("L", ramp.size)
    try:
        grays = _lightnesses(source, ramp)
        inks = _lightnesses(_press(), Image.merge("CMYK", (none, none, none, ramp)))
    except (OSError, ImageCms.PyCMSError):
        return None
    solid, paper = min(inks), max(inks)
    shares = [(ink - solid) / (paper - solid) for ink in inks]
    black, white = min(grays), max(max(grays), min(grays) + 1)
    return [
        255 - min(range(256), key=lambda ink: abs(shares[ink] - (gray - black) / (white - black)))
        for gray in grays
    ]


def changes(mode: str, icc: bytes | None) -> bool:
    """Tell whether a profile changes what a picture in L or CMYK prints."""
    if icc is None:
        return False
    return gray_table(icc) is not None if mode == "L" else _transform(mode, icc) is not None


@lru_cache(maxsize=8)
def _transform(mode: str, icc: bytes | None) -> ImageCms.ImageCmsTransform | None:
    try:
        source = _source(mode, icc)
        return _build(source, mode) if source else None
    except (OSError, ImageCms.PyCMSError):
        # A broken embedded profile says nothing; readers fall back to the device's colours then.
        return _transform(mode, None) if icc else None


def _source(mode: str, icc: bytes | None) -> ImageCms.ImageCmsProfile | None:
    """Return the profile that a picture is to be read by; None for the inks of the press."""
    if mode == "LAB":
        return _created("LAB")
    found = _profile(icc, _MODES[mode]) if icc else None
    if mode == "RGB":
        return found or _created("sRGB")
    return None if found is None or _is_press(found) else found


def _profile(icc: bytes, space: str) -> ImageCms.ImageCmsProfile | None:
    """Return a profile if it can be read and describes this kind of colour."""
    if len(icc) > _MAX_PROFILE_BYTES:
        return None
    try:
        found = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    except (OSError, ImageCms.PyCMSError):
        return None
    return found if found.profile.xcolor_space.strip() == space else None


def _is_press(profile: ImageCms.ImageCmsProfile) -> bool:
    """Tell whether a profile was made from the data of the shipped printing condition.

    Many were: converting between them would change nothing but black text, which would be mixed.
    """
    told = (profile.profile.profile_description, profile.profile.target)
    return any(name in (text or "").lower() for name in _SAME_CONDITION for text in told)


def _lightnesses(profile: ImageCms.ImageCmsProfile, ramp: Image.Image) -> list[int]:
    lab = ImageCms.buildTransform(
        profile, _created("LAB"), ramp.mode, "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    ).apply(ramp)
    return list(lab.getchannel("L").tobytes())


def _created(name: Literal["LAB", "sRGB"]) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name))


def _press() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(io.BytesIO(profile_bytes()))


def _build(source: ImageCms.ImageCmsProfile, mode: str) -> ImageCms.ImageCmsTransform:
    """Build a relative colorimetric transform with black point compensation: paper stays paper."""
    return ImageCms.buildTransform(
        source,
        _press(),
        mode,
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _byte(value: float) -> int:
    return round(min(max(value, 0.0), 1.0) * 255)

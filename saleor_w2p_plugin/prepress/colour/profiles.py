"""The bytes of an ICC profile in, a profile that may be used for what it is wanted for out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Final, Literal

from PIL import ImageCms

from saleor_w2p_plugin.design.press import Intent, Standard

Profile = ImageCms.ImageCmsProfile

MAX_BYTES: Final = 4 * 1024 * 1024
INTENTS: Final = {
    "perceptual": ImageCms.Intent.PERCEPTUAL,
    "relative": ImageCms.Intent.RELATIVE_COLORIMETRIC,
    "saturation": ImageCms.Intent.SATURATION,
    "absolute": ImageCms.Intent.ABSOLUTE_COLORIMETRIC,
}
# Version 2 of profiles is that of PDF 1.4, version 4 of PDF 1.5 and later.
_TOO_NEW: Final[Mapping[Standard, float]] = {"PDF/X-4": 5.0, "PDF/X-1a:2003": 4.0}
_SHIPPED: Final = "profiles/FOGRA39L_coated.icc"
# What descriptions of other profiles from the same measurements say.
_SAME_CONDITION: Final = ("fogra39", "iso coated v2")


class ProfileInvalid(ValueError):
    """A profile is no output profile for CMYK; the message is a sentence for who chose it."""


@lru_cache(maxsize=1)
def shipped() -> bytes:
    """Return the profile of the printing condition that is shipped (see profiles/README.md)."""
    return resources.files("saleor_w2p_plugin.prepress").joinpath(_SHIPPED).read_bytes()


@lru_cache(maxsize=8)
def check(icc: bytes, intent: Intent, standard: Standard) -> None:
    """Refuse what cannot be the profile of a press.

    Raises ProfileInvalid for more than 4 MiB, broken profiles, other classes of profile than
    output profiles (ICC.1, 7.2.5), other inks than CMYK, a missing table for the intent, and a
    version of profile that files of the standard may not hold (ISO 32000-1, 8.6.5.5).
    """
    if len(icc) > MAX_BYTES:
        raise ProfileInvalid(f"The ICC profile is larger than {MAX_BYTES >> 20} MiB.")
    if int.from_bytes(icc[:4], "big") > len(icc):
        raise ProfileInvalid("The ICC profile is broken: its end is missing.")
    try:
        found = opened(icc).profile
        is_press = found.device_class == "prtr" and found.xcolor_space.strip() == "CMYK"
        if not is_press:
            raise ProfileInvalid("The ICC profile is not an output profile for CMYK.")
        if found.version >= _TOO_NEW[standard]:
            raise ProfileInvalid(f"{standard} takes no ICC profile of version {found.version:g}.")
        if not all(found.is_intent_supported(INTENTS[intent], way) for way in ImageCms.Direction):
            raise ProfileInvalid(f"The ICC profile has no tables for the intent “{intent}”.")
        ImageCms.buildTransform(created("sRGB"), opened(icc), "RGB", "CMYK", INTENTS[intent])
        ImageCms.buildTransform(opened(icc), created("sRGB"), "CMYK", "RGB")
    except (OSError, ImageCms.PyCMSError):
        raise ProfileInvalid("The ICC profile is broken.") from None


def opened(icc: bytes) -> Profile:
    """Open a profile; raises OSError or PyCMSError for a broken one."""
    return Profile(io.BytesIO(icc))


def embedded(icc: bytes, space: str) -> Profile | None:
    """Return the profile of a picture if it can be read and describes this kind of colour."""
    if len(icc) > MAX_BYTES:
        return None
    try:
        found = opened(icc)
    except (OSError, ImageCms.PyCMSError):
        return None
    return found if found.profile.xcolor_space.strip() == space else None


def created(name: Literal["LAB", "sRGB"]) -> Profile:
    """Return a profile of a colour space that everybody knows."""
    return Profile(ImageCms.createProfile(name))


def is_same_condition(one: Profile, other: Profile) -> bool:
    """Tell whether two profiles were made from the data of one printing condition.

    Many were: converting between them would change nothing but black text, which would be mixed.
    """
    named = one.profile.profile_description
    if named and named == other.profile.profile_description:
        return True
    return _is_fogra39(one) and _is_fogra39(other)


def _is_fogra39(profile: Profile) -> bool:
    told = (profile.profile.profile_description, profile.profile.target)
    return any(name in (text or "").lower() for name in _SAME_CONDITION for text in told)

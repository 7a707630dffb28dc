"""Screen colours in, ink amounts of a printing condition out, as a press policy says."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from PIL import Image, ImageCms

from saleor_w2p_plugin.design import inks
from saleor_w2p_plugin.design.press import DEFAULT, Intent, Press
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem
from saleor_w2p_plugin.prepress.colour import limiting, profiles
from saleor_w2p_plugin.prepress.colour.profiles import INTENTS, Profile, ProfileInvalid, created

# Modes of pictures, and the kind of colour that a profile for them describes (ICC.1, 7.2.6).
_MODES: Final = {"RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}
_KEPT_COLOURS: Final = 4096
_KEPT_TRANSFORMS: Final = 8

Cmyk = tuple[float, float, float, float]
Rgb = tuple[int, int, int]
BLACK: Final[Cmyk] = (0.0, 0.0, 0.0, 1.0)
PAPER: Final[Cmyk] = (0.0, 0.0, 0.0, 0.0)


# Without slots: what is costly to make is made once, kept beside the fields, and goes with them.
@dataclass(frozen=True)
class Conversion:
    """How colours become the inks of a press; may be used from several threads at once.

    `profile` are the bytes of an ICC output profile for CMYK, `ink_limit` is the most ink on one
    spot of what is converted, 1 for each full ink, `rich_black` what pure black is in areas.
    """

    profile: bytes = field(repr=False)
    intent: Intent = "relative"
    black_point: bool = True
    ink_limit: float | None = None
    rich_black: Cmyk | None = None

    def cmyk(self, red: float, green: float, blue: float, icc: bytes | None = None) -> Cmyk:
        """Convert a colour, components between 0 and 1, sRGB unless an ICC profile says otherwise.

        Black becomes black ink alone: text in four inks needs a register that no press holds.
        """
        return self._kept_colours(red, green, blue, icc)

    def cmyk_of_lab(self, lightness: float, a: float, b: float) -> Cmyk:
        """Convert a CIE Lab colour; no lightness is black ink alone, as for RGB, white is paper."""
        return self._kept_lab(lightness, a, b)

    def process(self, ink: inks.Ink) -> Cmyk:
        """Return the process inks of a colour of a design or a brand.

        Of a spot they are those that stand in for its ink where that is not on the press.
        """
        if isinstance(ink, inks.Rgb):
            return self.cmyk(ink.red, ink.green, ink.blue)
        if isinstance(ink, inks.Gray):
            return 0.0, 0.0, 0.0, ink.black
        full, tint = (ink.alternate, ink.tint) if isinstance(ink, inks.Spot) else (ink, 1.0)
        return full.cyan * tint, full.magenta * tint, full.yellow * tint, full.black * tint

    def image(self, image: Image.Image, icc: bytes | None = None) -> Image.Image:
        """Convert a picture in RGB, Lab or CMYK.

        RGB is sRGB unless an ICC profile says otherwise; CMYK stays as it is unless a profile says
        that it was made for another printing condition. Profiles that are broken or describe
        another kind of colour say nothing. Raises ValueError for other modes.
        """
        if image.mode not in _MODES:
            raise ValueError(f"A picture in {image.mode} cannot be converted to inks.")
        transform = self._kept_transforms(image.mode, icc)
        if transform is None:
            return image
        converted = Image.new("CMYK", image.size)
        # ImageCms.applyTransform would also write the whole profile out, 2 ms for every colour.
        transform.transform.apply(image.getim(), converted.getim())
        if self.ink_limit is None:
            return converted
        return limiting.limited(converted, self.ink_limit)

    def gray_table(self, icc: bytes) -> list[int] | None:
        """Return what each gray of a profile becomes as DeviceGray, None if it is not for gray.

        DeviceGray prints in black ink alone (ISO 32000-1, 10.3.3), so each gray takes the amount of
        it that looks as light, from paper for white to solid black ink for black.
        """
        return self._kept_grays(icc)

    def changes(self, mode: str, icc: bytes | None) -> bool:
        """Tell whether a profile changes what a picture in L or CMYK prints."""
        if icc is None:
            return False
        if mode == "L":
            return self.gray_table(icc) is not None
        return self._kept_transforms(mode, icc) is not None

    def rgb(self, amounts: Cmyk) -> Rgb:
        """Return the sRGB colour, 0 to 255, that amounts of ink (0 to 1) look like.

        Relative colorimetric with black point compensation, so that paper is white.
        """
        return self._kept_looks(amounts)

    @cached_property
    def _kept_colours(self) -> Callable[..., Cmyk]:
        return lru_cache(_KEPT_COLOURS)(self._of_rgb)

    @cached_property
    def _kept_lab(self) -> Callable[..., Cmyk]:
        return lru_cache(_KEPT_COLOURS)(self._of_lab)

    @cached_property
    def _kept_transforms(self) -> Callable[..., ImageCms.ImageCmsTransform | None]:
        return lru_cache(_KEPT_TRANSFORMS)(self._transform)

    @cached_property
    def _kept_grays(self) -> Callable[..., list[int] | None]:
        return lru_cache(_KEPT_TRANSFORMS)(self._grays)

    @cached_property
    def _kept_looks(self) -> Callable[..., Rgb]:
        return lru_cache(_KEPT_COLOURS)(self._look)

    def _of_rgb(self, red: float, green: float, blue: float, icc: bytes | None) -> Cmyk:
        if red <= 0 and green <= 0 and blue <= 0:
            return BLACK
        pixel = Image.new("RGB", (1, 1), tuple(_byte(value) for value in (red, green, blue)))
        return _amounts(self.image(pixel, icc))

    def _of_lab(self, lightness: float, a: float, b: float) -> Cmyk:
        if lightness <= 0:
            return BLACK
        if (lightness, a, b) == (100, 0, 0):
            # Eight bits miss the profile's white by one.
            return PAPER
        # Pillow keeps a and b as signed bytes.
        signed = (min(max(round(value), -128), 127) % 256 for value in (a, b))
        light = min(round(lightness * 2.55), 255)
        return _amounts(self.image(Image.frombytes("LAB", (1, 1), bytes((light, *signed)))))

    def _transform(self, mode: str, icc: bytes | None) -> ImageCms.ImageCmsTransform | None:
        try:
            source = self._source(mode, icc)
            return None if source is None else self._build(source, mode)
        except (OSError, ImageCms.PyCMSError):
            # A broken embedded profile says nothing; readers fall back to the device's colours.
            return self._kept_transforms(mode, None) if icc else None

    def _source(self, mode: str, icc: bytes | None) -> Profile | None:
        """Return the profile that a picture is to be read by; None for the inks of the press."""
        if mode == "LAB":
            return created("LAB")
        found = profiles.embedded(icc, _MODES[mode]) if icc else None
        if mode == "RGB":
            return found or created("sRGB")
        return None if found is None or profiles.is_same_condition(found, self._press) else found

    def _build(self, source: Profile, mode: str) -> ImageCms.ImageCmsTransform:
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION if self.black_point else ImageCms.Flags.NONE
        return ImageCms.buildTransform(
            source, self._press, mode, "CMYK", renderingIntent=INTENTS[self.intent], flags=flags
        )

    def _grays(self, icc: bytes) -> list[int] | None:
        source = profiles.embedded(icc, "GRAY")
        if source is None:
            return None
        ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
        none = Image.new("L", ramp.size)
        try:
            grays = _lightnesses(source, ramp)
            blacks = _lightnesses(self._press, Image.merge("CMYK", (none, none, none, ramp)))
        except (OSError, ImageCms.PyCMSError):
            return None
        solid, paper = min(blacks), max(blacks)
        if solid == paper:
            return None
        shares = [(ink - solid) / (paper - solid) for ink in blacks]
        black, white = min(grays), max(max(grays), min(grays) + 1)
        return [
            255
            - min(range(256), key=lambda ink: abs(shares[ink] - (gray - black) / (white - black)))
            for gray in grays
        ]

    def _look(self, amounts: Cmyk) -> Rgb:
        pixel = Image.new("CMYK", (1, 1), tuple(_byte(amount) for amount in amounts))
        shown = Image.new("RGB", (1, 1))
        self._to_screen.transform.apply(pixel.getim(), shown.getim())
        red, green, blue = shown.tobytes()
        return red, green, blue

    @cached_property
    def _to_screen(self) -> ImageCms.ImageCmsTransform:
        return ImageCms.buildTransform(
            self._press,
            created("sRGB"),
            "CMYK",
            "RGB",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    @cached_property
    def _press(self) -> Profile:
        return profiles.opened(self.profile)


def of(press: Press = DEFAULT, profile: bytes | None = None) -> Conversion:
    """Return the conversion of a press policy; `profile` is what its ICC profile's file holds.

    The same policy and bytes give the same conversion, with all that it has kept. Raises
    DesignInvalid, naming `press.profile`, for a profile that no press can have.
    """
    if press.profile is not None and profile is None:
        raise ValueError("The policy names an ICC profile, whose bytes are needed.")
    rich_black = dataclasses.astuple(press.rich_black) if press.rich_black else None
    icc = profiles.shipped() if press.profile is None or profile is None else profile
    try:
        if press.profile is not None:
            profiles.check(icc, press.intent, press.standard)
    except ProfileInvalid as error:
        raise DesignInvalid(W2PProblem(Code.DESIGN_INVALID, str(error), "press.profile")) from None
    return _made(icc, press.intent, press.black_point, press.ink_limit, rich_black)


_made = lru_cache(maxsize=8)(Conversion)


def _amounts(pixel: Image.Image) -> Cmyk:
    cyan, magenta, yellow, black = pixel.tobytes()
    return cyan / 255, magenta / 255, yellow / 255, black / 255


def _lightnesses(profile: Profile, ramp: Image.Image) -> list[int]:
    lab = ImageCms.buildTransform(
        profile, created("LAB"), ramp.mode, "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    ).apply(ramp)
    return list(lab.getchannel("L").tobytes())


def _byte(value: float) -> int:
    return round(min(max(value, 0.0), 1.0) * 255)

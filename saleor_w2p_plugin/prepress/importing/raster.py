"""A picture in, a draft with one page that it fills out; runs inside the child."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import Base as Tag

from saleor_w2p_plugin.prepress.importing import sizes
from saleor_w2p_plugin.prepress.importing.filling import page_names
from saleor_w2p_plugin.prepress.importing.job import Draft
from saleor_w2p_plugin.prepress.preflight.report import Severity
from saleor_w2p_plugin.prepress.units import MM_PER_INCH

# What the engine prints, with the endings of their files.
_FORMATS: Final = {
    "JPEG": "jpg", "PNG": "png", "TIFF": "tif", "WEBP": "webp", "GIF": "gif", "BMP": "bmp",
    "JPEG2000": "jp2", "AVIF": "avif",
}  # fmt: skip
_SIDEWAYS: Final = (5, 6, 7, 8)
_MAX_EXIF_BYTES: Final = 65_536
# Twice the ruling of a fine screen is 300 ppi; below this, detail is lost.
_FINE_PPI: Final = 250
# Some programs write these where nobody has chosen a resolution.
_LEAST_PPI, _MOST_PPI = 10.0, 4800.0
_SHARE: Final = 0.01
_RGB_MODES: Final = ("RGB", "RGBA", "RGBX", "P", "PA", "YCbCr", "LAB", "HSV")


def read(data: bytes, draft: Draft) -> None:
    """Make a draft of a picture; its resolution or the size that was given says how large it is."""
    review = draft.review
    try:
        image = Image.open(io.BytesIO(data), formats=[*_FORMATS])
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError):
        review.refuse("This is no PDF, no SVG and no picture that can be read.")
        review.check()
        return
    if image.mode in _RGB_MODES and not draft.job.press.allows_rgb:
        review.refuse("The press takes no RGB, and the picture is in RGB; save it in CMYK.")
    pixels = _pixels(image)
    _add(draft, _natural(image, pixels), pixels)
    ending = _FORMATS["JPEG" if image.format == "MPO" else str(image.format)]
    draft.add("images", draft.key, f"{draft.key}.{ending}", data)


def _add(draft: Draft, natural: tuple[float, float] | None, pixels: tuple[int, int]) -> None:
    """Add the page with the picture behind everything, over the bleed too."""
    sheet, whole = sizes.page(draft, natural, page_names(1)[0])
    bleed = sheet["bleed_mm"]
    frame = {
        "name": "background",
        "kind": "image",
        "x_mm": -bleed,
        "y_mm": -bleed,
        "width_mm": round(whole[0], 3),
        "height_mm": round(whole[1], 3),
        "image": draft.key,
        "fit": "cover",
        "z": -1000,
    }
    draft.document["pages"].append(sheet | {"frames": [frame]})
    across, down = (count * MM_PER_INCH / side for count, side in zip(pixels, whole, strict=True))
    ppi = min(across, down)
    severity = Severity.INFO if ppi >= _FINE_PPI else Severity.WARN
    said = f"The picture of {pixels[0]} x {pixels[1]} pixels prints at {ppi:.0f} ppi."
    draft.review.note(severity, "picture-resolution", said, 1)
    if abs(across - down) > _SHARE * ppi:
        said = "The picture has other proportions than the page; it covers it and is cut."
        draft.review.note(Severity.WARN, "picture-cut", said, 1)


def _pixels(image: Image.Image) -> tuple[int, int]:
    """Return the size of the upright picture."""
    width, height = image.size
    return (height, width) if _orientation(image) in _SIDEWAYS else (width, height)


def _orientation(image: Image.Image) -> int:
    exif = image.info.get("exif", b"")
    if image.format == "TIFF":
        tags = getattr(image, "tag_v2", {})
        return int(tags.get(Tag.Orientation, 1))
    if not 0 < len(exif) <= _MAX_EXIF_BYTES:
        return 1
    found = Image.Exif()
    try:
        found.load(exif)
        return int(found.get(Tag.Orientation, 1))
    except (ArithmeticError, LookupError, OSError, SyntaxError, TypeError, ValueError):
        return 1


def _natural(image: Image.Image, pixels: tuple[int, int]) -> tuple[float, float] | None:
    """Return the size in millimetres that the picture's resolution gives it."""
    told = image.info.get("dpi")
    try:
        across, down = (float(value) for value in told) if told else (0.0, 0.0)
    except (ArithmeticError, TypeError, ValueError):
        return None
    if not all(_LEAST_PPI <= value <= _MOST_PPI for value in (across, down)):
        return None
    if _orientation(image) in _SIDEWAYS:
        across, down = down, across
    return pixels[0] * MM_PER_INCH / across, pixels[1] * MM_PER_INCH / down

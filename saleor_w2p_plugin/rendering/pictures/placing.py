"""A box, a picture's size and how it fits in, where the picture and its clip go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from saleor_w2p_plugin.prepress.units import PT_PER_INCH

Fit = Literal["contain", "cover", "crop"]
Box = tuple[float, float, float, float]

_WHOLE: Final[Box] = (0.0, 0.0, 1.0, 1.0)
# What rounding may add before a clip is worth its operators, in points.
_TOLERANCE_PT: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a picture goes: x, y, width, height in points, y down from the box's top left corner.

    `clip` is the part of the box that shows it, None when nothing has to be cut off; `ppi` is the
    effective resolution, the smaller of both directions.
    """

    image: Box
    clip: Box | None
    ppi: float


def place(
    fit: Fit,
    crop: Box | None,
    box_width: float,
    box_height: float,
    width_px: float,
    height_px: float,
) -> Placement:
    """Place a picture in a box, centred and undistorted; lengths in points.

    `contain` shows all of the picture, `cover` fills the box, `crop` fills it with a part of the
    picture: x, y, width, height in shares of the picture, all of it if not given. Raises ValueError
    for sizes that are not positive and parts that leave the picture.
    """
    if min(box_width, box_height, width_px, height_px) <= 0:
        raise ValueError("Boxes and pictures have a width and a height.")
    left, top, width, height = (crop or _WHOLE) if fit == "crop" else _WHOLE
    if min(left, top) < 0 or min(width, height) <= 0 or max(left + width, top + height) > 1 + 1e-9:
        raise ValueError("A crop is a part of its picture.")
    across, down = box_width / (width * width_px), box_height / (height * height_px)
    scale = min(across, down) if fit == "contain" else max(across, down)
    image = (
        box_width / 2 - (left + width / 2) * width_px * scale,
        box_height / 2 - (top + height / 2) * height_px * scale,
        width_px * scale,
        height_px * scale,
    )
    clip = None if _is_inside(image, box_width, box_height) else (0.0, 0.0, box_width, box_height)
    return Placement(image, clip, PT_PER_INCH / scale)


def _is_inside(image: Box, box_width: float, box_height: float) -> bool:
    x, y, width, height = image
    return (
        min(x, y) >= -_TOLERANCE_PT
        and x + width <= box_width + _TOLERANCE_PT
        and y + height <= box_height + _TOLERANCE_PT
    )

"""The frames of a page as frozen values: text, pictures, codes, shapes, artwork, groups.

Lengths are millimetres from the top left corner of the trim box (of the group, inside one), y grows
downwards. A frame turns clockwise about its centre. Frames are painted by `z`, then in their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from saleor_w2p_plugin.design.conditions import Condition

Align = Literal["start", "end", "left", "center", "right", "justify"]
VerticalAlign = Literal["top", "middle", "bottom"]
Overflow = Literal["shrink", "wrap", "shrink-then-wrap", "error"]
Fit = Literal["contain", "cover", "crop"]
Symbology = Literal["qr", "data_matrix", "code128", "ean13", "ean8", "pdf417"]
Figure = Literal["rectangle", "ellipse", "line"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What all frames have; `visible` is None where a frame always shows."""

    name: str
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    rotation_deg: float
    z: int
    visible: Condition | None


@dataclass(frozen=True, slots=True)
class TextFrame(Frame):
    """A box of text.

    Lines of a `flowing` frame always break at its width; those of another one break only where its
    overflow policy says so. `leading` is a multiple of the size, `tracking` thousandths of an em.
    Frames of one `group` are set in one size.
    """

    content: str
    flowing: bool
    fonts: tuple[str, ...]
    features: tuple[str, ...]
    language: str | None
    size_pt: float
    min_size_pt: float
    leading: float
    tracking: float
    align: Align
    vertical_align: VerticalAlign
    colour: str
    overprint: bool
    overflow: Overflow
    group: str | None


@dataclass(frozen=True, slots=True)
class ImageFrame(Frame):
    """A box for a picture: one of the design's images, or the answer to an image field.

    Exactly one of `image` and `field` is set. `crop` is x, y, width, height in shares of the
    picture, and goes with the fit `crop`; `min_ppi` is the least resolution in print.
    """

    image: str | None
    field: str | None
    fit: Fit
    crop: tuple[float, float, float, float] | None
    min_ppi: float


@dataclass(frozen=True, slots=True)
class BarcodeFrame(Frame):
    """A box for a barcode, quiet zone included; `error_correction` is a level of its symbology."""

    symbology: Symbology
    content: str
    colour: str
    overprint: bool
    error_correction: str | None


@dataclass(frozen=True, slots=True)
class ShapeFrame(Frame):
    """A figure that is filled, stroked, or both; a line runs from the top left to bottom right."""

    figure: Figure
    fill: str | None
    stroke: str | None
    stroke_pt: float
    radius_mm: float
    overprint: bool


@dataclass(frozen=True, slots=True)
class ArtFrame(Frame):
    """A page of an artwork, scaled into a box."""

    artwork: str
    page: int
    fit: Literal["contain", "cover"]


@dataclass(frozen=True, slots=True)
class GroupFrame(Frame):
    """Frames without answers that are placed, turned and hidden together."""

    frames: tuple[AnyFrame, ...]


AnyFrame = TextFrame | ImageFrame | BarcodeFrame | ShapeFrame | ArtFrame | GroupFrame

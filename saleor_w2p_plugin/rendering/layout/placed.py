"""What stands where on a page: points from the trim's top left corner, y down, before turning.

What each card has anew is a named tuple: it takes a third of the time of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from saleor_w2p_plugin.design.frame import BarcodeFrame, Frame, ImageFrame, ShapeFrame, TextFrame
from saleor_w2p_plugin.rendering.codes import Symbol

if TYPE_CHECKING:
    from saleor_w2p_plugin.rendering.text import Line

Box = tuple[float, float, float, float]
"""x, y, width, height."""


class PlacedLine(NamedTuple):
    """A line whose origin is on the baseline."""

    x_pt: float
    y_pt: float
    line: Line


class PlacedText(NamedTuple):
    """The lines of one text frame at their final size, in the colour of that key."""

    frame: TextFrame
    size_pt: float
    lines: tuple[PlacedLine, ...]
    colour: str


class PlacedCode(NamedTuple):
    """A symbol without its quiet zone; a module is `module_pt` wide and `row_pt` high."""

    frame: BarcodeFrame
    x_pt: float
    y_pt: float
    module_pt: float
    row_pt: float
    symbol: Symbol
    colour: str


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A whole picture in `image`, of which `clip` shows; `resource` names its XObject."""

    frame: ImageFrame
    image: Box
    clip: Box | None
    resource: bytes


@dataclass(frozen=True, slots=True)
class PlacedShape:
    """A figure in the colours of those keys; empty where it is not filled or not stroked."""

    frame: ShapeFrame
    fill: str
    stroke: str


@dataclass(frozen=True, slots=True)
class PlacedStatic:
    """Operators that are the same on every card, in PDF's coordinates."""

    frame: Frame
    ops: bytes


Placed = PlacedText | PlacedCode | PlacedImage | PlacedShape | PlacedStatic

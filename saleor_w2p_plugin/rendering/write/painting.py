"""Placed items in, the operators of a PDF content stream out (ISO 32000-1, 8 and 9)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from saleor_w2p_plugin.design.frame import Frame, ShapeFrame
from saleor_w2p_plugin.prepress.colour.rich import is_area
from saleor_w2p_plugin.prepress.curves import KAPPA
from saleor_w2p_plugin.prepress.syntax import number, numbers
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering.inks import Inks
from saleor_w2p_plugin.rendering.layout.placed import (
    Box,
    Placed,
    PlacedCode,
    PlacedImage,
    PlacedShape,
    PlacedStatic,
    PlacedText,
)

_OVERPRINT: Final = b"/Overprint gs"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where placed items count from: the trim's top left corner in PDF's coordinates, in points."""

    left: float
    top: float

    def within(self, frame: Frame) -> Origin:
        """Return the origin of what is inside a frame."""
        return Origin(self.left + pt(frame.x_mm), self.top - pt(frame.y_mm))


def paint(items: Iterable[Placed], origin: Origin, inks: Inks) -> bytes:
    """Return the content of a page, or of a part of it, in painting order.

    Texts that follow each other in one colour share it: that is most of a card.
    """
    canvas = _Canvas(origin, inks)
    for item in items:
        if isinstance(item, PlacedStatic):
            canvas.fixed(item.ops)
        elif isinstance(item, PlacedShape):
            canvas.add(_shape(item, origin, inks))
        elif item.frame.rotation_deg or _overprints(item, inks):
            canvas.alone(item)
        elif isinstance(item, PlacedText):
            canvas.text(item)  # most are: this way is the shortest
        else:
            canvas.draw(item)
    return canvas.content()


def drawn(
    name: bytes,
    image: Box,
    clip: Box | None,
    origin: Origin,
    size: tuple[float, float] = (1.0, 1.0),
) -> bytes:
    """Return what draws an XObject into a rectangle, of which `clip` shows; as in `PlacedImage`.

    `size` is what the XObject has in its own space: images are 1 by 1 (ISO 32000-1, 8.9.5.1).
    """
    clipped = b""
    if clip:
        x, y, width, height = clip
        area = numbers(origin.left + x, origin.top - y - height, width, height)
        clipped = b"%s re W n " % area
    x, y, width, height = image
    scale = number(width / size[0]), number(height / size[1])
    place = numbers(origin.left + x, origin.top - y - height)
    return b"%s%s 0 0 %s %s cm /%s Do" % (clipped, *scale, place, name)


def turned(frame: Frame, origin: Origin, ops: bytes) -> bytes:
    """Return operators between q and Q, turned about the centre of a frame as it says."""
    return b"q %s%s Q" % (rotation(frame, origin), ops)


def rotation(frame: Frame, origin: Origin) -> bytes:
    """Return the matrix that turns clockwise about a frame's centre, or nothing."""
    if not frame.rotation_deg:
        return b""
    angle = math.radians(-frame.rotation_deg)
    cosine, sine = math.cos(angle), math.sin(angle)
    x = origin.left + pt(frame.x_mm + frame.width_mm / 2)
    y = origin.top - pt(frame.y_mm + frame.height_mm / 2)
    shift_x, shift_y = x - x * cosine + y * sine, y - x * sine - y * cosine
    # Six decimals: an error of the sixth in a sine is a thousandth of a point over a metre.
    turn = b" ".join(b"%.6f" % value for value in (cosine, sine, -sine, cosine))
    return b"%s %s cm " % (turn, numbers(shift_x, shift_y))


@dataclass(slots=True)
class _Canvas:
    """Collects operators; knows the fill colour that holds and whether a text is open."""

    origin: Origin
    inks: Inks
    parts: list[bytes] = field(default_factory=list)
    colour: bytes = b""
    in_text: bool = False

    def content(self) -> bytes:
        self._close()
        return b"\n".join(self.parts)

    def add(self, ops: bytes) -> None:
        self._close()
        self.parts.append(ops)

    def fixed(self, ops: bytes) -> None:
        self.add(ops)
        # They may have set a colour of their own.
        self.colour = b""

    def alone(self, item: PlacedText | PlacedCode | PlacedImage) -> None:
        inner = _Canvas(self.origin, self.inks)
        if _overprints(item, self.inks):
            inner.add(_OVERPRINT)
        inner.draw(item)
        self.add(turned(item.frame, self.origin, inner.content()))

    def draw(self, item: PlacedText | PlacedCode | PlacedImage) -> None:
        if isinstance(item, PlacedText):
            self.text(item)
        elif isinstance(item, PlacedCode):
            self.code(item)
        else:
            self.add(b"q %s Q" % drawn(item.resource, item.image, item.clip, self.origin))

    def text(self, item: PlacedText) -> None:
        self._ink(item.colour)
        if not self.in_text:
            self.parts.append(b"BT")
            self.in_text = True
        size, left, top = item.size_pt, self.origin.left, self.origin.top
        for placed in item.lines:
            # A thousandth of a point; one format for all numbers is what makes this fast.
            place = (size, size, left + placed.x_pt, top - placed.y_pt, placed.line.ops)
            self.parts.append(b"%.3f 0 0 %.3f %.3f %.3f Tm %s" % place)

    def code(self, item: PlacedCode) -> None:
        self._ink(item.colour)
        self._close()
        place = numbers(self.origin.left + item.x_pt, self.origin.top - item.y_pt)
        matrix = (number(item.module_pt), number(item.row_pt), place)
        self.parts.append(b"q %s 0 0 -%s %s cm %s Q" % (*matrix, item.symbol.ops))

    def _ink(self, colour: str) -> None:
        ops = self.inks.fill[colour]
        if ops != self.colour:
            self.parts.append(ops)
            self.colour = ops

    def _close(self) -> None:
        if self.in_text:
            self.parts.append(b"ET")
            self.in_text = False


def _overprints(item: PlacedText | PlacedCode | PlacedImage, inks: Inks) -> bool:
    if isinstance(item, PlacedImage):
        return False
    return item.frame.overprint or item.colour in inks.overprinting


def _shape(item: PlacedShape, origin: Origin, inks: Inks) -> bytes:
    frame = item.frame
    fill = item.fill if frame.figure != "line" else ""
    over = [frame.overprint or key in inks.overprinting for key in (fill, item.stroke) if key]
    if len(set(over)) < 2:
        painted = _painted(frame, origin, inks, fill, item.stroke, any(over))
    else:
        # One of the two overprints: each is painted by itself, in the same order.
        first = _painted(frame, origin, inks, fill, "", over[0])
        painted = b"q %s Q %s" % (first, _painted(frame, origin, inks, "", item.stroke, over[1]))
    return turned(frame, origin, painted)


def _painted(
    frame: ShapeFrame, origin: Origin, inks: Inks, fill: str, stroke: str, overprints: bool
) -> bytes:
    parts = [_OVERPRINT] if overprints else []
    if fill:
        width, height = pt(frame.width_mm), pt(frame.height_mm)
        is_plain = overprints or not is_area(width * height, 2 * (width + height))
        parts.append((inks.fill if is_plain else inks.areas)[fill])
    if stroke:
        parts += [inks.stroke[stroke], number(frame.stroke_pt) + b" w"]
    painted = b"B" if fill and stroke else b"f" if fill else b"S"
    return b" ".join([*parts, _path(frame, origin), painted])


def _path(frame: ShapeFrame, origin: Origin) -> bytes:
    left, top = origin.left + pt(frame.x_mm), origin.top - pt(frame.y_mm)
    width, height = pt(frame.width_mm), pt(frame.height_mm)
    if frame.figure == "line":
        return b"%s m %s l" % (numbers(left, top), numbers(left + width, top - height))
    if frame.figure == "ellipse":
        return _rounded(left, top, width, height, width / 2, height / 2)
    if frame.radius_mm:
        radius = min(pt(frame.radius_mm), width / 2, height / 2)
        return _rounded(left, top, width, height, radius, radius)
    return b"%s re" % numbers(left, top - height, width, height)


def _rounded(left: float, top: float, width: float, height: float, rx: float, ry: float) -> bytes:
    """Return a rectangle whose corners are quarters of an ellipse, clockwise from the top."""
    right, bottom = left + width, top - height
    cx, cy = rx * (1 - KAPPA), ry * (1 - KAPPA)
    steps = [
        (b"m", (left + rx, top)),
        (b"l", (right - rx, top)),
        (b"c", (right - cx, top, right, top - cy, right, top - ry)),
        (b"l", (right, bottom + ry)),
        (b"c", (right, bottom + cy, right - cx, bottom, right - rx, bottom)),
        (b"l", (left + rx, bottom)),
        (b"c", (left + cx, bottom, left, bottom + cy, left, bottom + ry)),
        (b"l", (left, top - ry)),
        (b"c", (left, top - cy, left + cx, top, left + rx, top)),
    ]
    return b" ".join(numbers(*points) + b" " + operator for operator, points in steps) + b" h"

"""A page, its merged contents and fonts in, placed lines and codes (or problems) out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from saleor_w2p_plugin.design.document import Page, QrFrame, TextFrame
from saleor_w2p_plugin.errors import Code, W2PProblem
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering import qr
from saleor_w2p_plugin.rendering.text import Line

Shape = Callable[[str, tuple[str, ...]], Line]

LEADING: Final = 1.2
# Sizes are cut, never rounded up, to this fraction of a point, so no line outgrows its frame.
_SIZE_STEPS_PER_PT: Final = 1000
_TOLERANCE: Final = 1e-9
_MAX_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A shaped line whose origin is on the baseline; points from the trim's top left, y down."""

    x_pt: float
    y_pt: float
    line: Line


@dataclass(frozen=True, slots=True)
class PlacedText:
    """The lines of one text frame at their final size."""

    frame: TextFrame
    size_pt: float
    lines: tuple[PlacedLine, ...]


@dataclass(frozen=True, slots=True)
class PlacedQr:
    """A QR symbol without its quiet zone; points from the trim's top left, y down."""

    frame: QrFrame
    x_pt: float
    y_pt: float
    module_pt: float
    symbol: qr.Symbol


Placed = PlacedText | PlacedQr


def place(
    page: Page,
    contents: Mapping[str, str],
    shape: Shape,
    ascents: Mapping[str, tuple[float, float]],
) -> tuple[list[Placed], list[W2PProblem]]:
    """Place every frame that has content, in the order of the page.

    `contents` maps frame names to texts, `shape` sets a line in a chain of fonts, `ascents` gives
    each font's ascent and descent in em. Problems name their frame; what has one is not placed.
    """
    placed: list[Placed] = []
    problems: list[W2PProblem] = []
    for frame in page.frames:
        content = contents[frame.name]
        if not content:
            continue
        found = (
            _place_qr(frame, content)
            if isinstance(frame, QrFrame)
            else _place_text(frame, content, shape, ascents)
        )
        if isinstance(found, W2PProblem):
            problems.append(found)
        else:
            placed.append(found)
    return placed, problems


def _place_text(
    frame: TextFrame, content: str, shape: Shape, ascents: Mapping[str, tuple[float, float]]
) -> PlacedText | W2PProblem:
    lines = [shape(text, frame.fonts) for text in content.split("\n")]
    missing = list(dict.fromkeys(char for line in lines for char in line.missing))
    if missing:
        named = ", ".join(f"{_shown(char)} (U+{ord(char):04X})" for char in missing[:_MAX_NAMED])
        params = {"characters": "".join(missing)}
        return W2PProblem(
            Code.MISSING_GLYPH, f"No font of this frame has {named}.", frame.name, params
        )
    ascent, descent = ascents[frame.fonts[0]]
    fitted = _fitted_size(frame, lines, ascent, descent)
    least = frame.min_size_pt if frame.overflow == "shrink" else frame.size_pt
    if fitted < least - 1 / _SIZE_STEPS_PER_PT:
        return _does_not_fit(frame, f"would need {fitted:.2f} pt, the smallest is {least:g} pt")
    return PlacedText(frame, fitted, tuple(_lines(frame, lines, fitted, ascent, descent)))


def _fitted_size(frame: TextFrame, lines: Sequence[Line], ascent: float, descent: float) -> float:
    """Return the largest size up to the frame's own at which the text stays inside, in points."""
    width = max(line.right - line.left for line in lines)
    top, bottom = max(ascent, lines[0].top), max(descent, -lines[-1].bottom)
    height = top + bottom + LEADING * (len(lines) - 1)
    size = min(
        frame.size_pt,
        pt(frame.width_mm) / width if width > 0 else frame.size_pt,
        pt(frame.height_mm) / height if height > 0 else frame.size_pt,
    )
    if size < frame.size_pt:
        size = math.floor(size * _SIZE_STEPS_PER_PT) / _SIZE_STEPS_PER_PT
    return size


def _lines(
    frame: TextFrame, lines: Sequence[Line], size: float, ascent: float, descent: float
) -> list[PlacedLine]:
    block = LEADING * (len(lines) - 1) * size
    # The baseline is where the frame's full size puts it, so shrunk names do not jump up; ink that
    # is taller or deeper than the first font's line moves it just enough to stay inside.
    height = pt(frame.height_mm)
    full = min(frame.size_pt, height / (ascent + descent)) if len(lines) == 1 else size
    lowest = height - max(descent, -lines[-1].bottom) * size - block
    baseline = pt(frame.y_mm) + min(max(ascent * full, lines[0].top * size), lowest)
    return [
        PlacedLine(_x(frame, line, size), baseline + LEADING * size * index, line)
        for index, line in enumerate(lines)
    ]


def _x(frame: TextFrame, line: Line, size: float) -> float:
    left, width = pt(frame.x_mm), pt(frame.width_mm)
    slack = width - (line.right - line.left) * size
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[frame.align]
    return left + slack * share - line.left * size


def _place_qr(frame: QrFrame, content: str) -> PlacedQr | W2PProblem:
    try:
        symbol = qr.encode(content, frame.error_correction)
    except qr.ContentTooLong:
        return _does_not_fit(frame, "no QR code holds so much")
    side = min(frame.width_mm, frame.height_mm)
    module_mm = side / symbol.modules_with_quiet_zone
    if module_mm < qr.MIN_MODULE_MM - _TOLERANCE:
        reason = f"modules of {module_mm:.2f} mm, the smallest are {qr.MIN_MODULE_MM} mm"
        return _does_not_fit(frame, reason)
    inset = (side - symbol.modules * module_mm) / 2
    return PlacedQr(
        frame,
        x_pt=pt(frame.x_mm + (frame.width_mm - side) / 2 + inset),
        y_pt=pt(frame.y_mm + (frame.height_mm - side) / 2 + inset),
        module_pt=pt(module_mm),
        symbol=symbol,
    )


def _does_not_fit(frame: TextFrame | QrFrame, reason: str) -> W2PProblem:
    size = f"{frame.width_mm:g} x {frame.height_mm:g} mm"
    message = f"This is too much for the frame of {size}: {reason}."
    return W2PProblem(Code.TEXT_DOES_NOT_FIT, message, frame.name)


def _shown(char: str) -> str:
    return f"“{char}”" if char.isprintable() else "a control character"

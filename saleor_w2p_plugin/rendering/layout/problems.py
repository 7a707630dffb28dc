"""A frame and what went wrong in it in, the refusal that names it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from saleor_w2p_plugin.design.frame import Frame
from saleor_w2p_plugin.errors import Code, W2PProblem

_MAX_NAMED: Final = 5


def does_not_fit(frame: Frame, reason: str) -> W2PProblem:
    """Say that the content is too much for the frame."""
    size = f"{frame.width_mm:g} x {frame.height_mm:g} mm"
    message = f"This is too much for the frame of {size}: {reason}."
    return W2PProblem(Code.TEXT_DOES_NOT_FIT, message, frame.name)


def missing_glyphs(frame: Frame, missing: Sequence[str]) -> W2PProblem:
    """Name the characters that no font of the frame has."""
    named = ", ".join(f"{_shown(char)} (U+{ord(char):04X})" for char in missing[:_MAX_NAMED])
    return W2PProblem(
        Code.MISSING_GLYPH,
        f"No font of this frame has {named}.",
        frame.name,
        {"characters": "".join(missing)},
    )


def invalid(frame: Frame, reason: str) -> W2PProblem:
    """Say that the content cannot be printed in this frame at all."""
    return W2PProblem(Code.INVALID, reason, frame.name)


def _shown(char: str) -> str:
    return f"“{char}”" if char.isprintable() else "a control character"

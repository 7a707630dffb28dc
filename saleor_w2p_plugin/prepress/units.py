"""Millimetres in, PostScript points out, and back."""

from __future__ import annotations

from typing import Final

PT_PER_INCH: Final = 72.0
MM_PER_INCH: Final = 25.4


def pt(length_mm: float) -> float:
    """Return a length in points: 1 pt is exactly 1/72 inch (ISO 32000-1, 8.3.2.3)."""
    return length_mm * PT_PER_INCH / MM_PER_INCH


def mm(length_pt: float) -> float:
    """Return a length in millimetres."""
    return length_pt * MM_PER_INCH / PT_PER_INCH

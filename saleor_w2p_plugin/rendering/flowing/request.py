"""What the parent asks, as the child reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect


@dataclass(frozen=True, slots=True)
class Request:
    """A document with all it may use, and the sheet that it is for."""

    source: bytes
    files: Mapping[str, bytes]
    fonts: Mapping[str, bytes]
    width_mm: float
    height_mm: float
    bleed_mm: float
    slug_mm: float = 0.0
    safe_mm: float = 0.0

    @classmethod
    def of(cls, asked: Mapping[str, Any], blobs: Sequence[bytes]) -> Request:
        """Put names and bytes together again."""
        source, *rest = blobs
        names = asked["files"]
        return cls(
            source,
            dict(zip(names, rest[: len(names)], strict=True)),
            dict(zip(asked["fonts"], rest[len(names) :], strict=True)),
            *asked["size_mm"],
        )

    @property
    def boxes(self) -> PageBoxes:
        """Return the boxes of a page."""
        return PageBoxes.of(self)

    @staticmethod
    def box(rect: Rect) -> list[float]:
        """Return a box as a PDF has it."""
        return [round(side, 4) for side in rect.sides]

"""A file that a design, a brand or a press policy names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AssetRef:
    """A file: its path below the design's folder, the checksum of its bytes, its brand slot.

    Where a brand fills the slot, the brand's file takes the place of this one.
    """

    asset: str
    sha256: str
    brand: str | None = None

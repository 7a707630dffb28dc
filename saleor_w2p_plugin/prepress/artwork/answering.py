"""What `confining` asks, inside the child: artwork and its uses in, the normalised pages out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saleor_w2p_plugin.prepress.artwork.normalising import normalised
from saleor_w2p_plugin.prepress.artwork.uses import Use

_Asked = tuple[int, tuple[float, float, float, float] | None]


@dataclass(frozen=True, slots=True)
class _Sheet:
    width_mm: float
    height_mm: float
    bleed_mm: float
    safe_mm: float
    slug_mm: float = 0.0


def answer(uses: Sequence[_Asked], blobs: Sequence[bytes]) -> bytes:
    """Normalise the one blob."""
    (pdf,) = blobs
    return normalised(pdf, [Use(page, _Sheet(*sides) if sides else None) for page, sides in uses])

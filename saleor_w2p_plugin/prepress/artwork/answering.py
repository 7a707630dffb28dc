"""What `confining` asks, inside the child: artwork and its uses in, the normalised pages out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saleor_w2p_plugin.design.press import unpacked
from saleor_w2p_plugin.prepress.artwork.normalising import normalised
from saleor_w2p_plugin.prepress.artwork.uses import Use
from saleor_w2p_plugin.prepress.colour import Conversion


@dataclass(frozen=True, slots=True)
class _Sheet:
    width_mm: float
    height_mm: float
    bleed_mm: float
    safe_mm: float
    slug_mm: float = 0.0


def answer(asked: Mapping[str, Any], blobs: Sequence[bytes]) -> bytes:
    """Normalise the first blob; the second one is the press's profile."""
    pdf, profile = blobs
    uses = [Use(page, _Sheet(*sides) if sides else None) for page, sides in asked["uses"]]
    intent, black_point, ink_limit, rich_black = asked["conversion"]
    black = None if rich_black is None else tuple(rich_black)
    conversion = Conversion(profile, intent, black_point, ink_limit, black)
    return normalised(pdf, uses, conversion, unpacked(asked["press"]))

"""What `confining` asks, inside the child: a PDF and a press sheet in, its sheets out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from saleor_w2p_plugin.prepress.imposition.composing import composed
from saleor_w2p_plugin.prepress.imposition.confining import unpacked


def answer(asked: tuple[dict[str, Any], str], blobs: Sequence[bytes]) -> bytes:
    """Impose the one blob."""
    (pdf,), (layout, slug) = blobs, asked
    return composed(pdf, unpacked(layout), slug)

"""Plans of pages and answers in, what stands where (or why it cannot) out."""

from saleor_w2p_plugin.rendering.layout.placed import (
    Placed,
    PlacedCode,
    PlacedImage,
    PlacedLine,
    PlacedShape,
    PlacedStatic,
    PlacedText,
)
from saleor_w2p_plugin.rendering.layout.placing import Pictures, place

__all__ = [
    "Pictures",
    "Placed",
    "PlacedCode",
    "PlacedImage",
    "PlacedLine",
    "PlacedShape",
    "PlacedStatic",
    "PlacedText",
    "place",
]

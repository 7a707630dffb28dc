"""Content and a symbology in, a symbol as rectangles and ready PDF operators out."""

from saleor_w2p_plugin.design.frame import Symbology
from saleor_w2p_plugin.rendering.codes.content import ContentInvalid, ContentTooLong, complete
from saleor_w2p_plugin.rendering.codes.standards import MIN_MODULE_MM
from saleor_w2p_plugin.rendering.codes.symbol import Symbol, encode

__all__ = [
    "MIN_MODULE_MM",
    "ContentInvalid",
    "ContentTooLong",
    "Symbol",
    "Symbology",
    "complete",
    "encode",
]

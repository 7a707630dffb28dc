"""A press policy in, what turns screen colours into amounts of its inks out."""

from saleor_w2p_plugin.prepress.colour.coding import jpeg
from saleor_w2p_plugin.prepress.colour.conversion import BLACK, PAPER, Cmyk, Conversion, of
from saleor_w2p_plugin.prepress.colour.profiles import MAX_BYTES, shipped

__all__ = ["BLACK", "MAX_BYTES", "PAPER", "Cmyk", "Conversion", "jpeg", "of", "shipped"]

"""Supplied PDF artwork in, the same pages in CMYK with our boxes out."""

from saleor_w2p_plugin.prepress.artwork.confining import normalise
from saleor_w2p_plugin.prepress.artwork.uses import Use

__all__ = ["Use", "normalise"]

"""Supplied PDF artwork in, the same pages in CMYK with our boxes out."""

from saleor_w2p_plugin.prepress.artwork.normalising import normalise

__all__ = ["normalise"]

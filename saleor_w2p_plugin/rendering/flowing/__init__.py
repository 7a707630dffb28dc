"""Artwork in SVG or HTML in, a PDF in its own colours for `prepress.artwork` out."""

from saleor_w2p_plugin.rendering.flowing.confining import to_pdf

__all__ = ["to_pdf"]

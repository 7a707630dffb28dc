"""Artwork in SVG or HTML in, a PDF in its own colours for `prepress.artwork` out."""

from saleor_w2p_plugin.rendering.flowing.confining import Kind, to_pdf

__all__ = ["Kind", "to_pdf"]

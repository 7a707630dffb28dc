"""SVG and HTML in, PDFs out: artwork in its own colours for `prepress.artwork`, and documents."""

from saleor_w2p_plugin.rendering.flowing.confining import Kind, to_pages, to_pdf

__all__ = ["Kind", "to_pages", "to_pdf"]

"""A font of a PDF in, its descriptor and whether its program came along out."""

from __future__ import annotations

import pikepdf


def descriptor(font: pikepdf.Object) -> pikepdf.Object:
    """Return a font's descriptor, an empty one where it has none (ISO 32000-1, 9.8)."""
    descendants = font.get("/DescendantFonts")
    described = descendants[0] if descendants is not None and len(descendants) else font
    return described.get("/FontDescriptor", pikepdf.Dictionary())


def is_embedded(font: pikepdf.Object) -> bool:
    """Tell whether a font's program is in the file (ISO 32000-1, 9.9)."""
    found = descriptor(font)
    return any(key in found for key in ("/FontFile", "/FontFile2", "/FontFile3"))

"""A font of a PDF in, whether its program came along out."""

from __future__ import annotations

import pikepdf


def is_embedded(font: pikepdf.Object) -> bool:
    """Tell whether a font's program is in the file (ISO 32000-1, 9.9)."""
    descendants = font.get("/DescendantFonts")
    described = descendants[0] if descendants is not None and len(descendants) else font
    descriptor = described.get("/FontDescriptor", pikepdf.Dictionary())
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))

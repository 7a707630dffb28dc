"""A design, its assets and answers in, press-ready PDFs and pictures of them out."""

from saleor_w2p_plugin.rendering.assets import Assets, FolderAssets, MemoryAssets
from saleor_w2p_plugin.rendering.compiling import Compiled, compile
from saleor_w2p_plugin.rendering.expected import expected_codes
from saleor_w2p_plugin.rendering.press import check, press_pdf
from saleor_w2p_plugin.rendering.preview import check_picture, preview, proof

__all__ = [
    "Assets",
    "Compiled",
    "FolderAssets",
    "MemoryAssets",
    "check",
    "check_picture",
    "compile",
    "expected_codes",
    "press_pdf",
    "preview",
    "proof",
]

"""A design, its assets and answers in, press-ready PDFs and pictures of them out."""

from saleor_w2p_plugin.rendering.assets import (
    Assets,
    FirstOf,
    FolderAssets,
    MemoryAssets,
    references,
)
from saleor_w2p_plugin.rendering.compiling import Compiled, compile
from saleor_w2p_plugin.rendering.expected import expected_codes
from saleor_w2p_plugin.rendering.imposing import Imposed, impose_records
from saleor_w2p_plugin.rendering.jobs import (
    Merged,
    Piece,
    check,
    fixed_pdf,
    join_pieces,
    merge_pdf,
    press_pdf,
    write_piece,
)
from saleor_w2p_plugin.rendering.preview import (
    PictureFormat,
    check_picture,
    check_proof,
    preview,
    proof,
)

__all__ = [
    "Assets",
    "Compiled",
    "FirstOf",
    "FolderAssets",
    "Imposed",
    "MemoryAssets",
    "Merged",
    "PictureFormat",
    "Piece",
    "check",
    "check_picture",
    "check_proof",
    "compile",
    "expected_codes",
    "fixed_pdf",
    "impose_records",
    "join_pieces",
    "merge_pdf",
    "press_pdf",
    "preview",
    "proof",
    "references",
    "write_piece",
]

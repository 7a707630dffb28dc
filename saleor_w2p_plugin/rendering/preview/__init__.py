"""A compiled design and answers in, pictures for screens out: previews, proofs to approve."""

from saleor_w2p_plugin.rendering.preview.limits import check_picture, check_proof
from saleor_w2p_plugin.rendering.preview.pictures import PictureFormat, preview, proof

__all__ = ["PictureFormat", "check_picture", "check_proof", "preview", "proof"]

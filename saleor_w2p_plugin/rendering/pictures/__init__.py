"""The bytes of a picture in, an image XObject ready for the press out."""

from saleor_w2p_plugin.rendering.pictures.invalid import PictureInvalid
from saleor_w2p_plugin.rendering.pictures.opening import Info, inspect
from saleor_w2p_plugin.rendering.pictures.placing import Placement, place
from saleor_w2p_plugin.rendering.pictures.preparing import Prepared, Terms, prepare, verify

__all__ = [
    "Info",
    "PictureInvalid",
    "Placement",
    "Prepared",
    "Terms",
    "inspect",
    "place",
    "prepare",
    "verify",
]

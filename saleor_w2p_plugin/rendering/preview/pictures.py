"""A compiled design and answers in, pictures of the trimmed pages out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final, Literal

from PIL import Image

from saleor_w2p_plugin.design.fingerprint import fingerprint
from saleor_w2p_plugin.rendering.assets import Assets
from saleor_w2p_plugin.rendering.compiling import Compiled
from saleor_w2p_plugin.rendering.preview import layers, watermark
from saleor_w2p_plugin.rendering.preview.limits import check_picture, check_proof

PictureFormat = Literal["jpeg", "webp", "png"]

_OPTIONS: Final[Mapping[PictureFormat, dict[str, Any]]] = {
    "jpeg": {"format": "JPEG", "quality": 85},
    # More effort costs ten times the time for a tenth of the bytes.
    "webp": {"format": "WEBP", "quality": 80, "method": 0},
    "png": {"format": "PNG", "compress_level": 1},
}
_SHOWN_DIGITS: Final = 12


def preview(
    compiled: Compiled,
    answers: Mapping[str, str],
    page: int,
    dpi: int,
    picture_format: PictureFormat = "jpeg",
    pictures: Assets | None = None,
) -> bytes:
    """Return a picture of a page (from 1), cut to its trim box.

    What answers put on the page is rendered from the operators of the press file, over the
    background, which is kept. Raises what `press_pdf` raises for this page or another and,
    before anything is rendered, what `check_picture` raises.
    """
    check_picture(compiled.document, page, dpi)
    return _saved(layers.picture(compiled, answers, page, dpi, pictures), picture_format)


def proof(
    compiled: Compiled,
    answers: Mapping[str, str],
    page: int,
    dpi: int,
    picture_format: PictureFormat = "jpeg",
    pictures: Assets | None = None,
) -> bytes:
    """Return the preview marked PROOF with the first 12 digits of its fingerprint.

    It is a picture of at most 150 dpi, texts and all, so that nobody prints from it. Raises what
    `preview` raises, and what `check_proof` raises.
    """
    check_proof(compiled.document, page, dpi)
    image = layers.picture(compiled, answers, page, dpi, pictures)
    digits = fingerprint(compiled.document.digest, answers)[:_SHOWN_DIGITS]
    return _saved(watermark.marked(image, digits), picture_format)


def _saved(image: Image.Image, picture_format: PictureFormat) -> bytes:
    saved = io.BytesIO()
    image.save(saved, **_OPTIONS[picture_format])
    return saved.getvalue()

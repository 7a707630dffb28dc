"""A picture in inks or gray and a limit in, its JPEG out, within the limit when it is decoded."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

from saleor_w2p_plugin.prepress.colour import limiting

_QUALITY: Final = 92
# The code adds a little at hard edges: 0.03 inks in photographs, 0.1 in noise.
_TRIES: Final = 6
_MARGIN: Final = 0.01


def jpeg(image: Image.Image, ink_limit: float | None = None) -> bytes:
    """Encode a picture as JPEG of quality 92, CMYK inverted as Adobe does.

    With a limit, what the code adds to it is taken off before, as far as it takes.
    """
    data = _encoded(image)
    if ink_limit is None or image.mode != "CMYK":
        return data
    limit = ink_limit
    for _ in range(_TRIES):
        excess = limiting.most_ink(Image.open(io.BytesIO(data))) - ink_limit
        if excess <= 0:
            break
        limit = max(1.0, limit - excess - _MARGIN)
        data = _encoded(limiting.limited(image, limit))
    return data


def _encoded(image: Image.Image) -> bytes:
    saved = io.BytesIO()
    # A copy knows no profile, Exif or comment of the source, which Pillow would write again.
    plain = Image.merge(image.mode, image.split())
    plain.save(saved, "JPEG", quality=_QUALITY, subsampling=0)
    return saved.getvalue()

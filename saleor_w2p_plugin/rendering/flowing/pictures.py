"""The bytes of a picture in, a refusal of what would not come out whole out."""

from __future__ import annotations

import io
import warnings
from typing import Final

_FORMATS: Final = ("GIF", "JPEG", "PNG", "TIFF", "WEBP")
MAX_PIXELS: Final = 64_000_000


def check(data: bytes) -> None:
    """Decode a picture as a whole; raises ValueError, with a sentence, when that fails.

    Engines go on with half a picture or none, and say nothing.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # The size is ours to judge.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise ValueError(f"has {width} x {height} pixels, more than 64 million")
        if picture.mode.startswith(("I", "F")):
            raise ValueError("has more than 8 bits for a colour; save it with 8")
        picture.load()
    except Image.DecompressionBombError:
        raise ValueError("has more than 64 million pixels") from None
    except UnidentifiedImageError:
        raise ValueError("is no picture that can be read") from None
    except (OSError, SyntaxError) as error:
        raise ValueError(f"is damaged: {error}") from None

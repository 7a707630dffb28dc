"""What goes wrong while foreign files are read in, ArtworkInvalid that names the place out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pikepdf

from saleor_w2p_plugin.errors import ArtworkInvalid, Code, W2PProblem
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

# What a damaged or malicious file does to code that expects the standard's types.
_DAMAGE: Final = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@contextmanager
def named(place: str) -> Iterator[None]:
    """Turn what went wrong inside into ArtworkInvalid with the place's name."""
    try:
        yield
    except Unprintable as error:
        raise ArtworkInvalid(W2PProblem(Code.ARTWORK_INVALID, str(error), place)) from None
    except _DAMAGE as error:
        message = "The objects of the file are not what the PDF standard says."
        raise ArtworkInvalid(W2PProblem(Code.ARTWORK_INVALID, message, place)) from error

"""What a supplied picture cannot do, as a sentence for its owner."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


class PictureInvalid(ValueError):
    """A picture cannot be printed; the message is a sentence for people that says why."""


@contextmanager
def damage_is_refused() -> Iterator[None]:
    """Turn whatever a decoder raises on damaged data into PictureInvalid, and keep it quiet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except PictureInvalid:
        raise
    except Exception:
        # Decoders raise anything, with words that help nobody who owns a picture.
        raise PictureInvalid("The picture is damaged: it cannot be read to its end.") from None

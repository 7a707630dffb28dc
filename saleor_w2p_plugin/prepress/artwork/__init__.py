"""Supplied PDF artwork in, the same pages in CMYK with our boxes out."""

from collections.abc import Sequence


def normalise(pdf: bytes, pages: Sequence[object]) -> bytes:
    raise NotImplementedError

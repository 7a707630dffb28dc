"""A picture that is ready for the press in, its PDF objects out (ISO 32000-1, 8.9.5)."""

from __future__ import annotations

from collections.abc import Callable

from saleor_w2p_plugin.prepress.syntax import packed_stream
from saleor_w2p_plugin.rendering.pictures import Prepared


def write(picture: Prepared, add: Callable[[bytes], int]) -> int:
    """Write a picture and its soft mask by what adds an object; return the picture's number."""
    mask = b""
    if picture.mask:
        entries, data = picture.mask
        mask = b"/SMask %d 0 R" % add(packed_stream(data, entries))
    return add(packed_stream(picture.data, picture.entries + mask))

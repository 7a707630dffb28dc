"""An object of a supplied PDF in, its bytes out, never more than they may be."""

from __future__ import annotations

import zlib
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

MAX_CONTENT_BYTES: Final = 256 * 1024 * 1024
MAX_IMAGE_PIXELS: Final = 64_000_000
_CHUNK: Final = 1 << 20
# The most that a filter can blow up its input, by the construction of its format.
_GROWTH: Final = {
    "/ASCIIHexDecode": 1,
    "/ASCII85Decode": 4,  # "z" stands for four bytes
    "/RunLengthDecode": 64,
    "/LZWDecode": 2800,  # 12 bits for a string of 4096 bytes
    "/FlateDecode": 1032,
}
_PICTURE_FILTERS: Final = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")


def read(stream: pikepdf.Object, limit: int) -> bytes:
    """Decode a stream; raises Unprintable before more than `limit` bytes exist."""
    check_size(stream, limit)
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        raise Unprintable("A stream of the file is damaged.") from None


def check_size(stream: pikepdf.Object, limit: int) -> None:
    """Refuse a stream whose data may decode to more than `limit` bytes; pictures are not opened."""
    names = [name for name in filters(stream) if name not in _PICTURE_FILTERS]
    raw = stream.read_raw_bytes()
    if names == ["/FlateDecode"]:
        _check_flate(raw, limit)
        return
    size = len(raw)
    for name in names:
        size *= _GROWTH.get(name, _GROWTH["/LZWDecode"])
    if size > limit:
        raise Unprintable("A stream of the file is packed in a way that could exhaust the memory.")


def filters(stream: pikepdf.Object) -> list[str]:
    """Return the names of a stream's filters in the order of decoding."""
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)]


def _check_flate(raw: bytes, limit: int) -> None:
    decoder = zlib.decompressobj()
    size, rest = 0, raw
    try:
        while rest and not decoder.eof:
            size += len(decoder.decompress(rest, _CHUNK))
            rest = decoder.unconsumed_tail
            if size > limit:
                raise Unprintable(f"A stream of the file unpacks to more than {limit} bytes.")
    except zlib.error:
        # Damaged data end here; whoever decodes them next gets no more than this either.
        return

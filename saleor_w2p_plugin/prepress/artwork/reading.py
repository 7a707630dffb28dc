"""An object of a supplied PDF in, its bytes out, never more than they may be."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

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
# What a text encoding adds is bounded: hexadecimal doubles the data, blanks may come between.
_ENCODINGS: Final = ("/ASCIIHexDecode", "/ASCII85Decode")
_ENCODED_SHARE: Final = 3
_PICTURE_FILTERS: Final = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")
_PACKED: Final = "A stream of the file is packed in a way that could exhaust the memory."


def read(stream: pikepdf.Object, limit: int) -> bytes:
    """Decode a stream; raises Unprintable before more than `limit` bytes exist."""
    check_size(stream, limit)
    return decoded(stream)


def decoded(stream: pikepdf.Object) -> bytes:
    """Decode a stream, however large; raises Unprintable for damaged ones."""
    try:
        return stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        # Filters that the library has by itself have an error of their own, which is no PdfError.
        raise Unprintable("A stream of the file is damaged.") from None


def check_size(stream: pikepdf.Object, limit: int) -> int:
    """Return how many bytes a stream's data decode to at most, without holding them.

    Raises Unprintable when that may be more than `limit` bytes; pictures are not opened.
    """
    names = [name for name in filters(stream) if name not in _PICTURE_FILTERS]
    raw = stream.read_raw_bytes()
    if len(raw) > _ENCODED_SHARE * limit + _CHUNK or _row_bytes(stream) > limit + _CHUNK:
        raise Unprintable(_PACKED)
    if names and names[-1] == "/FlateDecode" and set(names[:-1]) <= set(_ENCODINGS):
        return _flate_size(_without_encodings(raw, names[:-1]), limit)
    size = len(raw)
    for name in names:
        size *= _GROWTH.get(name, _GROWTH["/LZWDecode"])
    if size > limit:
        raise Unprintable(_PACKED)
    return size


def packed_picture(stream: pikepdf.Object) -> bytes:
    """Return a picture in the format of its last filter, without what it is packed in besides."""
    return _without_encodings(stream.read_raw_bytes(), filters(stream)[:-1])


def filters(stream: pikepdf.Object) -> list[str]:
    """Return the names of a stream's filters in the order of decoding."""
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)]


def _row_bytes(stream: pikepdf.Object) -> int:
    """Return what a predictor holds of a row at once: its decoder believes the file's numbers."""
    found = stream.get("/DecodeParms")
    if found is None:
        return 0
    parameters = found.as_list() if isinstance(found, pikepdf.Array) else [found]
    return (
        max(
            (
                int(each.get("/Columns", 1))
                * int(each.get("/Colors", 1))
                * int(each.get("/BitsPerComponent", 8))
                for each in parameters
                if isinstance(each, pikepdf.Dictionary) and int(each.get("/Predictor", 1)) > 1
            ),
            default=0,
        )
        // 8
    )


def _without_encodings(raw: bytes, names: Sequence[str]) -> bytes:
    if not names:
        return raw
    with pikepdf.new() as scratch:
        encoded = scratch.make_stream(raw)
        encoded.Filter = pikepdf.Array([pikepdf.Name(name) for name in names])
        return encoded.read_bytes()


def _flate_size(raw: bytes, limit: int) -> int:
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
        pass
    return size

"""PDFs as their bytes: objects in, files out, right or wrong as a trap needs them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

MIB = 1 << 20
BOX = b"/MediaBox[0 0 258 173]"


def raw(*objects: bytes, prev: int | None = None) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalog."""
    parts, offsets, position = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, start=1):
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        offsets.append(position)
        parts.append(part)
        position += len(part)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    link = b"" if prev is None else b"/Prev %d" % (position if prev < 0 else prev)
    trailer = b"trailer<</Size %d/Root 1 0 R%s>>" % (size, link)
    return b"".join(
        (*parts, b"xref\n0 %d\n0000000000 65535 f \n" % size, rows, trailer,
         b"\nstartxref\n%d\n%%%%EOF\n" % position)
    )  # fmt: skip


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def pages(kids: Iterable[int], count: int = 1) -> bytes:
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    return b"<</Type/Pages/Count %d%s/Kids[%s]>>" % (count, BOX, listed)


def one_page(entries: bytes, *objects: bytes) -> Callable[[], bytes]:
    return lambda: raw(CATALOG, pages([3]), b"<</Type/Page/Parent 2 0 R%s>>" % entries, *objects)


def packed(part: bytes, times: int, end: bytes = b"") -> bytes:
    """Return packed repetitions; what they unpack to never exists here."""
    packer = zlib.compressobj(9)
    return (
        b"".join(packer.compress(part) for _ in range(times))
        + packer.compress(end)
        + packer.flush()
    )


def with_xref_stream(bomb: bytes, entries: bytes = b"", table: bytes | None = None) -> bytes:
    first = b"1 0 obj\n%s\nendobj\n" % CATALOG
    second = b"4 0 obj\n%s\nendobj\n" % bomb
    start = 9
    offsets = {1: start, 4: start + len(first), 5: start + len(first) + len(second)}
    rows = [(0, 0, 65535), (1, offsets[1], 0), (2, 4, 0), (2, 4, 1), (1, offsets[4], 0),
            (1, offsets[5], 0)]  # fmt: skip
    listed = table or zlib.compress(
        b"".join(bytes([kind]) + a.to_bytes(4, "big") + b.to_bytes(2, "big") for kind, a, b in rows)
    )
    xref = stream(b"/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Filter/FlateDecode%s" % entries, listed)
    third = b"5 0 obj\n%s\nendobj\n" % xref
    tail = b"startxref\n%d\n%%%%EOF\n" % offsets[5]
    return b"".join((b"%PDF-1.7\n", first, second, third, tail))


def drawn(operators: bytes, resources: bytes = b"", *objects: bytes) -> Callable[[], bytes]:
    """Write a page that draws; `objects` are numbered from 5."""
    entries = b"/Contents 4 0 R/Resources<<%s>>" % resources
    return one_page(entries, stream(b"", operators), *objects)


def lzw_bomb(times: int) -> bytes:
    """Pack runs of one byte, each a byte longer than the last; 300 KB for each 1.2 KB of codes."""
    run = "".join(f"{code:09b}" for code in (0, *range(258, 511)))
    run += "".join(f"{code:010b}" for code in range(511, 1023)) + f"{256:011b}"
    bits = f"{256:09b}" + run * times + f"{257:09b}"
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")

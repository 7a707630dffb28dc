"""Hostile answers to a card with a photo, a name, an address and a code."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache

from PIL import Image

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.rendering import Compiled, MemoryAssets, compile, press_pdf
from tests.golden.card import FILES, qr_frame, raw_card, sha256, text_frame
from tests.hostile.case import Case
from tests.hostile.svgs import png, svg

_PHOTO = {"name": "photo", "kind": "image", "x_mm": 5, "y_mm": 5, "width_mm": 30, "height_mm": 30,
          "field": "photo"}  # fmt: skip
_FLOW = text_frame("address", kind="flow", content="{{address}}", y_mm=20, height_mm=30,
                   size_pt=40, min_size_pt=1)  # fmt: skip


@cache
def _card() -> Compiled:
    raw = raw_card(_PHOTO, text_frame(min_size_pt=1), _FLOW, qr_frame())
    raw["fields"].append({"name": "photo", "label": "Photo", "kind": "image"})
    return compile(load(raw), MemoryAssets.of([path.read_bytes() for path in FILES.values()]))


_card()


def _with_photo(data: bytes) -> bytes:
    return press_pdf(_card(), {"photo": sha256(data)}, MemoryAssets.of([data]))


def _photo(make: Callable[[], bytes], reason: str = "") -> Case:
    return Case(make, _with_photo, reason, "W2PError")


def _text(name: str, make: Callable[[], str], error: str | None, reason: str = "") -> Case:
    def read(data: bytes) -> bytes:
        return press_pdf(_card(), {name: data.decode()})

    return Case(lambda: make().encode(), read, reason, error)


def _saved(kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(target, kind, **options)
    return target.getvalue()


def _bomb() -> bytes:
    """Return a PNG of 400 million pixels that is as small as they pack."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(20_001)) for _ in range(20_000)) + rows.flush()
    return png(20_000, 20_000)[:33] + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


CASES = {
    "photo-is-a-bomb": _photo(_bomb, "pixels"),
    "photo-is-cut-off": _photo(lambda: _saved("JPEG", quality=95)[:400]),
    "photo-is-a-program": _photo(lambda: b"MZ" + bytes(10_000)),
    "photo-is-an-svg": _photo(lambda: svg("<script>1</script>")),
    "photo-is-a-pdf": _photo(lambda: b"%PDF-1.7\n"),
    "photo-is-missing": Case(
        bytes, lambda data: press_pdf(_card(), {"photo": "0" * 64}), "no such picture", "W2PError"
    ),
    "name-is-endless": _text("full_name", lambda: "A" * 1_000_000, "TextDoesNotFit", "10,000"),
    "name-is-long": _text("full_name", lambda: "A" * 10_000, "TextDoesNotFit", "smallest"),
    "words-are-endless": _text("address", lambda: "to be " * 100_000, "TextDoesNotFit", "10,000"),
    "words-are-many": _text("address", lambda: "to be " * 1_600, None),
    "lines-are-many": _text("address", lambda: "a\n" * 5_000, "TextDoesNotFit", "smallest"),
    "lines-are-empty": _text("full_name", lambda: "a" + "\n" * 9_000 + "a", "TextDoesNotFit"),
    "marks-are-many": _text("full_name", lambda: "a" + "\u0301" * 9_000, "TextDoesNotFit"),
    "directions-are-deep": _text("full_name", lambda: "\u202b\u202a" * 4_000 + "a", None),
    "isolates-are-deep": _text("full_name", lambda: "\u2067(" * 5_000, "TextDoesNotFit"),
    "words-may-break-everywhere": _text("address", lambda: "a\u200b" * 4_000, None),
    # As long as one answer may be.
    "scripts-alternate": _text("address", lambda: "aل张" * 666, None),
    "characters-are-none": _text("full_name", lambda: "\ufffe\uffff\x00\x1b", "MissingGlyph"),
    "characters-are-rare": _text(
        "full_name", lambda: "".join(map(chr, range(0x4E00, 0x7500))), "MissingGlyph"
    ),
    "code-is-endless": _text("url", lambda: "https://e.com/" + "a" * 1_000_000, "TextDoesNotFit"),
}

"""Numbers, strings and streams in, their spelling in a PDF file out (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Final

_LEVEL: Final = 6
_SPECIAL: Final = frozenset(b"#/()<>[]{}%")


def number(value: float) -> bytes:
    """Write a number with at most four decimals (0.00004 mm in points) and no exponent."""
    text = b"%.4f" % value
    text = text.rstrip(b"0").rstrip(b".")
    return b"0" if text in (b"-0", b"") else text


def numbers(*values: float) -> bytes:
    """Write numbers with blanks between them."""
    return b" ".join(number(value) for value in values)


def text_string(text: str) -> bytes:
    """Write a text string as UTF-16BE with its byte order mark (7.9.2.2)."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def literal(text: str) -> bytes:
    """Write a string of ASCII characters (7.3.4.2)."""
    return b"(%s)" % re.sub(rb"([\\()])", rb"\\\1", text.encode("ascii"))


def name(text: str) -> bytes:
    """Write a name without its solidus; what is no plain character is spelled in UTF-8 (7.3.5)."""
    return b"".join(
        b"%c" % byte if 0x21 <= byte <= 0x7E and byte not in _SPECIAL else b"#%02X" % byte
        for byte in text.encode()
    )


def references(numbers_by_name: Mapping[bytes, int]) -> bytes:
    """Write the entries of a dictionary of indirect objects."""
    return b"".join(b"/%s %d 0 R" % item for item in numbers_by_name.items())


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Write a compressed stream object; `entries` are further lines of its dictionary."""
    return packed_stream(zlib.compress(data, _LEVEL), entries + b"/Filter/FlateDecode")


def packed_stream(data: bytes, entries: bytes) -> bytes:
    """Write a stream object whose data are encoded as its dictionary says."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)

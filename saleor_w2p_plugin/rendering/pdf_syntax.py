"""Numbers, strings and objects in, the bytes of a PDF file out (ISO 32000-1, 7.3 and 7.5)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

HEADER: Final = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"
_LEVEL: Final = 6


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


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Write a compressed stream object; `entries` are further lines of its dictionary."""
    return packed_stream(zlib.compress(data, _LEVEL), entries + b"/Filter/FlateDecode")


def packed_stream(data: bytes, entries: bytes) -> bytes:
    """Write a stream object whose data are encoded as its dictionary says."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


@dataclass(frozen=True, slots=True)
class Prefix:
    """The start of a file, written once: its bytes, and where object number 1, 2, ... begins."""

    data: bytes
    offsets: tuple[int, ...]


def prefix(objects: Mapping[int, bytes]) -> Prefix:
    """Write objects numbered from 1 without gaps behind the file's header."""
    parts, offsets, position = [HEADER], [], len(HEADER)
    for index in range(1, len(objects) + 1):
        part = b"%d 0 obj\n%s\nendobj\n" % (index, objects[index])
        offsets.append(position)
        parts.append(part)
        position += len(part)
    return Prefix(b"".join(parts), tuple(offsets))


class File:
    """A PDF file that grows object by object behind a prefix."""

    def __init__(self, start: Prefix) -> None:
        self._parts = [start.data]
        self._position = len(start.data)
        self._offsets: list[int | None] = list(start.offsets)

    def reserve(self) -> int:
        """Return the number of an object that is written later."""
        self._offsets.append(None)
        return len(self._offsets)

    def write(self, body: bytes, index: int | None = None) -> int:
        """Write an object, new or reserved, and return its number."""
        index = index or self.reserve()
        part = b"%d 0 obj\n%s\nendobj\n" % (index, body)
        self._offsets[index - 1] = self._position
        self._parts.append(part)
        self._position += len(part)
        return index

    def finish(self, root: int, info: int, identity: bytes) -> bytes:
        """Write cross-reference table and trailer; `identity` is what the file's ID stands for."""
        rows = [b"0000000000 65535 f \n"]
        for index, offset in enumerate(self._offsets, start=1):
            if offset is None:
                raise ValueError(f"Object {index} was reserved but never written.")
            rows.append(b"%010d 00000 n \n" % offset)
        file_id = hashlib.sha256(identity).hexdigest()[:32].encode()
        trailer = b"<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>" % (
            len(rows),
            root,
            info,
            file_id,
            file_id,
        )
        self._parts.append(
            b"xref\n0 %d\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n"
            % (len(rows), b"".join(rows), trailer, self._position)
        )
        return b"".join(self._parts)

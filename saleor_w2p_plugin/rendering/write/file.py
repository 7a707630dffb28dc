"""Objects in, a PDF file that grows in a stream out (ISO 32000-1, 7.5)."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

_XREF_ROWS: Final = 4096
_COPY_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Prefix:
    """The start of a file, written once: its bytes, and where each object begins.

    Offsets are those of objects 1, 2, ...; 0 stands for a number that is written later.
    """

    data: bytes
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, header: bytes, objects: Mapping[int, bytes], count: int) -> Prefix:
        """Write objects with numbers from 1 to `count` behind the file's header."""
        parts, offsets, position = [header], [0] * count, len(header)
        for number in sorted(objects):
            part = b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
            offsets[number - 1] = position
            parts.append(part)
            position += len(part)
        return cls(b"".join(parts), tuple(offsets))


class Section:
    """Objects written one after the other, with the place of each in this section.

    Numbers count from `first`. A section is a piece of a file, such as another process may write.
    """

    def __init__(self, target: BinaryIO, first: int) -> None:
        self.first = first
        self.offsets = array("I")
        self.size = 0
        self._target = target

    def write(self, body: bytes, number: int) -> None:
        """Write an object under a number that has not been written."""
        # One more than the offset, so that 0 stands for an object that is missing.
        self.offsets = _noted(self.offsets, number - self.first, self.size + 1)
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._target.write(part)
        self.size += len(part)


class File:
    """A PDF file that grows behind a prefix; nothing of it is kept but 4 bytes an object."""

    def __init__(self, target: BinaryIO, start: Prefix) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self._position = 0
        self._offsets = array("I", start.offsets)
        self._put(start.data)

    def reserve(self) -> int:
        """Return the number of an object that is written later."""
        self._offsets.append(0)
        return len(self._offsets)

    def write(self, body: bytes, number: int | None = None) -> int:
        """Write an object, new or reserved, and return its number."""
        number = number or self.reserve()
        self._offsets = _noted(self._offsets, number - 1, self._position)
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        return number

    def append(self, section: Section, content: BinaryIO) -> None:
        """Copy a section from where it was written to."""
        base = self._position
        while part := content.read(_COPY_BYTES):
            self._put(part)
        if self._position - base != section.size:
            raise ValueError("A section of the file has another length than was written.")
        for index, offset in enumerate(section.offsets):
            if offset:
                place = section.first + index - 1
                self._offsets = _noted(self._offsets, place, base + offset - 1)

    def finish(self, root: int, info: int) -> None:
        """Write cross-reference table and trailer; the file's ID stands for all bytes before."""
        start, offsets = self._position, self._offsets
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
        for index in range(0, len(offsets), _XREF_ROWS):
            rows = offsets[index : index + _XREF_ROWS]
            if not all(rows):
                raise ValueError(f"Object {index + rows.index(0) + 1} was never written.")
            self._put(b"".join([b"%010d 00000 n \n" % offset for offset in rows]))
        identity = self._digest.hexdigest()[:32].encode()
        self._put(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (len(offsets) + 1, root, info, identity, identity, start)
        )

    def _put(self, data: bytes) -> None:
        self._target.write(data)
        self._digest.update(data)
        self._position += len(data)


def _noted(offsets: array[int], index: int, offset: int) -> array[int]:
    """Return the offsets with one more; they take twice the room in files over 4 GiB."""
    missing = index + 1 - len(offsets)
    if missing > 0:
        offsets.frombytes(bytes(offsets.itemsize * missing))
    try:
        offsets[index] = offset
    except OverflowError:
        offsets = array("Q", offsets)
        offsets[index] = offset
    return offsets

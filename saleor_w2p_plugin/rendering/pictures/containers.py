"""The bytes of a picture's file in, a refusal out where merely listing its parts takes too long.

Pillow walks segments, chunks, blocks, boxes and tags one by one before it knows the picture's size,
so a file of 100 MiB made of nothing else keeps it busy for minutes, or fills the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, Literal

from saleor_w2p_plugin.rendering.pictures.invalid import PictureInvalid

Walk = Callable[[bytes], Iterator[None]]
Order = Literal["little", "big"]

_TIFF_BYTE_TYPES: Final = (1, 2, 6, 7)
_TIFF_DIRECTORIES: Final = (34665, 34853, 40965)  # Exif, GPS, interoperability
_MAX_DIRECTORIES: Final = 8


def check(data: bytes) -> None:
    """Raise PictureInvalid when a file has more parts than any program writes for its pixels."""
    for signature, walk, limit in _WALKS:
        if data.startswith(signature) and any(True for _ in islice(walk(data), limit, None)):
            raise PictureInvalid("The picture's file is split into too many parts.")


def _jpeg(data: bytes) -> Iterator[None]:
    """Count segments up to the first scan, and every byte that stands between them."""
    position = 2
    while position + 4 <= len(data):
        yield
        marker = data[position + 1]
        if data[position] != 0xFF or marker in (0x00, 0x01, 0xD8, 0xFF):
            position += 1
        elif marker == 0xDA:
            return
        else:
            position += 2 + max(2, int.from_bytes(data[position + 2 : position + 4]))


def _png(data: bytes) -> Iterator[None]:
    position = 8
    while position < len(data):
        yield
        position += 12 + int.from_bytes(data[position : position + 4])


def _gif(data: bytes) -> Iterator[None]:
    """Count blocks of data, and every byte that stands between the parts."""
    position = 13 + _gif_table(data[10:11])
    while position < len(data) and data[position] != 0x3B:
        yield
        introducer = data[position]
        if introducer == 0x21:
            position += 2
        elif introducer == 0x2C:
            position += 11 + _gif_table(data[position + 9 : position + 10])
        else:
            position += 1
            continue
        while position < len(data) and data[position]:
            yield
            position += 1 + data[position]
        position += 1


def _gif_table(flags: bytes) -> int:
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _boxes(data: bytes) -> Iterator[None]:
    """Count the boxes of JPEG 2000, and those inside its header."""
    position = 0
    while position + 8 <= len(data):
        yield
        length, name = (
            int.from_bytes(data[position : position + 4]),
            data[position + 4 : position + 8],
        )
        if name == b"jp2c":
            return
        if length == 1:
            length = int.from_bytes(data[position + 8 : position + 16])
        position += 8 if name in (b"jp2h", b"res ") else max(8, length)


def _little_tiff(data: bytes) -> Iterator[None]:
    return _tiff(data, "little")


def _big_tiff(data: bytes) -> Iterator[None]:
    return _tiff(data, "big")


def _tiff(data: bytes, order: Order) -> Iterator[None]:
    """Count the numbers in tags, which Pillow makes objects of."""
    is_big = 43 in data[2:4]
    offset, count_size, entry_size = (8, 8, 20) if is_big else (4, 2, 12)
    word = 8 if is_big else 4

    def number(position: int, size: int) -> int:
        return int.from_bytes(data[position : position + size], order)

    directories = [number(offset, word)]
    for _ in range(_MAX_DIRECTORIES):
        if not directories:
            return
        start = directories.pop(0)
        position = start + count_size
        for _ in range(number(start, count_size)):
            if position >= len(data):
                break
            yield
            tag, kind, count = (
                number(position, 2),
                number(position + 2, 2),
                number(position + 4, word),
            )
            if tag in _TIFF_DIRECTORIES:
                directories.append(number(position + 4 + word, word))
            elif kind not in _TIFF_BYTE_TYPES:
                yield from islice(_forever(), min(count, len(data)))
            position += entry_size
        following = number(position, word)
        if following:
            directories.append(following)


def _forever() -> Iterator[None]:
    while True:
        yield


# By signature; the limits are far above what programs write for the largest pictures.
_WALKS: Final[tuple[tuple[bytes, Walk, int], ...]] = (
    (b"\xff\xd8", _jpeg, 10_000),
    (b"\x89PNG\r\n\x1a\n", _png, 100_000),
    (b"GIF8", _gif, 600_000),
    (b"\x00\x00\x00\x0cjP  ", _boxes, 1_000),
    (b"II", _little_tiff, 500_000),
    (b"MM", _big_tiff, 500_000),
)

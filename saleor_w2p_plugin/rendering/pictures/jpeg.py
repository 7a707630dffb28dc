"""JPEG files in, files with the same coded pixels out: cleaned of all else, or joined to one.

Markers and segments are those of ITU-T T.81, Annex B.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from saleor_w2p_plugin.rendering.pictures.invalid import PictureInvalid

# More scans than any encoder makes: each costs a pass over all pixels, however few bytes it has.
MAX_SCANS: Final = 100
_MAX_SEGMENTS: Final = 20_000

_START: Final = b"\xff\xd8"
_END: Final = b"\xff\xd9"
_SOF_BASELINE: Final = 0xC0
_SOF_PROGRESSIVE: Final = 0xC2
_SOF: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SOS: Final = 0xDA
_EOI: Final = 0xD9
_DRI: Final = 0xDD
_ADOBE: Final = 0xEE
_ADOBE_LENGTH: Final = 12
# Tables, frames, scans and restarts; what else there is tells about the picture.
_NEEDED: Final = _SOF | {0xC4, 0xDB, 0xDC, _DRI, _SOS}
_RESTARTS: Final = 8
_NOTHING: Final = memoryview(b"")
# Ends the data of a scan: any marker but the restarts inside it; 0xFF00 is a data byte.
_MARKER: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker, its parameters, and for a scan the data behind them."""

    marker: int
    parameters: bytes
    data: memoryview = _NOTHING

    def written(self) -> tuple[bytes, bytes, memoryview]:
        """Return the segment's bytes, in parts so that none is copied."""
        head = struct.pack(">BBH", 0xFF, self.marker, len(self.parameters) + 2)
        return head, self.parameters, self.data


@dataclass(frozen=True, slots=True)
class Parts:
    """The segments of a JPEG's first picture, up to its end."""

    segments: tuple[Segment, ...]

    @property
    def is_plain(self) -> bool:
        """Tell whether PDF takes it: baseline or progressive, 8 bits (ISO 32000-1, 7.4.8)."""
        frames = [each for each in self.segments if each.marker in _SOF]
        return (
            len(frames) == 1
            and frames[0].marker in (_SOF_BASELINE, _SOF_PROGRESSIVE)
            and frames[0].parameters[:1] == b"\x08"
        )

    @property
    def scans(self) -> int:
        """Return how many passes the picture is coded in."""
        return sum(each.marker == _SOS for each in self.segments)

    @property
    def is_adobe(self) -> bool:
        """Tell whether an Adobe segment says so: then CMYK is stored inverted."""
        return any(_is_adobe(each) for each in self.segments)

    def cleaned(self) -> bytes:
        """Return the same picture without Exif, IPTC, comments, thumbnails and what follows it."""
        kept = [part for each in self.segments if _is_needed(each) for part in each.written()]
        return b"".join([_START, *kept, _END])


def parts(data: bytes) -> Parts:
    """Split a JPEG into segments; raises PictureInvalid for damage and for too many scans."""
    found = Parts(tuple(islice(_segments(data), _MAX_SEGMENTS)))
    if found.scans > MAX_SCANS or len(found.segments) == _MAX_SEGMENTS:
        raise PictureInvalid("The picture is packed in too many scans.")
    return found


def joined(strips: Iterable[bytes], height: int) -> bytes:
    """Join baseline JPEGs of equal width, coded alike, into one picture of the given height.

    Every strip but the last has the first one's height, a multiple of 8. Each becomes a restart
    interval (B.2.4.4), so that a large picture never has to be in memory as a whole.
    """
    written = io.BytesIO()
    written.write(_START)
    for index, strip in enumerate(strips):
        segments = parts(strip).segments
        if index == 0:
            written.writelines(_head(segments, height))
        else:
            written.write(bytes((0xFF, 0xD0 + (index - 1) % _RESTARTS)))
        written.write(segments[-1].data)
    written.write(_END)
    return written.getvalue()


def _head(segments: Iterable[Segment], height: int) -> Iterator[bytes | memoryview]:
    for segment in segments:
        if not _is_needed(segment):
            continue
        if segment.marker in _SOF:
            rows, columns = struct.unpack(">HH", segment.parameters[1:5])
            size = struct.pack(">HH", height, columns)
            resized = segment.parameters[:1] + size + segment.parameters[5:]
            yield from Segment(segment.marker, resized).written()
            blocks = -(-columns // 8) * -(-rows // 8)
            yield from Segment(_DRI, struct.pack(">H", blocks if rows < height else 0)).written()
        else:
            yield from Segment(segment.marker, segment.parameters).written()


def _segments(data: bytes) -> Iterator[Segment]:
    """Walk a JPEG; what lies outside segments is skipped, as every decoder does."""
    position = len(_START)
    while found := _MARKER.search(data, position):
        marker, position = data[found.end() - 1], found.end()
        if marker == _EOI:
            return
        if marker == 0x01 or marker == 0xD8:
            continue  # these stand alone
        length = int.from_bytes(data[position : position + 2])
        end = position + length
        if length < 2 or end > len(data):
            raise PictureInvalid("The picture is damaged: it cannot be read to its end.")
        parameters = data[position + 2 : end]
        position = end
        if marker == _SOS:
            following = _MARKER.search(data, position)
            position = following.start() if following else len(data)
            yield Segment(marker, parameters, memoryview(data)[end:position])
        else:
            yield Segment(marker, parameters)


def _is_needed(segment: Segment) -> bool:
    return segment.marker in _NEEDED or _is_adobe(segment)


def _is_adobe(segment: Segment) -> bool:
    return (
        segment.marker == _ADOBE
        and len(segment.parameters) == _ADOBE_LENGTH
        and segment.parameters.startswith(b"Adobe")
    )

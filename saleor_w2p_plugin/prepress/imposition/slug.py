"""What a sheet is called and free paper in, the line of text that says so out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.imposition import inks, lettering
from saleor_w2p_plugin.prepress.imposition.layout import OPPOSITE, Edge
from saleor_w2p_plugin.prepress.imposition.strips import Strip

_SIZES: Final = (7.0, 5.5)
_GAP: Final = "    "
# Below the baseline, as a share of the size.
_BELOW: Final = 0.25

# A piece of text and the operator of its colour.
_Word = tuple[bytes, str]


@dataclass(frozen=True, slots=True)
class Slug:
    """A slug: what is the same on all sheets, and size and matrix of the sheet's own number."""

    fixed: bytes
    size: float
    start: bytes

    def number(self, text: str) -> bytes:
        """Return the operators of what differs from sheet to sheet."""
        return b"q %s %s\n%s Q" % (inks.ALL_FILL, self.start, lettering.outlines(text, self.size))


def numbered(number: int, sheets: int, side: str) -> str:
    """Return how a slug names a side of a sheet."""
    return f"Sheet {number} of {sheets}, {side}"


def write(
    room: Mapping[Edge, Strip], first: Edge, title: str, spots: Mapping[bytes, str], number: str
) -> Slug | None:
    """Write a title, the names of inks in their own ink, and leave room for a number like this.

    It goes into the first strip that takes it: all of it, or without the inks' names.
    """
    names = [(tint % b"1", ink) for ink, tint in inks.tints(spots).items()]
    order: list[Edge] = [first, "left", "right", OPPOSITE[first]]
    for words in ([(inks.ALL_FILL, title), *names], [(inks.ALL_FILL, title)]):
        for size in _SIZES:
            length = lettering.width(_GAP.join([*(word for _, word in words), number]), size)
            for edge in order:
                place = room[edge].take(length, size, room[edge].block)
                if place:
                    return _written(place, room[edge], words, size)
    return None


def _written(place: Rect, strip: Strip, words: Sequence[_Word], size: float) -> Slug:
    along, parts = 0.0, []
    for colour, word in words:
        start = _start(place, strip, along, size)
        parts.append(b"q %s %s\n%s Q" % (colour, start, lettering.outlines(word, size)))
        along += lettering.width(word + _GAP, size)
    return Slug(b"\n".join(parts), size, _start(place, strip, along, size))


def _start(place: Rect, strip: Strip, along: float, size: float) -> bytes:
    """Return the matrix of a text, which runs upwards where the strip is upright."""
    if strip.is_upright:
        return b"0 1 -1 0 %.3f %.3f cm" % (place.right - _BELOW * size, place.bottom + along)
    return b"1 0 0 1 %.3f %.3f cm" % (place.left + along, place.bottom + _BELOW * size)

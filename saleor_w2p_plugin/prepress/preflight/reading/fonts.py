"""A font of a PDF in, its name, licence, widths and missing glyphs out (ISO 32000-1, 9)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork import fonts, reading
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

_MAX_FONT_BYTES: Final = 64 * 1024 * 1024
# Where a font says nothing of its letters: most Latin ones come close.
_ASCENT, _DESCENT = 0.72, -0.21
_RESTRICTED: Final = 0x0002
_OTHERS_ALLOW: Final = 0x000C
_NO_SUBSETS: Final = 0x0100
_BITMAPS_ONLY: Final = 0x0200
_SPACE: Final = 32


@dataclass(frozen=True, slots=True)
class Font:
    """A font as texts use it; lengths are shares of the font's size.

    `licence` says what its makers forbid of what was done, None for nothing. `glyphs` are the
    programs of a Type 3 font by character code.
    """

    name: str
    is_embedded: bool
    is_wide: bool = False
    widths: dict[int, float] = field(default_factory=dict)
    ranges: tuple[tuple[int, int, float], ...] = ()
    default: float | None = 0.5
    ascent: float = _ASCENT
    descent: float = _DESCENT
    licence: str | None = None
    notdef: frozenset[int] | None = None
    glyphs: dict[int, pikepdf.Object] = field(default_factory=dict)
    raw: pikepdf.Object | None = None

    def codes(self, shown: bytes) -> Sequence[int]:
        """Return the character codes of a string."""
        if not self.is_wide:
            return shown
        return [high << 8 | low for high, low in zip(shown[::2], shown[1::2], strict=False)]

    def width(self, code: int) -> float:
        """Return how far a character moves the pen."""
        found = self.widths.get(code)
        if found is not None:
            return found
        for low, high, width in self.ranges:
            if low <= code <= high:
                return width
        return self.default or 0.0

    def is_missing(self, code: int) -> bool:
        """Tell whether a character shows the font's sign for a missing glyph.

        Known are the codes of glyph 0 in a composite font, and codes without a width in a simple
        one; a simple font's own tables are not asked.
        """
        if not self.is_embedded or self.glyphs:
            return False
        if self.is_wide:
            return self.notdef is not None and code in self.notdef
        return self.default is None and code != _SPACE and code not in self.widths


UNKNOWN: Final = Font("none", is_embedded=True)


def read(raw: pikepdf.Object) -> Font:
    """Read a font dictionary."""
    name = str(raw.get("/BaseFont", raw.get("/Name", "/without a name"))).removeprefix("/")
    kind = str(raw.get("/Subtype"))
    if kind == "/Type3":
        return _type3(raw, name)
    if kind == "/Type0":
        return _composite(raw, name)
    widths = [float(width) / 1000 for width in raw.get("/Widths", [])]
    start = int(raw.get("/FirstChar", 0))
    descriptor = raw.get("/FontDescriptor", pikepdf.Dictionary())
    missing = float(descriptor.get("/MissingWidth", 0)) / 1000
    ascent, descent = _extent(descriptor)
    return Font(
        name=name,
        is_embedded=fonts.is_embedded(raw),
        widths=dict(enumerate(widths, start=start)),
        default=(missing or None) if widths else 0.5,
        ascent=ascent,
        descent=descent,
        licence=_licence(descriptor, name),
    )


def _composite(raw: pikepdf.Object, name: str) -> Font:
    below = raw.DescendantFonts[0]
    descriptor = below.get("/FontDescriptor", pikepdf.Dictionary())
    ascent, descent = _extent(descriptor)
    widths: dict[int, float] = {}
    ranges: list[tuple[int, int, float]] = []
    is_identity = str(raw.get("/Encoding")) in ("/Identity-H", "/Identity-V")
    # Widths go by the numbers of characters in the font, which are codes by Identity alone.
    if is_identity:
        _read_widths(list(below.get("/W", [])), widths, ranges)
    return Font(
        name=name,
        is_embedded=fonts.is_embedded(raw),
        is_wide=True,
        widths=widths,
        ranges=tuple(ranges),
        default=float(below.get("/DW", 1000)) / 1000,
        ascent=ascent,
        descent=descent,
        licence=_licence(descriptor, name),
        notdef=_notdef(below) if is_identity else None,
    )


def _read_widths(
    items: Sequence[object], widths: dict[int, float], ranges: list[tuple[int, int, float]]
) -> None:
    """Read a composite font's list of widths (9.7.4.3): `c [w ...]` or `first last w`."""
    at = 0
    while at + 1 < len(items):
        first, second = int(items[at]), items[at + 1]  # type: ignore[call-overload]
        if isinstance(second, pikepdf.Array):
            for offset, width in enumerate(second):
                widths[first + offset] = float(width) / 1000
            at += 2
        elif at + 2 < len(items):
            ranges.append((first, int(second), float(items[at + 2]) / 1000))  # type: ignore[call-overload, arg-type]
            at += 3
        else:
            break


def _notdef(below: pikepdf.Object) -> frozenset[int] | None:
    """Return the codes of an Identity encoding that show glyph 0."""
    mapped = below.get("/CIDToGIDMap")
    if not isinstance(mapped, pikepdf.Stream):
        return frozenset((0,))
    table = reading.read(mapped, 2 << 16)
    return frozenset(
        code for code in range(len(table) // 2) if not any(table[2 * code : 2 * code + 2])
    )


def _type3(raw: pikepdf.Object, name: str) -> Font:
    scale = abs(float(raw.FontMatrix[0]))
    start = int(raw.get("/FirstChar", 0))
    widths = [float(width) * scale for width in raw.get("/Widths", [])]
    box = [float(side) * abs(float(raw.FontMatrix[3])) for side in raw.get("/FontBBox", [])]
    has_box = len(box) == 4 and box[3] > box[1]
    programs = raw.get("/CharProcs", pikepdf.Dictionary())
    return Font(
        name=name,
        is_embedded=True,
        widths=dict(enumerate(widths, start=start)),
        default=0.0,
        ascent=box[3] if has_box else _ASCENT,
        descent=box[1] if has_box else _DESCENT,
        glyphs={code: programs[glyph] for code, glyph in _differences(raw) if glyph in programs},
        raw=raw,
    )


def _differences(raw: pikepdf.Object) -> Iterator[tuple[int, str]]:
    encoding = raw.get("/Encoding")
    if not isinstance(encoding, pikepdf.Dictionary):
        return
    code = 0
    for item in encoding.get("/Differences", []):
        if isinstance(item, pikepdf.Name):
            yield code, str(item)
            code += 1
        else:
            code = int(item)


def _extent(descriptor: pikepdf.Object) -> tuple[float, float]:
    """Return how far most letters reach above and below the base line.

    Capitals and descenders, not the line: fonts leave room for accents above both.
    """
    ascent = float(descriptor.get("/CapHeight", 0)) / 1000
    descent = float(descriptor.get("/Descent", 0)) / 1000
    return (
        ascent if 0.3 < ascent < 1 else _ASCENT,
        max(descent, _DESCENT) if -1 < descent < 0 else _DESCENT,
    )


def _licence(descriptor: pikepdf.Object, name: str) -> str | None:
    """Say what OS/2 fsType of an embedded program forbids (OpenType 1.9, OS/2); None for nothing.

    Only TrueType and OpenType programs have that table, and subsets may have lost it.
    """
    program = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
    if not isinstance(program, pikepdf.Stream):
        return None
    try:
        rights = _rights(reading.read(program, _MAX_FONT_BYTES))
    except (Unprintable, struct.error):
        return None
    if rights is None:
        return None
    if rights & _RESTRICTED and not rights & _OTHERS_ALLOW:
        return "may not be embedded"
    if rights & _BITMAPS_ONLY:
        return "may be embedded as bitmaps only"
    if rights & _NO_SUBSETS and name[6:7] == "+":
        return "may not be subset, and is"
    return None


def _rights(program: bytes) -> int | None:
    (count,) = struct.unpack_from(">H", program, 4)
    for index in range(min(count, 100)):
        tag, _, offset, length = struct.unpack_from(">4sLLL", program, 12 + 16 * index)
        if tag == b"OS/2" and length >= 10:
            return int(struct.unpack_from(">H", program, offset + 8)[0])
    return None

"""The bytes of a font in, its names and whether a form may be filled in with it out."""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass, field
from typing import Final

from fontTools.ttLib import TTFont, TTLibError

MAX_BYTES: Final = 32 * 1024 * 1024
_MAGIC: Final = (b"\x00\x01\x00\x00", b"true", b"OTTO")
# OS/2 fsType (OpenType specification): the levels of embedding, and what else forbids our subsets.
_RESTRICTED, _PREVIEW_AND_PRINT, _EDITABLE = 0x2, 0x4, 0x8
_NO_SUBSETTING, _BITMAP_ONLY = 0x100, 0x200
# A font that lacks one of these cannot be typed in, so it is a subset, whatever its name says.
_TYPED: Final = frozenset(
    map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
)
_USE_TYPO_METRICS: Final = 1 << 7
_USUAL_CAPITAL: Final = 0.7
_NEEDED: Final = ("cmap", "head", "hhea", "hmtx", "maxp")
_DAMAGE: Final = (TTLibError, AssertionError, AttributeError, LookupError, OSError, OverflowError,
                  TypeError, ValueError, struct.error)  # fmt: skip
_ITALIC: Final = ("italic", "oblique")


@dataclass(frozen=True, slots=True)
class Face:
    """A font: its PostScript name, its family, and whether it is bold and italic.

    `names` are all its names as `plain` writes them; `digit_em` is the width of a zero, the other
    measures are heights, all in em.
    """

    data: bytes = field(repr=False)
    postscript: str
    family: str
    is_bold: bool
    is_italic: bool
    names: frozenset[str]
    digit_em: float
    ascent_em: float
    descent_em: float
    cap_em: float

    @property
    def file_name(self) -> str:
        """Return a name for its file."""
        ending = "otf" if self.data[:4] == b"OTTO" else "ttf"
        return f"{re.sub(r'[^A-Za-z0-9-]', '', self.postscript)[:60] or 'font'}.{ending}"


def plain(name: str) -> str:
    """Return a font's name in small letters without blanks and signs."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def style_of(name: str) -> tuple[bool, bool]:
    """Tell whether a font's name says that it is bold, and italic."""
    low = name.lower()
    return "bold" in low, any(word in low for word in _ITALIC)


def read(data: bytes, name: str = "") -> Face:
    """Read a font's names; `name` stands in where it has none.

    Raises ValueError for anything but one TrueType or OpenType font with tables of characters.
    """
    if data[:4] not in _MAGIC or len(data) > MAX_BYTES:
        raise ValueError("This is no TrueType or OpenType font.")
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            if any(tag not in font for tag in _NEEDED) or not font.getBestCmap():
                raise ValueError("The font lacks a table.")
            return _face(data, font, name)
    except _DAMAGE:
        raise ValueError("The font is damaged.") from None


def licence_problem(data: bytes) -> str | None:
    """Tell why a font that a file carries may not be taken out of it to set other texts."""
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            if not font.getBestCmap().keys() >= _TYPED:
                return "it holds some characters only"
            if "OS/2" not in font:
                return "it does not say that it may be embedded for editing (OS/2 fsType)"
            bits = font["OS/2"].fsType
    except _DAMAGE:
        return "it is damaged"
    level = bits & (_RESTRICTED | _PREVIEW_AND_PRINT | _EDITABLE)
    if (level and not level & _EDITABLE) or bits & (_NO_SUBSETTING | _BITMAP_ONLY):
        return "its licence bits do not allow embedding it for editing (OS/2 fsType)"
    return None


def _face(data: bytes, font: TTFont, name: str) -> Face:
    told = {number: _told(font, number) for number in (1, 2, 4, 6, 16, 17)}
    postscript = told[6] or name or told[4] or "font"
    family, style = told[16] or told[1] or name, told[17] or told[2]
    bold, italic = style_of(style or postscript)
    names = {postscript, name, told[4], f"{family} {style}"}
    if not bold and not italic:
        names |= {family, told[1]}
    zero = font.getBestCmap().get(ord("0"), ".notdef")
    digit = font["hmtx"][zero][0] / font["head"].unitsPerEm
    known = frozenset(map(plain, names)) - {""}
    return Face(data, postscript, family, bold, italic, known, digit, *_heights(font))


def _heights(font: TTFont) -> tuple[float, float, float]:
    """Return ascent, descent and the height of capitals, as they count for lines of text."""
    em, wide = font["head"].unitsPerEm, font.get("OS/2")
    ascent, descent = font["hhea"].ascent, -font["hhea"].descent
    if wide is not None and wide.fsSelection & _USE_TYPO_METRICS:
        ascent, descent = wide.sTypoAscender, -wide.sTypoDescender
    capital = getattr(wide, "sCapHeight", 0) or _USUAL_CAPITAL * em
    return ascent / em, descent / em, capital / em


def _told(font: TTFont, number: int) -> str:
    return (font["name"].getDebugName(number) or "").strip() if "name" in font else ""

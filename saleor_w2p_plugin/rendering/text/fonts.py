"""The bytes of a font in, what setting text and embedding need to know of it out."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import uharfbuzz as hb

from saleor_w2p_plugin.rendering.text.glyphs import Glyphs
from saleor_w2p_plugin.rendering.text.readback import Readback

# sfnt versions (OpenType specification, "Table directory").
_TRUETYPE: Final = (b"\x00\x01\x00\x00", b"true")
_CFF: Final = b"OTTO"
_NEEDED: Final = ("cmap", "head", "hhea", "hmtx", "maxp")
_OUTLINES: Final = {True: ("CFF ",), False: ("glyf", "loca")}
_HEAD_LENGTH: Final = 54
# OS/2 fsType: bit 1 alone forbids embedding, bit 8 forbids subsetting, bit 9 allows bitmaps only.
_RESTRICTED, _NO_SUBSETTING, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200
# The largest fonts map about 65,000 characters, a hostile cmap all of Unicode to one glyph.
_MAX_CHARACTERS: Final = 100_000
# HarfBuzz sets these from the font's plain space or hyphen when it lacks them.
_SPACES: Final = frozenset("\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))


class FontInvalid(ValueError):
    """A font cannot be embedded; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """One parsed font; distances in font units, `upem` of them to the em.

    `resource` is the name by which content streams select it.
    """

    key: str
    resource: bytes
    postscript_name: str
    is_cff: bool
    face: Any = field(repr=False)
    hb_font: Any = field(repr=False)
    upem: int
    ascent: int
    descent: int
    cap_height: int
    italic_angle: float
    bbox: tuple[int, int, int, int]
    coverage: Any = field(repr=False)
    read: Readback = field(repr=False)
    glyphs: Glyphs = field(repr=False)

    def covers(self, cluster: str) -> bool:
        """Tell whether the font can set a base character with its marks."""
        return self.has_all(cluster) or self.has_all(unicodedata.normalize("NFC", cluster))

    def has_all(self, chars: Iterable[str]) -> bool:
        """Tell whether the font has each character, or what it is made of."""
        return all(map(self._has_parts, chars))

    def _has_parts(self, char: str) -> bool:
        return self.has(char) or (
            (parts := unicodedata.normalize("NFD", char)) != char and all(map(self.has, parts))
        )

    def has(self, char: str) -> bool:
        """Tell whether the font has a character, or needs none for it."""
        if ord(char) in self.coverage or is_ignorable(char):
            return True
        return (char in _SPACES and 0x20 in self.coverage) or (
            char == "\u2011" and 0x2010 in self.coverage
        )


@lru_cache(maxsize=4096)
def is_ignorable(char: str) -> bool:
    """Tell whether a character is invisible by itself (Default_Ignorable_Code_Point, UAX 44)."""
    code = ord(char)
    return unicodedata.category(char) == "Cf" or 0xFE00 <= code <= 0xFE0F or code == 0x034F


def parse(key: str, data: bytes, resource: bytes = b"F0") -> Font:
    """Parse a static font with TrueType or CFF outlines.

    Raises FontInvalid for other formats, variable and damaged fonts and fonts whose licence bits
    forbid embedding or subsetting (OpenType OS/2, fsType).
    """
    is_cff = data[:4] == _CFF
    if not is_cff and data[:4] not in _TRUETYPE:
        raise FontInvalid("This is not a TrueType or OpenType font (one font per file, no WOFF).")
    face = hb.Face(hb.Blob(data))
    tables = set(face.table_tags)
    missing = [tag for tag in (*_NEEDED, *_OUTLINES[is_cff]) if tag not in tables]
    if missing or not face.glyph_count:
        raise FontInvalid(f"The font lacks the tables {', '.join(missing) or 'of glyphs'}.")
    if tables & {"fvar", "CFF2"}:
        raise FontInvalid("This is a variable font; make a static one of it first.")
    _check_licence_bits(face, tables)
    return _measured(key, resource, is_cff, face, tables)


def _check_licence_bits(face: Any, tables: set[str]) -> None:
    if "OS/2" not in tables:
        return
    os2 = face.reference_table("OS/2").data
    fs_type = struct.unpack_from(">H", os2, 8)[0] if len(os2) >= 10 else 0
    if fs_type & 0x000F == _RESTRICTED:
        raise FontInvalid("The font's licence bits forbid embedding it (OS/2 fsType).")
    if fs_type & (_NO_SUBSETTING | _BITMAP_ONLY):
        raise FontInvalid("The font's licence bits forbid subsetting its outlines (OS/2 fsType).")


def _measured(key: str, resource: bytes, is_cff: bool, face: Any, tables: set[str]) -> Font:
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    head = face.reference_table("head").data
    post = face.reference_table("post").data if "post" in tables else b""
    coverage = face.unicodes
    if len(head) < _HEAD_LENGTH or not coverage:
        raise FontInvalid("The font is damaged: it maps no characters to glyphs.")
    if len(coverage) > _MAX_CHARACTERS:
        raise FontInvalid("The font is damaged: it maps more characters than there are.")
    try:
        # HarfBuzz can prepare a face for many subsets: that saves 0.2 ms each, for 10 MB a font.
        hb.subset(face, hb.SubsetInput())
    except (RuntimeError, MemoryError) as error:
        raise FontInvalid("The font is damaged: no subset can be made of it.") from error
    read = Readback(font, coverage)
    return Font(
        key=key,
        resource=resource,
        postscript_name=_postscript_name(face, key),
        is_cff=is_cff,
        face=face,
        hb_font=font,
        upem=face.upem,
        ascent=extents.ascender,
        descent=-extents.descender,
        cap_height=font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT),
        italic_angle=struct.unpack_from(">i", post, 4)[0] / 65536 if len(post) >= 8 else 0.0,
        bbox=struct.unpack_from(">4h", head, 36),
        coverage=coverage,
        read=read,
        glyphs=Glyphs(font, face.upem, read),
    )


def _postscript_name(face: Any, key: str) -> str:
    name = face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or key
    return re.sub(r"[^A-Za-z0-9-]", "", name)[:63] or "Font"

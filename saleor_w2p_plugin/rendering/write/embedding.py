"""A font and the glyphs that a document uses in, the font's PDF objects out."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import uharfbuzz as hb

from saleor_w2p_plugin.prepress.syntax import number, packed_stream, stream
from saleor_w2p_plugin.rendering.text.fonts import Font, FontInvalid
from saleor_w2p_plugin.rendering.write.file import File

# A reader draws by glyph number; layout, names and hints are for programs that set text.
_DROPPED: Final = (
    *("BASE", "DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "JSTF", "MATH", "OS/2"),
    *("cmap", "gasp", "kern", "meta", "name", "post", "vhea", "vmtx"),
)
_FLAGS: Final = (
    hb.SubsetFlags.RETAIN_GIDS
    | hb.SubsetFlags.NO_HINTING
    | hb.SubsetFlags.NOTDEF_OUTLINE
    | hb.SubsetFlags.CFF_IDENTITY_CHARSET
)
# Required by ISO 32000-1, table 122; readers do not use it for embedded outlines.
_STEM_V: Final = 80
_SYMBOLIC: Final = 4
_MAX_PER_BLOCK: Final = 100


def write(file: File, font: Font, gids: frozenset[int]) -> int:
    """Write a font as Type 0 with Identity-H (ISO 32000-1, 9.7) and return its object number.

    Glyph numbers are the codes, so pages can be written before all used glyphs are known. Raises
    FontInvalid for a damaged font that cannot be subset.
    """
    gids |= {0}
    packed, length = _subset(font, gids)
    tag = hashlib.sha256(repr(sorted(gids)).encode()).digest()[:6]
    name = b"%s+%s" % (bytes(65 + byte % 26 for byte in tag), font.postscript_name.encode())
    kind = b"/Subtype/CIDFontType0C" if font.is_cff else b"/Length1 %d" % length
    program = file.write(packed_stream(packed, kind + b"/Filter/FlateDecode"))
    descriptor = file.write(_descriptor(font, name, program))
    descendant = file.write(
        b"<</Type/Font/Subtype/%s/BaseFont/%s"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R%s/DW 0/W[%s]>>"
        % (
            b"CIDFontType0" if font.is_cff else b"CIDFontType2",
            name,
            descriptor,
            b"" if font.is_cff else b"/CIDToGIDMap/Identity",
            b" ".join(_widths(font, sorted(gids))),
        )
    )
    to_unicode = file.write(stream(_to_unicode(font, gids)))
    return file.write(
        b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
        b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (name, descendant, to_unicode)
    )


@lru_cache(maxsize=64)
def _subset(font: Font, gids: frozenset[int]) -> tuple[bytes, int]:
    """Return the compressed font program with only these outlines, and its plain length.

    Of a CFF font it is the bare table, whose glyph numbers are made its CIDs.
    """
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(gids)
    wanted.flags = _FLAGS
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    try:
        face = hb.subset(font.face, wanted)
    except RuntimeError as error:
        raise FontInvalid("The font is damaged: no subset can be made of it.") from error
    data = bytes((face.reference_table("CFF ") if font.is_cff else face.blob).data)
    return zlib.compress(data, 6), len(data)


def _descriptor(font: Font, name: bytes, program: int) -> bytes:
    scale = 1000 / font.upem
    box = b" ".join(number(round(value * scale)) for value in font.bbox)
    return (
        b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle %s"
        b"/Ascent %d/Descent %d/CapHeight %d/StemV %d/%s %d 0 R>>"
    ) % (
        name,
        _SYMBOLIC,
        box,
        number(font.italic_angle),
        round(font.ascent * scale),
        round(-font.descent * scale),
        round(font.cap_height * scale),
        _STEM_V,
        b"FontFile3" if font.is_cff else b"FontFile2",
        program,
    )


def _widths(font: Font, gids: list[int]) -> Iterator[bytes]:
    start = 0
    for index in range(1, len(gids) + 1):
        if index == len(gids) or gids[index] != gids[index - 1] + 1:
            natural = (font.glyphs.natural(gid) * 1000 / font.upem for gid in gids[start:index])
            values = b" ".join(map(number, natural))
            yield b"%d[%s]" % (gids[start], values)
            start = index


def _to_unicode(font: Font, gids: frozenset[int]) -> bytes:
    """Write the map from glyph numbers to text (ISO 32000-1, 9.10.3; Adobe note 5411)."""
    rows = [
        b"<%04X><%s>" % (gid, text.encode("utf-16-be").hex().upper().encode())
        for gid in sorted(gids)
        if (text := font.read.text(gid))
    ]
    blocks = [
        b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block))
        for block in (
            rows[start : start + _MAX_PER_BLOCK] for start in range(0, len(rows), _MAX_PER_BLOCK)
        )
    ]
    return (
        b"/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        b"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n%s"
        b"endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend" % b"".join(blocks)
    )

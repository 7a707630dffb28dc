"""Hostile fonts, in a design that sets text in them."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable

from fontTools.misc.psCharStrings import T2CharString
from fontTools.ttLib import TTFont

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import MissingGlyph
from saleor_w2p_plugin.rendering import MemoryAssets, compile, press_pdf, preview
from tests.golden.card import FILES, raw_card, sha256, text_frame
from tests.golden.folders import HERE
from tests.hostile.case import Case

SOUND = FILES["regular"].read_bytes()
CFF = (HERE / "assets/Serif.otf").read_bytes()


def _read(data: bytes) -> bytes:
    """Print a name in the font, and look at it."""
    raw = raw_card(text_frame(fonts=["bad"], min_size_pt=1))
    raw["fonts"] = {"bad": {"asset": "fonts/bad.ttf", "sha256": sha256(data)}}
    card = compile(load(raw), MemoryAssets.of([data]))
    try:
        press_pdf(card, {"full_name": "Ann Smith"})
        return preview(card, {"full_name": "Ann Smith"}, 1, 72)
    except MissingGlyph:
        return b""


def _refused(make: Callable[[], bytes], reason: str, error: str = "DesignInvalid") -> Case:
    return Case(make, _read, reason, error)


def _used(make: Callable[[], bytes]) -> Case:
    return Case(make, _read, error=None)


def _random(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def _table(data: bytes, tag: bytes) -> tuple[int, int]:
    """Return where a table begins and ends."""
    place = data.index(tag, 12)
    offset, length = struct.unpack_from(">II", data, place + 8)
    return offset, offset + length


def _noise(tag: bytes, data: bytes = SOUND, share: float = 0.0) -> Callable[[], bytes]:
    """Return a font of which a table is random bytes, from a share of it on."""

    def make() -> bytes:
        start, end = _table(data, tag)
        start += int((end - start) * share)
        return data[:start] + _random(end - start) + data[end:]

    return make


def _count(tag: bytes, at: int) -> Callable[[], bytes]:
    """Return a font that says it has 65,535 of something."""

    def make() -> bytes:
        start, _ = _table(SOUND, tag)
        return SOUND[: start + at] + b"\xff\xff" + SOUND[start + at + 2 :]

    return make


def _saved(change: Callable[[TTFont], None], data: bytes = SOUND) -> bytes:
    font = TTFont(io.BytesIO(data))
    change(font)
    saved = io.BytesIO()
    font.save(saved)
    return saved.getvalue()


def _woff(font: TTFont) -> None:
    font.flavor = "woff"


def _variable(font: TTFont) -> None:
    from fontTools.ttLib.tables._f_v_a_r import Axis, table__f_v_a_r

    font["fvar"] = table__f_v_a_r()
    axis = Axis()
    axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wght", 100, 400, 900
    font["fvar"].axes, font["fvar"].instances = [axis], []


def _doubling(font: TTFont) -> None:
    """Make a letter call a subroutine eight times, and so on for ten levels."""
    cff = font["CFF "].cff
    for level in range(10):
        # The first of fewer than 1,240 subroutines has the number -107 (Adobe note 5177, 4.7).
        inner = [-107 + level - 1, "callgsubr"] * 8 if level else [1, 1, "rlineto"] * 8
        cff.GlobalSubrs.append(T2CharString(program=[*inner, "return"]))
    letter = cff.topDictIndex[0].CharStrings["A"]
    letter.decompile()
    letter.program = [0, 0, "rmoveto", -107 + 9, "callgsubr", "endchar"]


def _crowded(font: TTFont) -> None:
    """Give one letter a million points."""
    top = font["CFF "].cff.topDictIndex[0]
    charstring = top.CharStrings["A"]
    charstring.decompile()
    charstring.program = [0, 0, "rmoveto"] + [5, 5, -5, -5, "rlineto"] * 12_000 + ["endchar"]


_NO_SUBSET = "no subset can be made"

CASES = {
    "is-empty": _refused(bytes, "not a TrueType"),
    "is-noise": _refused(lambda: _random(100_000), "not a TrueType"),
    "is-a-picture": _refused(lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "not a TrueType"),
    "is-woff": _refused(lambda: _saved(_woff), "no WOFF"),
    "is-woff2": _refused(lambda: b"wOF2\0\1\0\0" + bytes(99), "no WOFF"),
    "is-a-collection": _refused(
        lambda: b"ttcf\0\1\0\0\0\0\0\1\0\0\0\x10" + SOUND, "one font per file"
    ),
    "is-variable": _refused(lambda: _saved(_variable), "variable font"),
    "is-cut-in-its-directory": _refused(lambda: SOUND[:100], "lacks the tables"),
    "is-cut-in-half": _refused(lambda: SOUND[: len(SOUND) // 2], _NO_SUBSET),
    "cff-is-cut-in-half": _refused(lambda: CFF[: len(CFF) // 2], "damaged"),
    "is-100-mib": _refused(lambda: b"\0\1\0\0\xff\xff" + bytes(100 << 20), "lacks the tables"),
    "cmap-is-noise": _refused(_noise(b"cmap"), "maps no characters"),
    "head-is-noise": _refused(_noise(b"head"), _NO_SUBSET),
    "glyf-is-noise": _refused(_noise(b"glyf"), "too much", "TextDoesNotFit"),
    "loca-is-noise": _used(_noise(b"loca")),
    "glyf-ends-in-noise": _used(_noise(b"glyf", share=0.05)),
    "layout-is-noise": _refused(_noise(b"GPOS"), _NO_SUBSET),
    "layout-starts-well": _refused(_noise(b"GSUB", share=0.1), _NO_SUBSET),
    "charstrings-are-noise": _refused(_noise(b"CFF ", CFF, share=0.3), _NO_SUBSET),
    "charstrings-double": _used(lambda: _saved(_doubling, CFF)),
    "charstrings-are-crowded": _used(lambda: _saved(_crowded, CFF)),
    "glyphs-are-65535": _used(_count(b"maxp", 4)),
    "widths-are-65535": _used(_count(b"hhea", 34)),
}

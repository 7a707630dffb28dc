"""The number of a glyph in, the text that readers shall find for it out."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any, Final

from saleor_w2p_plugin.rendering.text.substitutes import substitutes

_FORMS: Final = ("<initial>", "<medial>", "<final>", "<isolated>")
# Alphabetic presentation forms of Hebrew, and those of Arabic.
_RTL_FORMS: Final = (*range(0xFB1D, 0xFE00), *range(0xFE70, 0xFEFD))
# An alternate of an alternate of an alternate; more rounds find nothing in real fonts.
_ROUNDS: Final = 4


class Readback:
    """What each glyph of a font stands for, by the font alone and not by the texts that use it.

    So every document and every part of it maps glyphs to the same texts.
    """

    def __init__(self, font: Any, coverage: Iterable[int]) -> None:
        self._font, self._coverage = font, coverage

    def text(self, gid: int) -> str:
        """Return the letters of a glyph, nothing when the font does not say which."""
        code = self._codes[gid] if gid < len(self._codes) else 0
        return _spelled(chr(code)) if code else self._derived.get(gid, "")

    @cached_property
    def _codes(self) -> array[int]:
        """The code point of each glyph by the cmap, 0 for none.

        Of several the smallest that is not a variant of another: U+4E00, not the radical U+2F00.
        """
        codes = array("I", bytes(4 * self._font.face.glyph_count))
        for has_variants in (False, True):
            for code in self._coverage:
                char = chr(code)
                if bool(unicodedata.decomposition(char)) is not has_variants or _is_blank(char):
                    continue
                gid = self._font.get_nominal_glyph(code)
                if gid and gid < len(codes) and not codes[gid]:
                    codes[gid] = code
        return codes

    @cached_property
    def _derived(self) -> dict[int, str]:
        """The texts of glyphs outside the cmap: joined forms, small capitals, ligatures."""
        found: dict[int, str] = {}
        known = {self._font.get_nominal_glyph(code) for code in self._coverage}
        for code in self._coverage:
            if _is_blank(chr(code)):
                found[self._font.get_nominal_glyph(code)] = ""
        steps = substitutes(bytes(self._font.face.reference_table("GSUB").data))
        for _ in range(_ROUNDS):
            before = dict(found)
            for glyphs, drawn in steps:
                if drawn in known or not all(gid in known or gid in found for gid in glyphs):
                    continue
                text = _joined("".join(self._known(gid, found) for gid in glyphs))
                # Small capitals are drawn for both cases, and mostly stand for small letters.
                if drawn not in found or (text != found[drawn] and text == found[drawn].lower()):
                    found[drawn] = text
            if found == before:
                break
        return found

    def _known(self, gid: int, found: dict[int, str]) -> str:
        code = self._codes[gid] if gid < len(self._codes) else 0
        return _spelled(chr(code)) if code else found.get(gid, "")


def _is_blank(char: str) -> bool:
    """Tell whether a character shows nothing, so that no glyph may stand for it."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") or 0xFE00 <= ord(char) <= 0xFE0F


def _spelled(char: str) -> str:
    """Return the letters of a ligature or a presentation form, the character itself else."""
    if unicodedata.category(char) == "Zs":
        return " "
    tag = unicodedata.decomposition(char).split(" ")[0]
    if tag in _FORMS or (tag == "<compat>" and " LIGATURE " in unicodedata.name(char, "")):
        letters = unicodedata.normalize("NFKC", char)
        # The isolated form of a mark decomposes into a space and the mark.
        return char if letters.startswith(" ") else _joined(letters)
    return char


def _joined(letters: str) -> str:
    """Return the one character for a ligature that runs to the left, where there is one.

    Readers turn letters round that run to the left, and do not agree on those of one glyph.
    """
    return _joined_forms().get(letters, letters) if len(letters) > 1 else letters


@cache
def _joined_forms() -> dict[str, str]:
    """Return the Hebrew and Arabic ligatures by their letters, isolated forms first."""
    found: dict[str, str] = {}
    chars = [chr(code) for code in _RTL_FORMS if unicodedata.decomposition(chr(code))]
    for char in sorted(chars, key=lambda char: unicodedata.decomposition(char)[1:4] != "iso"):
        found.setdefault(unicodedata.normalize("NFKC", char), char)
    return found

"""A font in, the texts that need neither bidi, nor script runs, nor a second font out."""

from __future__ import annotations

import unicodedata
from typing import Final

from saleor_w2p_plugin.rendering.text.fonts import Font, is_ignorable
from saleor_w2p_plugin.rendering.text.itemise import COMMON, script_of

# Scripts that run to the right and whose letters stand one behind the other.
_SCRIPTS: Final = ("Latn", "Cyrl", "Grek", "Armn", "Geor", "Hani", "Hira", "Kana")
# More than any language has; what is forgotten is looked at again.
_MAX_KNOWN: Final = 10_000
_RTL: Final = frozenset(("R", "AL", "AN"))
_EXPLICIT: Final = frozenset(("LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI", "PDF", "PDI"))
# Flags are pairs of letters, skin tones follow what they colour.
_JOINING: Final = frozenset(map(chr, [*range(0x1F1E6, 0x1F200), *range(0x1F3FB, 0x1F400)]))


class PlainTexts:
    """Tells the plain texts of a font from the characters that it has seen.

    Such a text is in one script and one item at level 0: each of its characters is a cluster of
    its own that the font has, and none is invisible.
    """

    __slots__ = ("_font", "_known", "_plain")

    def __init__(self, font: Font) -> None:
        self._font = font
        self._forget()

    def script(self, text: str) -> str | None:
        """Return the script of a plain text, None for another text."""
        found = self._script(text)
        return self._script(text) if found is None and self._learn(text) else found

    def _script(self, text: str) -> str | None:
        # Most texts are told by their first letter, so the order costs little.
        for script, plain in self._plain:
            if plain.issuperset(text):
                return script
        return None

    def _learn(self, text: str) -> bool:
        """Look at the characters that are new; tell whether there are any."""
        new = frozenset(text) - self._known
        if len(self._known) + len(new) > _MAX_KNOWN:
            self._forget()
        for char in new:
            if ord(char) in self._font.coverage and _is_plain(char):
                script = script_of(char) or COMMON
                for other, plain in self._plain:
                    if script in (COMMON, other):
                        plain.add(char)
        self._known |= new
        return bool(new)

    def _forget(self) -> None:
        self._known: frozenset[str] = frozenset()
        self._plain = tuple((script, set[str]()) for script in (COMMON, *_SCRIPTS))


def _is_plain(char: str) -> bool:
    category = unicodedata.category(char)
    return not (
        category[0] in "MC"
        or (category == "Zs" and char != " ")
        or unicodedata.bidirectional(char) in _RTL | _EXPLICIT
        or is_ignorable(char)
        or char in _JOINING
    )

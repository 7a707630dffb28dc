"""A font in, the texts that need neither bidi, nor script runs, nor a second font out."""

from __future__ import annotations

import unicodedata
from typing import Final

from saleor_w2p_plugin.rendering.text.fonts import Font, is_ignorable
from saleor_w2p_plugin.rendering.text.itemise import COMMON, script_of

# Scripts that run to the right and whose letters stand one behind the other.
_SCRIPTS: Final = ("Latn", "Cyrl", "Grek", "Armn", "Geor", "Hani", "Hira", "Kana")
_RTL: Final = frozenset(("R", "AL", "AN"))
_EXPLICIT: Final = frozenset(("LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI", "PDF", "PDI"))
# Flags are pairs of letters, skin tones follow what they colour.
_JOINING: Final = frozenset(map(chr, [*range(0x1F1E6, 0x1F200), *range(0x1F3FB, 0x1F400)]))


def plain_texts(font: Font) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return for each simple script the characters of texts in this script alone.

    Such a text is one item at level 0: each of its characters is a cluster of its own that the
    font has, and none is invisible.
    """
    found: dict[str, set[str]] = {COMMON: set()}
    for code in font.coverage:
        char = chr(code)
        script = script_of(char) or COMMON
        if (script == COMMON or script in _SCRIPTS) and _is_plain(char):
            found.setdefault(script, set()).add(char)
    # Most texts are told by their first letter, so the order costs little.
    order = sorted(found, key=(COMMON, *_SCRIPTS).index)
    return tuple((script, frozenset(found[script] | found[COMMON])) for script in order)


def _is_plain(char: str) -> bool:
    category = unicodedata.category(char)
    return not (
        category[0] in "MC"
        or (category == "Zs" and char != " ")
        or unicodedata.bidirectional(char) in _RTL | _EXPLICIT
        or is_ignorable(char)
        or char in _JOINING
    )

"""A text that anybody may have written in, what our fonts and XML can hold of it out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Final

import uharfbuzz as hb

# Kept where a font lacks them: they shape the letters beside them.
_JOINERS: Final = "\u200c\u200d\u200e\u200f"
# First strong isolate, and its end (UAX #9, 2.4).
_ISOLATE: Final = "\u2068"
_END: Final = "\u2069"
_BLANKS: Final = "\t\n\r"
# What XML 1.0 takes (2.2), turned round.
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Nobody reads more of a name, and a line of it without a blank takes long to break.
_LONGEST: Final = 1000
_REPLACEMENT: Final = "\ufffd"


@lru_cache(maxsize=1)
def fonts() -> Mapping[str, bytes]:
    """Return the fonts of our documents by file name (see fonts/NOTICE.md)."""
    folder = resources.files(__package__) / "fonts"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return {file.name: file.read_bytes() for file in files if file.name.endswith(".ttf")}


def printable(text: str) -> str:
    """Return a text with a replacement character (U+FFFD) for each that no font of ours has.

    Controls that would turn the order of what follows are dropped; so is what is beyond 1,000
    characters. A text with words that run from right to left takes its direction from its first
    letter, wherever it stands.
    """
    kept = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    printed = "".join(_printed(char) for char in kept)
    is_turned = any(unicodedata.bidirectional(char) in ("R", "AL") for char in printed)
    return f"{_ISOLATE}{printed}{_END}" if is_turned else printed


def storable(text: str) -> str:
    """Return a text with a replacement character for each that XML 1.0 forbids (2.2)."""
    return _NO_XML.sub(_REPLACEMENT, text)


def _printed(char: str) -> str:
    kind = unicodedata.category(char)
    if char in _JOINERS or char in _BLANKS:
        return char
    if kind == "Cf" or (kind == "Mn" and ord(char) not in _characters()):
        return ""
    # Fonts have glyphs for controls, XML has no place for them.
    return char if kind != "Cc" and ord(char) in _characters() else _REPLACEMENT


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    found: set[int] = set()
    for data in fonts().values():
        found.update(hb.Face(hb.Blob(data)).unicodes)
    return frozenset(found)

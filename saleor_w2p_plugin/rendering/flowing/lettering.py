"""An SVG and the fonts that were handed over in, families and files that belong together out."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

import uharfbuzz as hb

from saleor_w2p_plugin.rendering.flowing.problems import GENERIC, Problems
from saleor_w2p_plugin.rendering.flowing.scanning import SVG

_FOLDER: Final = Path(os.environ["TMPDIR"]) / "letters"
_FAMILY: Final = re.compile(r"(?<![-\w])(font-family\s*:)\s*([^;}!]+)")
_SHORTHAND: Final = re.compile(
    r"(?<![-\w])(font\s*:[^;}]*?[\d.]+[a-z%]*)(?:\s*/\s*\S+)?\s+([^;}!]+)"
)
_INVISIBLE: Final = re.compile(
    r"[\s\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f]"
)
_FAMILY_NAMES: Final = (1, 4, 16)


class Letters:
    """Names fonts by their family keys and says which texts they cannot set."""

    def __init__(self, fonts: Mapping[str, bytes], problems: Problems) -> None:
        self._fonts, self._problems = fonts, problems
        self._keys = {_key(key): key for key in fonts}
        self._is_used = False

    def assign(self, root: Element) -> None:
        """Give each text of an SVG families that are there, the given ones first.

        Notes families that were not handed over and characters that no font has.
        """
        texts = [text for element in root.iter(f"{SVG}text") for text in element.itertext()]
        if not any(text.strip() for text in texts):
            return
        self._is_used = True
        if "font-family" not in root.attrib and "font" not in root.attrib:
            root.set("font-family", "sans-serif")
        for element in root.iter():
            self._rename(element)
        self._check(set(_INVISIBLE.sub("", "".join(texts))))

    def folder(self) -> Path:
        """Return a folder with the fonts, each of them alone in a family named by its key."""
        _FOLDER.mkdir(exist_ok=True)
        if self._is_used:
            for number, (key, data) in enumerate(self._fonts.items()):
                path = _FOLDER / f"{number}.ttf"
                if not path.exists():
                    path.write_bytes(_named(data, key))
        return _FOLDER

    def _rename(self, element: Element) -> None:
        if "font-family" in element.attrib:
            element.set("font-family", self._families(element.attrib["font-family"]))
        if "style" in element.attrib:
            element.set("style", self._restyled(element.attrib["style"]))
        if element.tag == f"{SVG}style" and element.text:
            element.text = self._restyled(element.text)

    def _restyled(self, style: str) -> str:
        # The height of lines, which the reader trips over, means nothing in SVG.
        for pattern in (_FAMILY, _SHORTHAND):
            style = pattern.sub(lambda match: f"{match[1]} {self._families(match[2])}", style)
        return style

    def _families(self, listed: str) -> str:
        names = [name.strip().strip("'\"") for name in listed.split(",")]
        if names == ["inherit"]:
            return listed
        known = [self._keys[key] for key in map(_key, names) if key in self._keys]
        if not known and not any(name.lower() in GENERIC for name in names):
            self._problems.add_missing_font(listed)
        # A character that the given families lack is set in the next font of the document.
        return ", ".join(f"'{name}'" for name in dict.fromkeys([*known, *self._fonts]))

    def _check(self, characters: set[str]) -> None:
        covered = {
            code for data in self._fonts.values() for code in hb.Face(hb.Blob(data)).unicodes
        }
        for character in sorted(characters):
            if ord(character) not in covered:
                self._problems.add_missing_character(character)


def _key(family: str) -> str:
    """Return a family as keys of fonts are written: they hold no blanks and signs."""
    return re.sub(r"[^a-z0-9_-]", "", family.lower().replace(" ", "-"))


def _named(data: bytes, family: str) -> bytes:
    """Return a font as the only, regular, font of a family."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False, lazy=True)
    names = font["name"]
    names.names = [
        record for record in names.names if record.nameID not in (1, 2, 4, 16, 17, 21, 22)
    ]
    for identifier in _FAMILY_NAMES:
        names.setName(family, identifier, 3, 1, 0x409)
    names.setName("Regular", 2, 3, 1, 0x409)
    if "OS/2" in font:
        font["OS/2"].usWeightClass, font["OS/2"].usWidthClass = 400, 5
    saved = io.BytesIO()
    font.save(saved, reorderTables=None)
    return saved.getvalue()

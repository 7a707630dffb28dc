"""Open fonts in, the small fonts of the golden folders out.

python make_fonts.py FOLDER, where FOLDER holds the sources that NOTICE.md names.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x203B), 0x20AC, 0x2212]
EMOJI = [0x20, 0x23, 0x2A, *range(0x30, 0x3A), 0x200D, 0x20E3, 0xFE0F, 0x2600, 0x260E, 0x2764,
         *range(0x1F1E6, 0x1F200), 0x1F3FB, 0x1F3FD, 0x1F44B, 0x1F44D, 0x1F468, 0x1F469, 0x1F467,
         0x1F4BB, 0x1F600, 0x1F680]  # fmt: skip
THAI = [0x20, *range(0xE00, 0xE60)]
DEVANAGARI = [0x20, 0x200C, 0x200D, 0x25CC, *range(0x900, 0x980)]
HEBREW = [0x20, 0x28, 0x29, 0x2D, *range(0x590, 0x600)]
SOURCES = {
    "Serif.otf": ("SourceSerif4-Regular.otf", LATIN),
    "NotoEmoji.ttf": ("NotoEmoji_400Regular.ttf", EMOJI),
    "NotoSansThai.ttf": ("NotoSansThai_400Regular.ttf", THAI),
    "NotoSansDevanagari.ttf": ("NotoSansDevanagari_400Regular.ttf", DEVANAGARI),
    "NotoSansHebrew.ttf": ("NotoSansHebrew_400Regular.ttf", HEBREW),
}
INDIC = ["abvm", "abvs", "akhn", "blwf", "blwm", "blws", "cjct", "haln", "half", "nukt", "pres",
         "psts", "rkrf", "rphf", "vatu"]  # fmt: skip
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "onum", "smcp", *INDIC]
# "Source" is a reserved name: what is changed may not have it (SIL OFL 1.1, condition 3).
RENAMED = {"Serif.otf": "Golden Serif"}
_NAMES = {1: "{0}", 3: "{0}", 4: "{0}", 6: "{1}-Regular", 16: "{0}"}
_TRADEMARKS = (5, 7, 8, 9, 10, 11, 12)


def subset(source: Path, characters: list[int], target: Path) -> None:
    """Write the characters of a font, with their joins and marks."""
    options = Options(
        layout_features=FEATURES,
        name_IDs=["*"],
        notdef_outline=True,
        hinting=target.suffix == ".otf",
    )
    options.drop_tables += ["DSIG", "STAT", "vhea", "vmtx", "VORG", "BASE", "meta"]
    font = load_font(source, options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    if target.name in RENAMED:
        rename(font, RENAMED[target.name])
    save_font(font, target, options)


def rename(font: TTFont, family: str) -> None:
    """Give a font another name everywhere."""
    compact = family.replace(" ", "")
    for record in list(font["name"].names):
        if record.nameID in _NAMES:
            record.string = _NAMES[record.nameID].format(family, compact)
        elif record.nameID in _TRADEMARKS or record.nameID > 16:
            font["name"].removeNames(nameID=record.nameID)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [f"{compact}-Regular"]
        top = cff.topDictIndex[0]
        top.FullName = top.FamilyName = family
        top.Notice = font["name"].getDebugName(0).replace("\u2018", "'").replace("\u2019", "'")
        top.rawDict.pop("Copyright", None)


if __name__ == "__main__":
    found = {path.name: path for path in Path(sys.argv[1]).rglob("*.[ot]tf")}
    for name, (source, characters) in SOURCES.items():
        subset(found[source], characters, HERE / name)

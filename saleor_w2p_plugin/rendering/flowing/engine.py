"""WeasyPrint, in a process that sees no fonts and no libraries but those it needs.

Imported in the child only, before anything else of WeasyPrint.
"""

from __future__ import annotations

import ctypes.util
import io
import os
import sys
import warnings
from collections.abc import Collection, Sequence
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import uharfbuzz as hb

_FOLDER: Final = Path(os.environ["TMPDIR"])
_CONFIGURATION: Final = _FOLDER / "fonts.conf"
# A reader draws by glyph number; layout and pictures are for programs that set text.
_DROPPED: Final = (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"GPOS", b"GSUB", b"JSTF", b"PCLT", b"SVG ")


def see_fonts(families: Sequence[str]) -> None:
    """Write fontconfig's configuration: nothing but these families, the first ones preferred."""
    names = "".join(f"<string>{escape(name)}</string>" for name in families)
    fallback = f'<edit name="family" mode="append_last" binding="strong">{names}</edit>'
    _CONFIGURATION.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><cachedir>{escape(str(_FOLDER))}</cachedir>"
        + (f'<match target="pattern">{fallback}</match>' if names else "")
        + "</fontconfig>"
    )


def no_font() -> bytes:
    """Return a font without characters: Pango ends the process when there is none at all."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    font = FontBuilder(unitsPerEm=1000)
    font.setupGlyphOrder([".notdef"])
    font.setupCharacterMap({})
    font.setupGlyf({".notdef": Glyph()})
    font.setupHorizontalMetrics({".notdef": (500, 0)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "None", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    saved = io.BytesIO()
    font.save(saved)
    return saved.getvalue()


def _refuse_variable(*_: object, **__: object) -> None:
    raise ValueError("Variable fonts are not set.")


def _subset(font: Any, to_unicode: Collection[int], hinting: bool) -> None:
    """Drop the glyphs that are not used; stands in for WeasyPrint's `Font.subset`.

    WeasyPrint takes HarfBuzz's library for it where the system has one, and else a substitute that
    takes 0.1 s for each font.
    """
    if not to_unicode:
        return
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(to_unicode)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.DESUBROUTINIZE
    if not hinting:
        wanted.flags |= hb.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _DROPPED)
    face = hb.Face(hb.Blob(font.file_content), font.index)
    font.file_content = bytes(hb.subset(face, wanted).blob.data)


def _spare_imports() -> None:
    """Put empty modules where WeasyPrint would import what is never called: 0.1 s."""
    stand_ins = {
        name: ModuleType(name)
        for name in ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer")
    }
    instancer = stand_ins["fontTools.varLib.instancer"]
    instancer.instantiateVariableFont = _refuse_variable  # type: ignore[attr-defined]
    sys.modules.update(stand_ins)


see_fonts(())
os.environ["FONTCONFIG_FILE"] = str(_CONFIGURATION)
if sys.platform == "linux":
    # WeasyPrint tries the names of other systems first, and each miss would ask a compiler.
    ctypes.util.find_library = lambda name: None
_spare_imports()
with warnings.catch_warnings():
    # No fonts of the system is what we want, and its missing subsetter is replaced.
    warnings.simplefilter("ignore")
    from weasyprint.pdf.fonts import Font
Font.subset = _subset

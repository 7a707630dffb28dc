"""Content and resources in, a small PDF and what preflight finds in it out."""

from __future__ import annotations

import io
from functools import cache
from types import SimpleNamespace
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.design.press import DEFAULT, load_press
from saleor_w2p_plugin.prepress.preflight.inspected import Inspected
from saleor_w2p_plugin.prepress.preflight.inspecting import report
from tests.golden.card import FONTS, MM, art

SHEET = SimpleNamespace(width_mm=85, height_mm=55, bleed_mm=3, slug_mm=0, safe_mm=3)
# Sides of the trim in points, from the bleed's corner, where content starts to count.
LEFT, BOTTOM, RIGHT, TOP = 3 * MM, 3 * MM, 88 * MM, 58 * MM
WIDTH, HEIGHT = 91 * MM, 61 * MM


def press(**changes: Any) -> Any:
    return load_press({"version": 1, "name": "Test", **changes})


def inspected(data, *, policy=DEFAULT, sheets=(SHEET,), codes=(), is_supplied=True, **more):
    """Return the report on a file, in this process."""
    return report(
        lambda: pikepdf.open(io.BytesIO(data)),
        policy,
        lambda opened: Inspected(
            data, opened, policy, sheets, codes=codes, is_supplied=is_supplied, **more
        ),
    )


def found(rule, content, fill=None, **how):
    """Return the findings of one rule in a page that draws the content."""
    return of_rule(rule, page(content, fill), **how)


def of_rule(rule, data, **how):
    return [each for each in inspected(data, **how).findings if each.rule == rule]


def page(content, fill=None, **how):
    """Return a PDF of one card with the fonts /F and /W, a picture /P and the spot /S."""

    def filled(pdf, made):
        made.obj.Resources = Dictionary(
            Font=Dictionary(F=font(pdf), W=wide_font(pdf)),
            XObject=Dictionary(P=picture(pdf)),
            ColorSpace=Dictionary(S=spot("Gold")),
            ExtGState=Dictionary(),
        )
        if fill:
            fill(pdf, made.obj)

    return art(content, filled, **how)


def spot(*names, kind=Name.Separation):
    tint = Dictionary(FunctionType=2, Domain=[0, 1] * len(names), C0=[0] * 4, C1=[0, 0.2, 0.8, 0],
                      N=1)  # fmt: skip
    named = Name("/" + names[0]) if kind == Name.Separation else [Name("/" + n) for n in names]
    return Array([kind, named, Name.DeviceCMYK, tint])


def picture(pdf, width=300, height=300, data=None, space=Name.DeviceCMYK, bits=8, **entries):
    components = 1 if bits == 1 or space == Name.DeviceGray else 4
    size = (width * bits * components + 7) // 8 * height
    made = pdf.make_stream(data or bytes(size), Type=Name.XObject, Subtype=Name.Image, Width=width,
                           Height=height, BitsPerComponent=bits)  # fmt: skip
    made.ColorSpace = space
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def form(pdf, content, **entries):
    made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form,
                           BBox=[-1000, -1000, 1000, 1000])  # fmt: skip
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


@cache
def program(rights: int = 0) -> bytes:
    """Return a font's program with the glyphs of ASCII, and with other licence bits."""
    options = subset.Options(retain_gids=True, layout_features=[])
    with TTFont(FONTS / "NotoSans-Regular.ttf", lazy=True) as opened:
        kept = subset.Subsetter(options)
        kept.populate(unicodes=range(32, 127))
        kept.subset(opened)
        opened["OS/2"].fsType = rights
        saved = io.BytesIO()
        opened.save(saved)
    return saved.getvalue()


def descriptor(pdf, name="NotoSans", rights=0, **entries):
    made = Dictionary(Type=Name.FontDescriptor, FontName=Name("/" + name), Flags=32, CapHeight=714,
                      Ascent=1069, Descent=-293, FontBBox=[-600, -300, 2900, 1100])  # fmt: skip
    made.FontFile2 = pdf.make_stream(program(rights))
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def font(pdf, name="NotoSans", **how):
    """Return a simple font; every letter is half as wide as the font's size."""
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/" + name), FirstChar=32,
                   LastChar=126, Widths=[500] * 95, Encoding=Name.WinAnsiEncoding,
                   FontDescriptor=descriptor(pdf, name, **how))
    )  # fmt: skip


def wide_font(pdf):
    """Return a composite font whose codes are glyph numbers."""
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/NotoSans"),
                       CIDToGIDMap=Name.Identity, DW=600, W=[3, [260], 36, 40, 700],
                       FontDescriptor=descriptor(pdf))  # fmt: skip
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/NotoSans"),
                   Encoding=Name("/Identity-H"), DescendantFonts=[below])
    )  # fmt: skip


def text(size=12, x=60.0, y=60.0, before="0 0 0 1 k", shown="(Hand)", face="F"):
    return f"{before} BT /{face} {size} Tf {x} {y} Td {shown} Tj ET ".encode()

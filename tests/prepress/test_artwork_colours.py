from __future__ import annotations

import io
from types import SimpleNamespace

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.prepress import artwork, colour
from saleor_w2p_plugin.prepress.artwork.normalising import normalised
from tests.golden.card import art, operators

CARD = artwork.Use(1, SimpleNamespace(width_mm=85, height_mm=55, bleed_mm=3, slug_mm=0, safe_mm=3))
# sRGB red and its Lab numbers (D50).
RED, RED_LAB = (1, 0, 0), (54.29, 80.81, 69.89)


def _lab():
    return Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249], Range=[-125, 125] * 2)])


def _with_space(space, content):
    def fill(pdf, page):
        page.obj.Resources.ColorSpace = Dictionary(Cs=space(pdf))

    pdf = normalised(art(content, fill), [CARD])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        kept = opened.pages[0].obj.Resources.ColorSpace.Cs
        kept = kept.unparse(resolved=True) if isinstance(kept, Array) else str(kept).encode()
    return operators(pdf), kept


def test_lab_becomes_the_inks_that_rgb_becomes():
    lab = colour.of().cmyk_of_lab(*RED_LAB)

    assert lab == pytest.approx(colour.of().cmyk(*RED), abs=0.02)
    assert colour.of().cmyk_of_lab(100, 0, 0) == (0, 0, 0, 0)
    assert colour.of().cmyk_of_lab(0, 0, 0) == colour.BLACK


def test_lab_colours_are_converted():
    content = b"/Cs cs 54.29 80.81 69.89 sc 0 0 9 9 re f /Cs CS 0 0 0 SC"
    painted, _ = _with_space(lambda pdf: _lab(), content)

    colours = [values for values, name in painted if name == "k"]
    assert colours[-1] == pytest.approx(colour.of().cmyk(*RED), abs=0.02)
    assert ([0, 0, 0, 1], "K") in painted


def test_lab_is_clamped_to_its_range():
    def space(pdf):
        return Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249], Range=[0, 0, 0, 0])])

    painted, _ = _with_space(space, b"/Cs cs 200 99 99 sc")

    assert painted[-1] == ([0, 0, 0, 0], "k")


def test_palette_of_lab_is_converted():
    samples = bytes((round(54.29 * 2.55), round(205.81 / 250 * 255), round(194.89 / 250 * 255)))

    def space(pdf):
        return Array([Name.Indexed, _lab(), 0, pikepdf.String(samples)])

    _, kept = _with_space(space, b"/Cs cs 0 sc")

    assert b"DeviceCMYK" in kept
    assert b"Lab" not in kept


def _tint(pdf, *ends):
    return Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0] * len(ends), C1=list(ends))


@pytest.mark.parametrize(
    "space",
    [
        lambda pdf: Array([Name.Separation, Name.Gold, Name.DeviceCMYK, _tint(pdf, 0, 0.2, 1, 0)]),
        lambda pdf: Array([Name.Separation, Name("/Gold"), Name.DeviceGray, _tint(pdf, 1)]),
        lambda pdf: Array([Name.Separation, Name("/Gold"), _lab(), _tint(pdf, 50, 0, 50)]),
        lambda pdf: Array([Name.Separation, Name.All, Name.DeviceCMYK, _tint(pdf, 1, 1, 1, 1)]),
        lambda pdf: Array(
            [Name.DeviceN, Array([Name("/Gold")]), Name.DeviceCMYK, _tint(pdf, 0, 0.2, 1, 0)]
        ),
        lambda pdf: Array([Name.CalGray, Dictionary(WhitePoint=[0.9642, 1, 0.8249])]),
        lambda pdf: Array([Name.Indexed, Name.DeviceCMYK, 0, pikepdf.String(b"\1\2\3\4")]),
    ],
)  # fmt: skip
def test_spaces_of_ink_stay_as_they_are(space):
    pdf = pikepdf.new()
    painted, kept = _with_space(space, b"/Cs cs 0.5 scn 0 0 9 9 re f")

    assert kept == space(pdf).unparse(resolved=True)
    assert painted == [(["/Cs"], "cs"), ([0.5], "scn"), ([0, 0, 9, 9], "re"), ([], "f")]


def _cff() -> bytes:
    """Return an OpenType font with CFF outlines: a box for the letter A."""
    pen = T2CharStringPen(600, None)
    for step, point in enumerate([(0, 0), (500, 0), (500, 700), (0, 700)]):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    font = FontBuilder(1000, isTTF=False)
    font.setupGlyphOrder([".notdef", "A"])
    font.setupCharacterMap({65: "A"})
    box = pen.getCharString()
    font.setupCFF("Box", {}, {".notdef": box, "A": box}, {})
    font.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 0)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Box", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    saved = io.BytesIO()
    font.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("kind", ["CIDFontType0C", "OpenType", "Type1C"])
def test_fonts_with_cff_outlines_are_taken(kind):
    def fill(pdf, page):
        data = _cff()
        if kind != "OpenType":
            from fontTools.ttLib import TTFont

            data = TTFont(io.BytesIO(data)).getTableData("CFF ")
        program = pdf.make_stream(data, Subtype=Name(f"/{kind}"))
        descriptor = pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor, FontName=Name.Box, Flags=4, FontBBox=[0, 0, 500, 700],
                ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80,
                FontFile3=program,
            )
        )  # fmt: skip
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Box, FirstChar=65, LastChar=65,
            Widths=[600], FontDescriptor=descriptor,
        )  # fmt: skip
        if kind != "Type1C":
            own = Dictionary(
                Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.Box, DW=600,
                CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
                FontDescriptor=descriptor,
            )  # fmt: skip
            font = Dictionary(
                Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Box,
                Encoding=Name("/Identity-H"), DescendantFonts=[pdf.make_indirect(own)],
            )  # fmt: skip
        page.obj.Resources.Font = Dictionary(F=pdf.make_indirect(font))

    shown = b"(A)" if kind == "Type1C" else b"<0001>"
    pdf = normalised(art(b"BT /F 40 Tf 0 0 0 1 k 20 20 Td %s Tj ET" % shown, fill), [CARD])

    from saleor_w2p_plugin.prepress import raster

    # The box of the letter is painted.
    assert raster.picture(pdf, 1, 72).getpixel((30, 140)) < (60, 60, 60)

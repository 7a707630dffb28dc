"""Fonts and texts: what is embedded, licensed, missing, invisible, small."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.preflight import Severity
from tests.prepress.preflight.made import HEIGHT, WIDTH, font, form, found, page, press, text

CYAN_BOX = b"1 0 0 0 k 40 40 120 60 re f "
GREEN_BOX = b"1 0 1 0 k 40 40 120 60 re f "


def _loose(pdf, made):
    made.Resources.Font.L = Dictionary(Subtype=Name.Type1, BaseFont=Name.Helvetica)


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        (text(face="L"), ["Helvetica"]),
        (text(face="F"), []),
        (text(face="W", shown="<00240025>"), []),
    ],
)
def test_fonts_are_found_when_they_are_used_and_not_embedded(shown, names):
    findings = found("fonts-embedded", shown, _loose)

    assert [each.message for each in findings] == [f"The font {n} is not embedded." for n in names]
    assert all(each.severity is Severity.BLOCK and each.area for each in findings)


def test_fonts_are_found_in_forms_patterns_glyphs_and_soft_masks():
    def fill(pdf, made):
        _loose(pdf, made)
        own = Dictionary(Font=Dictionary(L=made.Resources.Font.L))
        shown = text(face="L", x=0, y=0)
        made.Resources.XObject.Fm = form(pdf, shown, Resources=own)
        made.Resources.Pattern = Dictionary(
            Pt=pdf.make_stream(shown, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 50, 50],
                               XStep=50, YStep=50, Resources=own)
        )  # fmt: skip
        made.Resources.Font.T = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 50, 50], FirstChar=65, LastChar=65,
            FontMatrix=[0.01, 0, 0, 0.01, 0, 0], Widths=[50], Resources=own,
            Encoding=Dictionary(Differences=Array([65, Name.a])),
            CharProcs=Dictionary(a=pdf.make_stream(b"50 0 d0 " + shown)),
        )  # fmt: skip
        group = form(pdf, shown, Resources=own)
        mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group)
        made.Resources.ExtGState.M = Dictionary(SMask=mask)

    for drawn in (
        b"1 0 0 1 60 60 cm /Fm Do",
        b"/Pattern cs /Pt scn 60 60 40 40 re f",
        text(face="T", shown="(A)"),
        b"/M gs 1 0 0 0 k 60 60 9 9 re f",
    ):
        assert len(found("fonts-embedded", drawn, fill)) == 1, drawn
    assert found("fonts-embedded", text(face="T", shown="(B)"), fill) == []


@pytest.mark.parametrize(
    ("rights", "name", "says"),
    [
        (0, "NotoSans", None),
        (0x0002, "NotoSans", "may not be embedded"),
        (0x0006, "NotoSans", None),  # the least strict of both holds
        (0x0004, "NotoSans", None),
        (0x0008, "NotoSans", None),
        (0x0100, "ABCDEF+NotoSans", "may not be subset, and is"),
        (0x0100, "NotoSans", None),
        (0x0200, "NotoSans", "may be embedded as bitmaps only"),
    ],
)
def test_licence_is_found_when_it_forbids_what_was_done(rights, name, says):
    def fill(pdf, made):
        made.Resources.Font.F = font(pdf, name, rights=rights)

    messages = [each.message for each in found("font-licence", text(), fill)]

    assert messages == ([f"By its licence bits, the font {name} {says}."] if says else [])


@pytest.mark.parametrize(
    ("shown", "face", "count"),
    [
        ("<00240025>", "W", 0),
        ("<00240000>", "W", 1),
        ("(Hand)", "F", 0),
        ("(Hand\\200)", "F", 1),  # beyond LastChar
        ("(Ha nd)", "F", 0),
    ],
)
def test_missing_glyphs_are_found(shown, face, count):
    assert len(found("missing-glyphs", text(shown=shown, face=face))) == count


def test_missing_glyphs_are_found_by_the_map_of_a_font():
    def fill(pdf, made):
        table = bytearray(range(200))
        table[2 * 0x24 : 2 * 0x24 + 2] = b"\0\0"
        made.Resources.Font.W.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(bytes(table))

    assert len(found("missing-glyphs", text(shown="<0024>", face="W"), fill)) == 1
    assert found("missing-glyphs", text(shown="<0025>", face="W"), fill) == []


def test_invisible_text_is_found():
    (finding,) = found("invisible-text", text(before="3 Tr"))

    assert finding.severity is Severity.INFO
    assert found("invisible-text", text(before="0 Tr")) == []
    assert found("invisible-text", text(before="2 Tr")) == []


@pytest.mark.parametrize(
    ("drawn", "messages"),
    [
        (text(5.9, before="1 0 0.5 0 k"), ["A text in several inks: 5.90 pt, below 6 pt."]),
        (text(6, before="1 0 0.5 0 k"), []),
        (text(5.9, before="1 0 0.05 0 k"), []),
        (text(5.9, before="0 0 0 1 k"), []),
        (text(3.9), ["A text whatever its ink: 3.90 pt, below 4 pt."]),
        (text(4), []),
        (text(1, before="3 0 0 3 -60 -60 cm"), ["A text whatever its ink: 3.00 pt, below 4 pt."]),
        (GREEN_BOX + text(6.9, before="0 g"), []),
        (
            GREEN_BOX + text(6.9, before="1 g"),
            ["A text white on several inks: 6.90 pt, below 7 pt."],
        ),
        (GREEN_BOX + text(7, before="1 g"), []),
        (CYAN_BOX + text(6.9, before="1 g"), []),
        (text(6.9, before="1 g"), []),
        # A white box lies between.
        (GREEN_BOX + b"1 g 50 50 90 40 re f " + text(6.9, before="1 g"), []),
        (text(3, x=2, y=2, before="1 0 0.5 0 k", shown="(i)"), []),  # beside the trim
        (text(3, before="3 Tr"), []),
    ],
)
def test_small_text_is_found(drawn, messages):
    assert [each.message for each in found("small-text", drawn)] == messages


def test_small_text_sizes_are_the_policys():
    policy = press(rules={"small-text": {"several_inks_pt": 10, "any_pt": 0}})

    assert len(found("small-text", text(9, before="1 0 0.5 0 k"), policy=policy)) == 1
    assert found("small-text", text(3, before="0 0 0 1 k"), policy=policy) == []


@pytest.mark.parametrize(
    "drawn",
    [
        text(20, shown="(Hagp)"),
        text(20, shown="(Hagp)", before="0.8 0.6 -0.6 0.8 60 10 cm"),
        text(20, shown="(Hagp)", before="-1 0 0 -1 160 130 cm"),
        b"BT /F 20 Tf 150 Tz 1 Tc 60 60 Td [(Ha) -200 (gp)] TJ ET",
        b"BT /F 20 Tf 22 TL 60 90 Td (Hagp) ' (Hagp) ' ET",
        b"BT /F 1 Tf 20 0 0 20 60 60 Tm 0.2 Ts (Hagp) Tj ET",
    ],
)
def test_area_of_a_text_is_where_it_is_drawn(drawn):
    everything = press(rules={"small-text": {"any_pt": 99}})
    (finding,) = found("small-text", drawn, policy=everything)

    _is_around(page(drawn), finding.area, tolerance=5)


def _is_around(data, area, tolerance):
    """Assert that all ink of a page is in an area, and that it fills it up to its sides."""
    opened = raster.Opened(data)
    picture = opened.drawn(1, Rect(0, 0, WIDTH, HEIGHT), 4_000_000, 144)
    opened.close()
    left, top, right, bottom = picture.convert("L").point(lambda v: 255 * (v < 128)).getbbox()
    drawn = Rect(left / 2, HEIGHT - bottom / 2, right / 2, HEIGHT - top / 2)
    assert area.is_close(drawn, tolerance), (area, drawn)


def test_page_is_still_read_when_instructions_are_wrong():
    drawn = b"(x) w 5 Tj /None gs /None Do 1 2 cm (a) Tf " + text(face="L")
    with pikepdf.open(io.BytesIO(page(drawn, _loose))) as opened:
        assert len(opened.pages) == 1

    assert len(found("fonts-embedded", drawn, _loose)) == 1
    (finding,) = found("content", drawn, _loose)
    assert finding.severity is Severity.WARN
    assert finding.message == "5 drawing instructions are damaged and left out."

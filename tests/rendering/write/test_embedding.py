from __future__ import annotations

import io
import re
import shutil
import subprocess

import pikepdf
import pytest
from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from PIL import Image, ImageChops, ImageStat

from saleor_w2p_plugin.rendering.text import Style, Typesetter, parse
from tests.rendering.text import builds
from tests.rendering.text.chains import STYLE
from tests.rendering.text.pages import (
    drawn_by_ghostscript,
    drawn_by_pdfium,
    drawn_by_poppler,
    page,
    read_by_pdfium,
    read_by_poppler,
)

TEXT = "Hello World, é."
KERNED = (
    "languagesystem DFLT dflt; feature kern { pos u0048 u0065 -80; pos u006C u006C -40; } kern;"
)
needs_readers = pytest.mark.skipif(
    not all(map(shutil.which, ("pdftoppm", "gs", "qpdf"))),
    reason="poppler-utils, Ghostscript or qpdf is not installed",
)


def _by_cid(font):
    """Key a CFF font by CIDs that differ from its glyph numbers."""
    top = font["CFF "].cff.topDictIndex[0]
    top.ROS = ("Adobe", "Identity", 0)
    private = FontDict()
    private.Private = top.Private
    del top.Private
    top.rawDict.pop("Private", None)
    top.FDArray = FDArrayIndex()
    top.FDArray.append(private)
    top.FDSelect = FDSelect()
    top.FDSelect.gidArray = [0] * len(top.charset)
    top.FDSelect.format = 3


def _fonts():
    boxes, cmap = builds.letters(TEXT)
    yield "TrueType", builds.font(boxes, cmap, features=KERNED)
    yield "CFF", builds.font(boxes, cmap, features=KERNED, is_cff=True)
    cids = {name: f"cid{700 - 13 * index:05d}" for index, name in enumerate(boxes)}
    keyed = builds.font(
        {cids[name]: box for name, box in boxes.items()},
        {code: cids[name] for code, name in cmap.items()},
        features=re.sub("u[0-9A-F]{4}", lambda found: cids[found[0]], KERNED),
        is_cff=True,
        change=_by_cid,
    )
    yield "CFF by CID", keyed


FONTS = {name: parse(name, data) for name, data in _fonts()}


def _page(font, text=TEXT):
    line = Typesetter().line(text, Style((font,)))
    assert line.missing == ()
    return page([line], [font])


def _difference(one, other):
    assert one.size == other.size
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


@needs_readers
@pytest.mark.parametrize("name", FONTS)
def test_all_readers_draw_the_same_picture(name):
    pdf = _page(FONTS[name])
    shown = drawn_by_pdfium(_page(FONTS["TrueType"]))

    assert 0.5 < 255 - ImageStat.Stat(shown).mean[0] < 20
    for draw in (drawn_by_pdfium, drawn_by_poppler, drawn_by_ghostscript):
        assert _difference(draw(pdf), shown) < 0.3
        # Another word is another picture, so the bound is no blank cheque.
        assert _difference(draw(_page(FONTS[name], "Hello dlroW. é,")), shown) > 0.5


@needs_readers
@pytest.mark.parametrize("name", FONTS)
def test_file_is_sound_and_reads_as_it_was_typed(name, tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(_page(FONTS[name]))
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True).stdout

    assert (checked.returncode, checked.stderr) == (0, b"")
    kind = "CID TrueType" if name == "TrueType" else "CID Type 0C"
    assert re.search(rf"Test-Regular +{kind} +Identity-H +yes yes yes", listed.decode())
    assert read_by_pdfium(path.read_bytes()) == TEXT
    assert read_by_poppler(path.read_bytes()) == TEXT


@pytest.mark.parametrize("is_cff", [False, True])
def test_widths_are_the_fonts_own(is_cff):
    boxes, cmap = builds.letters("abc")
    widths = {"u0061": 1001, "u0062": 0, "u0063": 333}
    font = parse("x", builds.font(boxes, cmap, widths=widths, is_cff=is_cff, upem=2048))

    with pikepdf.open(io.BytesIO(_page(font, "acb"))) as pdf:
        descendant = pdf.pages[0].Resources.Font.F0.DescendantFonts[0]
        start, found = descendant.W
        assert descendant.DW == 0
        assert start == 0
        assert [float(width) for width in found] == pytest.approx(
            [600 / 2.048, 1001 / 2.048, 0, 333 / 2.048], abs=1e-4
        )


def test_same_glyphs_give_the_same_bytes_whatever_came_before():
    first = Typesetter()
    first.line("zyxwv 张伟 ΑΒΓ", STYLE)
    line = first.line("Ann Α ليلى", STYLE)

    assert page([line], STYLE.fonts) == page([Typesetter().line("Ann Α ليلى", STYLE)], STYLE.fonts)


def test_subset_has_only_the_used_outlines():
    line = Typesetter().line("Ann 张伟", STYLE)

    assert len(page([line], STYLE.fonts)) < 20_000


def test_raised_marks_and_gaps_are_drawn_where_the_font_puts_them():
    boxes, cmap = builds.letters("ab\u0301")
    features = """
        languagesystem DFLT dflt; languagesystem latn dflt;
        markClass u0301 <anchor 200 0> @top;
        feature mark { pos base u0061 <anchor 150 500> mark @top; } mark;
        table GDEF { GlyphClassDef [u0061 u0062], , [u0301], ; } GDEF;
    """
    data = builds.font(boxes, cmap, widths={"u0301": 0}, features=features)
    font = parse("x", data)
    line = Typesetter().line("ba\u0301b", Style((font,)))

    # The mark is drawn behind the base's advance of 600, so it goes back 650 and up 500.
    assert line.width == pytest.approx(1.8)
    assert b" 0.5 Ts" in line.ops
    assert line.top == pytest.approx((500 + boxes["u0301"][3]) / 1000)
    dark = drawn_by_pdfium(page([line], [font], size=100), 72).point(
        lambda value: 255 * (value < 128)
    )
    left, top, right, _ = Image.Image.getbbox(dark)
    assert (left, right) == pytest.approx((30 + 4, 30 + 120 + boxes["u0062"][2] / 10), abs=1)
    baseline = 40 + 150 - 20 - 100
    assert 190 - top == pytest.approx(baseline + line.top * 100, abs=1)

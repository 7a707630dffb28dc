"""Marks on the plates of sheets, and that nothing of them is printed on a page."""

from __future__ import annotations

import shutil

import pytest
from PIL import ImageChops, ImageStat

from saleor_w2p_plugin.prepress.imposition import Painter, Placements, impose
from saleor_w2p_plugin.prepress.imposition.cutting import lines
from saleor_w2p_plugin.prepress.units import mm, pt
from tests.golden.plates import FULL, ORACLES
from tests.prepress.imposition.pages import MM, pdf, pictures, sheet

INKS = {"Cyan", "Magenta", "Yellow", "Black", "PANTONE 186 C"}
CARD = (pt(50), pt(40))
BOOK = {"scheme": "booklet", "columns": 1, "rows": 1, "work_style": "sheetwise", "width_mm": 200}

needs_gs = pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")


@pytest.fixture(params=ORACLES)
def separate(request):
    """Return each oracle of the printing plates; places count from the top left."""
    return ORACLES[request.param]


@needs_gs
def test_crop_marks_are_on_every_plate_and_on_nothing_else(separate):
    layout = sheet(rows=1, columns=1, marks={"kinds": ["crop"]})
    plates = separate(impose(pdf(1), layout))
    found = lines(layout, next(iter(Placements(layout, CARD, 1))).sides[0].face.units)

    assert len(found.crops) == 8
    for x0, y0, x1, y1 in found.crops:
        x, y = mm((x0 + x1) / 2), layout.height_mm - mm((y0 + y1) / 2)
        inked = plates.within(x - 0.3, y - 0.3, 0.6, 0.6)
        assert set(inked) == INKS
        assert min(inked.values()) > FULL / 2


@needs_gs
def test_page_is_on_its_own_plates_where_marks_are_on_all(separate):
    layout = sheet(rows=1, columns=1)
    plates = separate(impose(pdf(1), layout))
    left, top = 50, 70

    assert set(plates.by_ink) == INKS
    assert set(plates.at(left + 2, top + 20)) == {"PANTONE 186 C"}
    assert set(plates.at(left + 45, top + 2)) == {"Cyan"}
    assert set(plates.at(left + 45, top + 38)) == {"Yellow"}


@needs_gs
def test_every_ink_has_patches_of_its_own(separate):
    layout = sheet(rows=1, columns=2, marks={"kinds": ["colour_bar"]})
    data = pdf(2, is_blank=True)

    plates = separate(impose(data, layout))

    # The bar starts at the block, a millimetre above its bleed.
    (one,) = Placements(layout, CARD, 2)
    block = one.sides[0].face.units[0].reach
    y = layout.height_mm - mm(block.top) - 1 - 2.5
    inks = ["Cyan", "Magenta", "Yellow", "Black", "PANTONE 186 C"]
    for index, ink in enumerate(inks):
        assert plates.at(mm(block.left) + 2.5 + 5 * index, y) == {ink: FULL}
    assert set(plates.at(mm(block.left) + 2.5 + 5 * 5, y)) == {"Cyan", "Magenta"}


@needs_gs
def test_names_of_inks_are_in_their_own_ink(separate):
    plain = sheet(rows=1, columns=2, marks={"kinds": ["slug"]})
    (one,) = Placements(plain, CARD, 2)
    painter = Painter(plain, {b"Spot0": "PANTONE 186 C"}, "Job", 1)
    painted = painter.paint(one, one.sides[0])

    assert painted.marks.count(b"/Spot0 cs 1 scn") == 1
    assert painted.marks.count(b"1 0 0 0 k") == painted.marks.count(b"0 0 1 0 k") == 1
    assert b"/All cs 1 scn" in painted.content
    plates = separate(impose(pdf(2, is_blank=True), plain, "Job"))
    assert set(plates.within(0, 0, 150, 180)) == INKS


@pytest.mark.parametrize("bleed", [0, 3, 5])
@pytest.mark.parametrize("gutter", [0, 2, 6, 14, 25])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"rotation_deg": 90, "columns": 2, "rows": 2, "heads": "together"},
        {**BOOK, "rows": 2, "creep": {"paper_mm": 0.5}},
        {**BOOK, "rotation_deg": 90, "height_mm": 200},
    ],
)
def test_nothing_of_marks_is_on_a_page_or_its_bleed(changes, gutter, bleed):
    layout = sheet(
        **{"width_mm": 200, "height_mm": 230, **changes},
        gutter_x_mm=gutter, gutter_y_mm=gutter, bleed_mm=bleed,
    )  # fmt: skip
    pages = 8

    imposed = pictures(impose(pdf(pages, is_blank=True, bleed_mm=bleed), layout, "Job 4711"), 150)

    sides = [side for one in Placements(layout, CARD, pages) for side in one.sides]
    for side, picture in zip(sides, imposed, strict=True):
        assert ImageStat.Stat(picture.convert("L")).extrema[0][0] < 100
        scale = picture.height / pt(layout.height_mm)
        for cell in side.face.cells:
            # A line that ends at the bleed's edge may colour the pixel it shares with it.
            clip = cell.clip.inset(0.5)
            area = (clip.left, pt(layout.height_mm) - clip.top,
                    clip.right, pt(layout.height_mm) - clip.bottom)  # fmt: skip
            inside = picture.crop(tuple(round(edge * scale) for edge in area))
            assert ImageChops.invert(inside).getbbox() is None


@pytest.mark.parametrize(("gutter", "between"), [(6, 0), (8, 0), (10, 1), (20, 2)])
def test_crop_marks_stand_in_gutters_that_have_room(gutter, between):
    layout = sheet(rows=2, columns=1, gutter_y_mm=gutter, width_mm=100)
    (one,) = Placements(layout, CARD, 2)

    upright = [line for line in lines(layout, one.sides[0].face.units).crops if line[0] == line[2]]

    # Two at each end of the column, and in the gutter what there is room for.
    assert len(upright) == 2 * (2 + between)
    assert all(abs(y1 - y0) >= pt(1.5) for _, y0, _, y1 in upright)


@pytest.mark.parametrize("offset", [0, 3, 6])
def test_crop_marks_start_beyond_the_bleed_and_at_the_offset(offset):
    layout = sheet(rows=1, columns=1, marks={"offset_mm": offset})
    (one,) = Placements(layout, CARD, 1)
    (unit,) = one.sides[0].face.units

    tops = [
        line[1]
        for line in lines(layout, one.sides[0].face.units).crops
        if line[0] == line[2] and line[1] > unit.cut.top
    ]

    assert [mm(top - unit.cut.top) for top in tops] == pytest.approx(
        [max(offset, 3.25)] * 2, abs=1e-3
    )


def test_fold_marks_stand_at_the_spine():
    layout = sheet(**BOOK)
    (one,) = Placements(layout, CARD, 4)

    found = lines(layout, one.sides[0].face.units)

    assert [round(mm(line[0]), 3) for line in found.folds] == [100, 100]
    assert 100 * MM not in {line[0] for line in found.crops}


@pytest.mark.parametrize("edge", ["top", "bottom"])
def test_nothing_is_printed_in_the_gripper(edge):
    layout = sheet(
        rows=1, work_style="perfecting", gripper={"edge": edge, "depth_mm": 20}, height_mm=180
    )

    for picture in pictures(impose(pdf(4), layout, "Job"), dpi=127):
        _, top, _, bottom = ImageChops.invert(picture).getbbox()
        assert top >= 20 * 5 - 1
        assert picture.height - bottom >= 20 * 5 - 1


def test_marks_are_left_out_when_there_is_no_room():
    tight = dict.fromkeys(("top", "right", "bottom", "left"), 0)
    layout = sheet(width_mm=106, height_mm=132, bleed_mm=0, margins_mm=tight)
    painter = Painter(layout, {}, "Job", 1)
    (one,) = Placements(layout, CARD, 6)

    painted = painter.paint(one, one.sides[0])

    assert b"/All" not in painted.content
    assert set(painter.missing) == {"crop", "registration", "slug", "colour_bar"}

from __future__ import annotations

import pytest
from pikepdf import Array

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress.importing import sheets
from tests.golden.card import MM
from tests.prepress.importing.forms import Form, only_frame


def _page(found):
    (page,) = found.document["pages"]
    return [page[key] for key in ("width_mm", "height_mm", "bleed_mm", "safe_mm")]


def _said(found):
    return {finding.rule for finding in found.findings}


@pytest.mark.parametrize("origin", [0.0, -100.0, 33.3])
def test_boxes_become_a_page_wherever_they_start(origin):
    form = Form(origin=origin)
    form.field("name[font=Noto Sans,kind=qr]", (5, 6, 20, 20))

    found = form.imported()

    assert _page(found) == [85, 55, 3, 3]
    frame = only_frame(found)
    assert [frame[key] for key in ("x_mm", "y_mm", "width_mm", "height_mm")] == pytest.approx(
        [5, 6, 20, 20], abs=0.001
    )


def test_inherited_boxes_become_a_page():
    form = Form()
    page, tree = form.page(), form.pdf.Root.Pages
    tree.MediaBox, tree.Rotate = page.MediaBox, 90
    del page.MediaBox

    assert _page(form.imported())[:3] == [55, 85, 3]


@pytest.mark.parametrize(("turn", "size"), [(0, (85, 55)), (90, (55, 85)), (180, (85, 55)),
                                            (270, (55, 85)), (-90, (55, 85))])  # fmt: skip
def test_rotated_page_becomes_upright(turn, size):
    form = Form()
    form.page().Rotate = turn

    assert tuple(_page(form.imported())[:2]) == size


def test_user_unit_scales_a_page():
    form = Form()
    form.page().UserUnit = 2
    form.field("code[kind=qr]", (5, 6, 20, 10))

    found = form.imported()

    assert _page(found)[:3] == [170, 110, 6]
    assert only_frame(found)["x_mm"] == pytest.approx(10, abs=0.001)


def test_smallest_side_is_the_bleed():
    form = Form()
    left, bottom, right, top = (float(side) for side in form.page().MediaBox)
    form.page().BleedBox = Array([left, bottom, right - 1.5 * MM, top])

    assert _page(form.imported())[2] == 1.5


def test_bleed_is_assumed_and_reported_when_there_is_no_bleed_box():
    form = Form()
    del form.page().BleedBox
    form.page().MediaBox = Array([-9 * MM, -9 * MM, 100 * MM, 70 * MM])

    found = form.imported()

    assert _page(found)[:3] == [85, 55, 3]
    assert {"bleed-box", "slug"} <= _said(found)


def test_page_is_cut_at_its_crop_box_and_reported_when_there_is_no_trim_box():
    form = Form()
    del form.page().TrimBox
    form.page().CropBox = form.rect(0, 0, 85, 55)

    found = form.imported()

    assert _page(found)[:3] == [85, 55, 0]
    assert {"trim-box", "bleed"} <= _said(found)


def test_trim_box_is_needed_when_the_press_says_so():
    form = Form()
    del form.page().TrimBox

    with pytest.raises(ArtworkInvalid) as refusal:
        form.imported(needs_trim_box=True)
    (problem,) = refusal.value.problems
    assert problem.field == "artwork.pages[0]"
    assert problem.params == {"fix": "assume-trim-from-crop"}

    found = form.imported(needs_trim_box=True, fixes=["assume-trim-from-crop"])
    assert _page(found)[:2] == [91, 61]
    assert [f.fix for f in found.findings if f.rule == "fix-applied"] == ["assume-trim-from-crop"]


def test_art_box_is_the_safe_zone():
    form = Form()
    form.page().ArtBox = form.rect(5, 5, 75, 45)

    assert _page(form.imported())[3] == 5


@pytest.mark.parametrize("side", [1, 3000])
def test_page_is_refused_when_no_design_is_of_its_size(side):
    form = Form()
    form.page().MediaBox = form.page().TrimBox = Array([0, 0, side * MM, 50 * MM])

    with pytest.raises(ArtworkInvalid, match=f"{side} x 50 mm"):
        form.imported()


@pytest.mark.parametrize("page_turn", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_frame_covers_its_widget_and_turns_with_it(page_turn, turn):
    sheet = _sheet(page_turn)
    corners = (10 * MM, 20 * MM, 40 * MM, 28 * MM)

    placed = sheet.place(corners, turn)

    assert placed.rotation_deg == (page_turn - turn) % 360
    on_page = {0: (7, 30, 30, 8), 90: (17, 7, 8, 30), 180: (48, 17, 30, 8), 270: (30, 48, 8, 30)}
    x, y, width, height = on_page[page_turn]
    middle = (placed.x_mm + placed.width_mm / 2, placed.y_mm + placed.height_mm / 2)
    assert middle == pytest.approx((x + width / 2, y + height / 2), abs=0.001)
    sides = (width, height) if placed.rotation_deg in (0, 180) else (height, width)
    assert (placed.width_mm, placed.height_mm) == pytest.approx(sides, abs=0.001)


def _sheet(turn):
    form = Form()
    form.page().Rotate = turn
    return sheets.read(1, form.page())


@pytest.mark.parametrize(("turn", "moved"), [(0, (2, 1)), (90, (-1, 2)), (180, (-2, -1)),
                                             (270, (1, -2))])  # fmt: skip
def test_frame_moves_the_way_its_text_runs(turn, moved):
    placed = sheets.Placed(0, 0, 10, 5, turn).moved(2, 1)

    assert (placed.x_mm, placed.y_mm) == pytest.approx(moved)

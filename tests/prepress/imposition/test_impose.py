"""Foreign PDFs on sheets, read back by the codes on their pages."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress.imposition import composing, impose
from tests.prepress.imposition.pages import (
    MM,
    add_page,
    inherit,
    numbers,
    pdf,
    pictures,
    read,
    saved,
    sheet,
)

BOOK = {"scheme": "booklet", "columns": 1, "rows": 1, "work_style": "sheetwise", "width_mm": 200}
STYLES = [
    {"work_style": "sheetwise"},
    {"work_style": "sheetwise", "flip": "short_edge"},
    {"work_style": "perfecting", "gripper": {"edge": "bottom", "depth_mm": 8}},
    {"work_style": "work_and_turn"},
    {"work_style": "work_and_tumble", "rows": 2},
    {"work_style": "sheetwise", "heads": "together"},
    {"work_style": "sheetwise", "rotation_deg": 90, "rows": 2, "columns": 2},
    {"work_style": "perfecting", "rotation_deg": 90, "rows": 2, "columns": 2, "heads": "together"},
    {"work_style": "work_and_turn", "rotation_deg": 90, "rows": 2, "columns": 2},
    {"work_style": "sheetwise", "width_mm": 240, "margins_mm": {"left": 60}},
    {"work_style": "work_and_turn", "gripper": {"edge": "left", "depth_mm": 8}, "rows": 2},
]


def _refused(data, layout=None):
    with pytest.raises(ArtworkInvalid) as refused:
        impose(data, layout or sheet())
    return {problem.field: problem.message for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("changes", "count", "sides"),
    [
        ({}, 8, [[0, 1, 2, 3, 4, 5], [6, 7]]),
        ({"scheme": "step_and_repeat"}, 2, [[0] * 6, [1] * 6]),
        ({"scheme": "cut_and_stack"}, 7, [[0, 2, 4, 6], [1, 3, 5]]),
        ({"work_style": "sheetwise"}, 5, [[0, 2, 4], [3, 1]]),
        ({"work_style": "work_and_turn"}, 6, [[0, 1, 2, 3, 4, 5]]),
        (BOOK, 6, [[0], [1], [5, 2], [3, 4]]),
        ({**BOOK, "columns": "fit", "width_mm": 310, "gutter_x_mm": 6}, 4,
         [[3, 0, 3, 0], [1, 2, 1, 2]]),
    ],
)  # fmt: skip
def test_every_page_lies_in_its_place(changes, count, sides):
    assert numbers(impose(pdf(count), sheet(**changes))) == sides


@pytest.mark.parametrize("changes", STYLES)
def test_front_and_back_lie_back_to_back_when_the_sheet_is_turned(changes):
    layout = sheet(**changes)

    imposed = [dict(read(picture)) for picture in pictures(impose(pdf(4), layout))]

    assert len(imposed) == layout.sides
    fronts, backs = imposed[0], imposed[-1]
    for leaf in range(2):
        front, back = fronts[f"page {2 * leaf}"], backs[f"page {2 * leaf + 1}"]
        assert back.is_close(front.mirrored(layout))


_BOXES = (Name.MediaBox, Name.BleedBox, Name.TrimBox)


def _drawn(made: pikepdf.Pdf, page: pikepdf.Object, matrix: str) -> None:
    """Draw the page through a matrix; its content becomes three streams."""
    before, after = made.make_stream(f"q {matrix} cm ".encode()), made.make_stream(b" Q")
    page.Contents = Array([before, page.Contents, after])


def _moved(made: pikepdf.Pdf, page: pikepdf.Object, x: float, y: float) -> None:
    _drawn(made, page, f"1 0 0 1 {x} {y}")
    for key in _BOXES:
        x0, y0, x1, y1 = map(float, page[key])
        page[key] = Array([x0 + x, y0 + y, x1 + x, y1 + y])


def _negative(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    _moved(made, page, -400, -77.5)


def _far(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    _moved(made, page, 1000, 50)


def _rotated(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    """Draw the page lying on its side, and have viewers turn it upright."""
    height = float(page.MediaBox[3])
    _drawn(made, page, f"0 1 -1 0 {height} 0")
    for key in _BOXES:
        x0, y0, x1, y1 = map(float, page[key])
        page[key] = Array([height - y1, x0, height - y0, x1])
    page.Rotate = 90


def _upside_down(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    _drawn(made, page, f"-1 0 0 -1 {page.MediaBox[2]} {page.MediaBox[3]}")
    page.Rotate = -180


def _in_units(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    _drawn(made, page, ".5 0 0 .5 0 0")
    for key in _BOXES:
        page[key] = Array([float(value) / 2 for value in page[key]])
    page.UserUnit = 2


def _backwards(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    x0, y0, x1, y1 = page.TrimBox
    page.TrimBox = Array([x1, y1, x0, y0])


def _cropped(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    page.CropBox = page.TrimBox


def _in_an_inherited_way(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    _rotated(made, page)
    inherit(made)


@pytest.mark.parametrize("bleed", [0, 3, 5])
@pytest.mark.parametrize(
    "change",
    [_negative, _far, _rotated, _upside_down, _in_units, _backwards, _cropped,
     _in_an_inherited_way],
)  # fmt: skip
def test_page_looks_the_same_however_its_boxes_say_it(change, bleed):
    layout = sheet(bleed_mm=bleed, gutter_x_mm=2 * bleed)
    plain = pdf(1, bleed_mm=bleed)
    with pikepdf.open(io.BytesIO(plain)) as made:
        change(made, made.pages[0].obj)
        changed = saved(made)

    (expected,), (shown,) = (pictures(impose(data, layout)) for data in (plain, changed))

    assert dict(read(shown)).keys() == {"page 0"}
    # Edges between pixels are rounded differently where a page is scaled or turned.
    worst = ImageChops.difference(expected, shown).convert("L").point(lambda v: 255 * (v > 2))
    assert sum(worst.histogram()[255:]) <= 400


@pytest.mark.parametrize(("has", "keeps", "shown"), [(5, 3, 3), (3, 5, 3), (3, 0, 0), (0, 3, 0)])
def test_bleed_is_printed_as_far_as_page_and_sheet_have_it(has, keeps, shown):
    layout = sheet(columns=1, rows=1, bleed_mm=keeps, marks={"kinds": []})

    (picture,) = pictures(impose(pdf(1, bleed_mm=has), layout), dpi=254)

    left, top, right, bottom = ImageChops.invert(picture).getbbox()
    assert (right - left) / 10 == pytest.approx(50 + 2 * shown, abs=0.2)
    assert (bottom - top) / 10 == pytest.approx(40 + 2 * shown, abs=0.2)


def test_marks_of_the_page_itself_stay_behind_when_they_lie_beyond_its_bleed():
    with pikepdf.new() as made:
        page = add_page(made, 0, 50, 40, 3)
        page.MediaBox = Array([-30, -30, 300, 300])
        page.Contents = made.make_stream(b"0 0 0 1 k -30 -30 330 330 re f")
        data = saved(made)
    layout = sheet(columns=1, rows=1, bleed_mm=5, marks={"kinds": []})

    (picture,) = pictures(impose(data, layout), dpi=254)

    left, _, right, _ = ImageChops.invert(picture).getbbox()
    assert (right - left) / 10 == pytest.approx(56, abs=0.2)


def test_same_bytes_twice_and_inks_intent_and_layers_survive():
    with pikepdf.open(io.BytesIO(pdf(3))) as made:
        profile = made.make_stream(b"profile", N=4)
        made.Root.OutputIntents = Array(
            [Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, DestOutputProfile=profile)]
        )
        layer = made.make_indirect(Dictionary(Type=Name.OCG, Name="Text"))
        made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=[layer]))
        made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])
        made.pages[0].obj.Annots = Array(
            [made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9]))]
        )
        with made.open_metadata() as metadata:
            metadata["dc:title"] = "Three cards"
        data = saved(made)

    imposed = impose(data, sheet(), "Job 1")

    assert imposed == impose(data, sheet(), "Job 1")
    with pikepdf.open(io.BytesIO(imposed)) as made:
        (page,) = made.pages
        width, height = 150 * MM, 180 * MM
        for box in (page.MediaBox, page.TrimBox):
            assert [float(side) for side in box] == pytest.approx([0, 0, width, height], abs=1e-3)
        assert made.Root.OutputIntents[0].DestOutputProfile.read_bytes() == b"profile"
        assert made.Root.OCProperties.OCGs[0].Name == "Text"
        assert made.open_metadata()["dc:title"] == "Three cards"
        assert "/OpenAction" not in made.Root
        assert "/Annots" not in page.obj
        spaces = page.Resources.ColorSpace
        assert {str(space[1]) for space in spaces.as_dict().values()} == {
            "/All",
            "/PANTONE 186 C",
        }
        form = page.Resources.XObject.P0
        assert str(form.Resources.ColorSpace.Red[1]) == "/PANTONE 186 C"


def test_page_may_come_twice_and_share_its_content():
    with pikepdf.open(io.BytesIO(pdf(2))) as made:
        first, second = (page.obj for page in made.pages)
        second.Contents = first.Contents
        data = saved(made)

    assert numbers(impose(data, sheet())) == [[0, 0]]


def test_spot_inks_of_nested_forms_and_of_device_n_are_found():
    with pikepdf.new() as made:
        page = add_page(made, 0, 50, 40, 3)
        inner = made.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9],
            Resources=Dictionary(ColorSpace=Dictionary(A=pikepdf.Object.parse(
                b"[/DeviceN[/Cyan/Gold#20leaf/None]/DeviceCMYK<</FunctionType 4>>]"))),
        )  # fmt: skip
        page.Resources.XObject = Dictionary(I=inner)
        data = saved(made)

    with pikepdf.open(io.BytesIO(impose(data, sheet()))) as imposed:
        spaces = imposed.pages[0].Resources.ColorSpace.as_dict().values()
        assert {str(space[1]) for space in spaces} == {"/All", "/PANTONE 186 C", "/Gold leaf"}


def test_sheet_has_no_text_of_a_font():
    with pikepdf.open(io.BytesIO(impose(pdf(1), sheet(), "Größe 漢"))) as imposed:
        assert "/Font" not in imposed.pages[0].Resources


def test_page_is_refused_when_it_does_not_say_where_it_is_cut():
    with pikepdf.open(io.BytesIO(pdf(2, bleed_mm=0))) as made:
        del made.pages[1].obj.TrimBox
        data = saved(made)

    assert "TrimBox" in _refused(data)["artwork.pages[1]"]
    assert numbers(impose(data, sheet(trim_box="assumed"))) == [[0, 1]]


@pytest.mark.parametrize(
    ("kind", "flags", "is_refused"),
    [("Stamp", 4, True), ("Stamp", 6, False), ("Stamp", 0, False), ("Link", 4, False)],
)
def test_page_is_refused_when_it_has_annotations_that_print(kind, flags, is_refused):
    with pikepdf.open(io.BytesIO(pdf(1))) as made:
        shown = made.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name("/" + kind), Rect=[0, 0, 9, 9], F=flags,
            AP=Dictionary(N=shown),
        )  # fmt: skip
        made.pages[0].obj.Annots = Array([made.make_indirect(annotation)])
        data = saved(made)

    if is_refused:
        assert "annotations" in _refused(data)["artwork.pages[0]"]
    else:
        assert numbers(impose(data, sheet())) == [[0]]


def test_pages_of_several_sizes_are_refused_with_their_numbers():
    with pikepdf.open(io.BytesIO(pdf(4))) as made:
        made.pages[2].obj.TrimBox = Array([9, 9, 100, 100])
        data = saved(made)

    assert list(_refused(data)) == ["artwork.pages[2]"]


def test_path_of_the_sheet_is_named_when_pages_do_not_fit():
    assert "do not fit" in _refused(pdf(1, width_mm=90))["columns"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "readable"),
        (b"%PDF-1.4 nothing", "readable"),
        (pdf(1, encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted"),
    ],
)
def test_file_is_refused_when_it_cannot_be_read(data, reason):
    assert reason in _refused(data)["artwork"]


def test_file_is_refused_when_it_has_hidden_layers_or_scripts():
    for key, value, reason in (
        ("/OCProperties", Dictionary(D=Dictionary(BaseState=Name.OFF)), "hidden"),
        ("/OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)"), "JavaScript"),
    ):
        with pikepdf.open(io.BytesIO(pdf(1))) as made:
            made.Root[key] = value
            data = saved(made)
        assert reason in _refused(data)["artwork"]


def test_file_is_refused_when_its_tree_loops():
    with pikepdf.open(io.BytesIO(pdf(1))) as made:
        made.Root.Pages.Kids = Array([made.Root.Pages])
        data = saved(made)

    assert _refused(data)["artwork"] == "The file is not a readable PDF."


def test_file_is_refused_when_it_has_no_pages():
    with pikepdf.new() as made:
        data = saved(made)

    assert "no pages" in _refused(data)["artwork"]


def test_old_files_keep_their_version():
    old = pdf(2, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)

    imposed = composing.composed(old, sheet(), "")

    assert imposed.startswith(b"%PDF-1.4")
    assert b"/ObjStm" not in imposed

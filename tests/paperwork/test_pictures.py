"""Pictures show the place they are about, whatever the page's boxes; damage leaves them out."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.paperwork.pictures import AreaPicture, draw
from saleor_w2p_plugin.prepress.boxes import Rect
from tests.hostile import pdfs
from tests.paperwork.papers import SQUARE, a_pdf, with_spots


def _is_red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 230 and pixel[1] < 40 and pixel[2] < 40


def _pixel(shown: AreaPicture, x: float, y: float) -> tuple[int, ...]:
    """Return the pixel at a place of the page, in points as `window`."""
    image = Image.open(io.BytesIO(shown.jpeg))
    window = shown.window
    across = (x - window.left) / window.width * image.width
    down = (window.top - y) / window.height * image.height
    found = image.getpixel((int(across), int(down)))
    assert isinstance(found, tuple)
    return found


BOXES = {
    "plain": {},
    "cropped": {"CropBox": [50, 50, 150, 200]},
    "turned": {"Rotate": 90},
    "upside-down": {"Rotate": 180},
    "turned-back": {"Rotate": -90},
    "moved": {"MediaBox": [-30, -40, 200, 300]},
    "moved-and-turned": {"MediaBox": [-30, -40, 200, 300], "Rotate": 270},
    "in-other-units": {"UserUnit": 2},
}


@pytest.mark.parametrize("boxes", BOXES.values(), ids=BOXES)
def test_area_frames_its_place_when_boxes_are_odd(boxes: dict[str, object]) -> None:
    (shown,) = draw(a_pdf(1, **boxes), [], [(1, SQUARE)]).areas
    assert shown is not None
    area = shown.area
    assert (round(area.width), round(area.height)) == (40, 40)
    for inside in (3, -3):
        for x, y in ((area.left, area.bottom), (area.right, area.top)):
            sign = 1 if (x, y) == (area.left, area.bottom) else -1
            assert _is_red(_pixel(shown, x + sign * inside, y + sign * inside)) is (inside > 0)


def test_page_shows_all_of_its_media_box_and_says_where_the_trim_is() -> None:
    page = draw(a_pdf(1, CropBox=[50, 50, 150, 200], Rotate=90), [1]).pages[1]
    assert (page.width, page.height) == (300, 200)
    # TrimBox 20 20 180 280 of 200 x 300, turned by a quarter.
    assert page.trim == Rect(20, 20, 280, 180)
    assert max(Image.open(io.BytesIO(page.jpeg)).size) in range(600, 645)


@pytest.mark.parametrize("page", [2, 10**6])
def test_area_is_left_out_when_its_page_is_not_there(page: int) -> None:
    drawn = draw(a_pdf(), [1, page], [(page, SQUARE), (1, SQUARE)])
    assert drawn.areas[0] is None
    assert drawn.areas[1] is not None
    assert set(drawn.pages) == {1}


@pytest.mark.parametrize("area", [Rect(900, 900, 950, 950), Rect(-9, 0, 0, 300)])
def test_area_has_a_place_and_no_picture_when_it_lies_beside_the_page(area: Rect) -> None:
    (shown,) = draw(a_pdf(), [], [(1, area)]).areas
    assert shown is not None
    assert (shown.area, shown.jpeg) == (area, b"")


def test_area_has_a_window_around_it_when_it_is_a_hairline() -> None:
    (shown,) = draw(a_pdf(), [], [(1, Rect(50, 50, 50, 150))]).areas
    assert shown is not None
    assert shown.window.width >= 40
    assert shown.window.height >= 150


@pytest.mark.parametrize(
    "boxes", [{"MediaBox": [0, 0, 0, 0]}, {"MediaBox": [0, 0, 10**9, 10**9]}, {"Rotate": 45}]
)
def test_page_is_left_out_when_its_boxes_are_impossible(boxes: dict[str, object]) -> None:
    assert draw(a_pdf(1, **boxes), [1], [(1, SQUARE)]).pages == {}


def test_file_is_refused_when_it_is_no_pdf() -> None:
    with pytest.raises(ArtworkInvalid, match="not a readable PDF"):
        draw(b"%PDF-1.7 nothing", [1])


def test_file_is_refused_when_it_draws_for_ever() -> None:
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        form = pdf.make_stream(b"0 0 m 9 9 l S " * 200)
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 200, 300])
        for _ in range(7):
            outer = pdf.make_stream(b"/F Do " * 12)
            outer.Type, outer.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            outer.BBox = pikepdf.Array([0, 0, 200, 300])
            outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
            form = outer
        page = pdf.pages[0].obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page.Contents = pdf.make_stream(b"/F Do")
        saved = io.BytesIO()
        pdf.save(saved)
    with pytest.raises(ArtworkInvalid, match=r"takes longer|reader crash|more memory"):
        draw(saved.getvalue(), [1])


def test_spot_inks_and_condition_are_read() -> None:
    drawn = draw(with_spots("PANTONE 186 C", "Lack (matt)", "Weiß", "All", "None", "Cyan"), [])
    assert drawn.spots == ["Lack (matt)", "PANTONE 186 C", "Weiß"]
    assert drawn.condition == ""


def test_spot_inks_are_read_when_a_text_is_full_of_the_beginnings_of_lists() -> None:
    with pikepdf.open(io.BytesIO(with_spots("Gold"))) as pdf:
        pdf.pages[0].obj.Note = pikepdf.String("/DeviceN[" * 200_000)
        saved = io.BytesIO()
        pdf.save(saved)
    assert draw(saved.getvalue(), []).spots == ["Gold"]


@pytest.mark.parametrize(
    "name",
    [
        "content-bomb-twice-packed",
        "content-saves-for-ever",
        "forms-laugh",
        "pages-100000-by-reference",
        "xref-stream-bomb",
    ],
)
def test_file_is_refused_when_it_is_hostile(name: str) -> None:
    with pytest.raises(ArtworkInvalid):
        draw(pdfs.CASES[name].make(), [1], [(1, SQUARE)])

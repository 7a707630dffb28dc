from __future__ import annotations

import io
from types import SimpleNamespace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import artwork, raster
from saleor_w2p_plugin.prepress.artwork.normalising import normalised

MM = 72 / 25.4
# A square of 10 mm would not show a turn.
SHEET = SimpleNamespace(width_mm=40, height_mm=20, bleed_mm=2, slug_mm=0, safe_mm=2)
BACKGROUND, PICTURE = artwork.Use(1, SHEET), artwork.Use(1)

# Drawn from the trim's corner: cyan reaches over the whole bleed, a pattern hangs on the page.
_DRAWN = (
    b"q 1 0 0 0 k -%(b)f -%(b)f %(W)f %(H)f re f 0 1 0 0 k 0 0 %(w)f %(h)f re f"
    b" 0 0 0 1 k 0 0 %(c)f %(b)f re f /Pattern cs /P scn %(x)f 0 %(c)f %(c)f re f Q"
)


def _art(
    turn: int = 0,
    unit: float = 1,
    left: float = 0,
    bottom: float = 0,
    crop: bool = False,
    inherited: bool = False,
) -> bytes:
    """Return the same sheet however its page is stored: as a reader sees it, nothing changes."""
    pdf = pikepdf.new()
    width, height, bleed = (side * MM / unit for side in (40, 20, 2))
    upright = {0: (1, 0, 0, 1, left, bottom), 90: (0, 1, -1, 0, left + height, bottom),
               180: (-1, 0, 0, -1, left + width, bottom + height),
               270: (0, -1, 1, 0, left, bottom + width)}[turn]  # fmt: skip
    across, up = (width, height) if turn in (0, 180) else (height, width)
    values = {b"b": bleed, b"w": width, b"h": height, b"W": width + 2 * bleed,
              b"H": height + 2 * bleed, b"x": width - 60 / unit, b"c": 40 / unit}  # fmt: skip
    matrix = b"%f %f %f %f %f %f cm\n" % upright
    pattern = pdf.make_stream(
        b"0 0 1 0 k 0 0 2 4 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=[0, 0, 4, 4], XStep=4, YStep=4,
        Matrix=[*(part / unit for part in upright[:4]), *upright[4:]],
    )  # fmt: skip
    pattern.Resources = Dictionary()
    page = pdf.add_blank_page(page_size=(100, 100)).obj
    page.Contents = pdf.make_stream(matrix + _DRAWN % values)
    page.Resources = Dictionary(Pattern=Dictionary(P=pattern))
    trim = [left, bottom, left + across, bottom + up]
    bled = [left - bleed, bottom - bleed, left + across + bleed, bottom + up + bleed]
    slug = [bled[0] - 20, bled[1] - 10, bled[2] + 30, bled[3] + 40]
    page.TrimBox, page.MediaBox, page.Rotate = trim, slug, turn
    if unit != 1:
        page.UserUnit = unit
    if crop:
        page.CropBox = bled
    if inherited:
        for key in ("/Resources", "/MediaBox", "/Rotate", "/CropBox"):
            if key in page:
                pdf.Root.Pages[key] = page[key]
                del page[key]
    saved = io.BytesIO()
    pdf.save(saved)
    return saved.getvalue()


CASES = {
    "plain": {},
    "away from 0, 0": {"left": 300, "bottom": 500},
    "below 0, 0": {"left": -300, "bottom": -77},
    "cropped": {"crop": True, "left": 10, "bottom": 20},
    "turned right": {"turn": 90},
    "turned round": {"turn": 180, "left": 33, "bottom": -44},
    "turned left": {"turn": 270, "crop": True, "left": 33},
    "scaled": {"unit": 2.5, "left": 12},
    "scaled and turned": {"unit": 0.5, "turn": 90, "left": -50},
    "inherited": {"inherited": True, "turn": 90, "crop": True},
}


def _picture(pdf: bytes):
    return raster.picture(pdf, 1, 144)


def _is_same(first, second) -> bool:
    if first.size != second.size:
        return False
    difference = ImageChops.difference(first, second).convert("L")
    # Edges may fall on other sides of a pixel.
    return sum(difference.histogram()[64:]) < 0.02 * first.width * first.height


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("use", [BACKGROUND, PICTURE])
def test_page_looks_the_same_however_it_is_stored(name, use):
    plain = normalised(_art(), [use])
    stored = normalised(_art(**CASES[name]), [use])

    assert _is_same(_picture(plain), _picture(stored))
    with pikepdf.open(io.BytesIO(stored)) as opened:
        page = opened.pages[0]
        assert "/Rotate" not in page.obj
        box = [float(side) for side in page.mediabox]
    size = (44, 24) if use is BACKGROUND else (40, 20)
    assert (box[2] - box[0], box[3] - box[1]) == pytest.approx(
        [side * MM for side in size], abs=1e-3
    )


def test_comparison_sees_a_turned_page():
    plain, turned = (normalised(_art(turn=turn), [PICTURE]) for turn in (0, 180))
    with pikepdf.open(io.BytesIO(turned)) as opened:
        opened.pages[0].rotate(180, relative=True)
        saved = io.BytesIO()
        opened.save(saved)

    assert not _is_same(_picture(plain), _picture(saved.getvalue()))


def test_picture_ends_at_crop_or_media_box_when_it_has_no_trim():
    def sized(**boxes: list[float]) -> list[float]:
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(100, 80)).obj
        for key, box in boxes.items():
            page[f"/{key}"] = box
        saved = io.BytesIO()
        pdf.save(saved)
        with pikepdf.open(io.BytesIO(normalised(saved.getvalue(), [PICTURE]))) as opened:
            return [float(side) for side in opened.pages[0].mediabox]

    assert sized() == [0, 0, 100, 80]
    assert sized(CropBox=[10, 10, 60, 50]) == [10, 10, 60, 50]
    assert sized(CropBox=[10, 10, 60, 50], TrimBox=[70, 50, 20, 20]) == [20, 20, 70, 50]
    assert sized(TrimBox=[-50, 20, 70, 500]) == [0, 20, 70, 80]


def test_pages_come_in_the_order_of_their_uses():
    pdf = pikepdf.new()
    for number in (1, 2, 3):
        page = pdf.add_blank_page(page_size=(100 * number, 50))
        page.obj.Contents = pdf.make_stream(b"0 0 0 %d k" % number)
    saved = io.BytesIO()
    pdf.save(saved)
    uses = [artwork.Use(number) for number in (3, 1, 3)]

    with pikepdf.open(io.BytesIO(artwork.normalise(saved.getvalue(), uses))) as opened:
        assert [float(page.mediabox[2]) for page in opened.pages] == [300, 100, 300]


def test_one_page_serves_as_background_and_as_picture_when_it_is_turned():
    pdf = normalised(_art(turn=90), [BACKGROUND, PICTURE])

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        widths = [float(page.mediabox[2]) for page in opened.pages]
    assert widths == pytest.approx([44 * MM, 40 * MM], abs=1e-3)


def test_page_is_refused_when_it_is_turned_to_another_size():
    with pytest.raises(ArtworkInvalid, match=r"trim box is 20\.0 x 40\.0 mm"):
        normalised(_turned_alone(), [BACKGROUND])


def _turned_alone() -> bytes:
    with pikepdf.open(io.BytesIO(_art())) as opened:
        opened.pages[0].rotate(90, relative=True)
        saved = io.BytesIO()
        opened.save(saved)
        return saved.getvalue()


@pytest.mark.parametrize("turn", [45, 91])
def test_page_is_refused_when_no_page_can_be_turned_so(turn):
    with pikepdf.open(io.BytesIO(_art())) as opened:
        opened.pages[0].obj.Rotate = turn
        saved = io.BytesIO()
        opened.save(saved)

    with pytest.raises(ArtworkInvalid, match="rotated or scaled"):
        normalised(saved.getvalue(), [PICTURE])


def test_pages_are_found_when_the_tree_has_levels():
    pdf = pikepdf.new()
    for number in range(1, 8):
        pdf.add_blank_page(page_size=(10 * number, 50))
    leaves = [page.obj for page in pdf.pages]
    inner = [
        pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(part), Kids=Array(part)))
        for part in (leaves[:3], leaves[3:5])
    ]
    pdf.Root.Pages.Kids = Array([*inner, *leaves[5:]])
    saved = io.BytesIO()
    pdf.save(saved)

    uses = [artwork.Use(number) for number in range(1, 8)]
    with pikepdf.open(io.BytesIO(normalised(saved.getvalue(), uses))) as opened:
        assert [float(page.mediabox[2]) for page in opened.pages] == [10 * n for n in range(1, 8)]

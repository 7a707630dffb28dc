from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import raster
from tests.golden.card import operators
from tests.rendering.flowing.card import FONTS, LOGO, boxes, fonts_in, for_press, html, svg, to_pdf

GREEN = '<rect width="100%" height="100%" fill="#0f0"/>'


def _pixel(pdf: bytes, x_mm: float, y_mm: float) -> tuple[int, ...]:
    """Return the colour at a place, from the bleed's upper left corner."""
    return raster.picture(pdf, 1, 254).getpixel((round(x_mm * 10), round(y_mm * 10)))


def _png(colour: tuple[int, int, int]) -> bytes:
    saved = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(saved, "PNG")
    return saved.getvalue()


def test_drawing_fills_the_bleed_when_its_ratio_is_the_sheets():
    pdf = svg('<rect width="91" height="61" fill="#0f0"/><rect width="3" height="3" fill="#00f"/>')

    assert boxes(pdf) == boxes(html("<p>A"))
    for place in ((0.1, 60.8), (90.8, 60.8), (90.8, 0.2), (3.2, 2.8)):
        assert _pixel(pdf, *place) == (0, 255, 0)
    assert _pixel(pdf, 2.8, 2.8) == (0, 0, 255)


@pytest.mark.parametrize(
    ("attributes", "inside", "outside"),
    [
        ('viewBox="0 0 10 10"', (45, 30), (14, 30)),
        ('viewBox="0 0 10 10" preserveAspectRatio="xMinYMin"', (14, 30), (62, 30)),
        ('viewBox="0 0 10 10" preserveAspectRatio="none"', (90, 60), None),
        ('viewBox="0 0 10 10" preserveAspectRatio="xMidYMid slice"', (90, 60), None),
        ('width="10" height="10"', (45, 30), (14, 30)),
        ('width="10mm" height="10mm" viewBox="0 0 10 10"', (45, 30), (14, 30)),
    ],
)
def test_drawing_is_placed_as_its_view_box_says(attributes, inside, outside):
    pdf = svg('<rect width="10" height="10" fill="#0f0"/>', attributes)
    if "mm" in attributes or "viewBox" not in attributes:
        pdf = svg(GREEN, attributes)

    assert _pixel(pdf, *inside) == (0, 255, 0)
    assert outside is None or _pixel(pdf, *outside) == (255, 255, 255)


def test_black_and_grey_are_black_ink_alone_and_colours_are_inks():
    painted = operators(
        for_press(svg('<rect width="9" height="9"/><rect width="4" height="9" fill="#f00"/>'))
    )

    colours = [values for values, name in painted if name in {"k", "g", "sc", "scn"}]
    assert [0] in colours
    assert any(len(values) == 4 and values[1] > 0.9 for values in colours)
    assert not {name for _, name in painted} & {"rg", "RG"}


def test_text_is_set_in_the_families_that_were_handed_over():
    pdf = svg(
        '<style>.b { font: bold 9px/1 "Body", serif }</style>'
        '<text y="9" font-family="heading">A</text><text y="20" class="b">B</text>'
        '<text y="30" style="font-family: body">مرحبا</text>'
    )

    assert fonts_in(pdf) == {"NotoSans-Bold", "NotoSans-Regular", "NotoNaskhArabic-Regular"}


def test_missing_families_and_characters_are_named():
    with pytest.raises(ArtworkInvalid) as refusal:
        svg(
            '<text y="9" font-family="Arial, Helvetica">中</text><text style="font: 9px X">A</text>'
        )

    assert [problem.message for problem in refusal.value.problems] == [
        "The document asks for the font Arial, Helvetica, which was not handed over.",
        "The document asks for the font X, which was not handed over.",
        "No font has the character 中 (U+4E2D).",
    ]


def test_pictures_are_drawn_when_they_are_files_or_inside():
    inside = base64.b64encode(_png((0, 0, 255))).decode()
    pdf = svg(
        '<image href="a.png" width="20" height="20"/>'
        f'<image href="data:image/png;base64,{inside}" x="40" width="20" height="20"/>',
        **{"a.png": _png((255, 0, 0))},
    )

    assert _pixel(pdf, 10, 10) == (255, 0, 0)
    assert _pixel(pdf, 50, 10) == (0, 0, 255)
    assert for_press(pdf)


def test_private_data_of_a_drawing_program_are_skipped():
    pdf = svg(
        '<switch><foreignObject requiredExtensions="http://ns.adobe.com/AI/1.0/"/>'
        f"<g>{GREEN}</g></switch>"
    )

    assert _pixel(pdf, 45, 30) == (0, 255, 0)


def test_masks_clips_and_gradients_come_out():
    pdf = to_pdf("svg", LOGO, {}, 194, 94, 3, FONTS)

    # One unit of the drawing is a millimetre: beside the hole, in the hole, in the masked group.
    assert _pixel(pdf, 30, 50)[0] > 150
    assert _pixel(pdf, 50, 50) == (255, 255, 255)
    red, green, _ = _pixel(pdf, 105, 30)
    assert green > red + 10


def test_bytes_are_the_same_when_the_input_is():
    assert to_pdf("svg", LOGO, {}, 85, 55, 3, FONTS) == to_pdf("svg", LOGO, {}, 85, 55, 3, FONTS)

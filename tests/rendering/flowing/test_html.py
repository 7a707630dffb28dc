from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.boxes import PageBoxes
from tests.golden.card import operators
from tests.rendering.flowing.card import CARD, FONTS, LOGO, SHEET, boxes, fonts_in, for_press, html

BOXES = PageBoxes.of(SHEET)


def _pixel(pdf: bytes, x_mm: float, y_mm: float, page: int = 1) -> tuple[int, ...]:
    """Return the colour at a place, from the bleed's upper left corner."""
    picture = raster.picture(pdf, page, 254)
    return picture.getpixel((round(x_mm * 10), round(y_mm * 10)))


def _text(pdf: bytes, page: int = 1) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return document[page - 1].get_textpage().get_text_bounded().strip()


def _refusals(source: str, **files: bytes) -> list[str]:
    with pytest.raises(ArtworkInvalid) as refusal:
        html(source, **files)
    return [problem.message for problem in refusal.value.problems]


def test_page_has_the_boxes_of_the_sheet():
    (found,) = boxes(html("<p>A"))

    media, trim = BOXES.media, BOXES.trim
    assert found["MediaBox"] == found["BleedBox"]
    assert found["MediaBox"] == pytest.approx([0, 0, media.right, media.top], abs=1e-3)
    assert found["TrimBox"] == pytest.approx(
        [trim.left, trim.bottom, trim.right, trim.top], abs=1e-3
    )


def test_size_stays_when_the_document_has_its_own():
    own = "@page { size: A4 !important; margin: 20mm !important } @page :first { size: A3 }"

    assert boxes(html(f"<style>{own}</style><p>A")) == boxes(html("<p>A"))


def test_text_flows_over_pages_when_it_is_long():
    pdf = html("<style>p { margin: 0; font: 10pt body }</style>" + "<p>line" * 30)

    assert len(boxes(pdf)) == 3
    assert for_press(pdf, page=3)


def test_background_and_boxes_reach_the_bleed():
    pdf = html(
        "<style>html { background: #f00 } div { position: absolute; width: 5mm; height: 5mm;"
        " left: calc(-1 * var(--bleed)); top: calc(-1 * var(--bleed)); background: #00f }"
        " p { position: absolute; margin: 0; left: 0; top: 10mm; width: 5mm; height: 5mm;"
        " background: #0f0 }</style><div></div><p>"
    )

    assert _pixel(pdf, 0.2, 60.8) == (255, 0, 0)
    assert _pixel(pdf, 0.2, 0.2) == (0, 0, 255)
    assert _pixel(pdf, 4.8, 4.8) == (0, 0, 255)
    assert _pixel(pdf, 5.2, 4.8) == (255, 0, 0)
    assert (_pixel(pdf, 2.8, 14), _pixel(pdf, 3.2, 14)) == ((255, 0, 0), (0, 255, 0))


def test_inks_stay_when_they_are_given_as_cmyk():
    style = "p { color: device-cmyk(.1 .2 .3 .4); background: device-cmyk(0 0 0 .5) }"
    painted = operators(for_press(html(f"<style>{style}</style><p>A")))

    assert ([0.1, 0.2, 0.3, 0.4], "scn") in painted
    assert ([0, 0, 0, 0.5], "scn") in painted


def test_black_is_black_ink_alone_and_rgb_is_cmyk():
    painted = operators(
        for_press(html("<p>A<p style='color:#f00'>B<p style='color:oklch(.6 .2 150)'>C"))
    )

    assert ([0, 0, 0, 1], "k") in painted
    assert not {name for _, name in painted} & {"rg", "RG"}


def test_text_is_set_in_the_families_that_were_handed_over():
    pdf = html("<p style='font-family: heading'>A<p style='font-family: none, body'>B")

    assert {name.split("-")[0] for name in fonts_in(pdf)} == {"heading", "body"}


@pytest.mark.parametrize("family", ["", "font-family: sans-serif", "font-family: monospace"])
def test_first_family_is_taken_when_none_is_named(family):
    assert {name.split("-")[0] for name in fonts_in(html(f"<p style='{family}'>A"))} == {"heading"}


def test_next_family_is_taken_when_a_character_is_missing():
    pdf = html("<p style='font-family: body'>A مرحبا")

    assert {name.split("-")[0] for name in fonts_in(pdf)} == {"body", "arabic"}


def test_every_missing_character_and_family_is_named():
    messages = _refusals("<p>中<p>文<p style='font-family:Arial'>A")

    assert messages == [
        "The document asks for the font Arial, which was not handed over.",
        "No font has the character 中 (U+4E2D).",
        "No font has the character 文 (U+6587).",
    ]


def test_nothing_can_be_set_when_no_font_was_handed_over():
    with pytest.raises(ArtworkInvalid, match="No font has the character A"):
        html("<p>A", fonts={})
    assert html("<p style='background:red;height:5mm'>", fonts={})


def test_every_missing_file_is_named_once():
    messages = _refusals(
        "<link rel=stylesheet href=a.css><img src=b.png><img src=b.png>"
        "<p style='background:url(c/d%20e.png?f)'>A"
    )

    assert messages == [
        f"The document refers to {name}, which was not handed over."
        for name in ("a.css", "b.png", "c/d%20e.png?f")
    ]


def test_files_are_found_beside_the_file_that_names_them():
    files = {
        "css/a.css": b"@import 'b.css'; p { background: url('../pictures/a b.svg') }",
        "css/b.css": b"p { height: 10mm }",
        "pictures/a b.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        b'<rect width="9" height="9" fill="#0f0"/></svg>',
    }

    pdf = html("<link rel=stylesheet href=css/a.css><p style='margin:0'>", **files)

    assert _pixel(pdf, 10, 12) == (0, 255, 0)


def test_fonts_of_the_document_are_used_when_they_were_handed_over():
    face = "@font-face { font-family: own; src: url(fonts/own.ttf) } p { font-family: own }"
    pdf = html(f"<style>{face}</style><p>A", **{"fonts/own.ttf": FONTS["body"]})

    assert fonts_in(pdf) == {"own"}


def test_drawing_comes_out_whole_when_it_is_a_file_or_inside():
    inside = LOGO.decode().replace("<svg", "<svg style='width:85mm;height:55mm'", 1)
    file = "<img src=logo.svg style='width:85mm;height:55mm;display:block'>"
    style = "<style>svg, img { display: block }</style>"
    first, second = (
        raster.picture(html(style + source, **{"logo.svg": LOGO}), 1, 100)
        for source in (file, inside)
    )

    assert first.tobytes() == second.tobytes()
    # The group in the mask is there, lightly: WeasyPrint's own reader would leave the mask out.
    red, green, blue = first.getpixel((round(49.75 * 100 / 25.4), round(43.25 * 100 / 25.4)))
    assert 255 > green > max(red, blue) + 10


def test_drawing_is_kept_once_when_it_stands_often():
    once, often = (
        html("<img src=a.svg width=40 height=20>" * n, **{"a.svg": LOGO}) for n in (1, 9)
    )

    assert len(often) < len(once) + 5000


def test_card_has_all_its_text_and_only_inks():
    pdf = for_press(html(CARD, **{"logo.svg": LOGO}))

    assert "Ada Lovelace" in _text(pdf)
    assert "Logo" in _text(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        written = b"".join(
            item.unparse(resolved=True) if isinstance(item, pikepdf.Dictionary)
            else item.stream_dict.unparse()
            for item in opened.objects
            if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream))
        )  # fmt: skip
    assert b"DeviceRGB" not in written
    assert b"ICCBased" not in written


def test_bytes_are_the_same_when_the_input_is():
    assert html(CARD, **{"logo.svg": LOGO}) == html(CARD, **{"logo.svg": LOGO})


def test_screen_things_are_left_out():
    pdf = html(
        "<title>T</title><h1>A</h1><a href='https://example.com/'>B</a><a id=c href='#c'>C</a>"
    )

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/Annots" not in opened.pages[0].obj
        assert not {"/Names", "/Outlines"} & set(opened.Root.keys())

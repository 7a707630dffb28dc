from __future__ import annotations

import io

import pytest
from PIL import Image, ImageOps

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.rendering import MemoryAssets, compile, press_pdf
from tests.prepress.importing.forms import BOLD, REGULAR, run

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="9" height="9"/></svg>'


def _picture(name="JPEG", size=(300, 200), mode="CMYK", dpi=(300, 300), **save):
    saved = io.BytesIO()
    Image.new(mode, size).save(saved, name, **({"dpi": dpi} if dpi else {}), **save)
    return saved.getvalue()


def _page(found):
    (page,) = found.document["pages"]
    return page


def _size(found):
    page = _page(found)
    return page["width_mm"], page["height_mm"], page["bleed_mm"]


def _rules(found):
    return {finding.rule: finding.severity.value for finding in found.findings}


def _compiled(found):
    return compile(load(found.document), MemoryAssets.of(found.files.values()))


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="85mm" height="55mm"', (85, 55)),
        ('width="8.5cm" height="1in"', (85, 25.4)),
        ('width="96" height="192px"', (25.4, 50.8)),
        ('width="72pt" height="6pc"', (25.4, 25.4)),
        ('viewBox="0 0 96 192"', (25.4, 50.8)),
        ('width="100%" height="100%" viewBox="0,0,192,96"', (50.8, 25.4)),
        ('width="85mm" viewBox="0 0 170 110"', (85, 55)),
        ('height="55mm" viewBox="0 0 170 110"', (85, 55)),
    ],
)
def test_svg_is_a_page_of_its_size(attributes, size):
    found = run(SVG.format(attributes).encode(), fonts=[])

    assert _size(found) == (pytest.approx(size[0]), pytest.approx(size[1]), 0)
    assert _page(found)["artwork"] == {"name": "card", "page": 1}
    assert found.document["artwork"]["card"]["asset"] == "artwork/card.svg"
    load(found.document)


def test_svg_has_bleed_inside_its_size_or_around_the_given_one():
    data = SVG.format('width="91mm" height="61mm"').encode()

    assert _size(run(data, bleed_mm=3)) == (85, 55, 3)
    assert _size(run(data, bleed_mm=3, size_mm=(91, 61))) == (91, 61, 3)


@pytest.mark.parametrize("family", ["Noto-Sans", "Noto Sans"])
def test_svg_compiles_with_the_fonts_that_were_handed_over(family):
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="20mm"><text y="20" {}/>'
    data = text.format(f'font-family="{family}">Ann</text').replace("/>", "></svg>")

    found = run(data.encode(), fonts=[BOLD, REGULAR])

    assert found.document["fonts"]["Noto-Sans"]["asset"] == "fonts/NotoSans-Regular.ttf"
    assert press_pdf(_compiled(found), {}).startswith(b"%PDF")


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'width="10em" height="50%"',
        'viewBox="a b c d"',
        'width="1mm" height="1mm"',
        'viewBox="0 0 0 0"',
    ],
)
def test_svg_is_refused_when_it_says_no_size(attributes):
    with pytest.raises(ArtworkInvalid):
        run(SVG.format(attributes).encode())


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg" width="9mm"/>',
        b"<html/>",
        b"<svg",
        b"<",
    ],
)
def test_xml_is_refused_when_it_is_no_plain_svg(data):
    with pytest.raises(ArtworkInvalid):
        run(data)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "TIFF"])
def test_picture_is_a_page_of_its_size(name):
    mode = "RGB" if name == "PNG" else "CMYK"

    found = run(_picture(name, (600, 300), mode), fonts=[])

    assert _size(found) == (pytest.approx(50.8, abs=0.01), pytest.approx(25.4, abs=0.01), 0)
    (frame,) = _page(found)["frames"]
    assert (frame["kind"], frame["image"], frame["fit"], frame["z"]) == (
        "image", "card", "cover", -1000,
    )  # fmt: skip
    assert _rules(found)["picture-resolution"] == "info"
    assert press_pdf(_compiled(found), {}).startswith(b"%PDF")


def test_picture_covers_the_bleed():
    found = run(_picture(size=(910, 610), dpi=(254, 254)), bleed_mm=3)

    assert _size(found) == (85, 55, 3)
    (frame,) = _page(found)["frames"]
    sides = [frame[key] for key in ("x_mm", "y_mm", "width_mm", "height_mm")]
    assert sides == pytest.approx([-3, -3, 91, 61])
    assert "picture-cut" not in _rules(found)


def test_picture_is_of_the_size_that_was_given():
    found = run(_picture("WEBP", (910, 610), "RGB", None), size_mm=(85, 55), bleed_mm=3)

    assert _size(found) == (85, 55, 3)
    assert _rules(found)["picture-resolution"] == "info"
    assert "254 ppi" in next(f.message for f in found.findings if f.rule == "picture-resolution")


def test_coarse_and_cut_pictures_are_reported():
    rules = _rules(run(_picture(size=(300, 300), dpi=None), size_mm=(85, 55)))

    assert (rules["picture-resolution"], rules["picture-cut"]) == ("warn", "warn")


def test_turned_picture_is_taken_upright():
    image = Image.new("RGB", (600, 300))
    exif = Image.Exif()
    exif[0x0112] = 6
    saved = io.BytesIO()
    image.save(saved, "JPEG", exif=exif, dpi=(300, 150))
    assert ImageOps.exif_transpose(Image.open(saved)).size == (300, 600)

    assert _size(run(saved.getvalue()))[:2] == pytest.approx((50.8, 50.8), abs=0.01)


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (_picture(dpi=None), {}, "does not say how large"),
        (_picture(dpi=(1, 1)), {}, "does not say how large"),
        (_picture(dpi=(300, 300)), {"bleed_mm": -1}, "A bleed is 0 to 50"),
        (_picture(dpi=(300, 300)), {"bleed_mm": 20}, "wide and high"),
        (_picture(dpi=(300, 300)), {"size_mm": (9999, 1)}, "wide and high"),
        (_picture(mode="RGB"), {"allows_rgb": False}, "picture is in RGB"),
        (_picture()[:20], {}, "no picture that can be read"),
        (b"", {}, "no picture that can be read"),
        (b"hello", {}, "no picture that can be read"),
    ],
)
def test_picture_is_refused_when_it_cannot_be_placed(data, options, said):
    with pytest.raises(ArtworkInvalid, match=said):
        run(data, **options)


def test_pdf_has_sizes_of_its_own():
    with pytest.raises(ArtworkInvalid, match="of their own"):
        run(b"%PDF-1.7", size_mm=(1, 1))

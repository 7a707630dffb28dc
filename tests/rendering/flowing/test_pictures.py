from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image, ImageCms

from saleor_w2p_plugin.prepress import raster
from tests.rendering.flowing.card import for_press, html, svg


def _in_html(picture: bytes) -> bytes:
    return html(
        "<body style='margin:0'><img src=a style='width:9mm;height:9mm;display:block'>", a=picture
    )


def _in_svg(picture: bytes) -> bytes:
    return svg('<image href="a" x="3" y="3" width="9" height="9"/>', a=picture)


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    saved = io.BytesIO()
    picture.save(saved, kind, **options)
    return saved.getvalue()


def _swapped_profile() -> bytes:
    """Return a profile with red and green changed over: it shows whether anybody reads it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for index in range(int.from_bytes(profile[128:132], "big")):
        at = 132 + 12 * index
        tag = bytes(profile[at : at + 4])
        profile[at : at + 4] = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}.get(tag, tag)
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("placed", [_in_html, _in_svg])
def test_colours_are_those_of_the_profile_when_a_picture_has_one(kind, placed):
    picture = Image.new("RGB", (40, 40), (255, 0, 0))

    pdf = placed(_saved(picture, kind, icc_profile=_swapped_profile(), quality=95))

    red, green, blue = raster.picture(pdf, 1, 254).getpixel((75, 75))
    assert green > 240
    assert max(red, blue) < 20


@pytest.mark.parametrize("placed", [_in_html, _in_svg])
def test_inks_stay_when_a_picture_is_in_cmyk(placed):
    picture = _saved(Image.new("CMYK", (60, 60), (10, 200, 30, 0)), "JPEG", quality=95)

    with pikepdf.open(io.BytesIO(for_press(placed(picture)))) as opened:
        (image,) = (
            item for item in opened.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Image
        )  # fmt: skip
        assert image.ColorSpace == pikepdf.Name.DeviceCMYK
        assert list(image.Decode) == [1, 0] * 4
        decoded = Image.open(io.BytesIO(image.read_raw_bytes()))
        # Pillow turns Adobe's inverted values round by itself, as Decode does for readers.
        assert decoded.getpixel((9, 9)) == (10, 200, 30, 0)


@pytest.mark.parametrize("placed", [_in_html, _in_svg])
def test_picture_stays_see_through_when_it_has_alpha(placed):
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    picture.paste((0, 0, 255, 255), (0, 0, 20, 40))

    shown = raster.picture(for_press(placed(_saved(picture, "PNG"))), 1, 254)

    assert shown.getpixel((100, 75)) == (255, 255, 255)
    assert shown.getpixel((45, 75)) != (255, 255, 255)

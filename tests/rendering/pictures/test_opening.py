from __future__ import annotations

import io

import pytest
from PIL import Image

from saleor_w2p_plugin.rendering.pictures import Info, PictureInvalid, inspect, opening
from tests.rendering.pictures.samples import (
    GRAY,
    HEIGHT,
    RGB,
    VALID,
    WIDTH,
    saved,
    turned,
)


@pytest.mark.parametrize(
    ("name", "format", "mode", "has_alpha"),
    [
        ("jpeg", "JPEG", "RGB", False),
        ("jpeg-gray", "JPEG", "L", False),
        ("jpeg-cmyk", "JPEG", "CMYK", False),
        ("png-alpha", "PNG", "RGBA", True),
        ("png-palette", "PNG", "P", True),
        ("png-16-bit", "PNG", "I;16", False),
        ("png-1-bit", "PNG", "1", False),
        ("tiff-lab", "TIFF", "LAB", False),
        ("webp", "WEBP", "RGBA", True),
        ("gif", "GIF", "P", False),
        ("bmp", "BMP", "RGB", False),
        ("jpeg2000", "JPEG2000", "RGB", False),
        ("avif", "AVIF", "RGBA", True),
    ],
)
def test_header_is_told(name, format, mode, has_alpha):
    assert inspect(VALID[name]) == Info(format, WIDTH, HEIGHT, mode, has_alpha)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_size_is_that_of_the_upright_picture(kind, orientation):
    data = saved(RGB, kind, exif=turned(orientation))
    info = inspect(data)

    sideways = orientation >= 5
    expected = (HEIGHT, WIDTH) if sideways else (WIDTH, HEIGHT)
    assert (info.width_px, info.height_px) == expected


def test_pixels_are_not_decoded_to_tell_the_header(monkeypatch):
    def refuse(*args):
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", refuse)
    for name in ("jpeg", "png", "tiff-cmyk", "gif", "bmp", "jpeg2000", "png-alpha"):
        inspect(VALID[name])


def test_jpeg_is_read_when_further_pictures_follow_in_the_file():
    target = io.BytesIO()
    RGB.save(target, "MPO", save_all=True, append_images=[GRAY.convert("RGB")])

    assert inspect(target.getvalue()).format == "JPEG"


def test_tiff_is_read_when_its_second_page_is_a_preview():
    preview = RGB.resize((9, 6))
    preview.encoderinfo = {"tiffinfo": {254: 1}}
    data = saved(RGB, "TIFF", save_all=True, append_images=[preview])

    assert inspect(data).width_px == WIDTH


def _frames(kind, **options):
    return saved(RGB, kind, save_all=True, append_images=[RGB.rotate(180)], **options)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not a readable picture"),
        (b"plain words", "not a readable picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a readable picture"),
        (b"%PDF-1.4\n%%EOF", "not a readable picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n", "not a readable picture"),
        (saved(RGB, "ICO"), "not a readable picture"),
        (saved(RGB, "TGA"), "not a readable picture"),
        (saved(RGB, "PPM"), "not a readable picture"),
        (_frames("GIF"), "animated"),
        (_frames("PNG"), "animated"),
        (_frames("WEBP"), "animated"),
        (_frames("AVIF"), "animated"),
        (_frames("TIFF"), "several pages"),
        (saved(Image.new("F", (4, 4)), "TIFF"), "floating point values per channel"),
        (saved(Image.new("I", (4, 4)), "TIFF"), "32 bits per channel"),
        (saved(Image.new("1", (65_529, 1)), "PNG"), "a side may have 65528"),
        (saved(Image.new("1", (10_000, 5_001)), "PNG"), "in PNG, 50 million"),
        (saved(Image.new("1", (60_000, 3_500)), "PNG"), "too many pixels"),
        (saved(Image.new("L", (5_000, 3_001)), "JPEG2000"), "in JPEG2000, 15 million"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_picture_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(PictureInvalid, match=sentence) as refusal:
        inspect(data)

    assert str(refusal.value).endswith(".")


def test_picture_is_refused_when_its_file_is_too_large(monkeypatch):
    monkeypatch.setattr(opening, "MAX_BYTES", 1 << 20)

    with pytest.raises(PictureInvalid, match="larger than 1 MiB"):
        inspect(VALID["png"] + bytes(1 << 20))


@pytest.mark.parametrize("exif", [b"Exif\0\0nonsense", b"Exif\0\0II*\0\xff\xff\xff\xff", b"x" * 99])
def test_picture_lies_as_it_is_when_its_exif_is_damaged(exif):
    assert inspect(saved(RGB, "JPEG", exif=exif)).width_px == WIDTH


@pytest.mark.parametrize("orientation", [0, 9, 65_535])
def test_picture_lies_as_it_is_when_its_orientation_does_not_exist(orientation):
    assert inspect(saved(RGB, "JPEG", exif=turned(orientation))).width_px == WIDTH

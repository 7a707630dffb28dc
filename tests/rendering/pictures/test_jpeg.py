from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops

from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.rendering.pictures import PictureInvalid, jpeg, prepare
from tests.rendering.pictures.samples import (
    CMYK,
    GRAY,
    HEIGHT,
    VALID,
    WIDTH,
    entry,
    pixels,
    saved,
    shown,
    turned,
)

INVERTED = [1, 0, 1, 0, 1, 0, 1, 0]


def _without_adobe(data):
    """Cut the Adobe segment out of a JPEG: its inks are then stored as they are."""
    start = data.index(b"\xff\xee\x00\x0eAdobe")
    return data[:start] + data[start + 16 :]


def _as_ycck(inks):
    """Return a JPEG as Photoshop writes it: inks inverted, C, M and Y as brightness and colour."""
    cyan, magenta, yellow, black = inks.split()
    channels = Image.merge("RGB", (cyan, magenta, yellow)).convert("YCbCr").split()
    stored = Image.merge("CMYK", [*(ImageChops.invert(each) for each in channels), black])
    data = bytearray(saved(stored, "JPEG", quality=95, subsampling=0))
    data[data.index(b"Adobe") + 11] = 2
    return bytes(data)


def _flat(inks):
    """Return the same inks without any JPEG in between."""
    return prepare(saved(inks, "TIFF"))


def _differs(one, other):
    data = ImageChops.difference(one, other).tobytes()
    return sum(data) / len(data)


def _scans(data):
    """Return the coded pixels of a JPEG, scan by scan."""
    return [bytes(each.data) for each in jpeg.parts(data).segments if each.data]


@pytest.mark.parametrize(
    "data",
    [
        saved(GRAY, "JPEG"),
        saved(GRAY, "JPEG", progressive=True),
        saved(CMYK, "JPEG", quality=95),
        saved(CMYK, "JPEG", quality=95, progressive=True),
        saved(CMYK, "JPEG", quality=95, icc_profile=colour.shipped()),
        saved(CMYK, "JPEG", quality=95, icc_profile=b"nonsense"),
        saved(GRAY, "JPEG", exif=turned(1), comment=b"hello"),
        _as_ycck(CMYK),
    ],
)
def test_coded_pixels_are_untouched_when_nothing_has_to_change(data):
    prepared = prepare(data)
    source = Image.open(io.BytesIO(data))

    assert _scans(prepared.data) == _scans(data)
    assert pixels(prepared).tobytes() == source.tobytes()
    # What PDFium shows of it is what it shows of the bare pixels.
    assert _differs(shown(prepared), shown(_flat(source))) < 1
    is_inverted = entry(prepared.entries, "/Decode") == INVERTED
    assert is_inverted == (source.mode == "CMYK")


def test_inks_are_not_inverted_when_adobe_did_not_write_them():
    data = _without_adobe(saved(CMYK, "JPEG", quality=95))
    inks = ImageChops.invert(Image.open(io.BytesIO(data)))
    prepared, turned_twice = prepare(data), prepare(_with_exif(data, 3))

    assert entry(prepared.entries, "/Decode") is None
    assert _scans(prepared.data) == _scans(data)
    assert _differs(shown(prepared), shown(_flat(inks))) < 1
    assert _differs(pixels(turned_twice).rotate(180), inks) < 2


def _with_exif(data, orientation):
    exif = turned(orientation)
    return data[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif + data[2:]


@pytest.mark.parametrize(
    "data",
    [
        saved(GRAY, "JPEG", exif=turned(6)),
        saved(CMYK, "JPEG", exif=turned(2)),
        VALID["jpeg"],
    ],
)
def test_pixels_are_coded_anew_when_something_has_to_change(data):
    assert _scans(prepare(data).data) != _scans(data)


def test_only_what_the_pixels_need_is_kept():
    data = saved(
        CMYK, "JPEG", exif=turned(1), comment=b"names", icc_profile=colour.shipped(),
        xmp=b"<x/>", restart_marker_rows=1,
    )  # fmt: skip
    photoshop = b"\xff\xed\x00\x10Photoshop 3.0\0"
    data = data[:2] + photoshop + data[2:] + b"\xff\xd8 a film behind the picture"
    prepared = prepare(data)
    markers = [segment.marker for segment in jpeg.parts(prepared.data).segments]

    assert set(markers) <= {0xEE, 0xDB, 0xC0, 0xC4, 0xDD, 0xDA}
    assert prepared.data.endswith(b"\xff\xd9")
    assert b"film" not in prepared.data
    assert jpeg.parts(prepared.data).cleaned() == prepared.data


def test_strips_are_joined_to_the_picture_they_were_cut_from():
    strips = [
        saved(CMYK.crop((0, top, WIDTH, min(top + 8, HEIGHT))), "JPEG", subsampling=0)
        for top in range(0, HEIGHT, 8)
    ]
    joined = Image.open(io.BytesIO(jpeg.joined(strips, HEIGHT)))
    whole = Image.open(io.BytesIO(saved(CMYK, "JPEG", subsampling=0)))

    assert joined.size == CMYK.size
    assert joined.tobytes() == whole.tobytes()


def test_a_hundred_strips_are_joined():
    tall = CMYK.resize((9, 800))
    strips = (
        saved(tall.crop((0, top, 9, top + 8)), "JPEG", subsampling=0) for top in range(0, 800, 8)
    )
    joined = Image.open(io.BytesIO(jpeg.joined(strips, 800)))

    assert joined.tobytes() == Image.open(io.BytesIO(saved(tall, "JPEG", subsampling=0))).tobytes()


def test_picture_is_refused_when_it_has_more_scans_than_any_encoder_makes():
    data = saved(GRAY, "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    many = data[:last] + data[last:-2] * (jpeg.MAX_SCANS + 1) + data[-2:]

    with pytest.raises(PictureInvalid, match="too many scans"):
        prepare(many)


def test_twelve_bits_and_arithmetic_codes_are_not_passed_through():
    baseline = bytearray(VALID["jpeg-gray"])
    frame = baseline.index(b"\xff\xc0")
    for place, value in ((frame + 1, 0xC1), (frame + 1, 0xC9), (frame + 4, 12)):
        changed = bytearray(baseline)
        changed[place] = value
        assert not jpeg.parts(bytes(changed)).is_plain

    assert jpeg.parts(bytes(baseline)).is_plain

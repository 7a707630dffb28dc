from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps, PngImagePlugin

from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.rendering.pictures import PictureInvalid, Terms, inspect, prepare, strips
from tests.rendering.pictures.samples import (
    BILEVEL,
    CMYK,
    DEEP,
    GRAY,
    HEIGHT,
    LAB,
    RGB,
    RGBA,
    VALID,
    WIDTH,
    entry,
    mask,
    pixels,
    saved,
    shown,
    turned,
)

FLAT = ["PNG", "TIFF", "BMP"]
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _distance(one, other):
    """Return the largest difference of two pictures of one mode."""
    assert (one.mode, one.size) == (other.mode, other.size)
    extrema = ImageChops.difference(one, other).getextrema()
    return max(high for _, high in ([extrema] if isinstance(extrema[0], int) else extrema))


def _mean(one, other):
    assert (one.mode, one.size) == (other.mode, other.size)
    differences = ImageChops.difference(one, other).tobytes()
    return sum(differences) / len(differences)


def _wide_gamut():
    """Return sRGB with its red and green swapped: a profile that shows when it is honoured."""
    data = bytearray(SRGB)
    tags = int.from_bytes(data[128:132])
    for place in range(132, 132 + 12 * tags, 12):
        name = bytes(data[place : place + 4])
        if name in (b"rXYZ", b"gXYZ"):
            data[place : place + 4] = b"gXYZ" if name == b"rXYZ" else b"rXYZ"
    return bytes(data)


def _gray_profile(gamma=1.8):
    """Return the smallest ICC profile for gray: header, white point and one exponent."""
    white = b"XYZ \0\0\0\0" + bytes.fromhex("0000f6d6 00010000 0000d32d")
    curve = b"curv\0\0\0\0" + (1).to_bytes(4) + round(gamma * 256).to_bytes(2) + b"\0\0"
    told = b"desc\0\0\0\0" + (5).to_bytes(4) + b"gray\0" + bytes(79)
    parts, table, offset = [white, curve, told], b"", 128 + 4 + 12 * 3
    for name, part in zip([b"wtpt", b"kTRC", b"desc"], parts, strict=True):
        table += name + offset.to_bytes(4) + len(part).to_bytes(4)
        offset += len(part)
    header = bytearray(128)
    header[0:4] = offset.to_bytes(4)
    header[8:12] = bytes.fromhex("02100000")
    header[12:24] = b"mntrGRAYXYZ "
    header[36:40] = b"acsp"
    header[68:80] = bytes.fromhex("0000f6d6 00010000 0000d32d")
    return bytes(header) + (3).to_bytes(4) + table + b"".join(parts)


def _other_press():
    """Return the press's profile under another name, its tables shifted by some bytes of ink."""
    data = colour.shipped().replace(b"FOGRA39", b"SOMEONE").replace(b"fogra39", b"someone")
    start = data.index(b"mft2", len(data) // 2)
    return data[: start + 4000] + data[start + 4400 :] + data[start + 4000 : start + 4400]


@pytest.mark.parametrize("name", sorted(VALID))
def test_every_format_becomes_an_image_in_gray_or_inks(name):
    prepared = prepare(VALID[name])
    info = inspect(VALID[name])
    picture = pixels(prepared)

    assert (prepared.width_px, prepared.height_px) == (WIDTH, HEIGHT) == picture.size
    assert (prepared.mask is not None) == info.has_alpha
    assert b"/Length" not in prepared.entries
    reference = {"L": GRAY, "I;16": GRAY, "1": BILEVEL}.get(info.mode, CMYK)
    assert _mean(picture, reference) < (16 if name in ("png-palette", "gif", "avif") else 4)


@pytest.mark.parametrize("name", sorted(VALID))
def test_same_bytes_come_out_when_the_same_go_in(name):
    assert prepare(VALID[name]) == prepare(bytes(bytearray(VALID[name])))


@pytest.mark.parametrize("kind", FLAT)
def test_flat_art_is_converted_without_loss(kind):
    prepared = prepare(saved(RGB, kind))

    assert entry(prepared.entries, "/Filter") == "/FlateDecode"
    assert pixels(prepared).tobytes() == CMYK.tobytes()


@pytest.mark.parametrize("name", ["jpeg", "webp", "jpeg2000", "avif"])
def test_photo_is_written_as_jpeg_with_all_of_its_colour(name):
    prepared = prepare(VALID[name])
    picture = Image.open(io.BytesIO(prepared.data))

    assert entry(prepared.entries, "/Filter") == "/DCTDecode"
    assert [each[1:3] for each in picture.layer] == [(1, 1)] * 4


def test_photo_looks_like_its_source_when_it_is_shown():
    photo = prepare(VALID["jpeg"])
    flat = prepare(VALID["png"])

    # A wrong Decode would show the negative.
    assert _mean(shown(photo), shown(flat)) < 3


def test_gray_stays_gray():
    for data in (saved(GRAY, "PNG"), saved(GRAY, "TIFF"), saved(GRAY, "BMP"), saved(GRAY, "GIF")):
        prepared = prepare(data)

        assert entry(prepared.entries, "/ColorSpace") == "/DeviceGray"
        assert pixels(prepared).tobytes() == GRAY.tobytes()


def test_line_art_keeps_one_bit():
    prepared = prepare(saved(BILEVEL, "PNG"))

    assert entry(prepared.entries, "/BitsPerComponent") == 1
    assert pixels(prepared).tobytes() == BILEVEL.tobytes()
    assert _distance(shown(prepared).convert("L"), BILEVEL.convert("L")) < 60


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_become_eight(kind):
    prepared = prepare(saved(DEEP, kind))

    assert pixels(prepared).tobytes() == GRAY.tobytes()


def test_sixteen_bits_become_eight_when_the_tiff_is_big_endian():
    rows = b"".join(bytes((value, 0x80)) for value in GRAY.tobytes())
    deep = Image.frombytes("I;16B", GRAY.size, rows)

    assert pixels(prepare(saved(deep, "TIFF"))).tobytes() == GRAY.tobytes()


def test_inks_stay_as_they_are_when_nothing_says_what_press_they_are_for():
    prepared = prepare(saved(CMYK, "TIFF"))

    assert pixels(prepared).tobytes() == CMYK.tobytes()


def test_inks_stay_when_they_were_made_from_the_same_measurements():
    same = colour.shipped() + b"\0\0\0\0"
    prepared = prepare(saved(CMYK, "TIFF", icc_profile=same))

    assert pixels(prepared).tobytes() == CMYK.tobytes()


def test_inks_are_converted_when_they_are_for_another_press():
    other = _other_press()
    prepared = prepare(saved(CMYK, "TIFF", icc_profile=other))
    expected = ImageCms.profileToProfile(
        CMYK,
        io.BytesIO(other),
        io.BytesIO(colour.shipped()),
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )

    assert pixels(prepared).tobytes() == expected.tobytes() != CMYK.tobytes()


def test_lab_is_converted():
    prepared = prepare(saved(LAB, "TIFF"))

    # Lab of 8 bits is coarser than sRGB.
    assert _mean(pixels(prepared), CMYK) < 4


def test_profile_decides_what_rgb_means():
    swapped = RGB.copy()
    red, green, blue = swapped.split()
    swapped = Image.merge("RGB", (green, red, blue))
    prepared = prepare(saved(swapped, "PNG", icc_profile=_wide_gamut()))

    assert _mean(pixels(prepared), CMYK) < 2
    assert _mean(pixels(prepare(saved(swapped, "PNG"))), CMYK) > 10


@pytest.mark.parametrize(
    "icc", [b"nonsense", SRGB[:200], colour.shipped(), _gray_profile(), SRGB + bytes(5 << 20)]
)
def test_rgb_is_srgb_when_its_profile_says_nothing(icc):
    # 5 MiB are more than a PNG's profile may have, so a TIFF it is.
    assert pixels(prepare(saved(RGB, "TIFF", icc_profile=icc))).tobytes() == CMYK.tobytes()


def test_gray_becomes_as_light_in_black_ink_as_its_profile_says():
    light, dark = _gray_profile(1.0), _gray_profile(3.0)
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    of_light, of_dark = (
        pixels(prepare(saved(ramp, "PNG", icc_profile=icc))).tobytes() for icc in (light, dark)
    )

    assert of_light[0] == of_dark[0] == 0
    assert of_light[255] == of_dark[255] == 255
    assert list(of_light) == sorted(of_light)
    assert all(one > other for one, other in zip(of_light[9:240], of_dark[9:240], strict=True))


def test_gamma_of_a_png_is_honoured():
    def with_gamma(number):
        chunks = PngImagePlugin.PngInfo()
        chunks.add(b"gAMA", number.to_bytes(4))
        return pixels(prepare(saved(GRAY, "PNG", pnginfo=chunks))).tobytes()

    linear = with_gamma(100_000)

    assert with_gamma(45_455) == GRAY.tobytes()
    assert all(one >= other for one, other in zip(linear, GRAY.tobytes(), strict=True))
    assert linear[len(linear) // 2] > GRAY.tobytes()[len(linear) // 2]


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_alpha_becomes_a_soft_mask(kind):
    prepared = prepare(saved(RGBA, kind))

    assert entry(prepared.mask[0], "/ColorSpace") == "/DeviceGray"
    assert mask(prepared).tobytes() == RGBA.getchannel("A").tobytes()
    assert pixels(prepared).tobytes() == CMYK.tobytes()


def test_alpha_becomes_a_soft_mask_when_the_picture_is_gray():
    prepared = prepare(saved(Image.merge("LA", (GRAY, RGBA.getchannel("A"))), "PNG"))

    assert pixels(prepared).tobytes() == GRAY.tobytes()
    assert mask(prepared).tobytes() == RGBA.getchannel("A").tobytes()


@pytest.mark.parametrize(
    ("image", "colour", "said"),
    [
        (GRAY, 100, 100),
        (BILEVEL, 1, 255),
        (RGB, (255, 0, 0), (255, 0, 0)),
        (DEEP, 100, 100 * 257),
    ],
)
def test_single_colour_is_see_through_when_a_png_says_so(image, colour, said):
    marked = image.copy()
    marked.paste(colour, (3, 4, 9, 8))
    found = mask(prepare(saved(marked, "PNG", transparency=said)))

    assert found.getextrema() == (0, 255)
    assert found.crop((3, 4, 9, 8)).getextrema() == (0, 0)


def test_background_shows_where_alpha_is_zero():
    see_through = RGBA.copy()
    see_through.putalpha(Image.new("L", RGBA.size))
    picture = shown(prepare(saved(see_through, "PNG")))
    bare = shown(prepare(saved(Image.new("CMYK", RGBA.size, (0, 255, 0, 0)), "TIFF")))

    assert _distance(picture, bare) <= 1


def test_nothing_is_masked_when_every_pixel_is_opaque():
    opaque = RGB.convert("RGBA")

    assert prepare(saved(opaque, "PNG")).mask is None


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("rows", [8, 16, 1 << 20])
def test_picture_is_upright_whichever_way_it_was_taken(monkeypatch, orientation, rows):
    monkeypatch.setattr(strips, "_STRIP_PIXELS", rows * WIDTH)
    data = saved(RGBA, "PNG", exif=turned(orientation))
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    prepared = prepare(data)

    assert (prepared.width_px, prepared.height_px) == upright.size
    assert pixels(prepared).tobytes() == colour.of().image(upright.convert("RGB")).tobytes()
    assert mask(prepared).tobytes() == upright.getchannel("A").tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_tiff_is_turned_once(orientation):
    data = saved(RGB, "TIFF", tiffinfo={274: orientation})
    upright = ImageOps.exif_transpose(
        Image.open(io.BytesIO(saved(RGB, "PNG", exif=turned(orientation))))
    )

    assert pixels(prepare(data)).tobytes() == colour.of().image(upright).tobytes()


@pytest.mark.parametrize("rows", [8, 16])
@pytest.mark.parametrize("name", ["jpeg", "webp", "jpeg-gray"])
def test_photo_is_the_same_however_it_is_cut_into_strips(monkeypatch, name, rows):
    data = VALID[name]
    if name == "jpeg-gray":
        data = saved(GRAY, "JPEG", exif=turned(3))
    whole = pixels(prepare(data))
    monkeypatch.setattr(strips, "_STRIP_PIXELS", rows * WIDTH)
    cut = prepare(data)

    assert cut.data.count(b"\xff\xd0") >= 1
    assert pixels(cut).tobytes() == whole.tobytes()
    assert _distance(shown(cut), shown(prepare(data))) == 0


SECRET = b"N 51.5007 W 0.1246"


def test_nothing_told_about_a_picture_is_left():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Comment", SECRET.decode())
    pictures = [
        saved(RGB, "JPEG", exif=exif.tobytes(), comment=SECRET),
        saved(GRAY, "JPEG", exif=exif.tobytes(), comment=SECRET),
        saved(CMYK, "JPEG", exif=exif.tobytes(), comment=SECRET),
        saved(RGB, "PNG", exif=exif.tobytes(), pnginfo=chunks),
        saved(RGB, "WEBP", exif=exif.tobytes(), xmp=SECRET),
        saved(RGB, "TIFF", tiffinfo={270: SECRET.decode()}),
    ]
    for data in pictures:
        assert SECRET in data
        prepared = prepare(data)

        assert SECRET not in prepared.entries + prepared.data
        for tell_tale in (b"Exif", b"ICC_PROFILE", b"http://"):
            assert tell_tale not in prepared.data


@pytest.mark.parametrize("name", ["jpeg", "png", "png-palette", "tiff-lab", "webp", "gif", "avif"])
def test_rgb_is_refused_when_it_has_to_be(name):
    with pytest.raises(PictureInvalid, match="in RGB; here it has to be in CMYK or gray"):
        prepare(VALID[name], Terms(allows_rgb=False))


@pytest.mark.parametrize("name", ["jpeg-gray", "jpeg-cmyk", "tiff-cmyk", "png-1-bit", "png-16-bit"])
def test_gray_and_inks_are_taken_when_rgb_is_refused(name):
    assert prepare(VALID[name], Terms(allows_rgb=False)) == prepare(VALID[name])

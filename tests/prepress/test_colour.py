from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from saleor_w2p_plugin import prepress
from saleor_w2p_plugin.design.press import load_press
from saleor_w2p_plugin.errors import DesignInvalid
from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.colour.rich import is_area
from saleor_w2p_plugin.prepress.units import pt
from tests.fixtures import profiles


def test_black_becomes_black_ink_alone():
    assert colour.of().cmyk(0, 0, 0) == (0, 0, 0, 1)


def test_white_stays_paper():
    assert colour.of().cmyk(1, 1, 1) == (0, 0, 0, 0)


def test_red_becomes_magenta_and_yellow():
    cyan, magenta, yellow, black = colour.of().cmyk(1, 0, 0)

    assert min(magenta, yellow) > 0.9
    assert max(cyan, black) < 0.1


def test_profile_decides_when_there_is_one():
    swapped = colour.shipped()  # CMYK, so not usable as an RGB source

    assert colour.of().cmyk(0.2, 0.5, 0.8, swapped) == colour.of().cmyk(0.2, 0.5, 0.8)


def test_pictures_and_single_colours_agree():
    picture = colour.of().image(Image.new("RGB", (2, 2), (51, 128, 204)))
    inks = tuple(round(value * 255) for value in colour.of().cmyk(51 / 255, 128 / 255, 204 / 255))

    assert picture.mode == "CMYK"
    assert picture.tobytes() == bytes(inks) * 4


def test_profile_is_the_one_that_its_readme_describes():
    readme = Path(prepress.__file__).parent / "profiles/README.md"

    assert hashlib.sha256(colour.shipped()).hexdigest() in readme.read_text()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "YCbCr"])
def test_pictures_are_refused_when_their_mode_is_no_colour_of_a_page(mode):
    with pytest.raises(ValueError, match=f"in {mode} cannot be converted"):
        colour.of().image(Image.new(mode, (2, 2)))


def test_inks_stay_when_a_profile_is_the_presss_own():
    inks = Image.new("CMYK", (2, 2), (10, 20, 30, 200))

    assert colour.of().image(inks, colour.shipped()) is inks
    assert colour.of().image(inks) is inks
    assert not colour.of().changes("CMYK", colour.shipped())


@pytest.mark.parametrize("icc", [None, b"nonsense", colour.shipped()])
def test_gray_stays_when_no_profile_for_gray_is_there(icc):
    assert not colour.of().changes("L", icc)


def _ramp(mode="RGB"):
    """Return a picture of 32,768 colours, all over the space."""
    steps = range(0, 256, 8)
    data = bytes(value + 7 for r in steps for g in steps for b in steps for value in (r, g, b))
    return Image.frombytes("RGB", (1024, 32), data).convert(mode)


def _policy(**changes):
    return load_press({"version": 1, "name": "House", **changes})


def _with_profile(data, **changes):
    profile = {"asset": "house.icc", "sha256": hashlib.sha256(data).hexdigest()}
    return _policy(profile=profile, condition={"identifier": "House"}, **changes)


def test_default_is_relative_colorimetric_with_black_point_in_the_shipped_profile():
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        io.BytesIO(colour.shipped()),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )

    assert colour.of().image(_ramp()).tobytes() == transform.apply(_ramp()).tobytes()
    assert colour.of().profile == colour.shipped()


def test_policies_that_say_the_same_share_what_is_kept():
    assert colour.of() is colour.of(_policy(intent="relative", standard="PDF/X-1a:2003"))
    assert colour.of() is not colour.of(_policy(intent="perceptual"))


def test_colours_are_those_of_the_presss_own_profile():
    house = colour.of(_with_profile(profiles.house()), profiles.house())
    red, reds = house.cmyk(1, 0, 0), colour.of().cmyk(1, 0, 0)

    assert red == pytest.approx([profiles.SHARE * amount for amount in reds], abs=0.01)
    # What looks the same: less ink here is as much ink there.
    assert house.rgb(red) == pytest.approx(colour.of().rgb(reds), abs=8)
    assert (house.cmyk(0, 0, 0), house.cmyk(1, 1, 1)) == (colour.BLACK, colour.PAPER)
    assert house.cmyk_of_lab(50, 20, 20)[0] < colour.of().cmyk_of_lab(50, 20, 20)[0]


def test_inks_of_another_condition_are_converted_and_the_presss_own_stay():
    house = colour.of(_with_profile(profiles.house()), profiles.house())
    inks = Image.new("CMYK", (2, 2), (100, 50, 20, 10))

    assert house.image(inks) is inks
    assert house.image(inks, profiles.house()) is inks
    assert house.changes("CMYK", colour.shipped())
    assert colour.of().changes("CMYK", profiles.house())
    assert max(house.image(inks, colour.shipped()).getpixel((0, 0))) < 100


def test_intents_and_black_point_change_what_is_printed():
    ways = [
        colour.of(_policy(intent=intent, black_point=black_point)).cmyk(0.05, 0.06, 0.05)
        for intent, black_point in (
            ("relative", True), ("relative", False), ("absolute", False), ("perceptual", True),
        )
    ]  # fmt: skip
    white = colour.of(_policy(intent="absolute")).cmyk(1, 1, 0.9)

    assert len(set(ways[:2])) == 2
    assert white != colour.of().cmyk(1, 1, 0.9)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "broken"),
        (b"nonsense" * 100, "broken"),
        (colour.shipped()[:90_000], "broken"),
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "not an output"),
        (profiles.of_class(b"mntr"), "not an output"),
        (profiles.of_class(b"link"), "not an output"),
        (colour.shipped() + bytes(4 << 20), "larger than 4 MiB"),
        (profiles.of_version(5), "takes no ICC profile of version 5"),
    ],
)
def test_profile_is_refused_when_no_press_can_have_it(data, says):
    with pytest.raises(DesignInvalid, match=says) as refusal:
        colour.of(_with_profile(data), data)

    assert [problem.field for problem in refusal.value.problems] == ["press.profile"]


def test_newer_profile_is_refused_when_the_standard_is_older():
    newer = profiles.of_version(4)

    assert colour.of(_with_profile(newer), newer).profile == newer
    with pytest.raises(DesignInvalid, match="PDF/X-1a:2003 takes no ICC profile of version 4"):
        colour.of(_with_profile(newer, standard="PDF/X-1a:2003"), newer)


def test_policy_with_a_profile_needs_its_bytes():
    with pytest.raises(ValueError, match="bytes are needed"):
        colour.of(_with_profile(profiles.house()))


@pytest.mark.parametrize("limit", [1, 1.8, 2.4, 3])
def test_no_converted_colour_has_more_ink_than_the_limit(limit):
    limited = colour.of(_policy(ink_limit=limit))
    before, after = (_pixels(way.image(_ramp())) for way in (colour.of(), limited))

    assert max(map(sum, before)) > limit * 255
    assert max(map(sum, after)) <= limit * 255
    for old, new in zip(before, after, strict=True):
        assert new[3] == old[3]
        if sum(old) <= limit * 255:
            assert new == old
        else:
            # Each by the same share, and no more than it takes.
            share = (limit * 255 - old[3]) / sum(old[:3])
            assert new[:3] == pytest.approx([ink * share for ink in old[:3]], abs=1)


def test_ink_limit_holds_for_single_colours_and_lab():
    limited = colour.of(_policy(ink_limit=2.2))

    for inks in (limited.cmyk(0.05, 0.04, 0.03), limited.cmyk_of_lab(4, 1, 1)):
        assert 2 < sum(inks) <= 2.2


def test_supplied_inks_stay_when_they_exceed_the_limit():
    inks = Image.new("CMYK", (2, 2), (255, 255, 255, 255))

    assert colour.of(_policy(ink_limit=2.2)).image(inks) is inks


@pytest.mark.parametrize("limit", [2.2, 2.6, 3])
def test_photographs_keep_to_the_limit_when_they_are_jpegs(limit):
    noise = Image.effect_noise((320, 240), 90).point(lambda value: max(0, value - 110))
    inks = colour.of(_policy(ink_limit=limit)).image(Image.merge("RGB", [noise] * 3))
    plain, kept = (_pixels(Image.open(io.BytesIO(data))) for data in (
        colour.jpeg(inks), colour.jpeg(inks, limit),
    ))  # fmt: skip

    assert max(map(sum, plain)) > limit * 255
    assert limit * 255 * 0.97 < max(map(sum, kept)) <= limit * 255


def _pixels(image):
    data = image.tobytes()
    return [tuple(data[at : at + 4]) for at in range(0, len(data), 4)]


@pytest.mark.parametrize(
    ("width_mm", "height_mm", "is_one"),
    [(10, 10, True), (100, 2.1, True), (100, 1.9, False), (3.9, 3.9, False), (4.1, 4.1, True)],
)
def test_area_is_two_millimetres_wide(width_mm, height_mm, is_one):
    width, height = pt(width_mm), pt(height_mm)

    assert is_area(width * height, 2 * (width + height)) is is_one


def test_nothing_is_no_area():
    assert not is_area(0, 0)

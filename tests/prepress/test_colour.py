from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from saleor_w2p_plugin import prepress
from saleor_w2p_plugin.prepress import colour


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

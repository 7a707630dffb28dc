from __future__ import annotations

import hashlib
from pathlib import Path

from PIL import Image

from saleor_w2p_plugin.prepress import colour


def test_black_becomes_black_ink_alone():
    assert colour.cmyk(0, 0, 0) == (0, 0, 0, 1)


def test_white_stays_paper():
    assert colour.cmyk(1, 1, 1) == (0, 0, 0, 0)


def test_red_becomes_magenta_and_yellow():
    cyan, magenta, yellow, black = colour.cmyk(1, 0, 0)

    assert min(magenta, yellow) > 0.9
    assert max(cyan, black) < 0.1


def test_profile_decides_when_there_is_one():
    swapped = colour.profile_bytes()  # CMYK, so not usable as an RGB source

    assert colour.cmyk(0.2, 0.5, 0.8, swapped) == colour.cmyk(0.2, 0.5, 0.8)


def test_pictures_and_single_colours_agree():
    picture = colour.cmyk_image(Image.new("RGB", (2, 2), (51, 128, 204)))
    inks = tuple(round(value * 255) for value in colour.cmyk(51 / 255, 128 / 255, 204 / 255))

    assert picture.mode == "CMYK"
    assert picture.tobytes() == bytes(inks) * 4


def test_profile_is_the_one_that_its_readme_describes():
    readme = Path(colour.__file__).parent / "profiles/README.md"

    assert hashlib.sha256(colour.profile_bytes()).hexdigest() in readme.read_text()

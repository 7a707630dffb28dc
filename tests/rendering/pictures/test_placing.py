from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.rendering.pictures import place

LENGTHS = st.floats(1, 2000)
PIXELS = st.integers(1, 20_000)


@st.composite
def crops(draw):
    left, top = draw(st.floats(0, 0.9)), draw(st.floats(0, 0.9))
    return left, top, draw(st.floats(0.05, 1 - left)), draw(st.floats(0.05, 1 - top))


@pytest.mark.parametrize(
    ("fit", "crop", "image", "clip", "ppi"),
    [
        # A box of 2 x 1 inch, a picture of 300 x 300 pixels
        ("contain", None, (36, 0, 72, 72), None, 300),
        ("cover", None, (0, -36, 144, 144), (0, 0, 144, 72), 150),
        ("crop", None, (0, -36, 144, 144), (0, 0, 144, 72), 150),
        ("crop", (0.5, 0.5, 0.5, 0.25), (-144, -144, 288, 288), (0, 0, 144, 72), 75),
        ("crop", (0, 0, 1, 0.5), (0, 0, 144, 144), (0, 0, 144, 72), 150),
    ],
)
def test_picture_goes_where_its_fit_says(fit, crop, image, clip, ppi):
    placement = place(fit, crop, 144, 72, 300, 300)

    assert placement.image == pytest.approx(image)
    assert placement.clip == clip
    assert placement.ppi == pytest.approx(ppi)


@given(st.sampled_from(["contain", "cover", "crop"]), crops(), LENGTHS, LENGTHS, PIXELS, PIXELS)
def test_picture_is_never_distorted(fit, crop, box_width, box_height, width_px, height_px):
    placement = place(fit, crop, box_width, box_height, width_px, height_px)
    _, _, width, height = placement.image

    assert width / width_px == pytest.approx(height / height_px)
    assert placement.ppi == pytest.approx(width_px / (width / 72))


@given(LENGTHS, LENGTHS, PIXELS, PIXELS)
def test_picture_stays_in_its_box_when_it_is_contained(box_width, box_height, width_px, height_px):
    placement = place("contain", None, box_width, box_height, width_px, height_px)
    x, y, width, height = placement.image

    assert placement.clip is None
    assert min(x, y) >= -1e-6
    assert x + width / 2 == pytest.approx(box_width / 2)
    assert y + height / 2 == pytest.approx(box_height / 2)
    assert width == pytest.approx(box_width) or height == pytest.approx(box_height)


@given(crops(), LENGTHS, LENGTHS, PIXELS, PIXELS)
def test_box_is_filled_with_the_middle_of_the_crop(
    crop, box_width, box_height, width_px, height_px
):
    placement = place("crop", crop, box_width, box_height, width_px, height_px)
    x, y, width, height = placement.image
    left, top, across, down = crop
    shown_width, shown_height = across * width, down * height

    # The crop covers the box, touches it in one direction, and lies around its middle.
    assert shown_width >= box_width - 1e-6
    assert shown_height >= box_height - 1e-6
    assert shown_width == pytest.approx(box_width) or shown_height == pytest.approx(box_height)
    assert x + (left + across / 2) * width == pytest.approx(box_width / 2, abs=1e-6)
    assert y + (top + down / 2) * height == pytest.approx(box_height / 2, abs=1e-6)


def test_nothing_is_clipped_when_the_picture_has_the_shape_of_the_box():
    assert place("cover", None, 144, 72, 600, 300).clip is None


@pytest.mark.parametrize(
    ("crop", "sizes"),
    [
        ((0.5, 0, 0.6, 1), (10, 10, 10, 10)),
        ((-0.1, 0, 0.5, 1), (10, 10, 10, 10)),
        ((0, 0, 0, 1), (10, 10, 10, 10)),
        (None, (0, 10, 10, 10)),
        (None, (10, 10, 10, 0)),
    ],
)
def test_nonsense_is_refused(crop, sizes):
    with pytest.raises(ValueError, match=r"crop is a part|width and a height"):
        place("crop", crop, *sizes)

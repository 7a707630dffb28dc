from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.design.document import Page
from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect
from saleor_w2p_plugin.prepress.units import mm, pt


@given(st.floats(min_value=-1e4, max_value=1e4))
def test_units_invert_each_other(length):
    assert mm(pt(length)) == pytest.approx(length)


def test_an_inch_is_72_points_and_25_4_millimetres():
    assert pt(25.4) == 72
    assert mm(72) == 25.4


def test_boxes_are_nested_and_start_at_zero():
    boxes = PageBoxes.of(Page("front", 85, 55, 3, 0, 4, None, ()))

    assert boxes.media == boxes.bleed
    assert (boxes.media.left, boxes.media.bottom) == (0, 0)
    assert boxes.media.size_mm == pytest.approx((91, 61))
    assert boxes.trim.size_mm == pytest.approx((85, 55))
    assert boxes.safe.size_mm == pytest.approx((77, 47))
    assert mm(boxes.trim.left) == pytest.approx(3)
    assert boxes.bleed.contains(boxes.trim, 0)
    assert boxes.trim.contains(boxes.safe, 0)
    assert not boxes.trim.contains(boxes.bleed, 0)


def test_media_reaches_beyond_the_bleed_when_there_is_a_slug():
    boxes = PageBoxes.of(Page("front", 85, 55, 3, 10, 4, None, ()))

    assert boxes.media.size_mm == pytest.approx((111, 81))
    assert boxes.bleed.size_mm == pytest.approx((91, 61))
    assert (mm(boxes.bleed.left), mm(boxes.trim.left)) == pytest.approx((10, 13))


def test_rectangles_are_close_when_no_side_differs_more_than_the_tolerance():
    one = Rect(0, 0, 10, 10)

    assert one.is_close(Rect(0.1, 0, 10, 9.9), 0.1)
    assert not one.is_close(Rect(0.2, 0, 10, 10), 0.1)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.design.fields import image

PICTURE = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("answer", "canonical"),
    [
        (PICTURE, PICTURE),
        (PICTURE.upper(), PICTURE),
        (f"{PICTURE}#xywh=percent:10,0,80,100", f"{PICTURE}#xywh=percent:10,0,80,100"),
        (f"{PICTURE}#xywh=percent:010,0.50,80.0,99.5", f"{PICTURE}#xywh=percent:10,0.5,80,99.5"),
        (f"{PICTURE}#xywh=percent:0,0,100,100", PICTURE),
        (PICTURE[1:], None),
        (f"{PICTURE}0", None),
        (f"{PICTURE}#xywh=percent:0,0,0,100", None),
        (f"{PICTURE}#xywh=percent:50,0,51,100", None),
        (f"{PICTURE}#xywh=percent:-1,0,50,100", None),
        (f"{PICTURE}#xywh=percent:0,0,50", None),
        (f"{PICTURE}#xywh=pixel:0,0,50,50", None),
        (f"{PICTURE}#t=1", None),
        (f"{PICTURE}\n", None),
    ],
)
def test_answer_is_canonical_when_it_names_a_picture(answer, canonical):
    assert image.canonical(answer) == canonical


def test_crop_is_in_shares_of_the_picture():
    assert image.reference(PICTURE) == (PICTURE, None)
    answer = f"{PICTURE}#xywh=percent:10,0,80,12.5"
    assert image.reference(answer) == (PICTURE, (0.1, 0.0, 0.8, 0.125))


@given(*(st.decimals(0, 100, places=6) for _ in range(4)))
def test_crop_stays_in_the_picture_when_an_answer_is_canonical(x, y, width, height):
    found = image.canonical(f"{PICTURE}#xywh=percent:{x:f},{y:f},{width:f},{height:f}")

    inside = width > 0 and height > 0 and x + width <= 100 and y + height <= 100
    assert (found is not None) == inside
    if found is not None:
        assert image.canonical(found) == found
        crop = image.reference(found)[1] or (0, 0, 1, 1)
        assert crop == tuple(float(part / 100) for part in (x, y, width, height))

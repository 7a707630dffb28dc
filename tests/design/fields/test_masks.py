from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.design.fields import masks


@pytest.mark.parametrize(
    ("mask", "text", "written"),
    [
        ("AA-999", "ab-123", "ab-123"),
        ("AA-999", "ab123", "ab-123"),
        ("(999) 999-9999", "2025550123", "(202) 555-0123"),
        ("(999) 999-9999", "(202)5550123", "(202) 555-0123"),
        ("(999) 999-9999", "202 555 0123", None),
        ("+4 999", "4123", "+4 123"),
        ("+4 999", "412", "+4 412"),
        ("**/9", "é7/1", "é7/1"),
        ("999 m", "120", "120 m"),
        ("999 m", "120m", "120 m"),
        ("9", "٣", None),
        ("A", "1", None),
        ("9", "", None),
        ("99", "1", None),
        ("99", "123", None),
    ],
)
def test_answer_is_written_as_its_mask_says(mask, text, written):
    assert masks.canonical(mask, text) == written


@given(st.text("9A*-/ 4x", min_size=1, max_size=12), st.data())
def test_answer_stays_as_it_is_when_it_has_been_written_by_its_mask(mask, data):
    signs = {"9": "0123456789", "A": "abxé", "*": "a9"}
    full = "".join(data.draw(st.sampled_from(signs.get(sign, sign))) for sign in mask)
    bare = "".join(
        char
        for char, sign in zip(full, mask, strict=True)
        if sign in "9A*" or data.draw(st.booleans())
    )

    assert masks.canonical(mask, full) == full
    written = masks.canonical(mask, bare)
    if bare:
        assert written is not None
        assert masks.canonical(mask, written) == written


def test_example_has_the_form_of_its_mask():
    assert masks.example("AA-9*9") == "AA-000"
    assert "AA-000" in masks.hint("AA-9*9")


def test_time_is_bounded_when_an_answer_has_many_readings():
    started = time.perf_counter()

    assert masks.canonical("4*" * 100, "4" * 99 + "-") is None
    assert time.perf_counter() - started < 1
